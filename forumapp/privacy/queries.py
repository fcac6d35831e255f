"""Reads of what is kept: forums whose time comes, requests, letters and deeds that name somebody, the list of participants."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from itertools import product

from sqlalchemy import ColumnElement, SQLColumnExpression, Text, and_, cast, false, func, or_, select
from sqlalchemy.orm import joinedload

from forumapp.audit import AuditEntry
from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.privacy.models import ErasureRequest
from forumapp.registration.models import AddressChange, Consent, ConsentPurpose, Registration, RegistrationStatus
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.rules.traces import Traces, words_in

NEW_ADDRESS = "registration:new-email"
"""Kind of the letter that asks an address whether it is a delegate's."""
EXPORT = "registration:export"
"""Action of putting registrations into a file; its values hold the words that were searched."""
PERSONAL_DEEDS = (
    *("registration:%", "delegation:%", "invitation:%"),
    *("person:contact", "person:answer", "person:ask", "person:confirm", "person:decline", "person:write"),
    "person:availability",
)
"""Actions of the audit trail whose values are about delegates, heads, the invited, and how speakers are reached."""


def forums_to_tell(*, before: date) -> Sequence[Forum]:
    """Return the forums whose data go soon and whose team was not told yet."""
    found = select(Forum).where(Forum.kept_until <= before, Forum.keeping_told_at.is_(None))
    return db.session.scalars(found.where(Forum.anonymized_at.is_(None)).order_by(Forum.id)).all()


def forums_to_anonymize(*, before: date) -> Sequence[Forum]:
    """Return the forums whose team was told and whose day may have come."""
    found = select(Forum).where(Forum.kept_until < before, Forum.keeping_told_at.is_not(None))
    return db.session.scalars(found.where(Forum.anonymized_at.is_(None)).order_by(Forum.id)).all()


def to_anonymize(forum: Forum, *, most: int) -> Sequence[Registration]:
    """Return the next registrations of a forum that tell who they are, as they stand now."""
    found = select(Registration).where(Registration.forum_id == forum.id, Registration.anonymized_at.is_(None))
    found = found.options(joinedload(Registration.forum), joinedload(Registration.institution))
    found = found.order_by(Registration.id).limit(most)
    return db.session.scalars(found.execution_options(populate_existing=True)).all()


def request_of(registration: Registration) -> ErasureRequest | None:
    """Return a delegate's request as it stands now, None when it is void."""
    found = select(ErasureRequest).join(ErasureRequest.registration)
    found = found.where(ErasureRequest.registration_id == registration.id, *_stands())
    return db.session.scalar(found.execution_options(populate_existing=True))


def requests(forum: Forum) -> Sequence[ErasureRequest]:
    """Return the requests of a forum with their registrations, the oldest first."""
    found = select(ErasureRequest).join(ErasureRequest.registration).options(joinedload(ErasureRequest.registration))
    found = found.where(Registration.forum_id == forum.id, *_stands())
    return db.session.scalars(found.order_by(ErasureRequest.asked_at, ErasureRequest.registration_id)).all()


def requests_before(moment: datetime, *, most: int) -> Sequence[ErasureRequest]:
    """Return requests that were made by then, void ones too, with registrations and forums, the oldest first."""
    whole = joinedload(ErasureRequest.registration)
    found = select(ErasureRequest).options(whole.joinedload(Registration.forum))
    found = found.where(ErasureRequest.asked_at <= moment).order_by(ErasureRequest.asked_at).limit(most)
    return db.session.scalars(found).all()


def letters_to_new_address(forum: Forum, change: AddressChange | None) -> Sequence[OutboxLetter]:
    """Return the letters that asked an address whether it is a delegate's; others may be written to at it too."""
    if change is None:
        return []
    found = select(OutboxLetter).where(OutboxLetter.forum_slug == forum.slug, OutboxLetter.recipient == change.email)
    return db.session.scalars(found.where(OutboxLetter.kind == NEW_ADDRESS)).all()


def letters_naming(forum: Forum, traces: Traces) -> Sequence[OutboxLetter]:
    """Return letters to others, waiting ones too, that name somebody: by address, or by given and family name."""
    named = [_holds_address(OutboxLetter.text, each) for each in traces.emails]
    named += _both_names(OutboxLetter.text, traces)
    found = select(OutboxLetter).where(OutboxLetter.forum_slug == forum.slug, or_(false(), *named))
    return [each for each in db.session.scalars(found) if traces.are_in(each.text)]


def deeds_about(forum: Forum, registration: Registration, traces: Traces) -> Sequence[AuditEntry]:
    """Return the deeds of a forum whose values are about somebody: of their registration, or naming them elsewhere.

    What others searched and put into files names them by one name alone.
    """
    own = AuditEntry.subject == f"registration:{registration.uid}"
    found = select(AuditEntry).where(AuditEntry.forum_slug == forum.slug, own).order_by(AuditEntry.id)
    return [*db.session.scalars(found), *deeds_naming(forum, traces)]


def deeds_naming(forum: Forum, traces: Traces) -> Sequence[AuditEntry]:
    """Return the deeds of a forum, not done to a registration, that name somebody."""
    found = select(AuditEntry).where(personal_deeds(forum), _named_elsewhere(traces)).order_by(AuditEntry.id)
    return [each for each in db.session.scalars(found) if _names(each, traces)]


def letters_to(forum: Forum, address: str) -> Sequence[OutboxLetter]:
    """Return the letters of a forum to an address."""
    found = select(OutboxLetter).where(OutboxLetter.forum_slug == forum.slug)
    return db.session.scalars(found.where(func.lower(OutboxLetter.recipient) == address.lower())).all()


def exports(forum: Forum) -> Sequence[AuditEntry]:
    """Return the deeds by which the registrations of a forum were put into files."""
    found = select(AuditEntry).where(AuditEntry.forum_slug == forum.slug, AuditEntry.action == EXPORT)
    return db.session.scalars(found.order_by(AuditEntry.id)).all()


def personal_deeds(forum: Forum) -> ColumnElement[bool]:
    """Return what tells the deeds of a forum whose values are personal from all others."""
    return and_(
        AuditEntry.forum_slug == forum.slug, or_(*(AuditEntry.action.like(action) for action in PERSONAL_DEEDS))
    )


def sent_letters(kind: str) -> Sequence[OutboxLetter]:
    """Return letters of a kind that left or were given up."""
    found = select(OutboxLetter).where(OutboxLetter.kind == kind, OutboxLetter.status != LetterStatus.QUEUED)
    return db.session.scalars(found.with_for_update(skip_locked=True)).all()


def participants(forum: Forum) -> Sequence[Registration]:
    """Return who takes part and agrees to stand in the public list, with their institutions. One read."""
    found = select(Registration).where(*_listed(forum)).options(joinedload(Registration.institution))
    return db.session.scalars(found).all()


def count_participants(forum: Forum) -> tuple[int, int]:
    """Return how many of a forum's confirmed delegates agree to stand in the public list, and how many there are."""
    listed = db.session.scalar(select(func.count(Registration.id)).where(*_listed(forum))) or 0
    confirmed = select(func.count(Registration.id)).where(
        Registration.forum_id == forum.id, Registration.seen_status == RegistrationStatus.CONFIRMED
    )
    return listed, db.session.scalar(confirmed) or 0


def count_kept(forum: Forum) -> int:
    """Return how many registrations of a forum still tell who they are."""
    counted = select(func.count(Registration.id)).where(Registration.forum_id == forum.id)
    return db.session.scalar(counted.where(Registration.anonymized_at.is_(None))) or 0


def _stands() -> list[ColumnElement[bool]]:
    """Say of a request whether it counts: the registration has ended, and nothing began or ended it anew since then."""
    moments = (Registration.created_at, Registration.withdrawn_at, Registration.decided_at)
    return [
        Registration.seen_status.in_(ENDED),
        *(or_(moment.is_(None), moment <= ErasureRequest.asked_at) for moment in moments),
    ]


def _listed(forum: Forum) -> list[ColumnElement[bool]]:
    agreed = select(Consent.id).where(
        Consent.registration_id == Registration.id,
        Consent.purpose == ConsentPurpose.LIST,
        Consent.withdrawn_at.is_(None),
    )
    return [
        Registration.forum_id == forum.id,
        Registration.seen_status == RegistrationStatus.CONFIRMED,
        Registration.anonymized_at.is_(None),
        agreed.exists(),
    ]


def _named_elsewhere(traces: Traces) -> ColumnElement[bool]:
    """Say of a deed that was not done to a registration whether its values may name somebody; ``_names`` decides."""
    named: list[ColumnElement[bool]] = [AuditEntry.action == EXPORT]
    for values in (cast(AuditEntry.before, Text), cast(AuditEntry.after, Text)):
        named += [_holds_address(values, each) for each in traces.emails]
        named += _both_names(values, traces, is_json=True)
    return and_(AuditEntry.subject.not_like("registration:%"), or_(*named))


def _names(entry: AuditEntry, traces: Traces) -> bool:
    text = words_in([entry.before, entry.after])
    return traces.are_searched(text) if entry.action == EXPORT else traces.are_in(text)


def _holds_address(column: SQLColumnExpression[str], email: str) -> ColumnElement[bool]:
    """Say of a text that an address stands in it, in small or capital letters."""
    return func.lower(column).contains(email.lower(), autoescape=True)


def _both_names(
    column: SQLColumnExpression[str], traces: Traces, *, is_json: bool = False
) -> list[ColumnElement[bool]]:
    """Return what finds somebody's given and family name beside each other; JSON writes letters as numbers."""
    told = [
        [json.dumps(name)[1:-1] if is_json else name for name in pair]
        for pair in product(traces.givens, traces.families)
    ]
    return [and_(*(column.contains(name, autoescape=True) for name in pair)) for pair in told]
