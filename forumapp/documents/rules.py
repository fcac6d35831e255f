"""What a printed programme says, as plain values, and in which languages it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

Cell = str | int | date | time | None
"""What stands in a cell of a workbook, as what it is: text never becomes a formula."""


class Kind(StrEnum):
    """A kind of document; the value is the ending of its file's name."""

    PDF = "pdf"
    WORD = "docx"
    EXCEL = "xlsx"


@dataclass(frozen=True, kw_only=True)
class Named:
    """Somebody: the name, and post and institution in one line."""

    name: str
    about: str | None


@dataclass(frozen=True, kw_only=True)
class Voice:
    """People who do one thing together; ``role`` is in the number that fits."""

    role: str | None
    people: tuple[Named, ...]


@dataclass(frozen=True, kw_only=True)
class PaperReport:
    """A report inside a session, with its own time."""

    starts: str
    title: str
    title_language: str | None
    people: tuple[Named, ...]


@dataclass(frozen=True, kw_only=True)
class PaperSession:
    """A session in the running order; ``*_language`` is given where a text's language is not the paper's."""

    key: str
    starts: str
    ends: str
    ends_words: str | None
    """Says so when it ends on the next day."""
    title: str
    title_language: str | None
    is_break: bool
    is_cancelled: bool
    status: str | None
    closed: str | None
    kind: str | None
    room: str | None
    track: str | None
    color: str | None
    """Of the track, a tone that shows on white paper."""
    languages: str | None
    voices: tuple[Voice, ...]
    reports: tuple[PaperReport, ...]


@dataclass(frozen=True, kw_only=True)
class City:
    """Cities of one time and what their clocks show when the day begins."""

    names: str
    clock: str
    is_forum: bool


@dataclass(frozen=True, kw_only=True)
class PaperDay:
    """A day as a chapter."""

    title: str
    number: str
    hours: str
    count: str
    cities: tuple[City, ...]
    items: tuple[PaperSession, ...]


@dataclass(frozen=True, kw_only=True)
class PaperEvent:
    """An event beside the programme; ``about`` is where, how people take part and who invites."""

    when: str
    title: str
    title_language: str | None
    about: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A programme in one language, ready to be set."""

    language: str
    """BCP 47."""
    title: str
    theme: str | None
    about: str
    """Dates and place in one line."""
    dates: str
    place: str
    organizers: tuple[str, ...]
    languages_words: str
    zone: str
    rooms: tuple[str, ...]
    cities: tuple[str, ...]
    edition: str
    """Which state of the programme this is: a release with its date, or the working copy."""
    address: str | None
    accent: str
    words: dict[str, str]
    """The paper's own words by what they name."""
    days: tuple[PaperDay, ...]
    events: tuple[PaperEvent, ...] = ()


def paper_language(asked: str | None, spoken: str, languages: Sequence[str]) -> str:
    """Return the language of a document: the one asked for, else the page's, where the forum has it; else the forum's first."""
    return next((code for code in (asked, spoken) if code in languages), None) or languages[0]


def beside(asked: str | None, language: str, languages: Sequence[str]) -> str | None:
    """Return the language of the second column, None for one column."""
    return asked if asked in languages and asked != language else None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table of a workbook: a heading for each column, and rows of as many cells."""

    title: str
    columns: tuple[tuple[str, int], ...]
    """Heading and width, in characters."""
    rows: tuple[tuple[Cell, ...], ...]
