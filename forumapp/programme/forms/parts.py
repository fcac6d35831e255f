"""The field for people with their roles: a row of two lists each, and blank rows to add more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError

from forumapp.exchange.document import Part, Role
from forumapp.programme.words import ROLES, choices_of

BLANK_ROWS = 3
MOST_ROWS = 200
_NUMBER = re.compile(r"-(\d{1,3})-person")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row as the page shows it; ``person`` is a key, empty for a blank row."""

    number: int
    person: str = ""
    role: Role | None = Role.SPEAKER


class PeopleField(Field):
    """People of a session, in order: ``<field>-<number>-person`` and ``<field>-<number>-role``.

    ``data`` is a tuple of Part. A field without roles gives every person the role of a speaker.
    """

    def __init__(self, label: Any = None, *, has_roles: bool = True, **keywords: Any) -> None:
        super().__init__(label, **keywords)
        self.has_roles = has_roles
        self.people: Sequence[tuple[str, str]] = ()
        self.extra_rows = 0
        self.data: tuple[Part, ...] = ()

    @property
    def roles(self) -> list[tuple[str, LazyString]]:
        """The roles to choose from."""
        return choices_of(ROLES)

    def in_words(self) -> str:
        """Return the people with their roles, as a person reads them."""
        names = dict(self.people)
        return ", ".join(
            f"{names.get(part.person, part.person)} ({str(ROLES[part.role]).lower()})" for part in self.data
        )

    def rows(self) -> list[Row]:
        """Return the rows to show, blank ones last."""
        filled = [Row(number=number, person=part.person, role=part.role) for number, part in enumerate(self.data)]
        count = len(filled)
        blanks = range(count, count + BLANK_ROWS + self.extra_rows)
        return [*filled, *(Row(number=number) for number in blanks)]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the rows; a row without a person is left out."""
        self.process_errors = []
        self.object_data = data
        self.data = tuple(data or ())
        numbers = self._numbers(formdata or {})
        if numbers:
            self.data = tuple(part for number in numbers if (part := self._part(formdata, number)) is not None)

    def pre_validate(self, form: Any) -> None:
        """Refuse somebody who is not among the forum's people, and the same role twice."""
        known = {key for key, _name in self.people}
        if any(part.person not in known for part in self.data):
            raise ValidationError(_l("Choose people from the list."))
        if len(set(self.data)) < len(self.data):
            raise ValidationError(_l("Somebody stands here twice in the same role."))

    def _numbers(self, formdata: Any) -> list[int]:
        start = len(self.name)
        found = (_NUMBER.fullmatch(name[start:]) for name in formdata if name.startswith(f"{self.name}-"))
        return sorted(int(match[1]) for match in found if match)[:MOST_ROWS]

    def _part(self, formdata: Any, number: int) -> Part | None:
        person = formdata.get(f"{self.name}-{number}-person", "")
        role = formdata.get(f"{self.name}-{number}-role", Role.SPEAKER)
        return Part(person=person, role=Role(role) if role in set(Role) else Role.SPEAKER) if person else None
