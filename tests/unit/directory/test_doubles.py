"""Who may be the same person in two spellings."""

import pytest

from forumapp.directory.rules import Likeness, Named, likely_doubles
from forumapp.exchange.document import LanguageMap

pytestmark = pytest.mark.once


def named(number: int, family: LanguageMap | str, given: LanguageMap | str, patronymic: str = "") -> Named:
    maps = [{"ru": text} if isinstance(text, str) else text for text in (family, given)]
    return Named.of(number, maps[0], maps[1], {"ru": patronymic} if patronymic else None)


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        (("Ковалёва", "Анна"), ("КОВАЛЕВА", "анна"), Likeness.SAME),
        (("Дурдыева", "Айна"), ({"en": "Durdyyeva"}, {"en": "Ayna"}), Likeness.SAME),
        (("Атаева", "Айна", "Мередовна"), ({"tk": "Ataýewa"}, {"tk": "Aýna"}), Likeness.PATRONYMIC),
        (("Атаева", "Айна"), ("Айна", "Атаева"), Likeness.SWAPPED),
        (("Атаева", "Айна", "Мередовна"), ("Атаева", "Айна"), Likeness.PATRONYMIC),
        (("Атаева", "Айна Мередовна"), ("Атаева", "Айна", "Мередовна"), Likeness.SAME),
        (("Атаева", "Айна", "Мередовна"), ("Атаева", "А. М."), Likeness.INITIALS),
        (("Атаева", "Айна", "Мередовна"), ("Атаева", "Айна", "М."), Likeness.INITIALS),
        (("Сулейменов", "Ерлан"), ("Сулеменов", "Ерлан"), Likeness.CLOSE),
        (("Сулейменов", "Ерлан"), ("Сулейменов", "Ерлен"), Likeness.CLOSE),
    ],
)
def test_two_spellings_of_one_person_are_found(one: tuple, other: tuple, likeness: Likeness) -> None:
    assert likely_doubles([named(2, *one), named(1, *other)]) == [(1, 2, likeness)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Ковалёва", "Анна", "Сергеевна"), ("Ковалёва", "Анна", "Петровна")),
        (("Ковалёва", "Анна"), ("Ковалёва", "Ольга")),
        (("Атаев", "Аман"), ("Атаева", "Айна")),
        (("Атаева", "Айна", "Мередовна"), ("Атаева", "Б. М.")),
        (("Ким", "Ян"), ("Кем", "Ян")),
        (("", "Ян"), ("Ким", "")),
    ],
)
def test_two_people_of_like_names_are_not(one: tuple, other: tuple) -> None:
    assert likely_doubles([named(1, *one), named(2, *other)]) == []


def test_a_name_in_one_language_is_compared_with_every_language_of_the_other() -> None:
    both = named(1, {"ru": "Иванова", "en": "Smith"}, {"ru": "Анна", "en": "Ann"})

    assert likely_doubles([both, named(2, {"en": "Smith"}, {"en": "Ann"})]) == [(1, 2, Likeness.SAME)]


def test_the_likeliest_stand_first_and_a_pair_stands_once() -> None:
    people = [
        named(1, "Атаева", "Айна", "Мередовна"),
        named(2, "Атаева", "А. М."),
        named(3, {"ru": "Атаева", "en": "Ataeva"}, {"ru": "Айна", "en": "Ayna"}),
        named(4, "Атаева", "Айна", "Мередовна"),
    ]

    assert [(one, other) for one, other, _why in likely_doubles(people)] == [
        (1, 4), (1, 3), (3, 4), (1, 2), (2, 3), (2, 4),
    ]  # fmt: skip


def test_a_thousand_people_are_compared_in_a_moment() -> None:
    people = [named(number, f"Фамилия{number // 3}", f"Имя{number % 3}") for number in range(1500)]

    assert len(likely_doubles(people)) < 20_000
