"""Taking a translator's file in, as one step."""

from collections.abc import Sequence
from datetime import datetime

from forumapp import audit
from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.forums.rules.translations import Place, Text, texts_of, with_texts
from forumapp.programme.service import apply_document, document_of, one_step
from forumapp.translating.rules.incoming import Line
from forumapp.translating.rules.states import State, with_words
from forumapp.translating.service.marking import store_marks


def take_in(forum: Forum, lines: Sequence[Line], *, now: datetime) -> int:
    """Write what the lines say and set their marks; returns how many lines there were. What stands already is not stored again."""
    forum = lock_forum(forum)
    document = document_of(forum)
    changes = _changes({text.place: text.words for text in texts_of(document)}, lines)
    if changes:
        with one_step("translation:import"):
            apply_document(with_texts(document, changes), forum=forum, owner=None, now=now)
    _mark(forum, lines, now=now)
    if lines:
        after = {"language": lines[0].language, "texts": len(lines)}
        audit.record("translation:import", subject=f"forum:{forum.slug}", forum=forum.slug, after=after, now=now)
    return len(lines)


def _changes(standing: dict[Place, LanguageMap], lines: Sequence[Line]) -> dict[Place, LanguageMap]:
    changes: dict[Place, LanguageMap] = {}
    for line in lines:
        words = changes.get(line.place, standing[line.place])
        if words.get(line.language, "") != line.after:
            changes[line.place] = with_words(words, line.language, line.after)
    return changes


def _mark(forum: Forum, lines: Sequence[Line], *, now: datetime) -> None:
    marked = [line for line in lines if line.mark is not None]
    if not marked:
        return
    standing: dict[Place, Text] = {text.place: text for text in texts_of(document_of(forum))}
    for language, state in sorted({(line.language, State(str(line.mark))) for line in marked}):
        texts = [
            (standing[line.place], line.source) for line in marked if (line.language, line.mark) == (language, state)
        ]
        store_marks(forum, texts, language, state, now=now)
