"""Times of day in the shapes in which programmes write them."""

import time

import pytest

from forumapp.exchange.tables import clocks

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
        ("10.00", None),
    ],
)
def test_the_zone_behind_a_time_is_told(text: str, zone: str | None) -> None:
    span = clocks.find(text)

    assert span is not None
    assert span.zone == zone


def test_a_line_is_divided_behind_the_time_it_begins_with() -> None:
    found = clocks.leading("• 10.00–11.30 – Пленарное заседание")

    assert found is not None
    assert (shown(found[0].starts), shown(found[0].ends), found[1]) == ("10:00", "11:30", "Пленарное заседание")


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
