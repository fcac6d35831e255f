"""One library and one person serve several forums, and none changes what another shows."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.directory import queries, service
from forumapp.directory.models import Institution, Person
from forumapp.errors import RuleBroken
from forumapp.exchange.document import InstitutionKind, InstitutionPart, PersonPart
from forumapp.forums.models import Forum
from tests import factories

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LIBRARY = InstitutionPart(
    key="state-library",
    name={"ru": "Государственная библиотека", "en": "State Library"},
    country="TM",
    kind=InstitutionKind.NATIONAL,
    city={"ru": "Ашхабад"},
)
AYNA = PersonPart(
    key="ayna-ataeva",
    given_name={"ru": "Айна", "en": "Ayna"},
    family_name={"ru": "Атаева", "en": "Ataeva"},
    post={"ru": "директор"},
    institution="state-library",
)


@pytest.fixture
def forums(session: DatabaseSession) -> tuple[Forum, Forum]:
    both = factories.Forum(), factories.Forum()
    for forum in both:
        service.put_institution(forum, LIBRARY, now=NOW)
        service.put_person(forum, AYNA, now=NOW)
    return both


def counts(session: DatabaseSession) -> tuple[int, ...]:
    return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Institution, Person))


def test_two_forums_share_what_says_the_same(session: DatabaseSession, forums: tuple[Forum, Forum]) -> None:
    assert counts(session) == (1, 1)


def test_a_change_of_a_person_stays_in_its_forum(session: DatabaseSession, forums: tuple[Forum, Forum]) -> None:
    one, other = forums

    service.put_person(one, replace(AYNA, post={"ru": "профессор"}), now=NOW)

    session.expunge_all()
    assert service.person_parts(one) == (replace(AYNA, post={"ru": "профессор"}),)
    assert service.person_parts(other) == (AYNA,)
    assert counts(session) == (1, 2)


def test_a_change_of_an_institution_stays_in_its_forum_and_takes_its_people_along(
    session: DatabaseSession, forums: tuple[Forum, Forum]
) -> None:
    one, other = forums
    renamed = replace(LIBRARY, name={"ru": "Национальная библиотека"})

    service.put_institution(one, renamed, now=NOW)

    session.expunge_all()
    assert (service.institution_parts(one), service.person_parts(one)) == ((renamed,), (AYNA,))
    assert (service.institution_parts(other), service.person_parts(other)) == ((LIBRARY,), (AYNA,))
    assert queries.forum_people(one)[0].person.institution.name == renamed.name


def test_what_only_one_forum_names_is_changed_in_place(session: DatabaseSession) -> None:
    forum = factories.Forum()
    service.put_institution(forum, LIBRARY, now=NOW)
    renamed = replace(LIBRARY, name={"ru": "Национальная библиотека"})

    service.put_institution(forum, renamed, now=NOW)

    session.expunge_all()
    assert (service.institution_parts(forum), counts(session)) == ((renamed,), (1, 0))


def test_two_people_of_one_forum_may_say_the_same(session: DatabaseSession, forums: tuple[Forum, Forum]) -> None:
    twin = replace(AYNA, key="another-ayna")

    service.put_person(forums[0], twin, now=NOW)

    assert service.person_parts(forums[0]) == (AYNA, twin)


def test_putting_what_stands_stores_nothing(
    session: DatabaseSession, forums: tuple[Forum, Forum], queries: list[str]
) -> None:
    queries.clear()

    service.put_institution(forums[0], LIBRARY, now=NOW)
    service.put_person(forums[0], AYNA, now=NOW)

    assert [statement for statement in queries if not statement.startswith("SELECT")] == []


def test_another_order_of_languages_is_another_text(session: DatabaseSession) -> None:
    forum = factories.Forum()
    service.put_institution(forum, LIBRARY, now=NOW)
    turned = replace(LIBRARY, name={"en": "State Library", "ru": "Государственная библиотека"})

    service.put_institution(forum, turned, now=NOW)

    session.expunge_all()
    assert list(service.institution_parts(forum)[0].name) == ["en", "ru"]


def test_a_person_whom_no_forum_names_is_forgotten(session: DatabaseSession, forums: tuple[Forum, Forum]) -> None:
    for left, forum in ((1, forums[0]), (0, forums[1])):
        link = queries.forum_person_by_key(forum, AYNA.key)
        assert link is not None
        service.remove_person(forum, link, now=NOW)

        assert counts(session) == (1, left)


def test_an_institution_with_people_stays(session: DatabaseSession, forums: tuple[Forum, Forum]) -> None:
    link = queries.forum_institution_by_key(forums[0], LIBRARY.key)
    assert link is not None

    with pytest.raises(RuleBroken, match="People of the forum belong to this institution"):
        service.remove_institution(forums[0], link, now=NOW)


def test_an_organizer_stays(session: DatabaseSession) -> None:
    forum = factories.Forum(organizers=("state-library",))
    link = service.put_institution(forum, LIBRARY, now=NOW)

    with pytest.raises(RuleBroken, match="is an organizer of the forum"):
        service.remove_institution(forum, link, now=NOW)


def test_an_institution_that_nobody_needs_leaves_the_forum_and_stays_in_the_directory(session: DatabaseSession) -> None:
    forum = factories.Forum()
    link = service.put_institution(forum, LIBRARY, now=NOW)

    service.remove_institution(forum, link, now=NOW)

    assert (service.institution_parts(forum), counts(session)) == ((), (1, 0))


@pytest.mark.parametrize(
    ("change", "field"),
    [({"name": {}}, "name"), ({"country": "XX"}, "country"), ({"isil": "no code"}, "isil"), ({"key": "Ключ"}, "key")],
)
def test_an_institution_that_cannot_be_is_refused(session: DatabaseSession, change: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        service.put_institution(factories.Forum(), replace(LIBRARY, **change), now=NOW)

    assert (broken.value.field, counts(session)) == (field, (0, 0))


@pytest.mark.parametrize(
    ("change", "field"),
    [({"given_name": {}, "family_name": {}}, "family_name"), ({"institution": "unknown"}, "institution")],
)
def test_a_person_who_cannot_be_is_refused(session: DatabaseSession, change: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        service.put_person(factories.Forum(), replace(AYNA, **change), now=NOW)

    assert (broken.value.field, counts(session)) == (field, (0, 0))


def test_the_audit_trail_tells_what_changed(session: DatabaseSession, forums: tuple[Forum, Forum]) -> None:
    service.put_person(forums[0], replace(AYNA, post={"ru": "профессор"}), now=NOW)

    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.subject) == ("person:revise", "person:ayna-ataeva")
    assert (entry.before, entry.after) == ({"post": {"ru": "директор"}}, {"post": {"ru": "профессор"}})
