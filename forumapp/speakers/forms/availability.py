"""The form that says when somebody can and cannot take part: a row a span, and blank rows to add more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError

from forumapp.directory.rules import Availability, Said
from forumapp.exchange.zones import FIRST_YEAR, LAST_YEAR
from forumapp.speakers.words import AVAILABILITIES
from forumapp.web.forms import Form

BLANK_ROWS = 2
MOST_ROWS = 100
_NUMBER = re.compile(r"-(\d{1,3})-kind")
_PARTS = ("first", "begin", "last", "end")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A span as it is typed; a time left empty means the whole day."""

    number: int
    kind: Availability = Availability.CANNOT
    first: str = ""
    begin: str = ""
    last: str = ""
    end: str = ""

    @property
    def is_blank(self) -> bool:
        """Say whether nothing is filled in."""
        return not any(getattr(self, name) for name in _PARTS)

    @classmethod
    def of(cls, number: int, said: Said) -> Self:
        """Take a span apart."""
        midnight = time()
        to_midnight = said.ends_at.time() == midnight
        last = said.ends_at.date() - timedelta(days=1) if to_midnight else said.ends_at.date()
        return cls(
            number=number,
            kind=said.kind,
            first=said.starts_at.date().isoformat(),
            begin="" if said.starts_at.time() == midnight else f"{said.starts_at:%H:%M}",
            last="" if last == said.starts_at.date() else last.isoformat(),
            end="" if to_midnight else f"{said.ends_at:%H:%M}",
        )

    def said(self) -> Said:
        """Return the span; raises ValueError for what is no day or time."""
        first = _day(self.first)
        last = _day(self.last) if self.last else first
        starts_at = datetime.combine(first, _clock(self.begin) if self.begin else time())
        if self.end:
            return Said(self.kind, starts_at, datetime.combine(last, _clock(self.end)))
        return Said(self.kind, starts_at, datetime.combine(last, time()) + timedelta(days=1))


class SpansField(Field):
    """Spans in rows: ``<field>-<number>-kind``, ``-first``, ``-begin``, ``-last`` and ``-end``; ``data`` is a tuple of Said."""

    def __init__(self, label: Any = None, **keywords: Any) -> None:
        super().__init__(label, **keywords)
        self.data: tuple[Said, ...] = ()
        self._typed: list[Row] = []

    @property
    def kinds(self) -> list[tuple[str, LazyString]]:
        """What can be said of a span."""
        return [(kind.value, word) for kind, word in AVAILABILITIES.items()]

    def rows(self) -> list[Row]:
        """Return the rows to show, blank ones last."""
        count = max((row.number for row in self._typed), default=-1) + 1
        return [*self._typed, *(Row(number=number) for number in range(count, count + BLANK_ROWS))]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the rows; blank ones are left out."""
        self.process_errors = []
        self.object_data = data
        self.data = tuple(data or ())
        self._typed = [Row.of(number, said) for number, said in enumerate(self.data)]
        if formdata:
            numbers = sorted(int(match[1]) for name in formdata if (match := self._match(name)))
            typed = [self._row(formdata, number) for number in numbers[:MOST_ROWS]]
            self._typed = [row for row in typed if not row.is_blank]

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no time; what was typed stays in the rows."""
        try:
            said = tuple(row.said() for row in self._typed)
        except ValueError as unread:
            raise ValidationError(_l("Give each row a day, and times like 09:30 or none.")) from unread
        if any(span.ends_at <= span.starts_at for span in said):
            raise ValidationError(_l("A time must end after it starts."))
        self.data = said

    def _match(self, name: str) -> re.Match[str] | None:
        return _NUMBER.fullmatch(name[len(self.name) :]) if name.startswith(f"{self.name}-") else None

    def _row(self, formdata: Any, number: int) -> Row:
        texts = {name: str(formdata.get(f"{self.name}-{number}-{name}", "")).strip()[:40] for name in _PARTS}
        kind = formdata.get(f"{self.name}-{number}-kind", "")
        kinds: Sequence[str] = list(Availability)
        return Row(number=number, kind=Availability(kind) if kind in kinds else Availability.CANNOT, **texts)


class AvailabilityForm(Form):
    """When somebody can and cannot take part."""

    spans = SpansField(_l("Times"))

    @classmethod
    def of(cls, said: Sequence[Said]) -> Self:
        """Return the form filled in with what is said already."""
        return cls(data={"spans": tuple(said)})


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day


def _clock(text: str) -> time:
    return datetime.strptime(text[:5], "%H:%M").time()  # noqa: DTZ007 - a time on the wall
