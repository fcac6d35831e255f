"""Saved views: a filter of the list under a name, of one registrar or of the whole team."""

from collections.abc import Sequence
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.secretariat import queries
from forumapp.secretariat.models import SavedView
from forumapp.secretariat.service.asking import Parts

MOST = 20
"""Views that one registrar has, and as many the team."""


def save(forum: Forum, asked: Parts, *, name: str, is_shared: bool, account_id: int | None, now: datetime) -> SavedView:
    """Keep a filter under a name; raises RuleBroken for a name that is taken, an empty filter, and beyond ``MOST``."""
    if account_id is None:
        raise RuleBroken(_("Sign in to save a view."))
    locked = lock_forum(forum)
    views = queries.views_for(locked, account_id)
    if not asked:
        raise RuleBroken(_("Choose a filter or an order first, and save it then."))
    _refuse_taken(name, views)
    if sum(view.is_shared is is_shared for view in views) >= MOST:
        raise RuleBroken(_("There are %(most)s views already. Delete one first.", most=MOST))
    view = SavedView(forum=locked, account_id=account_id, is_shared=is_shared, name=name, asked=asked, created_at=now)
    db.session.add(view)
    audit.record("registration:save-view", subject=f"forum:{locked.slug}", forum=locked.slug, now=now)
    db.session.flush()
    return view


def rename(view: SavedView, name: str, *, account_id: int | None, now: datetime) -> None:
    """Give a view another name; raises RuleBroken where that is taken, and for one that is deleted."""
    forum = lock_forum(view.forum)
    view = queries.reread_view(view)
    if view.deleted_at is not None:
        raise RuleBroken(_("This view is deleted."))
    _refuse_taken(name, [each for each in queries.views_for(forum, account_id) if each.id != view.id])
    view.name = name
    audit.record("registration:rename-view", subject=f"forum:{forum.slug}", forum=forum.slug, now=now)
    db.session.flush()


def remove(view: SavedView, *, now: datetime) -> None:
    """Delete a view; it can be brought back."""
    forum = lock_forum(view.forum)
    queries.reread_view(view).deleted_at = now
    audit.record("registration:remove-view", subject=f"forum:{forum.slug}", forum=forum.slug, now=now)
    db.session.flush()


def bring_back(view: SavedView, *, now: datetime) -> None:
    """Take the deletion of a view back; raises RuleBroken where its name is taken by now, or there are as many as there may be."""
    forum = lock_forum(view.forum)
    view = queries.reread_view(view)
    others = [each for each in queries.views_for(forum, view.account_id) if each.id != view.id]
    _refuse_taken(view.name, others)
    if sum(each.is_shared is view.is_shared for each in others) >= MOST:
        raise RuleBroken(_("There are %(most)s views already. Delete one first.", most=MOST))
    view.deleted_at = None
    audit.record("registration:return-view", subject=f"forum:{forum.slug}", forum=forum.slug, now=now)
    db.session.flush()


def _refuse_taken(name: str, views: Sequence[SavedView]) -> None:
    if any(view.name.casefold() == name.casefold() for view in views):
        raise RuleBroken(_("A view of this name is there already."), field="name")
