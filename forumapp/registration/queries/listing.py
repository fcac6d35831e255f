"""Reads for the registrars: the list with its filters, counts, one person's history and letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from forumapp.audit import AuditEntry
from forumapp.db import db
from forumapp.directory.models import Institution
from forumapp.directory.rules import fold
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.registration.models import Consent, ConsentPurpose, Registration, RegistrationStatus

PAGE = 50
"""Rows of a page of the list."""

MOST_WORDS = 6
"""Words of a search that are looked at."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What a registrar looks for; None means any."""

    words: str = ""
    status: RegistrationStatus | None = None
    country: str | None = None
    attendance: Attendance | None = None
    category: str | None = None


def page_of_registrations(forum: Forum, wanted: Filter, *, number: int) -> tuple[Sequence[Registration], int]:
    """Return page ``number`` (from 1) of the list, in order of arrival, and how many rows there are on all pages."""
    conditions = _conditions(forum, wanted)
    counted = select(func.count()).select_from(Registration).outerjoin(Registration.institution)
    total = db.session.scalar(counted.where(*conditions)) or 0
    found = _with_institutions().where(*conditions)
    rows = db.session.scalars(found.order_by(Registration.arrived).limit(PAGE).offset((number - 1) * PAGE)).all()
    return rows, total


def registrations_for_export(forum: Forum, wanted: Filter | None = None) -> Sequence[Registration]:
    """Return all that match, in order of arrival, with their institutions."""
    found = _with_institutions().where(*_conditions(forum, wanted or Filter()))
    return db.session.scalars(found.order_by(Registration.arrived)).all()


def counts_by_status(forum: Forum) -> dict[RegistrationStatus, int]:
    """Return the number of registrations in each state."""
    counted = select(Registration.status, func.count()).where(Registration.forum_id == forum.id)
    return dict(db.session.execute(counted.group_by(Registration.status)).all())


def countries_of(forum: Forum) -> list[str]:
    """Return the codes of the countries from which somebody registered."""
    found = select(Registration.country).where(Registration.forum_id == forum.id).distinct()
    return list(db.session.scalars(found.order_by(Registration.country)))


def listed_ids(forum: Forum) -> frozenset[int]:
    """Return the ids of the registrations whose delegates agreed to the list of participants."""
    found = select(Consent.registration_id).join(Registration, Registration.id == Consent.registration_id)
    return frozenset(
        db.session.scalars(
            found.where(
                Registration.forum_id == forum.id,
                Consent.purpose == ConsentPurpose.LIST,
                Consent.withdrawn_at.is_(None),
            )
        )
    )


def history(registration: Registration, *, slug: str, most: int = 200) -> Sequence[AuditEntry]:
    """Return what was done with a registration, newest first."""
    found = select(AuditEntry).where(
        AuditEntry.forum_slug == slug, AuditEntry.subject == f"registration:{registration.uid}"
    )
    return db.session.scalars(found.order_by(AuditEntry.id.desc()).limit(most)).all()


def letters_to(
    registration: Registration, *, slug: str, former: Sequence[tuple[str, datetime]] = (), most: int = 100
) -> Sequence[OutboxLetter]:
    """Return the letters that the forum wrote to a delegate, newest first; ``former`` are earlier addresses and when each ended."""
    to = [OutboxLetter.recipient == registration.email]
    to += [and_(OutboxLetter.recipient == email, OutboxLetter.created_at <= ended) for email, ended in former]
    found = select(OutboxLetter).where(OutboxLetter.forum_slug == slug, or_(*to))
    return db.session.scalars(found.order_by(OutboxLetter.created_at.desc(), OutboxLetter.id).limit(most)).all()


def was_written_since(registration: Registration, *, slug: str, kind: str, since: datetime) -> bool:
    """Say whether a letter of that kind went to the delegate lately."""
    found = select(OutboxLetter.id).where(
        OutboxLetter.forum_slug == slug,
        OutboxLetter.recipient == registration.email,
        OutboxLetter.kind == kind,
        OutboxLetter.created_at > since,
    )
    return db.session.scalar(found.limit(1)) is not None


def _with_institutions() -> Select[Registration]:
    return select(Registration).outerjoin(Registration.institution).options(contains_eager(Registration.institution))


def _conditions(forum: Forum, wanted: Filter) -> list[ColumnElement[bool]]:
    conditions = [Registration.forum_id == forum.id]
    if wanted.status is not None:
        conditions.append(Registration.status == wanted.status)
    if wanted.country is not None:
        conditions.append(Registration.country == wanted.country)
    if wanted.attendance is not None:
        conditions.append(Registration.attendance == wanted.attendance)
    if wanted.category is not None:
        conditions.append(Registration.category == wanted.category)
    return conditions + [
        or_(
            Registration.search_text.contains(word, autoescape=True),
            Institution.search_text.contains(word, autoescape=True),
        )
        for word in fold(wanted.words).split()[:MOST_WORDS]
    ]
