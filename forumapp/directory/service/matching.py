"""Finding in the directory whom and what a programme names: in any script, with initials, under an abbreviation."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from forumapp.directory import queries
from forumapp.directory.models import ForumPerson, Institution, Person
from forumapp.directory.rules import fold
from forumapp.exchange.document import LanguageMap
from forumapp.exchange.tables.drafts import Mention
from forumapp.forums.models import Forum

MOST_MATCHES = 5
LIKE_ENOUGH = 0.8
"""How alike two family names are that may be one, between 0 and 1."""


class Sureness(IntEnum):
    """How sure it is that two are one."""

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


@dataclass(frozen=True, kw_only=True)
class Match:
    """An entry of the directory that may be meant; ``key`` where the forum names it already."""

    entry: Person | Institution
    key: str | None
    sureness: Sureness

    @property
    def code(self) -> str:
        """The match as one word for forms."""
        return f"key:{self.key}" if self.key else f"entry:{self.entry.id}"


def match_people(
    forum: Forum, mentions: Mapping[str, Mention], *, of_forums: Collection[int] | None, meant: Mapping[str, str]
) -> dict[str, list[Match]]:
    """Return by mention who may be meant, the surest first: people of the forum, then of the forums with these ids (None: of all).

    ``meant`` are the keys of those who are known to be meant, by mention.
    """
    links = queries.forum_people(forum)
    own = {link.person_id: link.key for link in links}
    known = _known(forum, links, {key for key in meant.values() if key})
    visible = None if of_forums is None else {*of_forums, forum.id}
    families = {fold(name)[:6] for mention in mentions.values() for name in mention.family_name.values()}
    entries = queries.people_named(families, of_forums=visible)
    return {
        name: _before(
            known.get(meant.get(name, "")),
            _best(
                Match(entry=entry, key=own.get(entry.id), sureness=sureness)
                for entry in entries
                if (sureness := person_sureness(mention, entry)) is not None
            ),
        )
        for name, mention in mentions.items()
    }


def match_institutions(forum: Forum, names: Mapping[str, LanguageMap]) -> dict[str, list[Match]]:
    """Return by name which institution may be meant, the surest first."""
    own = queries.institution_keys(forum)
    entries = queries.all_institutions() if names else []
    return {
        name: _best(
            Match(entry=entry, key=own.get(entry.id), sureness=sureness)
            for entry in entries
            if (sureness := institution_sureness(texts, entry.name)) is not None
        )
        for name, texts in names.items()
    }


def person_sureness(mention: Mention, person: Person) -> Sureness | None:
    """Say how sure it is that a mention means a person; None when it does not."""
    family = _family_likeness(mention.family_name, person.family_name)
    if family < LIKE_ENOUGH:
        return None
    given = _agree(mention.given_name, person.given_name)
    patronymic = _agree(mention.patronymic, person.patronymic or {})
    if given is False or patronymic is False:
        return None
    institution = _institution_agrees(mention, person)
    if family < 1:
        return Sureness.POSSIBLE if given == "whole" else None
    if given == "whole":
        return Sureness.SURE if patronymic or institution is not False else Sureness.LIKELY
    if given == "initial":
        if patronymic and institution:
            return Sureness.SURE
        return Sureness.LIKELY if patronymic or institution else Sureness.POSSIBLE
    return Sureness.POSSIBLE


def mention_sureness(mention: Mention, other: Mention) -> Sureness | None:
    """Say how sure it is that two mentions mean one person; None when they do not."""
    person = Person(given_name=other.given_name, family_name=other.family_name, patronymic=other.patronymic or None)
    person.institution = Institution(name=other.institution) if other.institution else None
    return person_sureness(mention, person)


def institution_sureness(name: LanguageMap, known: LanguageMap) -> Sureness | None:
    """Say how sure it is that two names are one institution's; None when they are not."""
    best: Sureness | None = None
    for text in name.values():
        for other in known.values():
            found = _name_sureness(text, other)
            if found is not None and (best is None or found > best):
                best = found
    return best


def _best(matches: Iterable[Match]) -> list[Match]:
    """Return the surest matches, those of the forum first; two that are equally sure leave a question."""
    ordered = sorted(matches, key=lambda match: (-match.sureness, match.key is None, match.entry.id))[:MOST_MATCHES]
    top = [match for match in ordered if match.sureness is Sureness.SURE]
    own = [match for match in top if match.key is not None]
    if len(own) == 1 or len(top) <= 1:
        chosen = own[0] if own else None
        return [
            match if match is chosen or match.sureness < Sureness.SURE or not own else _less_sure(match)
            for match in ordered
        ]
    if all(_says_same(top[0], match) for match in top[1:]):
        return [ordered[0], *(_less_sure(match) for match in ordered[1:])]
    return [_less_sure(match) for match in ordered]


def _known(forum: Forum, links: Sequence[ForumPerson], keys: Collection[str]) -> dict[str, Match]:
    """Return those who have these keys; whose key is of somebody merged into another, that other."""
    by_id = {link.id: link for link in links}
    found = {link.key: link for link in links if link.key in keys}
    if len(found) < len(keys):
        merged = {link.id: link for link in queries.merged_people(forum)}
        for row in queries.mergers(merged.values()):
            if row.into_id in by_id:
                found[merged[row.forum_person_id].key] = by_id[row.into_id]
    return {key: Match(entry=link.person, key=link.key, sureness=Sureness.SURE) for key, link in found.items()}


def _before(known: Match | None, matches: list[Match]) -> list[Match]:
    """Put the one who is known to be meant first."""
    if known is None:
        return matches
    return [known, *(_less_sure(match) for match in matches if match.entry is not known.entry)][:MOST_MATCHES]


def _less_sure(match: Match) -> Match:
    return Match(entry=match.entry, key=match.key, sureness=min(match.sureness, Sureness.LIKELY))


def _says_same(one: Match, other: Match) -> bool:
    return (
        isinstance(one.entry, Institution)
        and isinstance(other.entry, Institution)
        and one.entry.name == other.entry.name
    )


def _family_likeness(one: LanguageMap, other: LanguageMap) -> float:
    mine, theirs = {fold(text) for text in one.values()}, {fold(text) for text in other.values()}
    if mine & theirs:
        return 1.0
    return max(
        (SequenceMatcher(None, left, right).ratio() for left in mine for right in theirs if left and right), default=0.0
    )


def _agree(one: LanguageMap, other: LanguageMap) -> str | bool | None:
    """Compare parts of names: "whole", "initial", False when they differ, None when one is not known."""
    mine, theirs = ({fold(text) for text in names.values() if fold(text)} for names in (one, other))
    if not mine or not theirs:
        return None
    if any(left == right for left in mine for right in theirs if len(left) > 1):
        return "whole"
    short = any(_is_initial(text) for text in (*one.values(), *other.values()))
    if short and any(left[0] == right[0] for left in mine for right in theirs):
        return "initial"
    if not short and any(SequenceMatcher(None, left, right).ratio() > LIKE_ENOUGH for left in mine for right in theirs):
        return "whole"
    return False


def _is_initial(text: str) -> bool:
    return text.endswith(".") or len(text) == 1


def _institution_agrees(mention: Mention, person: Person) -> bool | None:
    if not mention.institution or person.institution is None:
        return None
    return institution_sureness(mention.institution, person.institution.name) is not None


_LONG_NAMES = (
    (r"\bнб\b", "национальная библиотека"), (r"\bргб\b", "российская государственная библиотека"), (r"\bрнб\b", "российская национальная библиотека"),
    (r"\bгпнтб\b", "государственная публичная научно-техническая библиотека"), (r"\bвгбил\b", "всероссийская государственная библиотека иностранной литературы"),
    (r"\bоунб\b", "областная универсальная научная библиотека"), (r"\bбан\b", "библиотека академии наук"), (r"\bцнб\b", "центральная научная библиотека"),
    (r"\bобл\.", "областная"), (r"\bб-ка\b", "библиотека"), (r"\bгос\.", "государственная"), (r"\bнац\.", "национальная"), (r"\bун-т\b", "университет"),
    (r"\bбае\b", "библиотечная ассамблея евразии"), (r"\bрба\b", "российская библиотечная ассоциация"), (r"\bран\b", "российская академия наук"), (r"\brsl\b", "russian state library"),
    (r"\bnlr\b", "national library of russia"), (r"\bnl\b", "national library"), (r"\bмгу\b", "московский государственный университет"),
)  # fmt: skip
_IDLE = frozenset(
    [
        "imeni",
        "im",
        "imia",
        "im.",
        "of",
        "the",
        "and",
        "i",
        "v",
        "na",
        "respubliki",
        "respublika",
        "republic",
        "named",
        "after",
        "for",
        "at",
        "g",
        "gorod",
        "city",
        "rf",
    ]
)
_WIDE = frozenset({"bibli", "libra", "nats", "natsi", "natio", "gosud", "state", "unive", "nauch", "insti", "publi"})


def _name_sureness(one: str, other: str) -> Sureness | None:
    mine, theirs = _stems(one), _stems(other)
    if not mine or not theirs:
        return None
    if mine == theirs:
        return Sureness.SURE
    if _is_acronym_of(one, other) or _is_acronym_of(other, one):
        return Sureness.LIKELY
    smaller, larger = sorted((mine, theirs), key=len)
    telling = smaller - _WIDE
    if smaller < larger and telling and len(smaller) > 1:
        return Sureness.LIKELY
    shared = len(mine & theirs) / len(mine | theirs)
    return Sureness.POSSIBLE if shared >= 0.6 and (mine & theirs) - _WIDE else None


def _stems(name: str) -> frozenset[str]:
    lowered = name.lower()
    for short, whole in _LONG_NAMES:
        lowered = re.sub(short, whole, lowered)
    return frozenset(word[:5] for word in fold(lowered).split() if word not in _IDLE and len(word) > 1)


def _is_acronym_of(short: str, name: str) -> bool:
    letters = re.sub(r"[^A-ZА-ЯЁ]", "", short)
    return short.strip('«»"“”') == letters and len(letters) > 2 and letters == "".join(_initials(name))


def _initials(name: str) -> Iterator[str]:
    for word in re.findall(r"[\w-]+", name):
        if word.lower() not in {"и", "of", "the", "and", "имени", "в", "по"}:
            yield from (part[0].upper() for part in word.split("-") if part)
