"""Reads that find registrations of one person."""

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.registration.models import Registration, ToldApart
from forumapp.registration.rules.doubles import Person
from forumapp.registration.rules.statuses import ENDED


def people_who_registered(forum: Forum) -> list[Person]:
    """Return those whose registrations stand, in order of arrival, as they are compared."""
    found = select(
        Registration.id,
        Registration.family_name,
        Registration.given_name,
        Registration.patronymic,
        Registration.latin_name,
        Registration.email,
        Registration.phone,
    ).where(Registration.forum_id == forum.id, Registration.status.not_in(ENDED))
    rows = db.session.execute(found.order_by(Registration.arrived)).all()
    return [
        Person(
            number=row[0],
            family_name=row[1],
            given_name=row[2],
            patronymic=row[3],
            latin_name=row[4],
            email=row[5],
            phone=row[6],
        )
        for row in rows
    ]


def registrations_by_id(ids: Collection[int]) -> dict[int, Registration]:
    """Return registrations with their institutions by id."""
    found = select(Registration).where(Registration.id.in_(ids)).options(joinedload(Registration.institution))
    return {each.id: each for each in db.session.scalars(found)}


def told_apart(forum: Forum) -> frozenset[tuple[int, int]]:
    """Return the pairs of registrations, by id, of which a registrar said that they are two people's."""
    found = select(ToldApart.one_id, ToldApart.other_id)
    found = found.join(Registration, Registration.id == ToldApart.one_id)
    rows = db.session.execute(found.where(Registration.forum_id == forum.id)).all()
    return frozenset((row[0], row[1]) for row in rows)


def apart(one: Registration, other: Registration) -> Sequence[ToldApart]:
    """Return what says that two registrations are not one person's."""
    found = select(ToldApart).where(
        or_(
            (ToldApart.one_id == one.id) & (ToldApart.other_id == other.id),
            (ToldApart.one_id == other.id) & (ToldApart.other_id == one.id),
        )
    )
    return db.session.scalars(found).all()
