"""Somebody is found by whole names and whole addresses."""

import pytest

from forumapp.registration.rules.traces import Traces, words_in

SHORT = Traces(emails=frozenset({"li@x.uz"}), givens=frozenset({"An"}), families=frozenset({"Li"}))


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Dear An Li,", True),
        ("Li, An", True),
        ("Write to LI@x.uz.", True),
        ("Another Library", False),
        ("Dear An Lin", False),
        ("An Li-Marin", False),
        ("ali@x.uz, li@x.uz.org, li@x.uzb, a.li@x.uz", False),
        ("", False),
    ],
)
def test_parts_of_other_words_name_nobody(text: str, *, is_named: bool) -> None:
    assert SHORT.are_in(text) is is_named


@pytest.mark.parametrize(("text", "is_searched"), [("li", True), ("An", True), ("lib", False), ("ali@x.uz", False)])
def test_one_name_is_enough_in_a_search(text: str, *, is_searched: bool) -> None:
    assert SHORT.are_searched(text) is is_searched


def test_values_of_deeds_are_read_at_every_depth() -> None:
    assert words_in([None, {"to": "a", "of": ["b", {"c": "d"}], "count": 3}]) == "a\nb\nd"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Dear An Lin, An Li or Li  An wrote.", "Dear An Lin, … or … wrote."),
        ("Given name: An, family name: Li, LI@x.uz", "Given name: …, family name: …, …"),
        ("Another Library", "Another Library"),
    ],
)
def test_names_are_taken_out_of_a_text(text: str, left: str) -> None:
    assert SHORT.taken_out_of(text) == left


def test_names_are_found_as_markup_writes_them() -> None:
    traces = Traces(emails=frozenset(), givens=frozenset({"Ay"}), families=frozenset({"O'Li"}))

    assert traces.in_markup().taken_out_of("<p>Ay O&#39;Li</p>") == "<p>…</p>"
