"""What a forum asks, as it stands: its own lists, or the stock of categories and consents until they are changed."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Generic, TypeVar

from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.i18n import localized
from forumapp.questions import queries
from forumapp.questions.models import Category, ConsentPurpose, Listed, Question, QuestionSection
from forumapp.questions.rules.parts import CategoryPart, ConsentText, QuestionPart, SectionPart, Sheet
from forumapp.questions.words import purpose_title, stock_categories, stock_consents

AnyPart = CategoryPart | SectionPart | QuestionPart
Part = TypeVar("Part", bound=AnyPart)

MODELS: dict[type, type[Listed]] = {
    CategoryPart: Category,
    SectionPart: QuestionSection,
    QuestionPart: Question,
}
"""The table of each kind of part; a part's fields are called as the columns."""


@dataclass(frozen=True, kw_only=True)
class Entry(Generic[Part]):
    """A thing of one of a forum's lists: what it is, and whether it is asked or offered no more."""

    part: Part
    is_retired: bool = False
    is_deleted: bool = False


@dataclass(frozen=True, kw_only=True)
class Wording:
    """One version of a consent's text."""

    version: int
    text: LanguageMap
    created_at: datetime | None = None
    """None for the text that the application brings along."""


def part_from(kind: type[Part], row: Listed) -> Part:
    """Return a row as a value, such that ``revise`` would store the same."""
    part: Part = kind(**{each.name: getattr(row, each.name) for each in fields(kind)})
    return part


def entries(kind: type[Part], forum: Forum) -> list[Entry[Part]]:
    """Return one of a forum's lists in its order, with what is retired and deleted."""
    rows = queries.rows_of(MODELS[kind], forum)
    if not rows and kind is CategoryPart:
        return [Entry(part=part) for part in stock_categories()]  # type: ignore[arg-type]
    return [
        Entry(part=part_from(kind, row), is_retired=row.retired_at is not None, is_deleted=row.deleted_at is not None)
        for row in rows
    ]


def standing(kind: type[Part], forum: Forum) -> tuple[Part, ...]:
    """Return what stands in one of a forum's lists and is neither retired nor deleted."""
    return tuple(entry.part for entry in entries(kind, forum) if not entry.is_retired and not entry.is_deleted)


def entry_of(kind: type[Part], forum: Forum, key: str) -> Entry[Part] | None:
    """Return a thing of a forum's list, retired or deleted or not; None where there never was one."""
    return next((entry for entry in entries(kind, forum) if entry.part.key == key), None)


def consents_of(forum: Forum) -> tuple[ConsentText, ...]:
    """Return the purposes of a forum with their newest texts, those too of which nobody is asked."""
    rows = queries.purposes_of(forum)
    return tuple(map(consent_from, rows)) if rows else stock_consents()


def consent_from(row: ConsentPurpose) -> ConsentText:
    """Return a purpose with its newest text as a value."""
    newest = row.versions[-1]
    return ConsentText(key=row.key, title=row.title, text=newest.text, version=newest.version, is_on=row.is_on)


def wordings_of(forum: Forum, key: str) -> list[Wording]:
    """Return all texts that a purpose had, the newest first; none for a purpose that there is not."""
    rows = queries.purposes_of(forum)
    if not rows:
        return [Wording(version=each.version, text=each.text) for each in stock_consents() if each.key == key]
    found = next((row for row in rows if row.key == key), None)
    versions = [] if found is None else reversed(found.versions)
    return [Wording(version=each.version, text=each.text, created_at=each.created_at) for each in versions]


def sheet_of(forum: Forum) -> Sheet:
    """Return all that a forum asks now, in a constant number of reads."""
    sections = standing(SectionPart, forum)
    return Sheet(
        languages=forum.languages,
        categories=standing(CategoryPart, forum),
        sections=sections,
        questions=in_sections(standing(QuestionPart, forum), sections),
        consents=tuple(consent for consent in consents_of(forum) if consent.is_on or consent.is_required),
    )


def in_sections(questions: tuple[QuestionPart, ...], sections: tuple[SectionPart, ...]) -> tuple[QuestionPart, ...]:
    """Return questions in the order of the page: those without a section first, then section by section."""
    order = {section.key: place for place, section in enumerate(sections)}
    return tuple(sorted(questions, key=lambda question: order.get(question.section or "", -1)))


def names_of(forum: Forum) -> dict[str, dict[str, str]]:
    """Return what categories, sections, questions and purposes of consent are called, gone ones too, by kind and key."""
    categories = {entry.part.key: entry.part.title for entry in entries(CategoryPart, forum)}
    sections = {entry.part.key: entry.part.title for entry in entries(SectionPart, forum)}
    questions = {entry.part.key: entry.part.label for entry in entries(QuestionPart, forum)}
    texts = {"category": categories, "section": sections, "question": questions}
    names = {
        kind: {key: localized(text, forum.languages) for key, text in found.items()} for kind, found in texts.items()
    }
    consents = {each.key: purpose_title(each.key, each.title, forum.languages) for each in consents_of(forum)}
    return {**names, "consent": consents}
