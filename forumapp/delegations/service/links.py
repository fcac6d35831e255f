"""The secret link of a head: sent by letter, renewed, revoked. What opens is derived, so that every letter can carry it."""

from datetime import datetime

from flask import current_app

from forumapp.db import db
from forumapp.delegations import mails, queries
from forumapp.delegations.models import Delegation, DelegationLink
from forumapp.delegations.rules.tokens import delegation_token
from forumapp.delegations.service.base import locked, names_of, note
from forumapp.i18n import in_language, localized_in
from forumapp.mail import Wording, put
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service import face_of
from forumapp.web import addresses


def send_link(delegation: Delegation, *, now: datetime) -> None:
    """Write to the head with the link that there is, or with the first one."""
    delegation = locked(delegation)
    if live_link(delegation) is None:
        _new_link(delegation, now=now)
    delegation.opened_at = delegation.opened_at or now
    note(delegation, "delegation:send-link", after={"head_email": delegation.head_email}, now=now)
    db.session.flush()
    write(delegation, mails.INVITE, now=now)


def renew_link(delegation: Delegation, *, now: datetime) -> None:
    """Write to the head with a new link; every earlier one is gone at once."""
    delegation = locked(delegation)
    _revoke(delegation, now=now)
    _new_link(delegation, now=now)
    delegation.opened_at = delegation.opened_at or now
    note(delegation, "delegation:renew-link", after={"head_email": delegation.head_email}, now=now)
    db.session.flush()
    write(delegation, mails.RENEW, now=now)


def revoke_link(delegation: Delegation, *, now: datetime) -> None:
    """Close the head's page: its links answer that they are gone."""
    delegation = locked(delegation)
    if _revoke(delegation, now=now):
        note(delegation, "delegation:revoke-link", now=now)


def live_link(delegation: Delegation) -> DelegationLink | None:
    """Return the link that opens the head's page."""
    return next((link for link in queries.links_of(delegation) if link.revoked_at is None), None)


def address_of(delegation: Delegation, link: DelegationLink) -> str:
    """Return the address of the head's page."""
    return addresses.absolute("delegations.own", slug=delegation.forum.slug, token=_token(delegation, link.generation))


def write(delegation: Delegation, wording: Wording, *, now: datetime, facts: tuple[tuple[str, str], ...] = ()) -> None:
    """Put a letter to the head into the outbox, if a link of theirs opens."""
    link = live_link(delegation)
    if link is None:
        return
    language = delegation.head_language
    with in_language(language):
        name = localized_in(names_of(delegation), language, delegation.forum.languages)
        href = address_of(delegation, link)
        put(
            mails.letter(delegation, wording, face=face_of(delegation.forum), name=name, link=href, facts=facts),
            now=now,
        )


def _new_link(delegation: Delegation, *, now: datetime) -> None:
    generation = max((link.generation for link in queries.links_of(delegation)), default=0) + 1
    token = _token(delegation, generation)
    db.session.add(
        DelegationLink(
            delegation_id=delegation.id, generation=generation, token_hash=fingerprint(token), created_at=now
        )
    )
    db.session.flush()


def _revoke(delegation: Delegation, *, now: datetime) -> bool:
    live = [link for link in queries.links_of(delegation) if link.revoked_at is None]
    for link in live:
        link.revoked_at = now
    db.session.flush()
    return bool(live)


def _token(delegation: Delegation, generation: int) -> str:
    return delegation_token(str(current_app.config["SECRET_KEY"]), uid=delegation.uid, generation=generation)
