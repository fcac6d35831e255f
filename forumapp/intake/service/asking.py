"""Who and what a draft names, whom the directory knows by that name, and what was decided about it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from forumapp.directory import service as directory
from forumapp.directory.rules import fold
from forumapp.directory.service import Match, Sureness
from forumapp.exchange.document import LanguageMap
from forumapp.exchange.tables import posts
from forumapp.exchange.tables.drafts import Draft, Mention
from forumapp.exchange.text import key_from
from forumapp.forums.models import Forum
from forumapp.intake import queries as intake
from forumapp.intake.service import remembering
from forumapp.intake.service.recognizing import recognize
from forumapp.programme import queries

NEW, NOBODY = "new", "none"
"""Decisions about a name: somebody new, nobody at all.

``key:…`` and ``entry:…`` are somebody known, ``same:…`` is somebody whom the draft names in full elsewhere.
"""


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What somebody decided about a draft; what is not decided is as the matches are sure, else open."""

    people: Mapping[str, str] = field(default_factory=dict)
    institutions: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    """The country of a new institution."""
    rooms: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    """The ids of sessions that are not taken in."""
    overwritten: frozenset[str] = frozenset()
    """Fields that the table decides though the desk says otherwise, as ``<id>:<field>``."""


@dataclass(frozen=True, kw_only=True)
class AskedPerson:
    """Somebody whom the draft names, who may be meant, and what is chosen; an empty choice is open."""

    id: str
    mention: Mention
    matches: Sequence[Match]
    choice: str
    institution: str | None
    """The id of the institution that is said with the name."""
    twins: Mapping[str, Sureness] = field(default_factory=dict)
    """By id: who else of the draft may be the same, named there in full, and how sure that is."""


@dataclass(frozen=True, kw_only=True)
class AskedInstitution:
    """An institution that the draft names; ``country`` is what a new one gets."""

    id: str
    name: LanguageMap
    city: LanguageMap
    matches: Sequence[Match]
    choice: str
    country: str
    is_needed: bool
    """Whether somebody new belongs to it."""


@dataclass(frozen=True, kw_only=True)
class AskedRoom:
    """A place that the draft names; ``choice`` is a room of the forum (``key:…``), a new one, or none."""

    id: str
    title: LanguageMap
    choice: str


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Everybody and everything named, with what is chosen."""

    people: Mapping[str, AskedPerson]
    institutions: Mapping[str, AskedInstitution]
    rooms: Mapping[str, AskedRoom]

    @property
    def open_people(self) -> list[AskedPerson]:
        """Those about whom somebody has to decide."""
        return [person for person in self.people.values() if not person.choice]

    @property
    def open_institutions(self) -> list[AskedInstitution]:
        """Those about which somebody has to decide: which it is, or in which country it lies."""
        return [
            each
            for each in self.institutions.values()
            if each.is_needed and (not each.choice or (each.choice == NEW and not each.country))
        ]


def ask(forum: Forum, draft: Draft, decisions: Decisions, *, of_forums: Collection[int] | None) -> Answers:
    """Look up everybody and everything that the draft's sessions name, but for those left out."""
    mentions = _mentions(draft, decisions)
    meant = _meant(forum, draft, decisions)
    people_found = directory.match_people(forum, mentions, of_forums=of_forums, meant=meant)
    twins = {name: _twins(mention, mentions) for name, mention in mentions.items()}
    people = {
        name: AskedPerson(
            id=name,
            mention=mention,
            matches=people_found[name],
            choice=_person_choice(
                decisions.people.get(name) or _choice_before(meant.get(name), people_found[name]),
                people_found[name],
                twins[name],
            ),
            institution=institution_id(mention.institution),
            twins=twins[name],
        )
        for name, mention in mentions.items()
    }
    return Answers(
        people=people, institutions=_institutions(forum, people, decisions), rooms=_rooms(forum, draft, decisions)
    )


def institution_id(name: LanguageMap) -> str | None:
    """Return a short name of an institution, the same wherever it is written in the same way."""
    text = next(iter(name.values()), "")
    return key_from(text, otherwise="institution") if text else None


def place_id(title: LanguageMap) -> str:
    """Return a short name of a place, the same wherever it is written in the same way."""
    return key_from(next(iter(title.values()), ""), otherwise="room")


def _rooms(forum: Forum, draft: Draft, decisions: Decisions) -> dict[str, AskedRoom]:
    """Return the places that are named, each with the forum's room of that name, else as a new one."""
    standing = queries.rooms(forum)
    keys = {fold(text): room.key for room in standing for text in room.title.values()}
    known = {room.key for room in standing}
    asked: dict[str, AskedRoom] = {}
    for session in draft.sessions:
        if not session.room or session.id in decisions.left_out:
            continue
        name = place_id(session.room)
        found = next((keys[word] for text in session.room.values() if (word := fold(text)) in keys), None)
        decided = decisions.rooms.get(name, "")
        is_decided = decided in {NEW, NOBODY} or decided.removeprefix("key:") in known
        choice = decided if is_decided else f"key:{found}" if found else NEW
        asked[name] = AskedRoom(id=name, title=session.room, choice=choice)
    return asked


def _mentions(draft: Draft, decisions: Decisions) -> dict[str, Mention]:
    kept = tuple(session for session in draft.sessions if session.id not in decisions.left_out)
    return dict(Draft(sessions=kept).mentions)


def _meant(forum: Forum, draft: Draft, decisions: Decisions) -> dict[str, str]:
    """Return by mention whom the same words meant when the table was brought in before."""
    brought = intake.brought_sessions(forum)
    if not brought:
        return {}
    kept = [session for session in draft.sessions if session.id not in decisions.left_out]
    return remembering.meant(kept, recognize(draft.sessions, queries.sessions(forum), brought), brought)


def _choice_before(meant: str | None, matches: Sequence[Match]) -> str | None:
    """Return as a choice whom the same words meant before: the first match, or nobody."""
    if meant is None:
        return None
    if not meant:
        return NOBODY
    return matches[0].code if matches and matches[0].sureness is Sureness.SURE else None


def _twins(mention: Mention, mentions: Mapping[str, Mention]) -> dict[str, Sureness]:
    """Return whom of the draft a mention with initials may mean that the draft names in full."""
    if any(not text.endswith(".") for text in mention.given_name.values()):
        return {}
    full = {
        name: other
        for name, other in mentions.items()
        if name != mention.id and any(not text.endswith(".") for text in other.given_name.values())
    }
    found = {name: directory.mention_sureness(mention, other) for name, other in full.items()}
    return {name: sureness for name, sureness in found.items() if sureness is not None}


def _person_choice(decided: str | None, matches: Sequence[Match], twins: Mapping[str, Sureness]) -> str:
    """Return what is chosen; a mention with both initials is its only twin, one with less is asked about."""
    if decided and decided.removeprefix("same:") in twins:
        return decided
    likely = [name for name, sureness in twins.items() if sureness >= Sureness.LIKELY]
    if not decided and len(likely) == 1 and len(twins) == 1:
        return f"same:{likely[0]}"
    chosen = _choice(decided, matches)
    return "" if chosen == NEW and twins and decided != NEW else chosen


def _choice(decided: str | None, matches: Sequence[Match]) -> str:
    known = {match.code for match in matches}
    if decided in {NEW, NOBODY} or decided in known:
        return decided or ""
    if matches and matches[0].sureness is Sureness.SURE:
        return matches[0].code
    return "" if matches else NEW


def _institutions(forum: Forum, people: Mapping[str, AskedPerson], decisions: Decisions) -> dict[str, AskedInstitution]:
    named: dict[str, list[AskedPerson]] = {}
    for person in people.values():
        if person.institution:
            named.setdefault(person.institution, []).append(person)
    names = {name: _joined([person.mention.institution for person in persons]) for name, persons in named.items()}
    found = directory.match_institutions(forum, names)
    return {
        name: AskedInstitution(
            id=name,
            name=names[name],
            city=_joined([person.mention.city for person in persons]),
            matches=found[name],
            choice=_choice(decisions.institutions.get(name), found[name]),
            country=decisions.countries.get(name) or _country(names[name], persons),
            is_needed=any(person.choice in {NEW, ""} for person in persons),
        )
        for name, persons in named.items()
    }


def _joined(maps: Sequence[LanguageMap]) -> LanguageMap:
    joined: LanguageMap = {}
    for each in maps:
        joined = each | joined
    return joined


def _country(name: LanguageMap, persons: Sequence[AskedPerson]) -> str:
    said = next((person.mention.country for person in persons if person.mention.country), None)
    guessed = next((code for text in name.values() if (code := posts.country_of(text))), None)
    return said or guessed or ""
