"""Saying how far a translation is."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.db.changes import assign
from forumapp.errors import Overtaken, RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.forums.rules.translations import Place, Text
from forumapp.i18n import gettext as _
from forumapp.translating import queries
from forumapp.translating.models import TranslationMark
from forumapp.translating.rules.states import MARKS, State, fingerprint
from forumapp.translating.service.writing import text_at


def mark_one(
    forum: Forum, place: Place, language: str, state: State, *, source: str, seen_source: str, now: datetime
) -> None:
    """Say that a translation is reviewed or a machine's; raises Overtaken when the source is not what the asker saw.

    ``seen_source`` is the fingerprint of the source as it was shown.
    """
    forum = lock_forum(forum)
    text = text_at(forum, place)
    if not text.words.get(language):
        raise RuleBroken(_("There is no translation yet that could be marked. Write it first."), field="text")
    if fingerprint(text.words.get(source, "")) != seen_source:
        raise Overtaken(
            _("Somebody else changed the source since you opened the page. Read it again, then mark the text.")
        )
    kind = "session" if place.kind == "report" else place.kind
    subject = f"{kind}:{place.key.partition('/')[0] or forum.slug}"
    if store_marks(forum, [(text, source)], language, state, now=now):
        _record(forum, subject, language, state, 1, now=now)


def mark_all(forum: Forum, texts: Sequence[tuple[Text, str]], language: str, state: State, *, now: datetime) -> int:
    """Say the same of many translations, each given with its source language; returns of how many it was new."""
    count = store_marks(lock_forum(forum), texts, language, state, now=now)
    if count:
        _record(forum, f"forum:{forum.slug}", language, state, count, now=now)
    return count


def store_marks(forum: Forum, texts: Iterable[tuple[Text, str]], language: str, state: State, *, now: datetime) -> int:
    """Set marks on texts as they stand, without noting it; returns how many were not so already."""
    if state not in MARKS:
        raise ValueError(f"{state} is nothing that somebody sets")
    rows = queries.mark_rows(forum)
    count = 0
    for text, source in texts:
        values = {
            "state": state,
            "source": source,
            "source_print": fingerprint(text.words.get(source, "")),
            "text_print": fingerprint(text.words[language]),
        }
        row = rows.get((text.place, language))
        if row is None:
            row = TranslationMark(forum_id=forum.id, language=language, **text.place._asdict())
            db.session.add(row)
            rows[text.place, language] = row
            is_new = True
        else:
            is_new = any(getattr(row, name) != value for name, value in values.items())
        if is_new:
            assign(row, {**values, "marked_at": now, "marked_by": audit.current_actor_name()})
            count += 1
    db.session.flush()
    return count


def _record(forum: Forum, subject: str, language: str, state: State, count: int, *, now: datetime) -> None:
    after = {"language": language, "state": state.value, "texts": count}
    audit.record("translation:mark", subject=subject, forum=forum.slug, after=after, now=now)
