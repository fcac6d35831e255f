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
        ("«12» марта 2021 г.", 12),
        ("“12” марта", 12),
        ("День 2 – 12 марта", 12),
        ("День 1, 11 марта", 11),
        ("Day 2 - 12 March 2021", 12),
        ("Day Two: Friday, 12 March 2021", 12),
        ("Пятница, 12.03", 12),
        ("12.03 (пт)", 12),
        ("12.03, пятница", 12),
        ("День 2 (12.03)", 12),
        ("11 наурыз 2021 ж., бейсенбі", 11),
        ("2021 жылғы 11 наурыз", 11),
        ("11 наурыз 2021, бейсенбі / 11 марта 2021, четверг", 11),
        ("12-mart, juma", 12),
        ("2021-yil 12-mart", 12),
        ("12 март, жума", 12),
        ("12-марты, ҷумъа", 12),
        ("12-nji mart, anna", 12),
        ("12 mart 2021-ci il, cümə", 12),
        ("12 сакавіка 2021 г., пятніца", 12),
        ("12 березня 2021 р., п’ятниця", 12),
        ("12 martie 2021, vineri", 12),
        ("Бейсенбі", 11),
        ("2-күн", 12),
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


@pytest.mark.parametrize(
    "text",
    [
        "«11–12» марта 2021 г.",
        "11–12 наурыз 2021 ж.",
        "11-12.03.2021",
        "11 марта – 12 марта 2021 г.",
        "с 11 по 12 марта",
    ],
)
def test_a_range_is_told_however_it_is_written(text: str) -> None:
    found = dates.find(text, days=DAYS)

    assert found is not None
    assert (found.day, found.last) == DAYS


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("қаңтар", 1), ("студзеня", 1), ("січня", 1), ("ýanwar", 1), ("ianuarie", 1), ("yanvar", 1), ("ақпан", 2), ("лютага", 2), ("лютого", 2), ("fewral", 2),
        ("наурызда", 3), ("марти", 3), ("сәуір", 4), ("красавіка", 4), ("красавика", 4), ("квітня", 4), ("апрели", 4), ("aprelda", 4), ("aprilie", 4),
        ("мамыр", 5), ("траўня", 5), ("травня", 5), ("maý", 5), ("mai", 5), ("маусым", 6), ("чэрвеня", 6), ("червня", 6), ("iýun", 6), ("шілде", 7),
        ("ліпеня", 7), ("липня", 7), ("iulie", 7), ("тамыз", 8), ("жніўня", 8), ("серпня", 8), ("avqust", 8), ("awgust", 8), ("қыркүйек", 9),
        ("верасня", 9), ("вересня", 9), ("sentabr", 9), ("sentyabr", 9), ("қазан", 10), ("кастрычніка", 10), ("жовтня", 10), ("oktýabr", 10),
        ("қараша", 11), ("лістапада", 11), ("листопада", 11), ("noiembrie", 11), ("желтоқсан", 12), ("снежня", 12), ("грудня", 12), ("dekabr", 12),
    ],
)  # fmt: skip
def test_months_are_known_in_the_languages_of_the_forums(word: str, number: int) -> None:
    found = dates.find(f"14 {word}", days=DAYS)

    assert found is not None
    assert found.day == date(2021, number, 14)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Пятница, 12.03. Дом дружбы", "Дом дружбы"),
        ("День 2 (12.03). Дом дружбы", "Дом дружбы"),
        ("12.03 10:00", "10:00"),
        ("12.03. 10.00–11.30", "10.00–11.30"),
        ("11 наурыз / 11 марта 2021, четверг. Большой зал", "Большой зал"),
    ],
)
def test_what_stands_behind_a_day_is_left(text: str, rest: str) -> None:
    found = dates.find(text, days=DAYS)

    assert found is not None
    assert found.day in DAYS
    assert dates.begins(text, found)
    assert dates.without(text, found) == rest


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.03", DAYS[1]),
        ("Пятница", None),
        ("12.10", None),
        ("11–12 марта", None),
        ("Душанбе", None),
        ("Чт 10.10–11.00", None),
    ],
)
def test_numbers_that_may_be_a_time_head_nothing_unless_they_are_one_of_the_days(text: str, day: date | None) -> None:
    found = dates.heading(text, days=DAYS)

    assert (found and found.day) == day


def test_a_day_inside_a_sentence_heads_nothing() -> None:
    text = "Конференция пройдёт 11 марта в зале"
    found = dates.find(text, days=DAYS)

    assert found is not None
    assert not dates.is_only_day(text, found)


@pytest.mark.parametrize(
    "text", ["День открытых дверей", "Майские чтения", "10.00", "Зал 11", "10.00 11.30", "12 Martin Street"]
)
def test_other_words_are_no_days(text: str) -> None:
    assert dates.find(text, days=DAYS) is None
