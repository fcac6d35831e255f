"""What was chosen on the check screen of a table, out of the fields of its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from forumapp.exchange.tables.entries import Options
from forumapp.exchange.zones import days_between
from forumapp.forums.models import Forum
from forumapp.intake.service import Decisions


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The choices of the check screen, as fields of the form name them."""

    values: Mapping[str, str]
    taken: frozenset[str]
    shown: frozenset[str]
    overwritten: frozenset[str]

    @classmethod
    def nothing(cls) -> "Chosen":
        """Return the choices before anybody made one."""
        return cls(values={}, taken=frozenset(), shown=frozenset(), overwritten=frozenset())

    @classmethod
    def of(cls, form: MultiDict[str, str]) -> "Chosen":
        """Take the choices out of a form that was sent."""
        return cls(
            values={name: form[name][:300] for name in form},
            taken=frozenset(form.getlist("take")),
            shown=frozenset(form.getlist("shown")),
            overwritten=frozenset(form.getlist("overwrite")),
        )

    def of_kind(self, kind: str) -> dict[str, str]:
        """Return the choices of one kind by what they are about: ``person-…``, ``column-…``."""
        prefix = f"{kind}-"
        return {name.removeprefix(prefix): value for name, value in self.values.items() if name.startswith(prefix)}

    def options(self, forum: Forum) -> Options:
        """Return what the reader of rows is told."""
        days = tuple(days_between(forum.starts_on, forum.ends_on))
        moved = {_day(said): _day(day) for said, day in self.of_kind("moved").items()}
        return Options(
            languages=tuple(forum.languages),
            days=days,
            timezone=forum.timezone,
            columns=self._columns(),
            first_day=_day(self.values.get("first_day", "")),
            room=self.values.get("room", "").strip(),
            moved={said: day for said, day in moved.items() if said and day in days},
        )

    def decisions(self) -> Decisions:
        """Return what was decided about people, institutions and sessions."""
        return Decisions(
            people=self.of_kind("person"),
            institutions=self.of_kind("institution"),
            countries=self.of_kind("country"),
            rooms=self.of_kind("place"),
            left_out=self.shown - self.taken,
            overwritten=self.overwritten,
        )

    def _columns(self) -> dict[str, dict[int, str]]:
        chosen: dict[str, dict[int, str]] = {}
        for place, code in self.of_kind("column").items():
            table, _dash, column = place.rpartition("-")
            if column.isdecimal() and len(column) < 4:
                chosen.setdefault(table, {})[int(column)] = code
        return chosen


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
