"""Finding people, institutions and countries."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.directory import queries, service
from forumapp.errors import RuleBroken
from forumapp.exchange.countries import COUNTRY_CODES
from forumapp.exchange.document import InstitutionKind, InstitutionPart, PersonPart
from tests import factories

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("search", ["Ataeva", "атаева айна", "ATAYEVA", "айн"])
def test_a_person_is_found_in_any_script(session: DatabaseSession, search: str) -> None:
    forum = factories.Forum()
    service.put_person(forum, PersonPart(key="ayna", given_name={"ru": "Айна"}, family_name={"ru": "Атаева"}), now=NOW)
    service.put_person(forum, PersonPart(key="olga", given_name={"ru": "Ольга"}, family_name={"ru": "Орлова"}), now=NOW)

    assert [person.family_name for person in queries.people(search)] == [{"ru": "Атаева"}]
    assert [link.key for link in queries.forum_people(forum, search)] == ["ayna"]


def test_an_institution_is_found_by_name_city_and_country(session: DatabaseSession) -> None:
    forum = factories.Forum()
    for key, city, country in (("one", "Ашхабад", "TM"), ("two", "Минск", "BY")):
        part = InstitutionPart(
            key=key, name={"ru": "Библиотека"}, city={"ru": city}, country=country, kind=InstitutionKind.PUBLIC
        )
        service.put_institution(forum, part, now=NOW)

    assert [entry.country for entry in queries.institutions("biblio ashkhabad")] == ["TM"]
    assert [entry.country for entry in queries.institutions("библиотека", country="BY")] == ["BY"]
    assert [link.key for link in queries.forum_institutions(forum, "минск")] == ["two"]


def test_the_people_of_a_forum_are_read_at_once(session: DatabaseSession, queries: list[str]) -> None:
    small, large = factories.Forum(), factories.Forum()
    for forum, people in ((small, 1), (large, 3)):
        for _number in range(people):
            factories.ForumPerson(forum_id=forum.id)

    for forum in (small, large):
        session.expunge_all()
        queries.clear()
        service.person_parts(forum)
        assert len(queries) == 2


def test_countries_come_in_protocol_order_and_then_by_name(session: DatabaseSession) -> None:
    service.load_countries()

    choices = queries.country_choices("ru")

    assert [name for _code, name in choices[:10]] == [
        "Азербайджан",
        "Армения",
        "Беларусь",
        "Казахстан",
        "Кыргызстан",
        "Молдова",
        "Россия",
        "Таджикистан",
        "Туркменистан",
        "Узбекистан",
    ]
    assert [name for _code, name in choices[10:13]] == ["Австралия", "Австрия", "Аландские о-ва"]
    assert sorted(code for code, _name in choices) == sorted(COUNTRY_CODES)


def test_the_stock_of_countries_is_added_once(session: DatabaseSession) -> None:
    added = service.load_countries()
    kyrgyzstan = queries.country_by_code("KG")
    assert kyrgyzstan is not None
    service.revise_country(kyrgyzstan, names={"ru": "Киргизия"}, official_names={}, position=1, now=NOW)

    again = service.load_countries()

    assert (added > 0, again) == (True, 0)
    assert queries.country_name("KG", "ru") == "Киргизия"


def test_a_country_without_a_place_is_named_as_everywhere(session: DatabaseSession) -> None:
    assert (queries.country_name("KG", "en"), queries.country_name("XX", "en")) == ("Kyrgyzstan", "XX")


def test_a_country_gets_a_place_and_loses_it(session: DatabaseSession) -> None:
    country = service.add_country("MN", names={"en": "Mongolia"}, official_names={}, position=1, now=NOW)
    assert queries.country_choices("en")[0] == ("MN", "Mongolia")

    service.remove_country(country, now=NOW)

    assert queries.country_choices("en")[0] == ("AF", "Afghanistan")


@pytest.mark.parametrize(("code", "names", "field"), [("XX", {"en": "X"}, "code"), ("MN", {}, "names")])
def test_a_country_that_cannot_be_is_refused(
    session: DatabaseSession, code: str, names: dict[str, str], field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        service.add_country(code, names=names, official_names={}, position=1, now=NOW)

    assert broken.value.field == field


def test_new_keys_are_those_that_the_forum_does_not_use(app: Flask, session: DatabaseSession) -> None:
    forum = factories.Forum()
    factories.ForumPerson(forum_id=forum.id, key="ataeva-aina")

    assert service.new_person_key(forum, "Атаева Айна") == "ataeva-aina-2"
    assert service.new_institution_key(forum, "Атаева Айна") == "ataeva-aina"
