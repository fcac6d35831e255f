"""The public list of participants, by country."""

from collections.abc import Sequence
from dataclasses import dataclass

from forumapp.directory import queries as directory
from forumapp.directory.rules import fold
from forumapp.i18n import current_language
from forumapp.registration.models import Registration
from forumapp.registration.presentation import library_of, name_of
from forumapp.registration.rules.latin import latin_suggestion
from forumapp.registration.rules.names import is_latin

CYRILLIC = frozenset({"ru"})
"""Languages of the interface whose readers read names as they are written in Cyrillic."""


@dataclass(frozen=True, kw_only=True)
class CountryOfParticipants:
    """A country, and who comes from there: name and library."""

    code: str
    name: str
    people: tuple[tuple[str, str | None], ...]


def by_country(participants: Sequence[Registration]) -> list[CountryOfParticipants]:
    """Return participants under their countries in protocol order, by name within each."""
    people: dict[str, list[tuple[str, str | None]]] = {}
    for each in participants:
        people.setdefault(each.country, []).append((_name(each), library_of(each)))
    names = directory.country_names(current_language())
    order = [code for code in names if code in people] + sorted(people.keys() - names.keys())
    return [
        CountryOfParticipants(
            code=code,
            name=names.get(code, code),
            people=tuple(sorted(people[code], key=lambda person: (fold(person[0]), person[1] or ""))),
        )
        for code in order
    ]


def _name(each: Registration) -> str:
    """Return a name in the reader's letters: the Latin one that the person gave, else as passports spell it."""
    name = name_of(each)
    if current_language() in CYRILLIC or is_latin(name):
        return name
    suggested = latin_suggestion(each.family_name, each.given_name, country=each.country)
    return each.latin_name or suggested.title() or name
