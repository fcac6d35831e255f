"""What putting institutions and people into a forum has in common."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from forumapp.db import db
from forumapp.db.changes import same
from forumapp.directory import rules
from forumapp.directory.models import ForumInstitution, ForumPerson, Institution, Person
from forumapp.errors import RuleBroken
from forumapp.exchange.document import InstitutionPart, PersonPart
from forumapp.i18n import gettext as _

Link = TypeVar("Link", ForumInstitution, ForumPerson)
Entry = TypeVar("Entry", Institution, Person)


@dataclass
class Put(Generic[Link]):
    """The links of a forum by key, and the keys of those that were added or changed."""

    links: dict[str, Link]
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.end = max((link.position for link in self.links.values()), default=-1) + 1

    def add(self, link: Link) -> None:
        """Put a new link at the end of the forum's list."""
        link.position, self.end = self.end, self.end + 1
        self.links[link.key] = link
        self.added.append(link.key)
        db.session.add(link)


class Shelf(Generic[Entry]):
    """Entries of the directory among which one that says the same is looked for."""

    def __init__(self, entries: Iterable[Entry], *, taken: Iterable[int]) -> None:
        self._taken = set(taken)
        self._entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._entries[entry.search_text].append(entry)

    def take(self, values: Mapping[str, Any]) -> Entry | None:
        """Return an entry with these values that the forum does not name yet, and count it as named from now on."""
        for entry in self._entries[values["search_text"]]:
            if entry.id not in self._taken and _has(entry, values):
                self._taken.add(entry.id)
                return entry
        return None


def _has(entry: Institution | Person, values: Mapping[str, Any]) -> bool:
    return all(same(getattr(entry, name), value) for name, value in values.items())


def plain(part: InstitutionPart | PersonPart) -> dict[str, Any]:
    """Return what a part says, for the audit trail."""
    return {name: value for name, value in vars(part).items() if value is not None}


def check_key(key: str) -> None:
    """Refuse a key that has not the right form."""
    if not rules.is_key(key):
        raise RuleBroken(_("A key has small Latin letters, digits and hyphens only, 80 at most."), field="key")
