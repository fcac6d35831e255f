"""Reads of where delegates are at home."""

from sqlalchemy import func, select

from forumapp.db import db
from forumapp.directory.models import Institution
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.programme.rules.checks import Delegates
from forumapp.registration.models import Registration, RegistrationStatus

COMING = (RegistrationStatus.CONFIRMED, RegistrationStatus.PENDING)


def delegates_by_home(forum: Forum) -> tuple[Delegates, ...]:
    """Return how many confirmed and pending delegates come from where, by country and the city of their institution."""
    counted = (
        select(Registration.country, Registration.attendance, Registration.institution_id, func.count())
        .where(Registration.forum_id == forum.id, Registration.status.in_(COMING))
        .group_by(Registration.country, Registration.attendance, Registration.institution_id)
        .order_by(Registration.country, Registration.attendance, Registration.institution_id)
    )
    named = select(Registration.institution_id).where(Registration.forum_id == forum.id)
    known = select(Institution.id, Institution.city).where(Institution.id.in_(named))
    cities: dict[int | None, LanguageMap | None] = dict(db.session.execute(known).all())
    return tuple(
        Delegates(country=country, attendance=attendance, number=number, city=cities.get(institution))
        for country, attendance, institution, number in db.session.execute(counted)
    )
