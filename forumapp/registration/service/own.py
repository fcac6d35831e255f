"""What delegates change on their own page: details, language, the list, their programme and calendar."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.registration import queries
from forumapp.registration.models import ConsentPurpose, FeedToken, Registration, Star
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service.arrivals import Answers, ConsentGiven, agree, fields_of, searchable
from forumapp.registration.service.places import holds_place, promote, settle
from forumapp.registration.service.released import note


def revise(registration: Registration, answers: Answers, *, now: datetime) -> None:
    """Change a registration's details; raises RuleBroken when the new country has no place left."""
    places = settle(registration.forum, now=now).places
    registration = queries.reread(registration)
    forum = registration.forum
    if registration.status in ENDED:
        raise RuleBroken(_("This registration has ended."))
    if answers.country != registration.country and holds_place(registration, now=now):
        freed = places.without_one(registration.attendance, registration.country)
        if not freed.has_room(registration.attendance, answers.country):
            raise RuleBroken(_("All places for this country are taken."), field="country")
    for name, value in fields_of(answers).items():
        setattr(registration, name, value)
    registration.search_text = searchable(registration)
    before, after = audit.changes_of(registration)
    if after:
        note(registration, "revise", forum=forum, before=before, after=after, now=now)
    db.session.flush()
    promote(forum, now=now)


def change_language(registration: Registration, language: str, *, now: datetime) -> None:
    """Change the language of a delegate's letters and own page."""
    registration.language = language
    before, after = audit.changes_of(registration)
    if after:
        note(registration, "revise", forum=registration.forum, before=before, after=after, now=now)


def agree_to_list(registration: Registration, given: ConsentGiven, *, now: datetime) -> None:
    """Take down that the delegate may stand in the list of participants."""
    queries.lock_registration(registration)
    if not queries.active_consents(registration, ConsentPurpose.LIST):
        agree(registration, given, now=now)
        note(registration, "agree", forum=registration.forum, after={"purpose": given.purpose}, now=now)


def leave_list(registration: Registration, *, now: datetime) -> None:
    """Take back that the delegate may stand in the list of participants."""
    for consent in queries.active_consents(registration, ConsentPurpose.LIST):
        consent.withdrawn_at = now
        note(registration, "disagree", forum=registration.forum, before={"purpose": consent.purpose}, now=now)


def star(registration: Registration, session_key: str, *, now: datetime) -> None:
    """Mark a session; marking it twice is marking it once."""
    queries.lock_registration(registration)
    if queries.star_of(registration, session_key) is None:
        db.session.add(Star(registration_id=registration.id, session_key=session_key, created_at=now))
        note(registration, "star", forum=registration.forum, after={"session": session_key}, now=now)


def unstar(registration: Registration, session_key: str, *, now: datetime) -> None:
    """Take a mark away."""
    queries.lock_registration(registration)
    known = queries.star_of(registration, session_key)
    if known is not None:
        db.session.delete(known)
        note(registration, "unstar", forum=registration.forum, before={"session": session_key}, now=now)


def keep_stars(registration: Registration, *, chosen: Iterable[str], offered: Iterable[str], now: datetime) -> None:
    """Make the marks among the ``offered`` sessions those ``chosen``; marks on others stay."""
    queries.lock_registration(registration)
    kept = set(chosen)
    starred = set(queries.starred_keys(registration))
    for key in offered:
        if key in kept and key not in starred:
            star(registration, key, now=now)
        elif key not in kept and key in starred:
            unstar(registration, key, now=now)


def renew_feed(registration: Registration, *, now: datetime) -> str:
    """Give the personal calendar a new address, revoke the one it had, and return the token, which is kept hashed only."""
    queries.lock_registration(registration)
    _revoke(registration, now=now)
    token = secrets.token_urlsafe(24)
    db.session.add(FeedToken(registration_id=registration.id, token_hash=fingerprint(token), created_at=now))
    note(registration, "renew-calendar", forum=registration.forum, now=now)
    return token


def revoke_feed(registration: Registration, *, now: datetime) -> None:
    """Close the personal calendar: its address answers that it is gone."""
    if _revoke(registration, now=now):
        note(registration, "revoke-calendar", forum=registration.forum, now=now)


def _revoke(registration: Registration, *, now: datetime) -> bool:
    known = queries.live_feed_token(registration)
    if known is None:
        return False
    known.revoked_at = now
    db.session.flush()
    return True
