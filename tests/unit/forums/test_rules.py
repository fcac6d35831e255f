from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumapp.forums import rules
from forumapp.policy import TeamRole

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("slug", "fits"),
    [
        ("library-days-2027", True),
        ("2027", True),
        ("Library", False),
        ("дни", False),
        ("", False),
        ("new", False),
        ("mine", False),
        ("a" * 80, True),
        ("a" * 81, False),
        ("a/b", False),
        ("a\n", False),
    ],
)
def test_an_address_is_small_latin_letters_digits_and_hyphens(slug, fits):
    assert rules.is_slug(slug) is fits


@pytest.mark.parametrize(
    ("code", "is_known"),
    [("ru", True), ("en", True), ("tk", True), ("az-Latn", True), ("uz-Cyrl", True), ("qq", False), ("", False)],
)
def test_languages_are_known_by_their_codes(code, is_known):
    assert rules.is_language(code) is is_known


@pytest.mark.parametrize(("last", "days"), [(12, 1), (13, 2), (11, 0)])
def test_both_ends_count_as_days(last, days):
    assert rules.days_in(date(2027, 4, 12), date(2027, 4, last)) == days


def test_a_time_that_clocks_skip_is_known():
    skipped = datetime.fromisoformat("2027-03-28T02:30")

    assert [rules.is_on_the_clock(skipped, zone) for zone in ("Europe/Berlin", "Asia/Ashgabat")] == [False, True]
    assert rules.is_on_the_clock(None, "Europe/Berlin")


@pytest.mark.parametrize(
    ("numbers", "fits"), [([], True), ([0], True), ([1_000_000], True), ([-1], False), ([5, -1], False)]
)
def test_places_are_zero_or_more(numbers, fits):
    assert rules.are_places(numbers) is fits


@pytest.mark.parametrize(("owners", "may"), [(1, False), (2, True)])
def test_the_last_owner_stays(owners, may):
    assert rules.may_lose_owner(owners=owners) is may


def test_roles_stand_in_one_order():
    assert rules.in_order([TeamRole.READ_ONLY, TeamRole.OWNER, TeamRole.OWNER]) == [TeamRole.OWNER, TeamRole.READ_ONLY]


def test_contrast_is_that_of_the_standard():
    assert round(rules.contrast("#000000", "#ffffff"), 2) == 21
    assert round(rules.contrast("#767676", "#ffffff"), 2) == 4.54


def test_a_tone_that_passes_stays():
    assert rules.passing_tone("#1f6f5c") == "#1f6f5c"


@given(COLORS, st.sampled_from([rules.PAPER, rules.DARK_PAPER]))
def test_every_color_is_moved_to_one_that_can_be_read(color, paper):
    assert rules.contrast(rules.passing_tone(color, paper=paper), paper) >= rules.LEAST_CONTRAST
