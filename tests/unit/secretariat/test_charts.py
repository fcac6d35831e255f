"""Geometry of the registrars' charts."""

from datetime import date

from forumapp.secretariat.rules.charts import bars, columns, stairs, steps


def test_a_limit_fills_the_width_and_so_does_the_largest_value_without_one() -> None:
    found = bars([("a", 10, None), ("b", 5, 20), ("c", 0, 0), ("d", 4, None), ("e", 9, 3)])

    assert [bar.share for bar in found] == [100.0, 25.0, 0.0, 40.0, 100.0]


def test_nothing_has_no_length() -> None:
    assert bars([]) == ()
    assert [bar.share for bar in bars([("a", 0, None)])] == [0.0]
    assert columns([0, 0]) == ((100.0, 0.0), (100.0, 0.0))


def test_days_without_anything_stand_too() -> None:
    found = steps({date(2027, 3, 1): 2, date(2027, 3, 3): 1})

    assert [(step.first.day, step.new, step.total) for step in found] == [(1, 2, 2), (2, 0, 2), (3, 1, 3)]


def test_many_days_are_told_by_weeks_from_monday() -> None:
    found = steps({date(2027, 1, 1): 1, date(2027, 7, 1): 2})

    assert found[0].first == date(2026, 12, 28)
    assert (found[-1].last - found[-1].first).days == 6
    assert found[-1].total == sum(step.new for step in found) == 3
    assert steps({}) == ()


def test_a_line_stands_at_each_value_for_one_unit() -> None:
    assert stairs([1, 2, 4]) == "0,75 1,75 1,50 2,50 2,0 3,0"
