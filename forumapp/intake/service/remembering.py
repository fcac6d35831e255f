"""Whom the names in a table meant when it was brought in before: the same words in the same session mean the same person."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from forumapp.directory.rules import fold
from forumapp.exchange.document import LanguageMap
from forumapp.exchange.tables.drafts import DraftSession, Mention
from forumapp.intake.models import BroughtSession
from forumapp.programme.models import Session

NAMED = "named"
"""The field of what a table said under which it is kept whom it named."""


def kept(draft: DraftSession, people: Mapping[str, str]) -> dict[str, Any]:
    """Return what to keep of those whom a session names: their keys by a digest of their names, empty for nobody."""
    named = {_name(mention): [people.get(mention.id, ""), _institution(mention)] for mention in _mentions(draft)}
    return {NAMED: named} if named else {}


def meant(
    drafts: Sequence[DraftSession], known: Mapping[str, Session], brought: Mapping[int, BroughtSession]
) -> dict[str, str]:
    """Return by mention the key of the person whom the same words in the same session meant before, empty for nobody.

    Initials that stand in another session too, where nothing is known of them, leave a question.
    """
    found: dict[str, set[str | None]] = {}
    for draft in drafts:
        row = brought.get(known[draft.id].id) if draft.id in known else None
        for mention in _mentions(draft):
            key = _key(mention, row)
            if key is not None or _is_short(mention):
                found.setdefault(mention.id, set()).add(key)
    return {name: key for name, keys in found.items() for key in keys if key is not None and len(keys) == 1}


def _key(mention: Mention, row: BroughtSession | None) -> str | None:
    key, institution = (row.said.get(NAMED, {}) if row is not None else {}).get(_name(mention), (None, ""))
    now = _institution(mention)
    return key if not now or not institution or now == institution else None


def _mentions(draft: DraftSession) -> Iterator[Mention]:
    yield from draft.people
    for report in draft.reports:
        yield from report.people


def _is_short(mention: Mention) -> bool:
    return all(text.endswith(".") for text in mention.given_name.values())


def _name(mention: Mention) -> str:
    return _digest(mention.family_name, mention.given_name, mention.patronymic)


def _institution(mention: Mention) -> str:
    return _digest(mention.institution) if mention.institution else ""


def _digest(*texts: LanguageMap) -> str:
    """Return a few letters for words: the names themselves are kept with the people only."""
    words = " ".join(fold(next(iter(text.values()), "")) for text in texts)
    return sha256(words.encode()).hexdigest()[:16]
