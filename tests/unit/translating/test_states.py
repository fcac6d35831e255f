"""How far a translation is."""

import pytest

from forumapp.forums.rules.translations import Place, Text
from forumapp.translating.rules.states import Mark, State, counts, fingerprint, source_of, state_of, with_words

TITLE = Place("session", "one", "title")


def text(**words: str) -> Text:
    return Text(TITLE, words)


def mark(state: State, source: str, words: str) -> Mark:
    return Mark(state=state, source="ru", source_print=fingerprint(source), text_print=fingerprint(words))


@pytest.mark.parametrize(
    ("words", "mark", "state"),
    [
        ({"ru": "Один"}, None, State.MISSING),
        ({"ru": "Один", "en": ""}, mark(State.REVIEWED, "Один", ""), State.MISSING),
        ({"ru": "Один", "en": "One"}, None, State.WRITTEN),
        ({"ru": "Один", "en": "One"}, mark(State.MACHINE, "Один", "One"), State.MACHINE),
        ({"ru": "Один", "en": "One"}, mark(State.REVIEWED, "Один", "One"), State.REVIEWED),
        ({"ru": "Два", "en": "One"}, mark(State.REVIEWED, "Один", "One"), State.STALE),
        ({"ru": "Два", "en": "One"}, mark(State.MACHINE, "Один", "One"), State.MACHINE),
        ({"ru": "Один", "en": "The one"}, mark(State.REVIEWED, "Один", "One"), State.WRITTEN),
        ({"ru": "Один", "en": "The one"}, mark(State.MACHINE, "Один", "One"), State.WRITTEN),
    ],
)
def test_a_state_follows_from_the_words_and_the_mark_set_on_them(
    words: dict[str, str], mark: Mark | None, state: State
) -> None:
    assert state_of(Text(TITLE, words), "en", mark) is state


def test_a_patronymic_may_be_left_out() -> None:
    assert state_of(Text(Place("person", "ayna", "patronymic"), {"ru": "Мередовна"}), "en", None) is None


def test_states_are_counted_by_language() -> None:
    marks = {(TITLE, "en"): mark(State.REVIEWED, "Один", "One")}

    counted = counts([text(ru="Один", en="One")], ["ru", "en", "tk"], marks)

    told = {language: [state for state, count in by.items() if count] for language, by in counted.items()}
    assert told == {"ru": [State.WRITTEN], "en": [State.REVIEWED], "tk": [State.MISSING]}


@pytest.mark.parametrize(
    ("words", "source"),
    [({"ru": "Один", "tk": "Bir"}, "ru"), ({"tk": "Bir"}, "tk"), ({"en": "One"}, "ru"), ({"kk": "Бір"}, "kk")],
)
def test_a_text_is_translated_from_the_first_language_that_has_it(words: dict[str, str], source: str) -> None:
    assert source_of(words, "ru", "en", ["ru", "en", "tk"]) == source


def test_words_are_added_behind_and_nothing_said_takes_a_language_out() -> None:
    assert list(with_words({"ru": "Один"}, "en", "One").items()) == [("ru", "Один"), ("en", "One")]
    assert with_words({"ru": "Один", "en": "One"}, "en", "") == {"ru": "Один"}
