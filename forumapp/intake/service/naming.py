"""People, institutions, rooms and tracks of a draft on their way into the forum: found again or added."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from forumapp.directory import queries as directory_queries
from forumapp.directory import rules as directory_rules
from forumapp.directory import service as directory
from forumapp.directory.models import Institution, Person
from forumapp.directory.service import Match
from forumapp.exchange.document import (
    Attendance,
    InstitutionKind,
    InstitutionPart,
    LanguageMap,
    PersonPart,
    RoomPart,
    TrackPart,
)
from forumapp.forums.models import Forum
from forumapp.intake.service.asking import NOBODY, Answers, AskedInstitution, AskedPerson, place_id
from forumapp.programme import queries
from forumapp.programme.models import Track
from forumapp.programme.service import places

SAME = "same:"
Entry = TypeVar("Entry", Person, Institution)

_KINDS = (
    (InstitutionKind.NATIONAL, r"национальн\w+ библиотек|государственная библиотека|national library|state library"),
    (InstitutionKind.REGIONAL, r"областн|региональн|краев|велаят|республиканск|regional|oblast"),
    (InstitutionKind.ACADEMIC, r"университет|академи|институт|научн|university|academy|institute|scientific"),
    (InstitutionKind.PUBLIC, r"библиотек|library"),
)
_COLORS = ("#1f6f5c", "#7a4b1e", "#335577", "#7b3557", "#5b6b1f", "#4a4a8a", "#8a4a4a", "#2f6f7f")
_ONLINE = re.compile(r"zoom|онлайн|online|виртуальн|virtual|teams|webex|телемост", re.IGNORECASE)


class Naming:
    """Turns what a draft names into keys of the forum; adds what is new, once each."""

    def __init__(self, forum: Forum, answers: Answers, *, now: datetime) -> None:
        self.forum, self.answers, self.now = forum, answers, now
        self.added: dict[str, list[LanguageMap | PersonPart]] = {
            "people": [],
            "institutions": [],
            "rooms": [],
            "tracks": [],
        }
        self._institution_keys = set(directory_queries.institution_keys(forum).values())
        self._person_keys = set(directory_queries.person_keys(forum))
        self._institutions = self._take_institutions()
        self.people = self._take_people()
        self._rooms: dict[str, str] = {}
        self._tracks: dict[str, Track] = {}
        for track in queries.tracks(forum):
            self._tracks |= {directory_rules.fold(text): track for text in track.title.values()}

    def room(self, title: LanguageMap) -> str | None:
        """Return the key of the room that was chosen for a place; a new one is added once."""
        asked = self.answers.rooms.get(place_id(title)) if title else None
        if asked is None or asked.choice == NOBODY:
            return None
        if asked.choice.startswith("key:"):
            return asked.choice.removeprefix("key:")
        if asked.id not in self._rooms:
            keys = frozenset(room.key for room in queries.rooms(self.forum))
            key = directory_rules.free_key(title.get("en") or next(iter(title.values())), keys)
            is_online = any(_ONLINE.search(text) for text in title.values())
            attendance = Attendance.ONLINE if is_online else self.forum.attendance
            places.add_room(self.forum, RoomPart(key=key, title=title, attendance=attendance), now=self.now)
            self._rooms[asked.id] = key
            self.added["rooms"].append(title)
        return self._rooms[asked.id]

    def track(self, title: LanguageMap) -> str | None:
        """Return the key of the track of this name, which is added where the forum has none."""
        if not title:
            return None
        known = _found(self._tracks, title)
        if known is None:
            keys = frozenset(track.key for track in queries.tracks(self.forum))
            key = directory_rules.free_key(title.get("en") or next(iter(title.values())), keys)
            color = _COLORS[len(keys) % len(_COLORS)]
            known = places.add_track(self.forum, TrackPart(key=key, title=title, color=color), now=self.now)
            self._tracks |= {directory_rules.fold(text): known for text in title.values()}
            self.added["tracks"].append(title)
        return known.key

    def _take_institutions(self) -> dict[str, str]:
        """Return the keys of the institutions to which new people belong."""
        keys: dict[str, str] = {}
        parts: list[InstitutionPart] = []
        for asked in self.answers.institutions.values():
            if not asked.is_needed or asked.choice == NOBODY:
                continue
            entry, key = _chosen(asked.choice, asked.matches, Institution)
            if key is not None:
                keys[asked.id] = key
            elif entry is not None:
                parts.append(self._institution_of(entry))
                keys[asked.id] = parts[-1].key
            elif asked.country:
                parts.append(self._new_institution(asked))
                keys[asked.id] = parts[-1].key
        directory.put_institutions(self.forum, parts, now=self.now)
        return keys

    def _new_institution(self, asked: AskedInstitution) -> InstitutionPart:
        name = next(iter(asked.name.values()))
        kind = next((kind for kind, words in _KINDS if re.search(words, name, re.IGNORECASE)), InstitutionKind.OTHER)
        self.added["institutions"].append(asked.name)
        return InstitutionPart(
            key=self._key(name, self._institution_keys),
            name=asked.name,
            country=asked.country,
            kind=kind,
            city=asked.city or None,
        )

    def _institution_of(self, entry: Institution) -> InstitutionPart:
        key = self._key(entry.name.get("en") or next(iter(entry.name.values()), ""), self._institution_keys)
        return InstitutionPart(
            key=key, name=entry.name, country=entry.country, kind=entry.kind, city=entry.city, isil=entry.isil
        )

    def _take_people(self) -> dict[str, str]:
        """Return the keys of people by mention; who is nobody has none."""
        keys: dict[str, str] = {}
        parts: list[PersonPart] = []
        for asked in self.answers.people.values():
            entry, key = _chosen(asked.choice, asked.matches, Person)
            if asked.choice == NOBODY or asked.choice.startswith(SAME):
                continue
            if key is None:
                parts.append(self._person_of(entry, asked) if entry is not None else self._new_person(asked))
                key = parts[-1].key
            keys[asked.id] = key
        directory.put_people(self.forum, parts, now=self.now)
        twins = {
            asked.id: keys[asked.choice.removeprefix(SAME)]
            for asked in self.answers.people.values()
            if asked.choice.startswith(SAME) and asked.choice.removeprefix(SAME) in keys
        }
        return keys | twins

    def _new_person(self, asked: AskedPerson) -> PersonPart:
        mention = asked.mention
        institution = self._institutions.get(asked.institution or "")
        post = dict(mention.post)
        if institution is None:
            for code, name in mention.institution.items():
                post[code] = f"{post[code]}, {name}" if post.get(code) else name
        part = PersonPart(
            key=self._key(f"{_first(mention.given_name)} {_first(mention.family_name)}", self._person_keys),
            given_name=mention.given_name,
            family_name=mention.family_name,
            patronymic=mention.patronymic or None,
            post=post or None,
            institution=institution,
        )
        self.added["people"].append(part)
        return part

    def _person_of(self, entry: Person, asked: AskedPerson) -> PersonPart:
        """Take over a person whom another forum names; what the table says of them goes before what that forum says."""
        mention = asked.mention
        institution = self._institutions.get(asked.institution or "")
        if institution is None and entry.institution is not None:
            known = directory_queries.institution_keys(self.forum)
            institution = known.get(entry.institution.id)
            if institution is None:
                part = self._institution_of(entry.institution)
                directory.put_institution(self.forum, part, now=self.now)
                institution = part.key
        name = f"{_first(entry.given_name)} {_first(entry.family_name)}"
        return PersonPart(
            key=self._key(name, self._person_keys), given_name=entry.given_name, family_name=entry.family_name,
            patronymic={**(entry.patronymic or {}), **mention.patronymic} or None, post=mention.post or entry.post, institution=institution, biography=entry.biography,
        )  # fmt: skip

    def _key(self, name: str, taken: set[str]) -> str:
        key = directory_rules.free_key(name, frozenset(taken))
        taken.add(key)
        return key


def _chosen(choice: str, matches: Sequence[Match], kind: type[Entry]) -> tuple[Entry | None, str | None]:
    """Return the entry that is chosen, and its key where the forum names it already."""
    match = next((match for match in matches if match.code == choice), None)
    if match is None or not isinstance(match.entry, kind):
        return None, None
    return match.entry, match.key


def _found(known: Mapping[str, Track], title: LanguageMap) -> Track | None:
    return next((known[word] for text in title.values() if (word := directory_rules.fold(text)) in known), None)


def _first(names: LanguageMap) -> str:
    return names.get("en") or next(iter(names.values()), "")
