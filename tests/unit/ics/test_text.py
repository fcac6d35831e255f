"""Text in content lines: what goes in comes out, and every octet rule holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event
from icalendar.prop import vText

from forumapp.exchange.ics import text

pytestmark = pytest.mark.once

anything = st.text(st.characters(codec="utf-8") | st.sampled_from('\\;,:\n\r\t"^ \x0b\u2028\ufeffЖә😀nN'), max_size=400)


@given(anything)
def test_no_line_is_longer_than_75_octets_or_splits_a_character(value):
    lines = text.line("SUMMARY", text.escape(text.clean(value))).split(b"\r\n")

    assert lines.pop() == b""
    assert all(len(octets) <= text.LINE_OCTETS for octets in lines)
    assert all(octets.decode() for octets in lines)
    assert all(octets.startswith(b" ") for octets in lines[1:])


@given(anything)
def test_folding_never_parts_a_backslash_from_what_it_escapes(value):
    for octets in text.line("SUMMARY", text.escape(text.clean(value))).split(b"\r\n"):
        content = octets.removeprefix(b" ")
        assert (len(content) - len(content.rstrip(b"\\"))) % 2 == 0


@given(anything)
def test_unfolding_undoes_folding(value):
    octets = f"SUMMARY:{text.escape(text.clean(value))}".encode()

    assert text.unfold(text.fold(octets)) == octets


@given(anything)
def test_a_parser_reads_the_cleaned_text_back(value):
    content = text.clean(value).replace("\\", "/")
    octets = text.text_line("SUMMARY", content, language="ru")
    parsed = Event.from_ical(b"BEGIN:VEVENT\r\nUID:1\r\n" + octets + b"END:VEVENT\r\n")

    assert str(parsed.get("SUMMARY", "")) == content
    assert parsed.errors == []


@given(anything.filter(lambda value: r"\N" not in value))
def test_escaping_equals_that_of_icalendar(value):
    content = text.clean(value)

    assert text.escape(content).encode() == vText(content).to_ical()


@given(st.text(max_size=200))
def test_cleaned_text_is_unicode_without_controls(value):
    content = text.clean(value)

    assert content == text.clean(content)
    assert content.encode().decode() == content
    assert not [sign for sign in content if (ord(sign) < 32 and sign != "\n") or 0x7F <= ord(sign) < 0xA0]


def test_breaks_pasted_from_a_word_processor_become_lines():
    assert text.clean(" a\x0bb\u2028c\r\nd\re\x85f\x00g\ufeff\t ") == "a\nb\nc\nd\ne\nfg"


def test_a_lone_surrogate_goes():
    assert text.clean("a\ud800b") == "ab"


def test_a_title_is_one_line_without_backslashes():
    assert text.one_line(" C:\\new\n title \t x ") == "C:/new title x"


def test_shortening_ends_at_a_word_with_an_ellipsis():
    assert text.shorten("one two seven, three", 18) == "one two seven…"
    assert text.shorten("one two", 7) == "one two"


@given(st.text(max_size=60), st.integers(min_value=1, max_value=50))
def test_shortened_text_fits(value, limit):
    assert len(text.shorten(value, limit)) <= limit


def test_no_line_is_written_for_no_text():
    assert text.text_line("DESCRIPTION", " \n\x00") == b""


def test_a_language_that_is_no_tag_is_not_written():
    assert text.text_line("SUMMARY", "x", language='r"u:') == b"SUMMARY:x\r\n"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://forum.example/a b/ж?q=ж,1", "https://forum.example/a%20b/%D0%B6?q=%D0%B6,1"),
        ("https://форум.example:8443/%D0%B6", "https://xn--l1adgmc.example:8443/%D0%B6"),
        ("http://127.0.0.1:8000/forums/x/", "http://127.0.0.1:8000/forums/x/"),
    ],
)
def test_addresses_are_ascii(address, expected):
    assert text.ascii_url(address) == expected
