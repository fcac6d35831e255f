"""What a calendar says in one language: phrases that the caller translates, and a choice among an organizer's texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from forumapp.exchange.document import Kind, LanguageMap, Role


@dataclass(frozen=True, kw_only=True)
class Words:
    """The phrases of one language. Every role and every kind has one."""

    cancelled: str
    """Stands before the title of what does not take place: «Cancelled»."""
    online: str
    """Stands before the address in the place of a hybrid session: «Online»."""
    roles: Mapping[Role, tuple[str, str]]
    """By role, the word for one person and for several: («Moderator», «Moderators»)."""
    kinds: Mapping[Kind, str]
    """By kind of session: «Panel discussion»."""
    further: str
    """What an event beside the programme is: «Further event»."""
    person: str = "{given_name} {family_name}"
    """How a person is named; knows ``{given_name}``, ``{patronymic}`` and ``{family_name}``."""


class Wording(NamedTuple):
    """A text and the language it is in."""

    text: str
    language: str | None


NOTHING = Wording("", None)


def wording(texts: LanguageMap | None, languages: Sequence[str]) -> Wording:
    """The text in the first of these languages that has one, else in any, in the organizer's order; empty for none."""
    if not texts:
        return NOTHING
    for language in (*languages, *texts):
        text = texts.get(language)
        if text and not text.isspace():
            return Wording(text, language)
    return NOTHING
