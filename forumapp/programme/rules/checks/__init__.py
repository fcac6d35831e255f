"""The checks of a programme: one table of small functions, each of which finds one thing that is amiss.

Pure: a document and what else is known go in, findings come out; what they say in words stands in ``programme.words``.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from forumapp.programme.rules.checks import bounds, doubles, gaps, night
from forumapp.programme.rules.checks.programme import Programme
from forumapp.programme.rules.checks.strips import Stretch, Strip, strips_by_day
from forumapp.programme.rules.checks.values import Check, Context, Delegates, Finding, Hours, Severity, Span

__all__ = [
    "CLASHES",
    "CONFLICTS",
    "RULES",
    "Check",
    "Context",
    "Delegates",
    "Finding",
    "Hours",
    "Programme",
    "Rule",
    "Severity",
    "Span",
    "Stretch",
    "Strip",
    "find",
    "strips_by_day",
]


class Rule(NamedTuple):
    """A check, how much what it finds matters at most, and how it is found."""

    check: Check
    severity: Severity
    find: Callable[[Programme, Severity], Iterator[Finding]]


RULES = (
    Rule(Check.ROOM_TWICE, Severity.ERROR, doubles.room_twice),
    Rule(Check.PERSON_TWICE, Severity.ERROR, doubles.person_twice),
    Rule(Check.INTERPRETER_TWICE, Severity.ERROR, doubles.interpreter_twice),
    Rule(Check.DURING_BREAK, Severity.NOTE, doubles.during_break),
    Rule(Check.OUTSIDE_DAYS, Severity.ERROR, bounds.outside_days),
    Rule(Check.OUTSIDE_HOURS, Severity.WARNING, bounds.outside_hours),
    Rule(Check.NOT_AVAILABLE, Severity.WARNING, bounds.not_available),
    Rule(Check.DECLINED, Severity.WARNING, bounds.declined),
    Rule(Check.REPORTS_TOO_LONG, Severity.WARNING, bounds.reports_too_long),
    Rule(Check.TOO_FEW_PLACES, Severity.ERROR, bounds.too_few_places),
    Rule(Check.ROOM_TOO_SMALL, Severity.WARNING, bounds.room_too_small),
    Rule(Check.INVITED_TWICE, Severity.WARNING, doubles.invited_twice),
    Rule(Check.NIGHT, Severity.WARNING, night.night),
    Rule(Check.NO_MODERATOR, Severity.WARNING, gaps.no_moderator),
    Rule(Check.NO_ROOM, Severity.WARNING, gaps.no_room),
    Rule(Check.NO_JOIN_ADDRESS, Severity.WARNING, gaps.no_join_address),
    Rule(Check.NO_LANGUAGE, Severity.WARNING, gaps.no_language),
    Rule(Check.NO_TRANSLATION, Severity.WARNING, gaps.no_translation),
)
"""Every check, in the order in which they are told."""

CLASHES = frozenset({Check.ROOM_TWICE, Check.PERSON_TWICE, Check.INTERPRETER_TWICE})
"""What two sessions need at the same time."""

CONFLICTS = CLASHES | {
    Check.DURING_BREAK,
    Check.OUTSIDE_DAYS,
    Check.OUTSIDE_HOURS,
    Check.NOT_AVAILABLE,
    Check.REPORTS_TOO_LONG,
    Check.TOO_FEW_PLACES,
    Check.INVITED_TWICE,
    Check.NIGHT,
}
"""What comes of times and places, not of something that nobody wrote yet."""


def find(programme: Programme) -> list[Finding]:
    """Return everything amiss in a programme, in the order of RULES."""
    return [finding for rule in RULES for finding in rule.find(programme, rule.severity)]
