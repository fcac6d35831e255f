"""Days in the shapes in which programmes write them."""

from datetime import date

import pytest

from forumapp.exchange.tables import dates

pytestmark = pytest.mark.once

DAYS = (date(2021, 3, 11), date(2021, 3, 12))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("11 марта 2021 г., четверг", 11),
        ("11 марта, четверг", 11),
        ("Четверг, 11 марта", 11),
        ("11.03.2021", 11),
        ("11.03", 11),
        ("11/03/2021", 11),
        ("2021-03-11", 11),
        ("March 11", 11),
        ("Friday, March 12, 2021", 12),
        ("12 March 2021", 12),
        ("12th of March", 12),
        ("День 1", 11),
        ("ДЕНЬ ВТОРОЙ", 12),
        ("1-й день", 11),
        ("II день", 12),
        ("Day 2", 12),
        ("Пятница", 12),
        ("Второй день – 12 марта 2021 года", 12),
    ],
)
def test_a_day_is_read_and_heads_what_follows(text: str, number: int) -> None:
    found = dates.find(text, days=DAYS, is_alone=True)

    assert found is not None
    assert dates.on(found, DAYS) == date(2021, 3, number)
    assert dates.is_only_day(text, found)


def test_a_range_of_days_is_the_forum_and_no_day_of_it() -> None:
    found = dates.find("11–12 марта 2021 года", days=DAYS)

    assert found is not None
    assert (found.day, found.last) == DAYS


def test_a_day_inside_a_sentence_heads_nothing() -> None:
    text = "Конференция пройдёт 11 марта в зале"
    found = dates.find(text, days=DAYS)

    assert found is not None
    assert not dates.is_only_day(text, found)


@pytest.mark.parametrize("text", ["День открытых дверей", "Майские чтения", "10.00", "Зал 11"])
def test_other_words_are_no_days(text: str) -> None:
    assert dates.find(text, days=DAYS) is None
