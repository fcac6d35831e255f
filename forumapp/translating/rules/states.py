"""How far a translation is: told from the texts as they stand and from the mark that somebody set on it."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from forumapp.exchange.document import LanguageMap
from forumapp.forums.rules.translations import MAY_BE_LEFT_OUT, Place, Text
from forumapp.text import clean

SHORT = 300
"""Characters that a name or title takes."""

LONGEST: Mapping[tuple[str, str], int] = {
    ("forum", "description"): 20_000,
    ("session", "abstract"): 10_000,
    ("report", "abstract"): 10_000,
    ("person", "biography"): 6_000,
}
"""Characters that the long texts take; all others are names and titles on one line."""


_BLANKS = re.compile(r"[ \t\n]+")


class State(StrEnum):
    """How far a translation is."""

    MISSING = "missing"
    MACHINE = "machine"
    WRITTEN = "written"
    """Somebody wrote it; nobody compared it with its source since."""
    STALE = "stale"
    """It was reviewed, and the source changed since."""
    REVIEWED = "reviewed"


MARKS = frozenset({State.MACHINE, State.REVIEWED})
"""The states that somebody sets; the others follow from the texts."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What somebody said of a translation, with the fingerprints of what it was said of."""

    state: State
    source: str
    source_print: str
    text_print: str


Marks = Mapping[tuple[Place, str], Mark]
"""By place and the translation's language."""


def fingerprint(words: str) -> str:
    """Return a short text that is another one as soon as the words are."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def state_of(text: Text, language: str, mark: Mark | None) -> State | None:
    """Return how far a text is in a language; None for what may be left out there.

    A mark counts for the very words that it was set on. It stays set when only the source changes: then what was
    reviewed is stale.
    """
    words = text.words.get(language, "")
    if not words:
        return None if text.place.field in MAY_BE_LEFT_OUT else State.MISSING
    if mark is None or mark.text_print != fingerprint(words):
        return State.WRITTEN
    if mark.state is State.REVIEWED and mark.source_print != fingerprint(text.words.get(mark.source, "")):
        return State.STALE
    return mark.state


def counts(texts: Iterable[Text], languages: Sequence[str], marks: Marks) -> dict[str, dict[State, int]]:
    """Return how many texts are in each state, by language."""
    counted = {language: dict.fromkeys(State, 0) for language in languages}
    for text in texts:
        for language in languages:
            state = state_of(text, language, marks.get((text.place, language)))
            if state is not None:
                counted[language][state] += 1
    return counted


def source_of(words: LanguageMap, source: str, target: str, languages: Sequence[str]) -> str:
    """Return the language to translate a text from: the asked one, else the forum's first that has it, never the target."""
    others = [code for code in (source, *languages, *words) if code != target]
    return next((code for code in others if words.get(code)), source)


def is_long(place: Place) -> bool:
    """Say whether a text has lines and paragraphs."""
    return (place.kind, place.field) in LONGEST


def most_of(place: Place) -> int:
    """Return how many characters a text takes."""
    return LONGEST.get((place.kind, place.field), SHORT)


def tidy(words: str | None, place: Place) -> str:
    """Return what was typed without signs that nobody sees, on one line where the place has one; no-break spaces stay."""
    text = clean(words)
    return text if is_long(place) else _BLANKS.sub(" ", text)


def with_words(words: LanguageMap, language: str, new: str) -> LanguageMap:
    """Return a text that says something new in a language; nothing said takes the language out."""
    changed = {**words, language: new}
    return changed if new else {code: said for code, said in changed.items() if code != language}
