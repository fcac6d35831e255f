"""Words of letters to many: placeholders and languages."""

import pytest

from forumapp.secretariat.rules import letters as rules


def test_only_known_placeholders_are_taken() -> None:
    known = {"en": "Dear {name}, {forum}: {link}, { number }"}

    assert rules.unknown_placeholders(known, None) == []
    assert rules.unknown_placeholders(known, {"ru": "{имя} и {name} и {имя}", "en": "{surname}"}) == ["имя", "surname"]


@pytest.mark.parametrize("words", ["{{name}}", "Dear {forum", "name}", "{}", "{name}} x", "{" + "x" * 41 + "}"])
def test_a_brace_that_is_part_of_no_placeholder_is_found(words: str) -> None:
    assert rules.stray_braces({"en": "Dear {name},", "ru": f"Тема\n {words}"}, None) == [words]
    assert rules.stray_braces({"en": "{name} { number }"}, None) == []


def test_a_name_is_never_read_as_a_placeholder() -> None:
    values = {"name": "{link}", "link": "https://secret.example"}

    assert rules.filled_in("{name}: {}, {", values) == "{link}: {}, {"


def test_blank_lines_part_paragraphs() -> None:
    assert rules.paragraphs("One\ntwo\n\n \nthree\n") == ("One two", "three")


@pytest.mark.parametrize(("language", "expected"), [("en", "en"), ("kk", "ru"), ("tg", "ru")])
def test_who_has_no_text_of_their_own_reads_the_forums_first(language: str, expected: str) -> None:
    written = rules.written_languages({"en": "A", "ru": "Б", "kk": "В"}, {"en": "a", "ru": "б"}, ("ru", "en"))

    assert (written, rules.language_for(language, written)) == (["ru", "en"], expected)


def test_a_letter_in_no_language_is_read_in_none() -> None:
    assert rules.language_for("ru", rules.written_languages({"ru": "A"}, None, ("ru",))) is None
