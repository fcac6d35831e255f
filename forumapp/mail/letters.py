"""A letter as a value, written in its reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString


@dataclass(frozen=True, kw_only=True)
class Action:
    """The one thing that a letter asks its reader to open; ``href`` is an absolute address."""

    label: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something that a letter also tells of: its title, a line about it, and where to read on."""

    title: str
    about: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What one person is to read. ``facts`` are label and value pairs, in order."""

    to: str
    language: str
    kind: str
    """What the letter is about, as ``subject:verb``, for the outbox's list."""
    subject: str
    paragraphs: tuple[str, ...]
    salutation: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    action: Action | None = None
    closing: tuple[str, ...] = ()
    """What stands under the action: how long it holds, what to do if the letter came by mistake."""
    entries: tuple[Entry, ...] = ()
    """What else the reader may like to know of, under ``entries_heading``."""
    entries_heading: str = ""
    signature: str = ""
    forum: str | None = None
    """Slug of the forum that writes."""


@dataclass(frozen=True, kw_only=True)
class Wording:
    """The words of one kind of letter before it is known to whom it goes: places such as ``%(forum)s`` wait for values."""

    kind: str
    subject: LazyString
    paragraphs: tuple[LazyString, ...]
    button: LazyString | None = None
    closing: tuple[LazyString, ...] = ()
    has_entries: bool = False
    """Whether it also tells of what else there is."""

    def letter(self, *, to: str, language: str, href: str = "", values: Mapping[str, object], **rest: Any) -> Letter:
        """Return the letter with these values filled in; ``href`` is what its button opens, ``rest`` what else a letter has.

        Make it while the reader's language is spoken.
        """
        return Letter(
            to=to,
            language=language,
            kind=self.kind,
            subject=str(self.subject) % values,
            paragraphs=tuple(str(words) % values for words in self.paragraphs),
            action=None if self.button is None else Action(label=str(self.button), href=href),
            closing=tuple(str(words) % values for words in self.closing),
            **rest,
        )
