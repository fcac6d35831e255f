"""Rows of a list as people."""

import pytest

from forumapp.delegations.rules.doubles import double_of
from forumapp.exchange.tables import sources
from forumapp.exchange.tables.sources import Source, SourceKind
from forumapp.registration.rules.columns import Use
from forumapp.registration.rules.reading import RowSaid, Vocabulary, grid_of, read_rows
from forumapp.registration.service import Answers

WORDS = Vocabulary(countries={"казахстан": "KZ", "kz": "KZ"}, categories={"гость": "guest"})
U = Use


def read(cells: list[str], uses: list[Use]) -> RowSaid:
    (said,) = read_rows([cells], uses, None, WORDS)
    return said


def test_rows_above_the_heads_and_empty_rows_are_nobody() -> None:
    rows = [["Список", ""], ["Фамилия", "Имя"], ["Бердыев", "Мерген"], ["", ""], ["Атаева", "Айна"]]

    found = read_rows(rows, [U.FAMILY, U.GIVEN], 1, WORDS)

    assert [(row.number, row.values["family_name"]) for row in found] == [(3, "Бердыев"), (5, "Атаева")]


@pytest.mark.parametrize(
    ("text", "code"), [("Казахстан", "KZ"), ("kz", "KZ"), ("Киргизия", "KG"), ("РФ", "RU"), ("Атлантида", "")]
)
def test_countries_are_found_under_other_names_too(text: str, code: str) -> None:
    said = read([text], [U.COUNTRY])

    assert said.values["country"] == code
    assert said.strange == ({} if code else {"country": text})


@pytest.mark.parametrize(
    ("text", "value"),
    [("очно", "onsite"), ("Онлайн", "online"), ("in person", "onsite"), ("дистанционно", "online"), ("да", "")],
)
def test_ways_of_taking_part(text: str, value: str) -> None:
    assert read([text], [U.ATTENDANCE]).values["attendance"] == value


@pytest.mark.parametrize(("text", "value"), [("русский", "ru"), ("English", "en"), ("қазақша", "")])
def test_languages(text: str, value: str) -> None:
    assert read([text], [U.LANGUAGE]).values["language"] == value


def test_a_category_is_found_by_its_word() -> None:
    assert read(["Гость"], [U.CATEGORY]).values["category"] == "guest"


@pytest.mark.parametrize(
    ("kind", "octets"),
    [
        (SourceKind.TEXT, "Фамилия\tИмя\nБердыев\tМерген\n"),
        (SourceKind.TEXT, "Фамилия;Имя\nБердыев;Мерген\n"),
        (SourceKind.HTML, "<p>Список</p><table><tr><td>Фамилия<td>Имя</tr><tr><td>Бердыев<td>Мерген</tr></table>"),
    ],
)
def test_the_rows_of_what_was_sent(kind: SourceKind, octets: str) -> None:
    assert grid_of(sources.read(Source(kind, octets.encode()))) == [["Фамилия", "Имя"], ["Бердыев", "Мерген"]]


def test_lines_without_a_table_are_rows_of_one_cell() -> None:
    sheet = sources.read(Source(SourceKind.TEXT, "Бердыев Мерген\nАтаева Айна\n".encode()))

    assert grid_of(sheet) == [["Бердыев Мерген"], ["Атаева Айна"]]


def person(family_name: str, given_name: str, patronymic: str | None = None) -> Answers:
    return Answers(family_name=family_name, given_name=given_name, patronymic=patronymic, country="TM", language="ru")


@pytest.mark.parametrize(
    ("other", "is_double"),
    [
        (person("БЕРДЫЕВ", "Мерген"), True),
        (person("Berdyýew", "Mergen"), True),
        (person("Berdyev", "Mergen"), True),
        (person("Мерген", "Бердыев"), True),
        (person("Бердыев", "Мерген", "Атаевич"), True),
        (person("Бердыев", "Мерген", "Оразович"), False),
        (person("Бердыева", "Мерген"), False),
    ],
)
def test_who_has_the_same_name(other: Answers, *, is_double: bool) -> None:
    known = person("Бердыев", "Мерген", "Атаевич")

    assert double_of(other, [known]) is (known if is_double else None)
