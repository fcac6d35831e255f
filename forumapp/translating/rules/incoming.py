"""What a translator's file would change, beside what stands."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from forumapp.forums.rules.translations import Place, Text
from forumapp.translating.rules.states import MARKS, Marks, State, fingerprint, most_of, state_of, tidy


class Trouble(StrEnum):
    """Why a row of a file cannot be taken in, or not without a decision."""

    SOURCE_CHANGED = "source_changed"
    TEXT_CHANGED = "text_changed"
    UNKNOWN = "unknown"
    OTHER_FORUM = "other_forum"
    OTHER_LANGUAGE = "other_language"
    TOO_LONG = "too_long"
    TWICE = "twice"
    NO_TEXT = "no_text"
    NOT_YOURS = "not_yours"


CONFLICTS = frozenset({Trouble.SOURCE_CHANGED, Trouble.TEXT_CHANGED})
"""Troubles about which a person can decide that the file is right."""


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """A row as it stands in the file; ``number`` is its line there, ``state`` what its word means, None for no such word."""

    number: int
    forum: str
    place: Place
    source: str
    target: str
    seen_source: str
    seen_text: str
    words: str | None
    """The translation; None for what is no text, such as a date."""
    state: State | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """What a row would do to a text: ``before`` becomes ``after``; ``mark`` is set, None for none."""

    number: int
    place: Place
    source: str
    language: str
    before: str
    after: str
    mark: State | None
    note: str = ""
    trouble: Trouble | None = None

    @property
    def does_something(self) -> bool:
        """Whether the row says anything that does not stand already."""
        return self.after != self.before or self.mark is not None

    @property
    def name(self) -> str:
        """What the box that decides a conflict sends."""
        return fingerprint("\n".join((*self.place, self.language)))


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a file would do: lines to take in, those about which somebody must decide, those that cannot be taken."""

    changes: list[Line] = field(default_factory=list)
    conflicts: list[Line] = field(default_factory=list)
    refused: list[Line] = field(default_factory=list)
    remarks: list[Line] = field(default_factory=list)
    """Rows with a remark of the translator's."""
    same: list[Line] = field(default_factory=list)

    def decided(self, taken: Container[str]) -> list[Line]:
        """Return the lines to take in: all changes, and the conflicts whose names are ``taken``."""
        return [*self.changes, *(line for line in self.conflicts if line.name in taken)]


def plan(
    rows: Iterable[SheetRow],
    texts: Mapping[Place, Text],
    marks: Marks,
    *,
    forum: str,
    languages: Sequence[str],
    may_change_forum: bool,
) -> Plan:
    """Return what a file's rows would do to a forum's texts; an empty translation says nothing and takes nothing away."""
    made = Plan()
    seen: set[tuple[Place, str]] = set()
    for row in rows:
        line = _line(row, texts, marks)
        trouble = _refusal(row, texts, forum=forum, languages=languages)
        if trouble is None and (row.place, row.target) in seen:
            trouble = Trouble.TWICE
        if trouble is None and row.place.kind == "forum" and not may_change_forum and line.does_something:
            trouble = Trouble.NOT_YOURS
        seen.add((row.place, row.target))
        _file(made, replace(line, trouble=trouble or _conflict(row, texts)))
    return made


def _file(made: Plan, line: Line) -> None:
    """Put a line where it belongs."""
    if line.note:
        made.remarks.append(line)
    if line.trouble is not None and line.trouble not in CONFLICTS:
        made.refused.append(line)
    elif not line.does_something:
        made.same.append(line)
    elif line.trouble is None:
        made.changes.append(line)
    else:
        made.conflicts.append(line)


def _line(row: SheetRow, texts: Mapping[Place, Text], marks: Marks) -> Line:
    text = texts.get(row.place, Text(row.place, {}))
    before = text.words.get(row.target, "")
    typed = tidy(row.words, row.place)
    after = typed if typed and typed != tidy(before, row.place) else before
    standing = state_of(text, row.target, marks.get((row.place, row.target)))
    is_marked = row.state in MARKS and bool(after) and (row.state is not standing or after != before)
    return Line(
        number=row.number,
        place=row.place,
        source=row.source,
        language=row.target,
        before=before,
        after=after,
        mark=row.state if is_marked else None,
        note=row.note,
    )


def _refusal(row: SheetRow, texts: Mapping[Place, Text], *, forum: str, languages: Sequence[str]) -> Trouble | None:
    if row.forum != forum:
        return Trouble.OTHER_FORUM
    if row.target not in languages:
        return Trouble.OTHER_LANGUAGE
    if row.place not in texts:
        return Trouble.UNKNOWN
    if row.words is None:
        return Trouble.NO_TEXT
    return Trouble.TOO_LONG if len(row.words) > most_of(row.place) else None


def _conflict(row: SheetRow, texts: Mapping[Place, Text]) -> Trouble | None:
    """Say which of the two texts somebody changed since the file was made."""
    words = texts[row.place].words if row.place in texts else {}
    if fingerprint(words.get(row.target, "")) != row.seen_text:
        return Trouble.TEXT_CHANGED
    if fingerprint(words.get(row.source, "")) != row.seen_source:
        return Trouble.SOURCE_CHANGED
    return None
