"""What the rows of a list can mean in a forum, read once a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from forumapp.directory import queries as directory
from forumapp.directory.rules import fold
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.i18n import LANGUAGE_NAMES, current_language, language_name, localized
from forumapp.i18n import gettext as _
from forumapp.programme import service as programme
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import QuestionKind, QuestionPart, Sheet, field_name
from forumapp.registration import service
from forumapp.registration.forms import institution_choices, places_left
from forumapp.registration.rules.columns import Heads, Use, country_key, head_key
from forumapp.registration.rules.places import modes_of
from forumapp.registration.rules.reading import Vocabulary
from forumapp.registration.words import ATTENDANCE_WORDS, FIELD_WORDS, USES

Choices = list[tuple[str, str]]
DEFAULTS = ("attendance", "category", "language")
"""What the check screen asks where the list says nothing."""


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What can be chosen for a row, and what the words of a list mean."""

    forum: Forum
    sheet: Sheet
    questions: tuple[QuestionPart, ...]
    """Those that a list can answer."""
    left: Mapping[tuple[str, str], int]
    country_names: Mapping[str, str]
    institutions: dict[str, Choices]
    institution_keys: Mapping[str, str]
    """Keys by folded name, in every language, and by key."""
    institution_names: Mapping[str, str]
    ids: Mapping[str, int]
    categories: Choices
    modes: Choices
    languages: Choices
    vocabulary: Vocabulary
    heads: Heads

    @classmethod
    def of(cls, forum: Forum) -> Self:
        """Return what a forum offers."""
        document = service.document_of(forum) or programme.document_of(forum)
        sheet = questions.sheet_of(forum)
        countries = directory.country_names(current_language())
        ids = {each.key: each.institution_id for each in directory.forum_institutions(forum)}
        parts = [each for each in document.institutions if each.key in ids]
        asked = _asked(sheet)
        return cls(
            forum=forum,
            sheet=sheet,
            questions=asked,
            left=places_left(forum, sheet),
            country_names=countries,
            institutions=institution_choices(parts, countries),
            institution_keys=_institution_keys(document, ids),
            institution_names={each.key: localized(each.name) for each in parts},
            ids=ids,
            categories=[(each.key, localized(each.title, forum.languages)) for each in sheet.categories],
            modes=[(mode.value, str(ATTENDANCE_WORDS[mode])) for mode in modes_of(forum.attendance)],
            languages=list(LANGUAGE_NAMES.items()),
            vocabulary=_vocabulary(sheet),
            heads=_heads(asked),
        )

    @cached_property
    def countries(self) -> Choices:
        """The countries to choose from."""
        return [("", _("Choose a country")), *self.country_names.items()]

    @property
    def uses(self) -> Choices:
        """What a column can say."""
        own = [(field_name(each.key), localized(each.label, self.sheet.languages)) for each in self.questions]
        return [*((use.value, str(word)) for use, word in USES.items() if use is not Use.IGNORE), *own, _ignored()]

    def defaults(self, sent: Mapping[str, str]) -> dict[str, str]:
        """Return what is taken where a row says nothing: as the check screen says, else as most lists mean it."""
        offered = {"attendance": self.modes, "category": self.categories, "language": self.languages}
        usual = {"attendance": self.modes[-1][0], "category": "delegate", "language": current_language()}
        values = {}
        for name, choices in offered.items():
            keys = [key for key, _word in choices]
            said = sent.get(f"default-{name}", "")
            first = usual[name] if usual[name] in keys else keys[0] if keys else ""
            values[name] = said if said in keys else first
        return values


def _ignored() -> tuple[str, str]:
    return Use.IGNORE.value, str(USES[Use.IGNORE])


def _asked(sheet: Sheet) -> tuple[QuestionPart, ...]:
    """Return the questions that a list can answer: no files, and nothing for which people have to agree themselves."""
    return tuple(each for each in sheet.questions if each.kind is not QuestionKind.FILE and not each.is_special)


def _institution_keys(document: Document, ids: Mapping[str, int]) -> dict[str, str]:
    keys = {fold(name): each.key for each in document.institutions if each.key in ids for name in each.name.values()}
    return {**{key: key for key in ids}, **keys}


def _vocabulary(sheet: Sheet) -> Vocabulary:
    countries: dict[str, str] = {}
    languages: dict[str, str] = {}
    for language in LANGUAGE_NAMES:
        for code, name in directory.country_names(language).items():
            countries |= {country_key(name): code, code.casefold(): code}
        for code, own in LANGUAGE_NAMES.items():
            names = (code, own, language_name(code, language))
            languages |= {country_key(name): code for name in names}
    titles = {country_key(word): each.key for each in sheet.categories for word in each.title.values()}
    keys = {country_key(each.key): each.key for each in sheet.categories}
    return Vocabulary(countries=countries, categories=keys | titles, languages=languages)


def _heads(asked: tuple[QuestionPart, ...]) -> dict[str, str]:
    """Return heads by which a list names our own fields: those of our exports, and the questions by label or field name."""
    unread = ("arrived", "status", "interpretation", "created_at", "verified_at", "in_list")
    known = {head_key(str(FIELD_WORDS[name])): str(Use.IGNORE) for name in unread}
    known |= {head_key(name): use for use in Use for name in (use.value, str(FIELD_WORDS.get(use.value, use.value)))}
    for each in asked:
        known |= {head_key(name): field_name(each.key) for name in (field_name(each.key), *each.label.values())}
    return known
