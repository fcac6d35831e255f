"""Where sessions stand on the timetable."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forumapp.programme.manage.timetable import grid
from tests.parts import at

DAY = date(2027, 4, 12)


def test_the_first_day_begins_at_midnight_and_the_others_at_four() -> None:
    assert grid.window_of(DAY, DAY) == (at("2027-04-12T00:00"), at("2027-04-13T04:00"))
    assert grid.window_of(date(2027, 4, 13), DAY) == (at("2027-04-13T04:00"), at("2027-04-14T04:00"))


def test_an_empty_day_shows_working_hours() -> None:
    assert grid.shown_span(DAY, grid.window_of(DAY, DAY), []) == (at("2027-04-12T09:00"), at("2027-04-12T18:00"))


def test_a_day_shows_an_hour_around_what_takes_place_and_no_more_than_it_has() -> None:
    window = grid.window_of(DAY, DAY)

    assert grid.shown_span(DAY, window, [(at("2027-04-12T09:50"), at("2027-04-12T11:10"))]) == (
        at("2027-04-12T08:00"),
        at("2027-04-12T13:00"),
    )
    assert grid.shown_span(DAY, window, [(at("2027-04-12T00:10"), at("2027-04-14T10:00"))]) == window


def test_rows_are_five_minutes_and_what_is_short_takes_one() -> None:
    shown = (at("2027-04-12T08:00"), at("2027-04-12T12:00"))

    assert grid.rows_of((at("2027-04-12T09:00"), at("2027-04-12T09:45")), shown) == (12, 9)
    assert grid.rows_of((at("2027-04-12T09:02"), at("2027-04-12T09:03")), shown) == (12, 1)
    assert grid.rows_of((at("2027-04-12T11:00"), at("2027-04-13T09:00")), shown) == (36, 12)


moments = st.datetimes(min_value=datetime(2027, 4, 12), max_value=datetime(2027, 4, 13))  # noqa: DTZ001
lengths = st.integers(min_value=1, max_value=24 * 60).map(lambda minutes: timedelta(minutes=minutes))
spans = st.builds(lambda begin, length: (begin, begin + length), moments, lengths)


@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), spans, max_size=12))
def test_what_meets_stands_in_different_lanes_and_no_lane_is_wasted(found: dict[str, grid.Span]) -> None:
    lanes, count = grid.lanes_of(found)

    for one, (begin, end) in found.items():
        for other, (begins, ends) in found.items():
            if one < other and begin < ends and begins < end:
                assert lanes[one] != lanes[other]
    most = max((sum(b <= begin < e for b, e in found.values()) for begin, _end in found.values()), default=1)
    assert count == max(most, 1)
