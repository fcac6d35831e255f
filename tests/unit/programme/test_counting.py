"""How many sessions there are: one definition for desk, pages and calendars."""

import pytest
from flask import Flask

from forumapp.exchange.document import Kind
from forumapp.i18n import in_language
from forumapp.programme.rules import Tally, tally
from forumapp.programme.words import count_words


def test_a_break_is_no_session() -> None:
    assert tally([Kind.PANEL, Kind.BREAK, Kind.CEREMONY, Kind.BREAK, Kind.WORKSHOP]) == Tally(sessions=3, breaks=2)


@pytest.mark.parametrize(
    ("counted", "english", "russian"),
    [
        (Tally(), "no sessions yet", "пока нет мероприятий"),
        (Tally(sessions=1), "1 session", "1 мероприятие"),
        (Tally(breaks=1), "1 break", "1 перерыв"),
        (Tally(sessions=28, breaks=4), "28 sessions and 4 breaks", "28 мероприятий и 4 перерыва"),
    ],
)
def test_both_are_named(app: Flask, counted: Tally, english: str, russian: str) -> None:
    with app.app_context():
        for language, words in (("en", english), ("ru", russian)):
            with in_language(language):
                assert count_words(counted) == words
