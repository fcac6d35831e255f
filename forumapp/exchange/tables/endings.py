"""Times that a programme leaves out: a session ends where the next begins, a section begins with its first report."""

from collections.abc import Sequence

from forumapp.exchange.problems import N_
from forumapp.exchange.tables.buildings import Building

USUAL_SESSION = 60
USUAL_BREAK = 30
"""Minutes of what comes last in a day and has no end."""


def complete(built: Sequence[Building]) -> None:
    """Give sessions the starts and ends that follow from their reports and neighbors."""
    for building in built:
        _from_reports(building)
    _stretch(built)
    for number, building in enumerate(built):
        if building.starts is None and building.day is not None:
            _start(building, built, number)
        if building.starts is not None and (building.ends is None or building.ends <= building.starts):
            _end(building, built)


def _from_reports(building: Building) -> None:
    starts = [report.starts for report in building.reports if report.starts is not None]
    ends = [report.ends for report in building.reports if report.ends is not None]
    if building.starts is None and starts:
        building.starts = min(starts)
    if building.ends is None and ends and building.reports[-1].ends is not None:
        building.ends = max(ends)


def _stretch(built: Sequence[Building]) -> None:
    """Let a session whose cell reaches over several rows last until the last of them ends."""
    for building in built:
        if not building.place or building.reaches_to <= building.where.number:
            continue
        covered = [
            other.ends
            for other in built
            if other.where[:2] == building.where[:2]
            and building.where.number < other.where.number <= building.reaches_to
            and other.ends is not None
        ]
        if covered and building.ends is not None:
            building.ends = max(building.ends, *covered)


def _start(building: Building, built: Sequence[Building], number: int) -> None:
    """Let what has no time begin where the one before it ends."""
    before = [other for other in built[:number] if other.day == building.day and other.starts is not None]
    if not before:
        return
    previous = before[-1]
    if previous.ends is not None:
        building.starts = previous.ends
        building.remark(N_("The table does not say when it begins: it begins where the row above ends."))


def _end(building: Building, built: Sequence[Building]) -> None:
    later = [
        other.starts
        for other in built
        if other.day == building.day
        and other.starts is not None
        and building.starts is not None
        and other.starts > building.starts
    ]
    known = [report.starts for report in building.reports if report.starts is not None]
    after = [start for start in later if not known or start > max(known)]
    if after:
        building.ends = min(after)
        building.remark(N_("The table does not say when it ends: it ends where the next begins."))
        return
    building.has_assumed_end = True
    usual = USUAL_BREAK if building.is_break else USUAL_SESSION
    building.ends = max([building.starts or 0, *known]) + usual
    building.remark(N_("The table does not say when it ends: %(minutes)s minutes are assumed."), minutes=usual)
