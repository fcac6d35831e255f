"""Texts of a forum as rows: source and translation side by side, in the words of the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forumapp.directory.rules import fold
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.forums.rules.translations import Place, Text, texts_of
from forumapp.i18n import language_name
from forumapp.programme import queries as programme
from forumapp.programme.service import document_of
from forumapp.translating import queries
from forumapp.translating.rules.filters import TextFilter
from forumapp.translating.rules.states import Marks, State, fingerprint, is_long, most_of, source_of, state_of
from forumapp.translating.words import KINDS, STATES, field_word, names_of, place_words


@dataclass(frozen=True, kw_only=True)
class Row:
    """A text with its translation; ``source_word`` names the source's language where it is not the asked one."""

    id: str
    place: Place
    kind_word: str
    name: str
    field_word: str
    label: str
    source_language: str
    source_word: str | None
    source: str
    language: str
    words: str
    state: State | None
    state_word: str
    is_long: bool
    most: int
    seen_text: str
    seen_source: str
    version: int | None

    @property
    def is_markable(self) -> bool:
        """Whether there is a translation that is not reviewed as it stands."""
        return bool(self.words) and self.state is not State.REVIEWED


class Texts:
    """The texts of a forum, or of a part of it, with the marks on their translations; reads them when made."""

    def __init__(self, forum: Forum, document: Document | None = None) -> None:
        self.forum = forum
        self.document = document_of(forum) if document is None else document
        self.texts: list[Text] = texts_of(self.document)
        self.marks: Marks = queries.marks(forum)
        self._names = names_of(self.document)
        self._versions = programme.versions(forum)

    @property
    def names(self) -> Mapping[tuple[str, str], str]:
        """What everything is called, by kind and key."""
        return self._names

    def fitting(self, chosen: TextFilter) -> list[Text]:
        """Return the texts that pass the filters; words are looked for in both languages and in the name, in any script."""
        wanted = fold(chosen.words).split()
        return [
            text
            for text in self.texts
            if (not chosen.kind or text.place.kind == chosen.kind)
            and (chosen.state is None or self.state(text, chosen.target) is chosen.state)
            and (not wanted or self._says(text, wanted))
        ]

    def state(self, text: Text, language: str) -> State | None:
        """Return how far a text is in a language."""
        return state_of(text, language, self.marks.get((text.place, language)))

    def source(self, text: Text, chosen: TextFilter) -> str:
        """Return the language from which a text is translated."""
        return source_of(text.words, chosen.source, chosen.target, self.forum.languages)

    def rows(self, texts: Iterable[Text], chosen: TextFilter) -> list[Row]:
        """Return texts as rows."""
        return [self.row(text, chosen) for text in texts]

    def row(self, text: Text, chosen: TextFilter) -> Row:
        """Return a text as a row."""
        source = self.source(text, chosen)
        words, place, state = text.words.get(chosen.target, ""), text.place, self.state(text, chosen.target)
        return Row(
            id=f"text-{fingerprint('/'.join(place))}",
            place=place,
            kind_word=str(KINDS[place.kind]),
            name=self._names.get((place.kind, place.key), place.key),
            field_word=field_word(place),
            label=place_words(place, self._names),
            source_language=source,
            source_word=language_name(source) if source != chosen.source else None,
            source=text.words.get(source, ""),
            language=chosen.target,
            words=words,
            state=state,
            state_word=str(STATES[state]) if state else "",
            is_long=is_long(place),
            most=most_of(place),
            seen_text=fingerprint(words),
            seen_source=fingerprint(text.words.get(source, "")),
            version=self._versions.get(place.key.partition("/")[0]) if place.kind in {"session", "report"} else None,
        )

    def _says(self, text: Text, wanted: Sequence[str]) -> bool:
        name = self._names.get((text.place.kind, text.place.key), "")
        haystack = fold(" ".join([*text.words.values(), name]))
        return all(word in haystack for word in wanted)


def shown_print(rows: Iterable[Row]) -> str:
    """Return a short text that is another one as soon as anything in the rows is."""
    return fingerprint("\n".join(f"{row.id}:{row.seen_source}:{row.seen_text}" for row in rows))
