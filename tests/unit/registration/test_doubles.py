"""Which registrations may be one person's."""

import pytest

from forumapp.directory.rules import Likeness
from forumapp.registration.rules.doubles import Person, Reason, bare_mailbox, likely_doubles


def person(number: int, family: str = "Мурадова", given: str = "Айна", **more: str) -> Person:
    values: dict[str, str | None] = {"patronymic": None, "latin_name": None, "phone": None, "email": f"{number}@x.org"}
    return Person(number=number, family_name=family, given_name=given, **{**values, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (person(1), person(2, "МУРАДОВА", "айна"), Likeness.SAME),
        (person(1), person(2, "Muradova", "Ayna"), Likeness.SAME),
        (person(1, "Ковалёв", "Пётр"), person(2, "Ковалев", "Петр"), Likeness.SAME),
        (person(1), person(2, "Айна", "Мурадова"), Likeness.SWAPPED),
        (person(1, patronymic="Мередовна"), person(2), Likeness.PATRONYMIC),
        (person(1, "Ян", "Ли"), person(2, "Мурадова", "Айна", latin_name="YAN LI"), Likeness.SAME),
        (person(1), person(2, "Другая", "Особа", email="1+a@x.org"), Reason.MAILBOX),
        (person(1, email="a.muradova@x.org"), person(2, "Другая", "О", email="amuradova@X.org"), Reason.MAILBOX),
        (person(1, phone="8 (916) 123-45-67"), person(2, "Другая", "О", phone="+7 916 1234567"), Reason.PHONE),
        (person(1), person(2, "Ниязова", "Айна"), None),
        (person(1, phone="12345"), person(2, "Другая", "О", phone="12345"), None),
    ],
)
def test_one_person_in_two_spellings_is_told(one: Person, other: Person, reason: Likeness | Reason | None) -> None:
    assert likely_doubles([one, other]) == ([] if reason is None else [(1, 2, reason)])


def test_the_likeliest_pairs_stand_first() -> None:
    found = likely_doubles([person(1), person(2, patronymic="Мередовна"), person(3)])

    assert found == [(1, 3, Likeness.SAME), (1, 2, Likeness.PATRONYMIC), (2, 3, Likeness.PATRONYMIC)]


def test_a_mailbox_is_compared_without_what_providers_ignore() -> None:
    assert bare_mailbox("A.B+forum@Example.org") == "ab@example.org"
