"""Reads of one delegate: by secret link, by address, what they marked and agreed to."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.registration.models import (
    AddressChange,
    Consent,
    FeedToken,
    Registration,
    Star,
)
from forumapp.registration.rules.tokens import fingerprint


def registration_by_token(slug: str, token: str) -> Registration | None:
    """Return the registration whose secret link holds ``token``, with its forum and institution."""
    found = _whole().where(Registration.token_hash == fingerprint(token))
    registration = db.session.scalar(found)
    return registration if registration is not None and registration.forum.slug == slug else None


def registration_by_uid(slug: str, uid: UUID) -> Registration | None:
    """Return a forum's registration by its stable name, with its forum and institution."""
    return db.session.scalar(_whole().where(Registration.uid == uid, Registration.forum.has(Forum.slug == slug)))


def registration_by_email_key(forum: Forum, email_key: str) -> Registration | None:
    """Return the registration of a mailbox as it stands now, with its forum and institution."""
    found = _whole().where(Registration.forum_id == forum.id, Registration.email_key == email_key)
    return db.session.scalar(found.execution_options(populate_existing=True))


def registrations_by_email_keys(forum: Forum, keys: Collection[str]) -> dict[str, Registration]:
    """Return the registrations of mailboxes as they stand now, with forum and institution, by the mailbox's key."""
    found = _whole().where(Registration.forum_id == forum.id, Registration.email_key.in_(list(keys)))
    rows = db.session.scalars(found.execution_options(populate_existing=True)).all() if keys else ()
    return {row.email_key: row for row in rows if row.email_key is not None}


def ever_consented(ids: Iterable[int]) -> frozenset[int]:
    """Return those of some registrations with whom consents are kept, given or taken back."""
    found = select(Consent.registration_id).where(Consent.registration_id.in_(list(ids)))
    return frozenset(db.session.scalars(found))


def reread(registration: Registration) -> Registration:
    """Return the registration as it stands now; ask under the forum's lock."""
    found = _whole().where(Registration.id == registration.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def address_change_by_hash(slug: str, token_hash: str) -> AddressChange | None:
    """Return the new address that a letter's link confirms, as it stands now, with its registration and forum."""
    found = select(AddressChange).where(AddressChange.token_hash == token_hash)
    whole = joinedload(AddressChange.registration)
    found = found.options(whole.joinedload(Registration.forum), whole.joinedload(Registration.institution))
    change = db.session.scalar(found.execution_options(populate_existing=True))
    return change if change is not None and change.registration.forum.slug == slug else None


def address_change_of(registration: Registration) -> AddressChange | None:
    """Return the new address that a delegate asked for last, as it stands now."""
    found = select(AddressChange).where(AddressChange.registration_id == registration.id)
    return db.session.scalar(found.execution_options(populate_existing=True))


def ended_address_changes(*, now: datetime, most: int) -> Sequence[AddressChange]:
    """Return new addresses that nobody confirmed in time, locked for the caller (others skip them)."""
    found = select(AddressChange).where(AddressChange.expires_at <= now).order_by(AddressChange.id).limit(most)
    return db.session.scalars(found.with_for_update(skip_locked=True)).all()


def lock_registration(registration: Registration) -> None:
    """Keep others from changing what belongs to a registration (marks, consents, calendar) until the transaction ends."""
    db.session.execute(select(Registration.id).where(Registration.id == registration.id).with_for_update())


def starred_keys(registration: Registration) -> list[str]:
    """Return the keys of the sessions that a delegate marked, in the order of marking."""
    found = select(Star.session_key).where(Star.registration_id == registration.id).order_by(Star.id)
    return list(db.session.scalars(found))


def stars(registration: Registration) -> Sequence[Star]:
    """Return a delegate's marks."""
    return db.session.scalars(select(Star).where(Star.registration_id == registration.id).order_by(Star.id)).all()


def star_of(registration: Registration, session_key: str) -> Star | None:
    """Return a delegate's mark on one session."""
    found = select(Star).where(Star.registration_id == registration.id, Star.session_key == session_key)
    return db.session.scalar(found)


def feed_token_by_hash(token_hash: str) -> FeedToken | None:
    """Return the personal calendar's address, revoked or not, with its registration and forum."""
    found = select(FeedToken).where(FeedToken.token_hash == token_hash)
    return db.session.scalar(found.options(joinedload(FeedToken.registration).joinedload(Registration.forum)))


def live_feed_token(registration: Registration) -> FeedToken | None:
    """Return the address at which a delegate's personal calendar answers."""
    found = select(FeedToken).where(FeedToken.registration_id == registration.id, FeedToken.revoked_at.is_(None))
    return db.session.scalar(found.order_by(FeedToken.id.desc()).limit(1))


def active_consents(registration: Registration, purpose: str | None = None) -> Sequence[Consent]:
    """Return what a delegate agrees to now, for one purpose or for all."""
    found = select(Consent).where(Consent.registration_id == registration.id, Consent.withdrawn_at.is_(None))
    if purpose is not None:
        found = found.where(Consent.purpose == purpose)
    return db.session.scalars(found.order_by(Consent.id)).all()


def consents(registration: Registration) -> Sequence[Consent]:
    """Return all that a delegate ever agreed to, taken back or not."""
    return db.session.scalars(
        select(Consent).where(Consent.registration_id == registration.id).order_by(Consent.id)
    ).all()


def feed_tokens(registration: Registration) -> Sequence[FeedToken]:
    """Return all addresses that a delegate's personal calendar had."""
    found = select(FeedToken).where(FeedToken.registration_id == registration.id)
    return db.session.scalars(found.order_by(FeedToken.id)).all()


def _whole() -> Select[Registration]:
    return select(Registration).options(joinedload(Registration.forum), joinedload(Registration.institution))
