"""Reads for the registrars: the list with its filters, counts, one person's history and letters."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import contains_eager

from forumapp.audit import AuditEntry
from forumapp.db import db
from forumapp.directory.models import Institution
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.mail.models import OutboxLetter
from forumapp.questions.models import Question
from forumapp.registration.models import Answer, ChosenOption, Consent, ConsentPurpose, Registration, RegistrationStatus
from forumapp.registration.rules.names import Sought, sought
from forumapp.registration.rules.statuses import ENDED

PAGE = 50
"""Rows of a page of the list."""

MOST_WORDS = 6
"""Words of a search that are looked at."""

WAITING = (RegistrationStatus.PENDING, RegistrationStatus.WAITLISTED)
"""Where somebody waits for the organizers or for a place."""


class Sort(StrEnum):
    """In what order a list stands."""

    ARRIVAL = "arrival"
    NAME = "name"
    COUNTRY = "country"
    STATE = "state"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Since when at least somebody waits: for so many days, which is before the moment."""

    days: int
    before: datetime


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What a registrar looks for; several values of one kind mean any of them, none means all."""

    words: str = ""
    statuses: tuple[RegistrationStatus, ...] = ()
    countries: tuple[str, ...] = ()
    modes: tuple[Attendance, ...] = ()
    categories: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    """Key of a question and of an option of it; of different questions all must fit."""
    is_unconfirmed: bool = False
    """Only those whose address is not confirmed."""
    is_listed: bool | None = None
    """Whether they agreed to the list of participants."""
    has_special: bool = False
    """Only those who answered something that needs special care."""
    waiting: Waiting | None = None
    sort: Sort = Sort.ARRIVAL


@dataclass(frozen=True, kw_only=True)
class Alphabets:
    """How a language orders: the countries' places by code, and the key of a name."""

    countries: Mapping[str, int] = field(default_factory=dict)
    key: Callable[[str], tuple[bool, str]] = lambda name: (False, name.casefold())


def page_of_registrations(
    forum: Forum, wanted: Filter, *, number: int, alphabets: Alphabets | None = None
) -> tuple[Sequence[Registration], int]:
    """Return page ``number`` (from 1) of the list in the order that is asked for, and how many rows there are on all pages."""
    conditions = _conditions(forum, wanted)
    counted = select(func.count()).select_from(Registration).outerjoin(Registration.institution)
    total = db.session.scalar(counted.where(*conditions)) or 0
    first, alphabets = (number - 1) * PAGE, alphabets or Alphabets()
    if wanted.sort is Sort.NAME:
        ids = _ids_by_name(conditions, alphabets)[first : first + PAGE]
        rows = {each.id: each for each in db.session.scalars(_with_institutions().where(Registration.id.in_(ids)))}
        return [rows[each] for each in ids if each in rows], total
    found = _with_institutions().where(*conditions).order_by(*_order(wanted.sort, alphabets))
    return db.session.scalars(found.limit(PAGE).offset(first)).all(), total


def registrations_for_export(forum: Forum, wanted: Filter | None = None) -> Sequence[Registration]:
    """Return all that match, in order of arrival, with their institutions."""
    found = _with_institutions().where(*_conditions(forum, wanted or Filter()))
    return db.session.scalars(found.order_by(Registration.arrived)).all()


def ids_that_fit(forum: Forum, wanted: Filter, *, most: int, among: Collection[int] | None = None) -> list[int]:
    """Return the ids of the registrations that match, of all or of some, in order of arrival, those left out that tell nobody any more."""
    found = select(Registration.id).outerjoin(Registration.institution).where(*_conditions(forum, wanted))
    found = found.where(Registration.anonymized_at.is_(None))
    if among is not None:
        found = found.where(Registration.id.in_(among))
    return list(db.session.scalars(found.order_by(Registration.arrived).limit(most)))


def ids_by_uid(forum: Forum, uids: Collection[UUID]) -> list[int]:
    """Return the ids of a forum's registrations with these names, in order of arrival, those left out that tell nobody any more."""
    found = select(Registration.id).where(Registration.forum_id == forum.id, Registration.uid.in_(uids))
    found = found.where(Registration.anonymized_at.is_(None))
    return list(db.session.scalars(found.order_by(Registration.arrived)))


def counts_that_fit(forum: Forum, filters: Sequence[Filter]) -> list[int]:
    """Return how many registrations match each filter, in one read."""
    if not filters:
        return []
    columns = [func.count().filter(and_(*_conditions(forum, wanted))) for wanted in filters]
    counted = select(*columns).select_from(Registration).outerjoin(Registration.institution)
    return [int(number) for number in db.session.execute(counted.where(Registration.forum_id == forum.id)).one()]


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


def written_since(forum: Forum, *, kind: str, since: datetime) -> frozenset[str]:
    """Return the addresses to which a letter of that kind was written lately."""
    found = select(OutboxLetter.recipient).where(
        OutboxLetter.forum_slug == forum.slug, OutboxLetter.kind == kind, OutboxLetter.created_at > since
    )
    return frozenset(db.session.scalars(found))


def _with_institutions() -> Select[Registration]:
    return select(Registration).outerjoin(Registration.institution).options(contains_eager(Registration.institution))


def _ids_by_name(conditions: Sequence[ColumnElement[bool]], alphabets: Alphabets) -> list[int]:
    """Return ids by name: databases order each in its own way, and none as every language of ours does."""
    names = select(Registration.id, Registration.family_name, Registration.given_name, Registration.arrived)
    rows = db.session.execute(names.outerjoin(Registration.institution).where(*conditions)).all()
    return [row[0] for row in sorted(rows, key=lambda row: (alphabets.key(f"{row[1]} {row[2]}"), row[3]))]


def _order(sort: Sort, alphabets: Alphabets) -> list[ColumnElement[int]]:
    first: list[ColumnElement[int]] = []
    if sort is Sort.COUNTRY and alphabets.countries:
        first = [case(dict(alphabets.countries), value=Registration.country, else_=len(alphabets.countries))]
    elif sort is Sort.STATE:
        places = {status: number for number, status in enumerate(RegistrationStatus)}
        first = [
            case(*((Registration.status == status, number) for status, number in places.items()), else_=len(places))
        ]
    return [*first, Registration.arrived.expression]


def _conditions(forum: Forum, wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Registration.forum_id == forum.id,
        *_of_person(wanted),
        *_of_answers(wanted),
    ]
    return conditions + [_finds(word) for word in sought(wanted.words)[:MOST_WORDS]]


def _of_person(wanted: Filter) -> list[ColumnElement[bool]]:
    several = (
        (Registration.status, wanted.statuses),
        (Registration.country, wanted.countries),
        (Registration.attendance, wanted.modes),
        (Registration.category, wanted.categories),
        (Registration.party, wanted.parties),
    )
    conditions: list[ColumnElement[bool]] = [column.in_(values) for column, values in several if values]
    if wanted.is_unconfirmed:
        unanswered = Registration.email.is_not(None), Registration.verified_at.is_(None)
        conditions += [*unanswered, Registration.status.not_in(ENDED)]
    if wanted.waiting is not None:
        conditions += [Registration.status.in_(WAITING), Registration.created_at <= wanted.waiting.before]
    return conditions


def _of_answers(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.is_listed is not None:
        agreed = select(Consent.id).where(Consent.registration_id == Registration.id)
        agreed = agreed.where(Consent.purpose == ConsentPurpose.LIST, Consent.withdrawn_at.is_(None))
        conditions.append(agreed.exists() if wanted.is_listed else ~agreed.exists())
    if wanted.has_special:
        special = select(Answer.id).join(Question, Question.id == Answer.question_id)
        conditions.append(special.where(Answer.registration_id == Registration.id, Question.is_special).exists())
    chosen: dict[str, list[str]] = {}
    for question, option in wanted.options:
        chosen.setdefault(question, []).append(option)
    for question, options in chosen.items():
        made = select(ChosenOption.id).join(Question, Question.id == ChosenOption.question_id)
        made = made.where(ChosenOption.registration_id == Registration.id, Question.forum_id == Registration.forum_id)
        conditions.append(made.where(Question.key == question, ChosenOption.option_key.in_(options)).exists())
    return conditions


def _finds(word: Sought) -> ColumnElement[bool]:
    """Say whether a word is part of a name, an address or a library's name, a telephone number, or somebody's own number."""
    found = [
        Registration.search_text.contains(word.text, autoescape=True),
        Institution.search_text.contains(word.text, autoescape=True),
    ]
    if word.digits is not None:
        found.append(Registration.phone_digits.contains(word.digits, autoescape=True))
    if word.number is not None:
        found.append(Registration.arrived == word.number)
    return or_(*found)
