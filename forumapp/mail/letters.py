"""A letter as a value, written in its reader's language."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Action:
    """The one thing that a letter asks its reader to open; ``href`` is an absolute address."""

    label: str
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
    signature: str = ""
    forum: str | None = None
    """Slug of the forum that writes."""
