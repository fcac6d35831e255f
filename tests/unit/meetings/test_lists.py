"""Lists of people as they are pasted: a bad line never loses the rest."""

import pytest

from forumapp.meetings.rules.lists import MOST_ENTRIES, Fault, lines_of, read

pytestmark = pytest.mark.once

AYNA = ("Ayna Ataeva", "", "", "ayna@example.org")


def said(text: str) -> list[tuple[str, str, str, str]]:
    return [(each.name, each.post, each.institution, each.mailbox.address) for each in read(text).entries]


def faults(text: str) -> list[tuple[int, Fault]]:
    return [(each.number, each.fault) for each in read(text).troubles]


@pytest.mark.parametrize(
    "line",
    [
        "Ayna Ataeva <ayna@example.org>",
        '"Ayna Ataeva" <ayna@example.org>;',
        "Ayna Ataeva, ayna@example.org",
        "Ayna Ataeva; ayna@example.org",
        "Ayna Ataeva\tayna@example.org",
        "Ayna Ataeva ayna@example.org",
        "ayna@example.org, Ayna Ataeva",
        "1\tAyna Ataeva\tayna@example.org",
        "Ayna Ataeva <mailto:ayna@example.org>",
    ],
)
def test_a_line_is_read_however_it_is_written(line: str) -> None:
    assert said(line) == [AYNA]


def test_an_address_alone_is_enough() -> None:
    assert said("ayna@example.org") == [("", "", "", "ayna@example.org")]


def test_rows_of_a_table_hold_name_post_institution_and_address() -> None:
    row = "Атаева Айна\tдиректор\tГосударственная библиотека\tayna@example.org"

    assert said(row) == [("Атаева Айна", "директор", "Государственная библиотека", "ayna@example.org")]


def test_a_head_says_which_column_is_which() -> None:
    text = "E-mail;Организация;ФИО;Должность\nayna@example.org;Библиотека;Атаева Айна;директор"

    assert said(text) == [("Атаева Айна", "директор", "Библиотека", "ayna@example.org")]


def test_a_line_that_does_not_fit_the_head_is_read_by_itself() -> None:
    text = "ФИО\tДолжность\tE-mail\nАтаева Айна\tдиректор\tпочта\nAyna Ataeva <ayna@example.org>"

    assert said(text) == [AYNA]
    assert faults(text) == [(2, Fault.BAD_ADDRESS)]


def test_bad_lines_are_told_and_the_rest_is_read() -> None:
    text = "Boris Petrov\n\nAyna Ataeva <ayna@example.org>\nOlga, olga@@example\nAYNA@example.org"

    assert said(text) == [AYNA]
    assert faults(text) == [(1, Fault.NO_ADDRESS), (4, Fault.BAD_ADDRESS), (5, Fault.TWICE)]


def test_more_than_can_be_invited_at_once_is_told() -> None:
    text = "\n".join(f"p{number}@example.org" for number in range(MOST_ENTRIES + 1))

    assert (len(said(text)), faults(text)) == (MOST_ENTRIES, [(MOST_ENTRIES + 1, Fault.TOO_MANY)])


def test_rows_of_a_file_become_lines_that_read_the_same() -> None:
    assert lines_of([["Ayna\nAtaeva", "", "", "ayna@example.org"]]) == "Ayna Ataeva\t\t\tayna@example.org"


def test_controls_and_direction_signs_do_not_come_through() -> None:
    assert said("A\u202eyna\x00 Ataeva <ayna@example.org>") == [AYNA]
