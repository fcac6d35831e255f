"""What the cells of a column look like, whatever its head says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forumapp.exchange.tables import clocks, contents, dates, kinds, people
from forumapp.exchange.tables.heads import Use
from forumapp.exchange.tables.tongues import Tongues

_LINK = re.compile(r"https?://|www\.|\w\.(?:ru|com|org|net|us|by|kz|uz|tm)/|\d{3}[ -]\d{3,4}[ -]\d{3,4}", re.IGNORECASE)


@dataclass(frozen=True)
class Looks:
    """What the cells of a column look like, in shares of those that say something."""

    filled: int
    times: float
    ranges: float
    days: float
    links: float
    """Addresses and numbers of meetings."""
    names: float
    places: float
    kind_words: float
    words: float
    language: str

    @classmethod
    def of(cls, texts: Sequence[str], tongues: Tongues) -> "Looks":
        """Look at a column's cells."""
        said = [text for text in texts if text.strip()]
        count = max(1, len(said))
        spans = [(text, clocks.find(text, is_alone=True)) for text in said]
        timed = [span for text, span in spans if span and len(text) < 45]
        return cls(
            filled=len(said),
            times=len(timed) / count,
            ranges=sum(span.ends is not None for span in timed) / count,
            days=sum(_is_day(text) for text in said) / count,
            links=sum(bool(_LINK.search(text)) for text in said) / count,
            names=sum(people.begins_with_person(text) or people.label(text.split("\n")[0]) is not None for text in said)
            / count,
            places=sum(contents.place_of(text) is not None for text in said) / count,
            kind_words=sum(len(text) < 40 and kinds.guess(text) is not None for text in said) / count,
            words=sum(len(text) for text in said) / count,
            language=tongues.of(" ".join(said)),
        )

    @property
    def is_used(self) -> bool:
        """Whether the column says anything."""
        return self.filled > 0

    @property
    def wordy(self) -> bool:
        """Whether the column has texts such as titles are."""
        return self.words > 12 and self.names < 0.6

    @property
    def looks_titled(self) -> bool:
        """Whether sessions stand in the column, and hardly an address or a number of a meeting."""
        return self.links < 0.5 and (self.wordy or self.kind_words >= 0.5)

    def guess(self) -> Use:
        """Return what a column without a head most likely says."""
        if self.names >= 0.5:
            return Use.PEOPLE
        if self.places >= 0.5:
            return Use.ROOM
        if self.kind_words >= 0.7:
            return Use.KIND
        return Use.NOTES if self.words > 30 else Use.IGNORE


def _is_day(text: str) -> bool:
    found = dates.find(text, is_alone=True)
    return found is not None and len(text) < 40 and dates.is_only_day(text, found)
