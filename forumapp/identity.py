"""Who asks: joins the signed-in account with its roles in the teams of forums."""

from flask import Flask, g, request

from forumapp import audit
from forumapp.accounts.views import sessions
from forumapp.extensions import login_manager
from forumapp.forums import queries
from forumapp.policy import Actor

PUBLIC = frozenset({None, "schedule", "drafts", "feeds", "documents", "registration", "meetings", "speakers", "health"})
"""Blueprints whose pages know nobody: they are kept as bytes, and speak the visitor's language."""


def init_app(app: Flask) -> None:
    """Know the signed-in account in every request of the desk."""
    login_manager.user_loader(sessions.load)
    app.extensions["forumapp.actor_loader"] = load_actor
    app.before_request(introduce)


def load_actor() -> Actor:
    """Return the asker as the policy sees it, with the roles that stand in the database now."""
    known = sessions.signed_in()
    if known is None:
        return Actor()
    account = known.account
    return Actor(account_id=account.id, is_admin=account.is_admin, roles=queries.roles_of(account.id))


def introduce() -> None:
    """Say at the start of a request who acts in it, and speak the account's language at the desk."""
    audit.act_as("visitor", request_id=g.request_id)
    if request.blueprint in PUBLIC:
        return
    known = sessions.signed_in()
    if known is None:
        return
    audit.act_as(known.account.email, request_id=g.request_id)
    g.preferred_language = known.account.language
    sessions.touch(known)
