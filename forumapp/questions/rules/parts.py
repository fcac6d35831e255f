"""What a forum asks of those who register, as values. The order in a sheet is the order on the page."""

from dataclasses import dataclass
from enum import StrEnum

from forumapp.exchange.document import Attendance, LanguageMap

LONGEST_KEY = 40
"""Characters of a category's key, which stands in every registration."""

FIELD = "q_"
"""Before a question's key in the name of its field; the names are public."""

CONSENT_FIELD = "consent_"
"""Before a purpose's key in the name of its field."""


class QuestionKind(StrEnum):
    """What an answer consists of."""

    TEXT = "text"
    LONG = "long"
    CHOICE = "choice"
    SEVERAL = "several"
    DATE = "date"
    NUMBER = "number"
    FILE = "file"
    COUNTRY = "country"
    INSTITUTION = "institution"
    LATIN = "latin"


CHOOSING = frozenset({QuestionKind.CHOICE, QuestionKind.SEVERAL})
"""Kinds whose answers are among options."""


class Stage(StrEnum):
    """When a question is asked: with the registration, or once the person has a place."""

    APPLY = "apply"
    DETAILS = "details"


class Purpose(StrEnum):
    """The purposes of consents that every forum knows; organizers add their own."""

    DATA = "data"
    LIST = "list"
    PHOTO = "photo"
    NEWSLETTER = "newsletter"
    ABROAD = "abroad"
    SPECIAL = "special"


@dataclass(frozen=True, kw_only=True)
class CategoryPart:
    """As what people take part; ``capacity`` is by way of taking part, one that is not named has no limit."""

    key: str
    title: LanguageMap
    is_offered: bool = True
    """Whether the public can choose it; otherwise registrars only."""
    capacity: dict[str, int] | None = None


@dataclass(frozen=True, kw_only=True)
class SectionPart:
    """A heading under which questions stand."""

    key: str
    title: LanguageMap


@dataclass(frozen=True, kw_only=True)
class OptionPart:
    """One of the answers to choose from; one that is not offered any more stays for those who chose it."""

    key: str
    label: LanguageMap
    places: int | None = None
    """How many may choose it; None is as many as like."""
    is_offered: bool = True


@dataclass(frozen=True, kw_only=True)
class QuestionPart:
    """One question."""

    key: str
    label: LanguageMap
    hint: LanguageMap | None = None
    kind: QuestionKind = QuestionKind.TEXT
    section: str | None = None
    """Key of the section; without one it stands before all sections."""
    is_required: bool = False
    is_special: bool = False
    """Whether answers are of a special category (health, faith …): seen by those with the right only."""
    stage: Stage = Stage.APPLY
    categories: tuple[str, ...] | None = None
    """Keys of the categories of which it is asked; None is all of them."""
    condition: str | None = None
    """``onsite`` or ``online``, or ``question:option`` when that question has that answer; see ``asking.condition_of``."""
    options: tuple[OptionPart, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentPart:
    """What people may agree to, one purpose each; ``title`` is given for purposes of the organizers' own."""

    key: str
    text: LanguageMap
    title: LanguageMap | None = None


@dataclass(frozen=True, kw_only=True)
class ConsentText:
    """The words of a purpose as people are asked now, with their version, counted from 1."""

    key: str
    text: LanguageMap
    version: int
    title: LanguageMap | None = None
    is_on: bool = True

    @property
    def is_required(self) -> bool:
        """Whether nobody can take part without it."""
        return self.key == Purpose.DATA


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that a forum asks now, in the order of the page; what is retired or deleted does not stand in it."""

    languages: tuple[str, ...]
    categories: tuple[CategoryPart, ...] = ()
    sections: tuple[SectionPart, ...] = ()
    questions: tuple[QuestionPart, ...] = ()
    consents: tuple[ConsentText, ...] = ()

    def asked_at(self, *stages: Stage) -> tuple[QuestionPart, ...]:
        """Return the questions of some stages."""
        return tuple(question for question in self.questions if question.stage in stages)

    def consent(self, key: str) -> ConsentText | None:
        """Return a purpose that people are asked about."""
        return next((consent for consent in self.consents if consent.key == key), None)


def field_name(key: str) -> str:
    """Return the name of a question's field: ``q_<key>``."""
    return f"{FIELD}{key}"


def consent_name(key: str) -> str:
    """Return the name of a consent's field: ``consent_<purpose>``."""
    return f"{CONSENT_FIELD}{key}"


WAYS = (Attendance.ONLINE, Attendance.ONSITE)
"""The ways in which one person takes part."""
