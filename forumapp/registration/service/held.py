"""What registration holds about one person, for an export."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, language_name, localized
from forumapp.personal import Fact, HeldFile, Holding, fact
from forumapp.questions import queries as questions
from forumapp.questions.models import Question
from forumapp.questions.presentation import answer_words
from forumapp.questions.rules.parts import QuestionKind, QuestionPart
from forumapp.questions.service.standing import part_from
from forumapp.questions.words import purpose_title
from forumapp.registration import queries
from forumapp.registration.models import Registration
from forumapp.registration.words import ATTENDANCE_WORDS, FIELD_WORDS, STATUS_WORDS
from forumapp.storage import attachments

PLAIN = (
    *("arrived", "family_name", "given_name", "patronymic", "latin_name", "email", "phone", "country"),
    *("institution_name", "post", "category", "decision_reason"),
)
DECIDED = frozenset({"decision_reason", "decided_at"})
"""What tells of a decision; left out while it can be undone and nobody was told."""
MOMENTS = ("created_at", "verified_at", "hold_until", "decided_at", "withdrawn_at")


def personal_data(registration: Registration) -> list[Holding]:
    """Return all that registration holds about somebody."""
    return [
        Holding(key="registration", title=_("Registration"), rows=[_details(registration)]),
        _answers(registration, is_special=False),
        _answers(registration, is_special=True),
        _consents(registration),
        _stars(registration),
        _calendars(registration),
        _new_address(registration),
    ]


def _details(row: Registration) -> list[Fact]:
    untold = DECIDED if row.told_status is not None else frozenset()
    library = localized(row.institution.name) if row.institution is not None else None
    return [
        *(fact(name, FIELD_WORDS[name], getattr(row, name)) for name in PLAIN if name not in untold),
        fact("institution", FIELD_WORDS["institution"], library),
        fact("status", FIELD_WORDS["status"], row.seen_status.value, STATUS_WORDS[row.seen_status]),
        fact("attendance", FIELD_WORDS["attendance"], row.attendance.value, ATTENDANCE_WORDS[row.attendance]),
        *(
            fact(name, FIELD_WORDS[name], code, language_name(code) if code else None)
            for name, code in (("language", row.language), ("interpretation", row.interpretation))
        ),
        *(_moment(row, name, getattr(row, name)) for name in MOMENTS if name not in untold),
    ]


def _answers(registration: Registration, *, is_special: bool) -> Holding:
    answers, languages = queries.answers_of(registration), registration.forum.languages
    rows = [
        row
        for row in questions.questions_by_id(registration.forum).values()
        if row.key in answers and row.is_special is is_special
    ]
    return Holding(
        key="special_answers" if is_special else "answers",
        title=_("Answers that need special care") if is_special else _("Answers"),
        is_special=is_special,
        rows=[[_answer(row, answers[row.key], languages)] for row in rows],
        files=_files(rows, answers),
    )


def _answer(row: Question, value: Any, languages: Sequence[str]) -> Fact:
    words = answer_words(part_from(QuestionPart, row), value, tuple(languages))
    told = value["name"] if row.kind is QuestionKind.FILE else value
    return fact(row.key, localized(row.label, languages), told, words)


def _files(rows: Sequence[Question], answers: Mapping[str, Any]) -> list[HeldFile]:
    return [
        HeldFile(folder=attachments.FOLDER, stored=answers[row.key]["file"], name=answers[row.key]["name"])
        for row in rows
        if row.kind is QuestionKind.FILE
    ]


def _consents(registration: Registration) -> Holding:
    return Holding(
        key="consents",
        title=_("Consents"),
        rows=[
            [
                fact("purpose", FIELD_WORDS["purpose"], each.purpose, purpose_title(each.purpose, None, ())),
                fact("version", _("Version of the text"), each.version),
                fact("language", FIELD_WORDS["language"], each.language, language_name(each.language)),
                fact("text_sha256", _("Fingerprint of the text (SHA-256)"), each.text_hash),
                _moment(registration, "given_at", each.given_at, label=_("Given at")),
                _moment(registration, "withdrawn_at", each.withdrawn_at, label=_("Taken back at")),
            ]
            for each in queries.consents(registration)
        ],
    )


def _stars(registration: Registration) -> Holding:
    rows = [
        [
            fact("session", FIELD_WORDS["session"], each.session_key),
            _moment(registration, "created_at", each.created_at, label=_("Marked at")),
        ]
        for each in queries.stars(registration)
    ]
    return Holding(key="stars", title=_("Marked sessions"), rows=rows)


def _calendars(registration: Registration) -> Holding:
    rows = [
        [
            _moment(registration, "created_at", each.created_at, label=_("Made at")),
            _moment(registration, "revoked_at", each.revoked_at, label=_("Closed at")),
            _moment(registration, "fetched_at", each.fetched_at, label=_("Last fetched at")),
            fact("fetched_by", _("Last fetched by"), each.fetched_by),
        ]
        for each in queries.feed_tokens(registration)
    ]
    return Holding(key="calendars", title=_("Calendar addresses"), rows=rows)


def _new_address(registration: Registration) -> Holding:
    change = queries.address_change_of(registration)
    rows = [] if change is None else [[fact("email", FIELD_WORDS["email"], change.email)]]
    return Holding(key="address_change", title=_("Another address, not confirmed yet"), rows=rows)


def _moment(registration: Registration, key: str, moment: datetime | None, *, label: str | None = None) -> Fact:
    zone = registration.forum.timezone
    words = None if moment is None else instant_words(moment, zone)
    value = None if moment is None else moment.isoformat(timespec="seconds")
    return fact(key, label or FIELD_WORDS[key], value, words)
