"""Quotation marks within quotation marks."""

import pytest

from forumapp.i18n.quotes import nested


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("«Секция «Фонды»», 11:00", "«Секция „Фонды“», 11:00"),
        ("«Секция «Фонды» и «Залы»»", "«Секция „Фонды“ и „Залы“»"),
        ("“Panel on “Shelves””", "“Panel on ‘Shelves’”"),
    ],
)
def test_marks_inside_a_quotation_are_the_inner_ones(text: str, written: str) -> None:
    assert nested(text) == written


@pytest.mark.parametrize(
    "text",
    [
        "",
        "«Фонды» и «Залы»",
        "«Секция „Фонды“»",
        "«Секция «Фонды»",
        "Фонды»» и ««Залы",
        "“Shelves” and “Rooms”",
        "„Fonds“ und „Säle“",
    ],
)
def test_marks_that_stand_side_by_side_or_do_not_pair_stay(text: str) -> None:
    assert nested(text) == text
