"""Markdown and HTML of abstracts as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumapp.exchange.ics.prose import plain

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Plain, words; as they are.", "Plain, words; as they are."),
        ("# Heading\n\nText", "Heading\n\nText"),
        ("Heading\n=======\nText", "Heading\n\nText"),
        ("a **bold** *word*, __so__ _it_ ~~goes~~ `code`", "a bold word, so it goes code"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("[a link](https://example.org/x 'y') ", "[a link](https://example.org/x 'y')"),
        ("[a link](https://example.org/x) and [other][1]", "a link and other"),
        ("![picture](a.png)", "picture"),
        ("* one\n+ two\n- three", "- one\n- two\n- three"),
        ("> quoted\n> text", "quoted\ntext"),
        ("one\n\n---\n\ntwo", "one\n\ntwo"),
        ("```python\ncode\n```", "code"),
        ("<p>One &amp; <b>two</b></p><p>three<br>four</p>", "One & two\nthree\nfour"),
        ("<script>alert(1)</script>text", "text"),
        ("write to <mailto:a@example.org> or see <https://example.org>", "write to  or see https://example.org"),
        (r"5 \* 3 and C:\new", r"5 * 3 and C:\new"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
    ],
)
def test_signs_go_and_words_stay(markdown, expected):
    assert plain(markdown) == expected


@given(st.text(st.sampled_from("*_`#<>[]()!-+=~\\& \nab&lt;1."), max_size=300))
def test_any_text_can_be_read(markdown):
    assert plain(markdown) == plain(markdown).strip()


def test_deep_markup_takes_no_long():
    for sign in ("[", "*", "_", "`", "<", "<!--", "<script>", "> ", "- ", " #", "~~", "\\"):
        assert len(plain(sign * 4000)) <= 2000
