"""Times of day in the shapes in which programmes write them."""

import time
from datetime import date

import pytest

from forumapp.exchange.tables import clocks, entries, timezones

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("10.00-11.30", "10:00", "11:30"),
        ("10:00–10.20", "10:00", "10:20"),
        ("10:00 – 11:30", "10:00", "11:30"),
        ("с 10 до 11.30", "10:00", "11:30"),
        ("с 10 до 12 часов", "10:00", "12:00"),
        ("10-00 – 11-30", "10:00", "11:30"),
        ("9–10.30", "09:00", "10:30"),
        ("10-11", "10:00", "11:00"),
        ("9.30 a.m.", "09:30", None),
        ("2:00 – 3:30 p.m.", "14:00", "15:30"),
        ("11:30 – 1:00 pm", "11:30", "13:00"),
        ("10.00", "10:00", None),
        ("10 ч. 30 мин.", "10:30", None),
        ("10 часов", "10:00", None),
        ("10h30", "10:30", None),
        ("с 9.00", "09:00", None),
        ("до 18.00", None, "18:00"),
        ("23:30 – 00:30", "23:30", "24:30"),
        ("10:00:00", "10:00", None),
        ("10 00 – 11 30", "10:00", "11:30"),
        ("12 noon", "12:00", None),
        ("10:00 AM – 12 noon", "10:00", "12:00"),
        ("с 10 ч. 30 мин. до 12 ч.", "10:30", "12:00"),
        ("с 10-00 до 11-30", "10:00", "11:30"),
        ("10.00 (10–15 мин.)", "10:00", None),
    ],
)
def test_a_time_is_read_as_people_mean_it(text: str, starts: str | None, ends: str | None) -> None:
    span = clocks.find(text, is_alone=True)

    assert span is not None
    assert (shown(span.starts), shown(span.ends)) == (starts, ends)


@pytest.mark.parametrize(
    "text", ["11.03.2021", "1941–1945", "зал 12", "15%", "версия 2.10.3", "тел. 8 (916) 123-45-67"]
)
def test_other_numbers_are_no_times(text: str) -> None:
    assert clocks.find(text) is None


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("10:00 – 11:30 (МСК)", "Europe/Moscow"),
        ("12.00 UTC+5", "+05:00"),
        ("10.00 (МСК+2)", "+05:00"),
        ("10.00 по ашхабадскому времени", "Asia/Ashgabat"),
        ("10.00 – 11.00 (время московское)", "Europe/Moscow"),
        ("10.00 ч. по Москве", "Europe/Moscow"),
        ("10.00 (местное время)", timezones.LOCAL),
        ("10.00 Московская международная выставка", None),
        ("10.00 Минск – столица книги", None),
        ("10.00", None),
    ],
)
def test_the_zone_behind_a_time_is_told(text: str, zone: str | None) -> None:
    span = clocks.find(text)

    assert span is not None
    assert span.zone == zone


@pytest.mark.parametrize(
    ("line", "starts", "ends", "rest"),
    [
        ("• 10.00–11.30 – Пленарное заседание", "10:00", "11:30", "Пленарное заседание"),
        ("10.00 – 11.00 ч. Открытие", "10:00", "11:00", "Открытие"),
        ("с 13 ч. 00 мин. до 14 ч. 00 мин. Обед", "13:00", "14:00", "Обед"),
        ("с 11-30 до 13-00 Круглый стол", "11:30", "13:00", "Круглый стол"),
        ("Начало в 11:00. Заседание", "11:00", None, "Заседание"),
        ("Начало: 11:00. Заседание", "11:00", None, "Заседание"),
        ("10:00 – 10:20 (20 мин.) Открытие", "10:00", "10:20", "Открытие"),
        ("10:00 (20 мин.) Открытие", "10:00", "10:20", "Открытие"),
        ("10:00 – 12:00 (20 мин.) Доклады", "10:00", "12:00", "(20 мин.) Доклады"),
        ("10 00 – 11 30 Секция", "10:00", "11:30", "Секция"),
        ("12 noon Closing", "12:00", None, "Closing"),
        ("11.00 (МСК) / 13.00 (Астана) Секция", "11:00", None, "Секция"),
        ("10.00-12.00, 14.00-16.00 Выставка", "10:00", "12:00", "Выставка"),
    ],
)
def test_a_line_is_divided_behind_the_time_it_begins_with(line: str, starts: str, ends: str | None, rest: str) -> None:
    found = clocks.leading(line)

    assert found is not None
    assert (shown(found[0].starts), shown(found[0].ends), found[1]) == (starts, ends, rest)


@pytest.mark.parametrize(
    ("text", "taken", "others"),
    [
        ("11.00 (МСК) / 13.00 (UTC+5)", "13:00", []),
        ("10.00–11.00 МСК (12.00–13.00 UTC+5)", "12:00–13:00", []),
        ("11.00 (МСК) / 14.00 (Минск)", "13:00", ["14:00"]),
        ("11.00 (МСК)", "13:00", []),
        ("10.00-12.00, 14.00-16.00", "10:00–12:00", ["14:00–16:00"]),
        ("10.00 и 15.00", "10:00", ["15:00"]),
        ("10:00\n11:30", "10:00–11:30", []),
        ("11.00–12.00, ауд. 3-05", "11:00–12:00", []),
        ("11.00 (местное время)", "11:00", []),
    ],
)
def test_of_several_times_the_one_on_the_forum_s_clock_is_taken_and_others_are_told(
    text: str, taken: str, others: list[str]
) -> None:
    span = entries.span_of(text, zone="Asia/Tashkent", day=date(2027, 4, 12))

    assert span is not None
    assert (span.words, [other.words for other in span.others]) == (taken, others)


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("Время московское", "Europe/Moscow"),
        ("(указано московское время)", "Europe/Moscow"),
        ("Время по Астане", "Asia/Almaty"),
        ("Часовой пояс: UTC+5", "+05:00"),
        ("Временная выставка в Минске", None),
        ("Время и место: Минск", None),
    ],
)
def test_a_zone_of_the_whole_programme_is_told(line: str, zone: str | None) -> None:
    named = timezones.in_line(line)

    assert (named and named.zone) == zone


def test_a_time_in_the_middle_of_a_line_does_not_begin_it() -> None:
    assert clocks.leading("Сбор у входа в 10.00") is None


@pytest.mark.parametrize(
    ("text", "minutes", "rest"),
    [("Доклад (15 мин.)", 15, "Доклад"), ("О чтении, до 20 минут", 20, "О чтении"), ("Talk (10 min)", 10, "Talk")],
)
def test_a_length_is_taken_out_of_a_title(text: str, minutes: int, rest: str) -> None:
    assert clocks.length(text) == (minutes, rest)


def shown(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"


@pytest.mark.parametrize("piece", ["10:00 ", "1-", "10 ч ", "12 –"])
def test_a_cell_of_many_times_is_read_at_once(piece: str) -> None:
    begun = time.process_time()
    clocks.find_all(piece * 5000)

    assert time.process_time() - begun < 1
