"""Reads of countries, institutions and people."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import TypeVar

from babel import Locale
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload
from sqlalchemy.sql.base import ExecutableOption

from forumapp.db import db
from forumapp.directory import rules
from forumapp.directory.models import (
    AvailabilitySpan,
    Country,
    DifferentPeople,
    ForumInstitution,
    ForumPerson,
    Institution,
    MergedPerson,
    Person,
)
from forumapp.exchange.countries import COUNTRY_CODES
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import localized_in

Value = TypeVar("Value", int, str)

_CHUNK = 5000
"""Values of one IN list: SQLite takes a limited number."""
_WORDS = 200
"""Words that one query looks for."""


def countries() -> Sequence[Country]:
    """Return the countries that this instance names itself, in protocol order."""
    return db.session.scalars(select(Country).order_by(Country.position, Country.code)).all()


def country_by_code(code: str) -> Country | None:
    """Return a country that this instance names itself."""
    return db.session.get(Country, code)


def country_choices(language: str) -> list[tuple[str, str]]:
    """Return code and name of every country: first in protocol order, then the others by name."""
    own = [(country.code, localized_in(country.names, language, ("en",))) for country in countries()]
    listed = {code for code, _name in own}
    others = [(code, name) for code, name in _territories(language).items() if code not in listed]
    return own + sorted(others, key=lambda choice: _in_alphabet(choice[1]))


def country_names(language: str) -> dict[str, str]:
    """Return the names of all countries by code, in the order of country_choices."""
    return dict(country_choices(language))


def country_name(code: str, language: str) -> str:
    """Return a country's name as this instance says it, else as CLDR does."""
    country = country_by_code(code)
    if country is not None:
        return localized_in(country.names, language, ("en",))
    return _territories(language).get(code, code)


@cache
def _territories(language: str) -> dict[str, str]:
    names = Locale.parse(language, sep="-").territories
    return {code: str(names.get(code, code)) for code in COUNTRY_CODES}


def _in_alphabet(name: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(sign))


def institutions(search: str = "", *, country: str | None = None, limit: int = 50) -> Sequence[Institution]:
    """Return the directory's institutions that have every word of ``search`` in a name, in any script."""
    found = select(Institution).where(*_having(Institution.search_text, search))
    if country is not None:
        found = found.where(Institution.country == country)
    return db.session.scalars(found.order_by(Institution.search_text, Institution.id).limit(limit)).all()


def people(search: str = "", *, of_forums: Collection[int] | None = None, limit: int = 50) -> Sequence[Person]:
    """Return the directory's people that have every word of ``search`` in their names, with their institutions.

    With ``of_forums``, only those whom one of the forums with these ids names.
    """
    found = select(Person).where(*_having(Person.search_text, search)).options(joinedload(Person.institution))
    if of_forums is not None:
        found = found.where(Person.id.in_(select(ForumPerson.person_id).where(ForumPerson.forum_id.in_(of_forums))))
    return db.session.scalars(found.order_by(Person.search_text, Person.id).limit(limit)).all()


def people_named(families: Collection[str], *, of_forums: Collection[int] | None = None) -> list[Person]:
    """Return the directory's people whose names have one of these words in them, folded, with their institutions.

    With ``of_forums``, only those whom one of the forums with these ids names.
    """
    found = select(Person).options(joinedload(Person.institution)).order_by(Person.id)
    if of_forums is not None:
        found = found.where(Person.id.in_(select(ForumPerson.person_id).where(ForumPerson.forum_id.in_(of_forums))))
    return [
        person
        for words in _chunks([family for family in families if family], size=_WORDS)
        for person in db.session.scalars(
            found.where(or_(*(Person.search_text.contains(word, autoescape=True) for word in words)))
        )
    ]


def all_institutions(*, limit: int = 5000) -> Sequence[Institution]:
    """Return the directory's institutions, the oldest first."""
    return db.session.scalars(select(Institution).order_by(Institution.id).limit(limit)).all()


def _having(column: InstrumentedAttribute[str], search: str) -> list[ColumnElement[bool]]:
    return [column.contains(word, autoescape=True) for word in rules.fold(search).split()]


def forum_institutions(forum: Forum, search: str = "") -> Sequence[ForumInstitution]:
    """Return a forum's institutions in its order; with ``search``, those that have every word of it in a name."""
    found = select(ForumInstitution).where(ForumInstitution.forum_id == forum.id).join(ForumInstitution.institution)
    found = found.where(*_having(Institution.search_text, search)).options(joinedload(ForumInstitution.institution))
    return db.session.scalars(found.order_by(ForumInstitution.position, ForumInstitution.id)).all()


def forum_institution_by_key(forum: Forum, key: str) -> ForumInstitution | None:
    """Return one institution of a forum."""
    found = select(ForumInstitution).where(ForumInstitution.forum_id == forum.id, ForumInstitution.key == key)
    return db.session.scalar(found.options(joinedload(ForumInstitution.institution)))


def forum_people(forum: Forum, search: str = "") -> Sequence[ForumPerson]:
    """Return a forum's people with their institutions, in its order; with ``search``, those who have every word of it."""
    found = select(ForumPerson).where(ForumPerson.forum_id == forum.id, _stands()).join(ForumPerson.person)
    found = found.where(*_having(Person.search_text, search)).options(_whole_person())
    return db.session.scalars(found.order_by(ForumPerson.position, ForumPerson.id)).all()


def forum_person_by_key(forum: Forum, key: str) -> ForumPerson | None:
    """Return one person of a forum with their institution."""
    found = select(ForumPerson).where(ForumPerson.forum_id == forum.id, ForumPerson.key == key, _stands())
    return db.session.scalar(found.options(_whole_person()))


def locked_person(forum: Forum, key: str) -> ForumPerson | None:
    """Return one person of a forum as they stand now, the forum locked until the transaction ends."""
    lock_forum(forum)
    found = select(ForumPerson).where(ForumPerson.forum_id == forum.id, ForumPerson.key == key, _stands())
    return db.session.scalar(found.options(_whole_person()).execution_options(populate_existing=True))


def locked_institution(forum: Forum, key: str) -> ForumInstitution | None:
    """Return one institution of a forum as it stands now, the forum locked until the transaction ends."""
    lock_forum(forum)
    found = select(ForumInstitution).where(ForumInstitution.forum_id == forum.id, ForumInstitution.key == key)
    found = found.options(joinedload(ForumInstitution.institution))
    return db.session.scalar(found.execution_options(populate_existing=True))


def merged_people(forum: Forum) -> Sequence[ForumPerson]:
    """Return those of a forum who were merged into others of it, in its order."""
    found = select(ForumPerson).where(ForumPerson.forum_id == forum.id, ~_stands()).options(_whole_person())
    return db.session.scalars(found.order_by(ForumPerson.position, ForumPerson.id)).all()


def mergers(people: Collection[ForumPerson]) -> Sequence[MergedPerson]:
    """Return what says that these people were merged into others."""
    ids = [person.id for person in people]
    return db.session.scalars(select(MergedPerson).where(MergedPerson.forum_person_id.in_(ids))).all()


def merged_into(person: ForumPerson) -> Sequence[MergedPerson]:
    """Return who was merged into somebody."""
    return db.session.scalars(select(MergedPerson).where(MergedPerson.into_id == person.id)).all()


def people_merged_into(people: Collection[ForumPerson]) -> Sequence[ForumPerson]:
    """Return those who were merged into one of these."""
    found = select(ForumPerson).join(MergedPerson, MergedPerson.forum_person_id == ForumPerson.id)
    return db.session.scalars(found.where(MergedPerson.into_id.in_([person.id for person in people]))).all()


def lock_person(person: ForumPerson) -> None:
    """Keep others from changing what belongs to somebody of a forum until the transaction ends."""
    db.session.execute(select(ForumPerson.id).where(ForumPerson.id == person.id).with_for_update())


def _stands() -> ColumnElement[bool]:
    """Say of somebody of a forum that they stand in its list, not merged into somebody else."""
    return ~select(MergedPerson.id).where(MergedPerson.forum_person_id == ForumPerson.id).exists()


def _whole_person() -> ExecutableOption:
    return joinedload(ForumPerson.person).joinedload(Person.institution)


def institution_keys(forum: Forum) -> dict[int, str]:
    """Return a forum's keys of institutions by the institution's id."""
    found = select(ForumInstitution.institution_id, ForumInstitution.key).where(ForumInstitution.forum_id == forum.id)
    return dict(db.session.execute(found).all())


def institutions_of_several(forum: Forum) -> frozenset[int]:
    """Return the ids of those institutions of a forum that other forums name too."""
    here, elsewhere = aliased(ForumInstitution), aliased(ForumInstitution)
    found = select(here.institution_id).join(elsewhere, elsewhere.institution_id == here.institution_id)
    found = found.where(here.forum_id == forum.id, elsewhere.forum_id != forum.id)
    return frozenset(db.session.scalars(found))


def people_of_several(forum: Forum) -> frozenset[int]:
    """Return the ids of those people of a forum whom other forums name too."""
    here, elsewhere = aliased(ForumPerson), aliased(ForumPerson)
    found = select(here.person_id).join(elsewhere, elsewhere.person_id == here.person_id)
    found = found.where(here.forum_id == forum.id, elsewhere.forum_id != forum.id)
    return frozenset(db.session.scalars(found))


def institutions_by_search_text(texts: Collection[str]) -> list[Institution]:
    """Return the institutions whose folded names are one of these, the oldest first."""
    found = select(Institution).order_by(Institution.id)
    return [
        institution
        for chunk in _chunks(texts)
        for institution in db.session.scalars(found.where(Institution.search_text.in_(chunk)))
    ]


def people_by_search_text(texts: Collection[str]) -> list[Person]:
    """Return the people whose folded names are one of these, the oldest first."""
    found = select(Person).order_by(Person.id)
    return [
        person for chunk in _chunks(texts) for person in db.session.scalars(found.where(Person.search_text.in_(chunk)))
    ]


def people_of_institution(forum: Forum, institution_id: int) -> Sequence[ForumPerson]:
    """Return the people of a forum who are at the institution with this id."""
    found = select(ForumPerson).join(ForumPerson.person).where(ForumPerson.forum_id == forum.id)
    found = found.where(Person.institution_id == institution_id).options(_whole_person())
    return db.session.scalars(found.order_by(ForumPerson.position, ForumPerson.id)).all()


def person_keys(forum: Forum) -> Sequence[str]:
    """Return the keys of a forum's people."""
    return db.session.scalars(select(ForumPerson.key).where(ForumPerson.forum_id == forum.id)).all()


def spans_of(person: ForumPerson) -> Sequence[AvailabilitySpan]:
    """Return what somebody said of when they can take part, in order of time."""
    found = select(AvailabilitySpan).where(AvailabilitySpan.forum_person_id == person.id)
    return db.session.scalars(found.order_by(AvailabilitySpan.starts_at, AvailabilitySpan.id)).all()


def availability(forum: Forum) -> Mapping[str, list[rules.Span]]:
    """Return when people of a forum can NOT take part, by their key: spans of wall time in order; who is not named always can."""
    found = select(ForumPerson.key, AvailabilitySpan).join(
        AvailabilitySpan, AvailabilitySpan.forum_person_id == ForumPerson.id
    )
    said: dict[str, list[rules.Said]] = defaultdict(list)
    for key, span in db.session.execute(found.where(ForumPerson.forum_id == forum.id, _stands())):
        said[key].append(rules.Said(span.kind, span.starts_at, span.ends_at))
    return {key: rules.absences(spans, first=forum.starts_on, last=forum.ends_on) for key, spans in said.items()}


def pairs_told_apart(forum: Forum) -> frozenset[tuple[int, int]]:
    """Return the ids of those people of a forum of whom somebody said that they are not the same, the smaller first."""
    found = select(DifferentPeople.one_id, DifferentPeople.other_id)
    found = found.join(ForumPerson, ForumPerson.id == DifferentPeople.one_id).where(ForumPerson.forum_id == forum.id)
    return frozenset((one, other) for one, other in db.session.execute(found))


def people_without_forum(ids: Collection[int]) -> list[Person]:
    """Return those of the people with these ids whom no forum names any more."""
    is_named = select(ForumPerson.id).where(ForumPerson.person_id == Person.id).exists()
    return [
        person
        for chunk in _chunks(ids)
        for person in db.session.scalars(select(Person).where(Person.id.in_(chunk), ~is_named))
    ]


def _chunks(values: Collection[Value], *, size: int = _CHUNK) -> Iterator[Sequence[Value]]:
    listed = list(values)
    return (listed[start : start + size] for start in range(0, len(listed), size))
