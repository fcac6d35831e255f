from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from forumapp.audit import AuditEntry
from forumapp.db import transaction
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.checks import problems_of
from forumapp.exchange.document import Attendance, Document, ForumPart, RegistrationTerms
from forumapp.forums import queries, service
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from tests import factories

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
SKIPPED = datetime.fromisoformat("2027-03-28T02:30")
"""No clock in Berlin ever shows it."""
FORUM = ForumPart(
    slug="library-days",
    title={"ru": "Дни библиотек", "en": "Library Days"},
    timezone="Asia/Ashgabat",
    starts_on=date(2027, 4, 12),
    ends_on=date(2027, 4, 13),
    attendance=Attendance.HYBRID,
    languages=("ru", "en"),
    theme={"ru": "Тема"},
    city_zones=("Europe/Minsk",),
    venue={"en": "Great Hall"},
    organizers=("national-library",),
    registration=RegistrationTerms(
        opens_at=datetime.fromisoformat("2027-02-01T09:00"),
        closes_at=datetime.fromisoformat("2027-04-10T18:00"),
        capacity={"onsite": 20, "online": 100},
        approval=True,
        waitlist=False,
        country_quota={"TM": 5},
        quota_released_on=date(2027, 3, 20),
        hold_hours=48,
        offer_hours=72,
    ),
)


KEPT_TOO_MUCH = RegistrationTerms(
    capacity={"onsite": 7}, country_quota={"TM": 4, "KZ": 4}, quota_released_on=date(2027, 3, 20)
)


@pytest.mark.parametrize("part", [FORUM, replace(FORUM, registration=None, theme=None, city_zones=None)])
def test_a_forum_comes_out_as_it_went_in(session, part):
    forum = service.create(part, accent=None, owner=None, now=NOW)
    session.expire_all()

    assert service.part_of(queries.forum_by_slug(forum.slug)) == part


def test_a_forum_may_last_as_long_as_a_file_may_say(session):
    part = replace(FORUM, ends_on=date(2028, 4, 11))

    assert service.part_of(service.create(part, accent=None, owner=None, now=NOW)) == part
    assert list(problems_of(Document(forum=replace(part, organizers=None)))) == []
    assert [
        each.where for each in problems_of(Document(forum=replace(part, organizers=None, ends_on=date(2028, 4, 12))))
    ] == ["forum.ends_on"]


def test_whoever_makes_a_forum_owns_it(session):
    account = factories.Account()

    forum = service.create(FORUM, accent="#1f6f5c", owner=account, now=NOW)

    assert [(member.account, member.role) for member in queries.members(forum)] == [(account, TeamRole.OWNER)]
    assert forum.accent == "#1f6f5c"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slug": "Library"}, "slug"),
        ({"slug": "new"}, "slug"),
        ({"slug": "a" * 81}, "slug"),
        ({"title": {}}, "title"),
        ({"languages": ()}, "languages"),
        ({"languages": ("qq",)}, "languages"),
        ({"languages": ("ru", "ru")}, "languages"),
        ({"timezone": "Asia/Atlantis"}, "timezone"),
        ({"city_zones": ("Europe/Atlantis",)}, "city_zones"),
        ({"ends_on": date(2027, 4, 11)}, "ends_on"),
        ({"ends_on": date(2028, 4, 12)}, "ends_on"),
        ({"registration": RegistrationTerms(capacity={"online": -1})}, "capacity_onsite"),
        ({"registration": RegistrationTerms(country_quota={"TM": -1})}, "country_quota"),
        ({"timezone": "Europe/Berlin", "registration": RegistrationTerms(opens_at=SKIPPED)}, "opens_at"),
        ({"registration": RegistrationTerms(opens_at=SKIPPED, closes_at=SKIPPED)}, "closes_at"),
        ({"registration": RegistrationTerms(quota_released_on=date(2027, 4, 14))}, "quota_released_on"),
        ({"registration": KEPT_TOO_MUCH}, "country_quota"),
    ],
)
def test_what_a_forum_cannot_be_is_refused(session, change, field):
    with pytest.raises(RuleBroken) as refused:
        service.create(replace(FORUM, **change), accent=None, owner=None, now=NOW)

    assert refused.value.field == field
    assert session.scalars(select(Forum)).all() == []


def test_an_address_is_given_once(session):
    service.create(FORUM, accent=None, owner=None, now=NOW)

    with pytest.raises(RuleBroken) as refused:
        service.create(FORUM, accent=None, owner=None, now=NOW)

    assert refused.value.field == "slug"


def test_revising_notes_what_changed_and_raises_the_version(session):
    forum = service.create(FORUM, accent=None, owner=None, now=NOW)

    service.revise(forum, replace(FORUM, venue={"en": "Small Hall"}), version=1, now=NOW)

    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "forum:revise")).one()
    assert (entry.before, entry.after) == ({"venue": {"en": "Great Hall"}}, {"venue": {"en": "Small Hall"}})
    assert forum.version == 2


def test_revising_to_the_same_stores_nothing(session):
    forum = service.create(FORUM, accent=None, owner=None, now=NOW)

    service.revise(forum, FORUM, version=1, now=NOW)

    assert forum.version == 1
    assert session.scalars(select(AuditEntry.action)).all() == ["forum:create"]


def test_the_order_of_languages_is_kept(session):
    forum = service.create(FORUM, accent=None, owner=None, now=NOW)

    service.revise(forum, replace(FORUM, title={"en": "Library Days", "ru": "Дни библиотек"}), version=1, now=NOW)
    session.expire_all()

    assert list(queries.forum_by_slug("library-days").title) == ["en", "ru"]


def test_a_stale_revision_is_overtaken(session):
    forum = service.create(FORUM, accent=None, owner=None, now=NOW)
    service.revise(forum, replace(FORUM, venue=None), version=1, now=NOW)

    with pytest.raises(Overtaken):
        service.revise(forum, FORUM, version=1, now=NOW)

    assert service.part_of(forum).venue is None


def test_a_forum_keeps_its_address(session):
    forum = service.create(FORUM, accent=None, owner=None, now=NOW)

    with pytest.raises(RuleBroken) as refused:
        service.revise(forum, replace(FORUM, slug="other"), version=1, now=NOW)

    assert refused.value.field == "slug"


def test_a_pale_color_is_moved_to_one_that_can_be_read(session):
    forum = service.create(FORUM, accent=None, owner=None, now=NOW)

    with transaction():
        service.paint(forum, "#FFDD00", now=NOW)

    assert forum.accent == "#857300"


def test_what_is_no_color_is_refused(session):
    forum = service.create(FORUM, accent=None, owner=None, now=NOW)

    with pytest.raises(RuleBroken) as refused:
        service.paint(forum, "red", now=NOW)

    assert refused.value.field == "accent"
