"""The people of a frab schedule: told apart by id and name, those without id by name alone."""

from collections.abc import Iterable, Iterator

from forumapp.exchange.document import PersonPart, Role
from forumapp.exchange.frabsource import SourcePerson
from forumapp.exchange.frabwords import names_of, role_of
from forumapp.exchange.markup import markdown
from forumapp.exchange.text import Names, fingerprint, key_from

_NO_IDS = frozenset({"", "0", "-1", "none", "null"})


class People:
    """Collects the people of all events, each once."""

    def __init__(self, language: str) -> None:
        """Begin with nobody; names are kept in this language."""
        self._language = language
        self._keys = Names()
        self._parts: dict[tuple[str, str], PersonPart] = {}

    def of(self, people: Iterable[SourcePerson]) -> Iterator[tuple[str, Role]]:
        """Yield key and role of the people of an event."""
        for person in people:
            name = " ".join(person.name.split())
            if name:
                yield self._part(person, name).key, role_of(person.role)

    def parts(self) -> tuple[PersonPart, ...]:
        """Return all people in the order in which they were met."""
        return tuple(self._parts.values())

    def _part(self, person: SourcePerson, name: str) -> PersonPart:
        known_as = "" if person.id.strip().lower() in _NO_IDS else person.id.strip()
        if known_as == str(fingerprint(key_from(name, otherwise="person"))):
            known_as = ""  # the number that was made from the name when it was written
        identity = (known_as, name)
        if identity not in self._parts:
            given_name, family_name = names_of(name, self._language)
            biography = markdown(person.biography)
            self._parts[identity] = PersonPart(
                key=self._keys.take(key_from(known_as or name, otherwise="person")),
                given_name=given_name,
                family_name=family_name,
                biography={self._language: biography} if biography else None,
            )
        return self._parts[identity]
