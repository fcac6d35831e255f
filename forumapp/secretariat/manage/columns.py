"""The columns that a file of registrations can have, in groups, and what stands in them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forumapp.delegations import queries as delegations
from forumapp.delegations.presentation import title_of
from forumapp.directory import queries as directory
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, localized
from forumapp.i18n import gettext as _
from forumapp.mail.models import LetterStatus
from forumapp.questions import queries as question_rows
from forumapp.questions import service as questions
from forumapp.questions.models import Question
from forumapp.questions.presentation import answer_words
from forumapp.questions.rules.parts import QuestionKind, QuestionPart, consent_name, field_name
from forumapp.questions.service.standing import part_from
from forumapp.questions.words import purpose_title
from forumapp.registration import queries
from forumapp.registration.models import Registration
from forumapp.registration.presentation import COLUMNS, export_rows, headings
from forumapp.registration.queries import Filter
from forumapp.registration.rules.sheets import Row
from forumapp.registration.words import FIELD_WORDS

Value = str | int | None
COMING_AND_GOING = ("hold_until", "decided_at", "withdrawn_at", "decision_reason")
USUAL = frozenset({"details", "answers"})
"""Groups of which everything is chosen while nobody chose."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column: the key that JSON gives it, and what stands above it."""

    key: str
    heading: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Columns that are chosen together."""

    key: str
    title: str
    columns: tuple[Column, ...]


def groups(forum: Forum, *, with_special: bool) -> list[Group]:
    """Return what a file can hold, in the order of its columns; answers that need special care only where one may see them."""
    rows = _questions(forum)
    special = [row for row in rows if row.is_special] if with_special else []
    found = [
        Group(key="details", title=_("Details"), columns=_columns(headings())),
        Group(
            key="more",
            title=_("Delegation and deadlines"),
            columns=_columns({"delegation": _("Delegation")} | _later()),
        ),
        Group(key="consents", title=_("Consents, since when"), columns=_columns(_purposes(forum))),
        Group(key="letters", title=_("Letters"), columns=_columns(_letter_words())),
        Group(key="answers", title=_("Answers"), columns=_asked([row for row in rows if not row.is_special], forum)),
        Group(key="special", title=_("Answers that need special care"), columns=_asked(special, forum)),
    ]
    return [group for group in found if group.columns]


def usual(found: Sequence[Group], *, with_special: bool) -> list[str]:
    """Return the columns that a file has while nobody chose any."""
    chosen = USUAL | ({"special"} if with_special else set())
    return [column.key for group in found if group.key in chosen for column in group.columns]


def file_rows(forum: Forum, wanted: Filter, keys: Collection[str]) -> list[Row]:
    """Return registrations that match, in the order of the list, with the values of these columns."""
    registrations = queries.registrations_for_export(forum, wanted)
    common = export_rows(registrations, listed=queries.listed_ids(forum))
    more = _more(forum, keys)
    own = [key for key in COLUMNS if key in keys]
    return [
        {**{key: row[key] for key in own}, **{key: value(each) for key, value in more.items()}}
        for each, row in zip(registrations, common, strict=True)
    ]


def _questions(forum: Forum) -> list[Question]:
    """Return all questions, retired ones last."""
    rows = question_rows.questions_by_id(forum).values()
    return sorted(rows, key=lambda row: row.retired_at is not None)


def _columns(named: Mapping[str, str]) -> tuple[Column, ...]:
    return tuple(Column(key=key, heading=heading) for key, heading in named.items())


def _asked(rows: Sequence[Question], forum: Forum) -> tuple[Column, ...]:
    return _columns({field_name(row.key): localized(row.label, forum.languages) for row in rows})


def _later() -> dict[str, str]:
    return {name: str(FIELD_WORDS[name]) for name in COMING_AND_GOING}


def _purposes(forum: Forum) -> dict[str, str]:
    consents = questions.sheet_of(forum).consents
    return {consent_name(each.key): purpose_title(each.key, each.title, forum.languages) for each in consents}


def _letter_words() -> dict[str, str]:
    return {
        "letters_sent": _("Letters sent"),
        "letters_waiting": _("Letters that wait to be sent"),
        "letters_failed": _("Letters that could not be sent"),
    }


def _more(forum: Forum, keys: Collection[str]) -> dict[str, Callable[[Registration], Value]]:
    """Return what gives the values of the columns that are no details; only what is asked for is read."""
    found: dict[str, Callable[[Registration], Value]] = {}
    for part in (_delegation, _deadlines, _consents, _letters, _answers):
        found |= part(forum, keys)
    return {key: value for key, value in found.items() if key in keys}


def _delegation(forum: Forum, keys: Collection[str]) -> dict[str, Callable[[Registration], Value]]:
    if "delegation" not in keys:
        return {}
    countries = directory.country_names(current_language())
    names = {each.party_key: title_of(each, countries, forum.languages) for each in delegations.delegations(forum)}
    return {"delegation": lambda each: names.get(each.party or "")}


def _deadlines(_forum: Forum, _keys: Collection[str]) -> dict[str, Callable[[Registration], Value]]:
    return {
        "hold_until": lambda each: _stamp(each.hold_until),
        "decided_at": lambda each: _stamp(each.decided_at),
        "withdrawn_at": lambda each: _stamp(each.withdrawn_at),
        "decision_reason": lambda each: each.decision_reason,
    }


def _consents(forum: Forum, keys: Collection[str]) -> dict[str, Callable[[Registration], Value]]:
    purposes = {consent_name(each.key): each.key for each in questions.sheet_of(forum).consents}
    if not set(purposes) & set(keys):
        return {}
    given = queries.consents_by_registration(forum)

    def since(purpose: str) -> Callable[[Registration], Value]:
        return lambda each: _stamp(given.get(each.id, {}).get(purpose))

    return {name: since(purpose) for name, purpose in purposes.items()}


def _letters(forum: Forum, keys: Collection[str]) -> dict[str, Callable[[Registration], Value]]:
    states = {
        "letters_sent": LetterStatus.SENT,
        "letters_waiting": LetterStatus.QUEUED,
        "letters_failed": LetterStatus.DEAD,
    }
    if not set(states) & set(keys):
        return {}
    numbers = queries.letters_by_recipient(forum)

    def count(status: LetterStatus) -> Callable[[Registration], Value]:
        return lambda each: numbers.get(each.email or "", {}).get(status, 0)

    return {name: count(status) for name, status in states.items()}


def _answers(forum: Forum, keys: Collection[str]) -> dict[str, Callable[[Registration], Value]]:
    rows = {field_name(row.key): row for row in _questions(forum) if field_name(row.key) in keys}
    if not rows:
        return {}
    answers = queries.answers_by_registration(forum)
    countries = directory.country_names(current_language())

    def said(part: QuestionPart) -> Callable[[Registration], Value]:
        return lambda each: _words(part, answers.get(each.id, {}).get(part.key), forum, countries)

    return {name: said(part_from(QuestionPart, row)) for name, row in rows.items()}


def _words(part: QuestionPart, answer: Any, forum: Forum, countries: Mapping[str, str]) -> str | None:
    if part.kind is QuestionKind.COUNTRY:
        return None if answer is None else countries.get(answer, str(answer))
    return answer_words(part, answer, forum.languages) or None


def _stamp(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat(timespec="seconds")
