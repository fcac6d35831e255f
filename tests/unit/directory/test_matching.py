"""Whom and what a programme means, in any script, with initials and abbreviations, and how sure that is."""

from typing import Any

import pytest

from forumapp.directory.models import Institution, Person
from forumapp.directory.service.matching import Sureness, institution_sureness, person_sureness
from forumapp.exchange.document import LanguageMap
from forumapp.exchange.tables.drafts import Mention

pytestmark = pytest.mark.once


def known(family: str, given: str, patronymic: str = "", *, language: str = "ru", library: str = "") -> Person:
    person = Person(
        family_name={language: family},
        given_name={language: given},
        patronymic={language: patronymic} if patronymic else None,
    )
    person.institution = Institution(name={language: library}) if library else None
    return person


def named(family: str, given: str = "", patronymic: str = "", *, language: str = "ru", library: str = "") -> Mention:
    def text(words: str) -> LanguageMap:
        return {language: words} if words else {}

    return Mention(
        family_name=text(family), given_name=text(given), patronymic=text(patronymic), institution=text(library)
    )


@pytest.mark.parametrize(
    ("mention", "person", "sureness"),
    [
        (named("Атаева", "Айна"), known("Атаева", "Айна", "Мередовна"), Sureness.SURE),
        (named("Королёва", "Пётр"), known("Королева", "Петр"), Sureness.SURE),
        (named("Atayeva", "Ayna", language="en"), known("Атаева", "Айна"), Sureness.SURE),
        (named("Атаева", "Айна"), known("Ataýewa", "Aýna", language="tk"), Sureness.SURE),
        (named("Иванов", "И.", "П."), known("Иванов", "Иван", "Петрович"), Sureness.LIKELY),
        (named("Иванов", "И."), known("Иванов", "Иван", "Петрович"), Sureness.POSSIBLE),
        (named("Иванов"), known("Иванов", "Иван", "Петрович"), Sureness.POSSIBLE),
        (named("Иванов", "П."), known("Иванов", "Иван"), None),
        (named("Иванов", "И.", "С."), known("Иванов", "Иван", "Петрович"), None),
        (named("Иванов", "Игорь"), known("Иванов", "Иван"), None),
        (named("Иванов", "Иван", library="РГБ"), known("Иванов", "Иван", library="Музей книги"), Sureness.LIKELY),
        (
            named("Иванов", "И.", "П.", library="НБ Армении"),
            known("Иванов", "Иван", "Петрович", library="Национальная библиотека Армении"),
            Sureness.SURE,
        ),
        (named("Mammadova", "Leyla", language="en"), known("Мамедова", "Лейла"), Sureness.POSSIBLE),
        (named("Петров", "Иван"), known("Иванов", "Иван"), None),
    ],
)
def test_a_person_is_known_as_surely_as_the_name_tells(mention: Mention, person: Person, sureness: Any) -> None:
    assert person_sureness(mention, person) == sureness


@pytest.mark.parametrize(
    ("name", "other", "sureness"),
    [
        ("Национальная библиотека Беларуси", "Национальная библиотека Беларуси", Sureness.SURE),
        ("НБ Казахстана", "Национальная библиотека Республики Казахстан", Sureness.SURE),
        ("РГБ", "Российская государственная библиотека", Sureness.SURE),
        ("National Library of Belarus", "National Library of Belarus", Sureness.SURE),
        ("НББ", "Национальная библиотека Беларуси", Sureness.LIKELY),
        (
            "Рязанская областная библиотека",
            "Рязанская областная универсальная научная библиотека имени Горького",
            Sureness.LIKELY,
        ),
        ("Национальная библиотека", "Национальная библиотека Армении", None),
        ("Национальная библиотека Армении", "Национальная библиотека Беларуси", None),
        ("Музей книги", "Российская государственная библиотека", None),
    ],
)
def test_an_institution_is_known_by_its_words_and_its_letters(name: str, other: str, sureness: Any) -> None:
    assert institution_sureness({"ru": name}, {"ru": other}) == sureness
