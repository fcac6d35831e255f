"""What delegates change on their own page: details and answers, language, consents, their programme and calendar."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.errors import RuleBroken
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.questions.rules.answers import NO_REPLIES, Replies
from forumapp.questions.rules.parts import Purpose
from forumapp.registration import queries
from forumapp.registration.models import FeedToken, Registration, Star
from forumapp.registration.rules.places import Wanted
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service.answers import drop_unasked, forget_special, put_replies, refuse_full
from forumapp.registration.service.arrivals import Answers, ConsentGiven, agree, fields_of, searchable
from forumapp.registration.service.places import holds_place, promote, refuse_short, settle
from forumapp.registration.service.released import note
from forumapp.registration.service.undoing import refuse_ended


def revise(registration: Registration, answers: Answers, *, replies: Replies = NO_REPLIES, now: datetime) -> None:
    """Change a registration's details and answers; raises RuleBroken when the new country or an option has no place left."""
    places = settle(registration.forum, now=now).places
    registration = queries.reread(registration)
    forum = registration.forum
    refuse_ended(registration)
    wanted = Wanted(attendance=registration.attendance, country=answers.country, category=answers.category)
    is_moving = (wanted.country, wanted.category) != (registration.country, registration.category)
    if is_moving and holds_place(registration, now=now):
        refuse_short(places.without_one(registration), wanted)
    refuse_full(forum, replies, holder=registration)
    for name, value in fields_of(answers).items():
        setattr(registration, name, value)
    registration.search_text = searchable(registration)
    before, after = audit.changes_of(registration)
    db.session.flush()
    changed = {*put_replies(registration, replies, forum=forum, now=now), *drop_unasked(registration, forum=forum)}
    if changed:
        after = {**after, "answers": sorted(changed)}
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


def answer(registration: Registration, replies: Replies, *, now: datetime) -> None:
    """Take answers down beside the details; raises RuleBroken for an option that is full or offered no longer."""
    settle(registration.forum, now=now)
    registration = queries.reread(registration)
    refuse_ended(registration)
    refuse_full(registration.forum, replies, holder=registration)
    changed = put_replies(registration, replies, forum=registration.forum, now=now)
    if changed:
        note(registration, "answer", forum=registration.forum, after={"answers": changed}, now=now)


def look(registration: Registration, *, key: str | None = None, now: datetime) -> None:
    """Note that somebody of the team looked at the answers that need special care, or saved the file that is one."""
    if key is None:
        note(registration, "look", forum=registration.forum, now=now)
    else:
        note(registration, "fetch-file", forum=registration.forum, after={"answers": [key]}, now=now)
    db.session.flush()


def give_consent(registration: Registration, given: ConsentGiven, *, now: datetime) -> None:
    """Take down that the delegate agrees to one purpose more."""
    queries.lock_registration(registration)
    if not queries.active_consents(registration, given.purpose):
        agree(registration, given, now=now)
        note(registration, "agree", forum=registration.forum, after={"purpose": given.purpose}, now=now)


def take_back_consent(registration: Registration, purpose: str, *, now: datetime) -> None:
    """Take a consent back; with that for special needs the answers about them are deleted.

    Raises RuleBroken for the one without which nobody takes part: it ends with the registration.
    """
    forum = lock_forum(registration.forum)
    if purpose == Purpose.DATA:
        raise RuleBroken(_("Withdraw your registration to take this consent back."))
    for consent in queries.active_consents(registration, purpose):
        consent.withdrawn_at = now
        gone = forget_special(registration, forum=forum) if purpose == Purpose.SPECIAL else []
        before = {"purpose": consent.purpose, **({"answers": gone} if gone else {})}
        note(registration, "disagree", forum=forum, before=before, now=now)


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
