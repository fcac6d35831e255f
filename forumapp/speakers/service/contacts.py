"""How people are reached: e-mail address, languages, and the secret link to their own page."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from flask import current_app

from forumapp import audit
from forumapp.db import db
from forumapp.db.changes import assign
from forumapp.directory.models import ForumPerson
from forumapp.directory.queries import lock_person
from forumapp.forums.models import Forum
from forumapp.i18n import LANGUAGE_NAMES
from forumapp.speakers import queries
from forumapp.speakers.models import Speaker, SpeakerLink
from forumapp.speakers.rules.tokens import fingerprint, speaker_token
from forumapp.web import addresses


def speaker_for(person: ForumPerson) -> Speaker:
    """Return the row of what is agreed with somebody, a new one where there is none."""
    row = queries.speaker_of(person)
    if row is None:
        row = Speaker(forum_person_id=person.id)
        db.session.add(row)
    return row


def set_contact(forum: Forum, person: ForumPerson, *, email: str | None, language: str | None, now: datetime) -> None:
    """Say where letters to somebody go and which language they speak."""
    _set(forum, person, {"email": email or None, "language": language or None}, now=now)


def set_language(forum: Forum, person: ForumPerson, language: str, *, now: datetime) -> None:
    """Say which language letters to somebody and their own page speak."""
    _set(forum, person, {"language": language}, now=now)


def set_languages(forum: Forum, person: ForumPerson, languages: Sequence[str], *, now: datetime) -> None:
    """Say which languages somebody speaks."""
    _set(forum, person, {"languages": tuple(languages) or None}, now=now)


def language_of(forum: Forum, speaker: Speaker | None) -> str:
    """Return the language of letters to somebody and of their own page."""
    wanted = (speaker.language if speaker else None, *forum.languages)
    return next((code for code in wanted if code in LANGUAGE_NAMES), "en")


def link_for(forum: Forum, person: ForumPerson, *, now: datetime) -> SpeakerLink:
    """Return the link to somebody's own page, a new one where there is none that opens."""
    lock_person(person)
    return queries.live_link(person) or _new_link(forum, person, now=now)


def renew_link(forum: Forum, person: ForumPerson, *, now: datetime) -> SpeakerLink:
    """Close the links to somebody's own page and make a new one."""
    revoke_link(forum, person, now=now)
    return _new_link(forum, person, now=now)


def revoke_link(forum: Forum, person: ForumPerson, *, now: datetime) -> None:
    """Close the links to somebody's own page: they answer that they are gone."""
    lock_person(person)
    links = queries.live_links(person)
    for link in links:
        link.revoked_at = now
    if links:
        audit.record("person:revoke-link", subject=f"person:{person.key}", forum=forum.slug, now=now)
    db.session.flush()


def address_of(forum: Forum, link: SpeakerLink) -> str:
    """Return the address of an own page."""
    token = speaker_token(str(current_app.config["SECRET_KEY"]), link.uid)
    return addresses.absolute("speakers.own", slug=forum.slug, token=token)


def _new_link(forum: Forum, person: ForumPerson, *, now: datetime) -> SpeakerLink:
    uid = uuid4()
    token = speaker_token(str(current_app.config["SECRET_KEY"]), uid)
    link = SpeakerLink(uid=uid, forum_person_id=person.id, token_hash=fingerprint(token), created_at=now)
    db.session.add(link)
    audit.record("person:make-link", subject=f"person:{person.key}", forum=forum.slug, now=now)
    db.session.flush()
    return link


def _set(forum: Forum, person: ForumPerson, values: dict[str, object], *, now: datetime) -> None:
    lock_person(person)
    before, after = assign(speaker_for(person), values)
    if after:
        audit.record(
            "person:contact", subject=f"person:{person.key}", forum=forum.slug, before=before, after=after, now=now
        )
    db.session.flush()
