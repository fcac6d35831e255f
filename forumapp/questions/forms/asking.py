"""Forms that ask a forum's questions: a field for each, checked when it is known which of them are asked of this person."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self, cast

from wtforms import BooleanField, Field, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from forumapp.directory import queries as directory
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance
from forumapp.i18n import current_language, localized
from forumapp.i18n import gettext as _
from forumapp.questions.forms.files import AnswerFileField
from forumapp.questions.rules.answers import MOST, MOST_LONG, Replies, checked, chosen_in
from forumapp.questions.rules.asking import applying
from forumapp.questions.rules.parts import (
    ConsentText,
    OptionPart,
    QuestionKind,
    QuestionPart,
    Sheet,
    consent_name,
    field_name,
)
from forumapp.questions.words import left_words
from forumapp.web.forms import Form, StringField, TextAreaField, optional, to_choose

MOST_RADIOS = 8
"""Options up to this number stand open on the page; more of them are a list to choose from."""

Left = Mapping[tuple[str, str], int]
"""Places that are left, by key of the question and of the option."""


class AskingForm(Form):
    """A form with a field ``q_<key>`` for each question and ``consent_<purpose>`` for each consent that it asks for."""

    sheet: ClassVar[Sheet | None] = None
    questions: ClassVar[tuple[QuestionPart, ...]] = ()
    purposes: ClassVar[tuple[ConsentText, ...]] = ()
    must_answer: ClassVar[bool] = True
    """Whether required questions must be answered; not where somebody answers for another."""

    held: ClassVar[Mapping[str, Any]] = {}
    """What was answered before, also to questions that this form does not ask."""

    answered: dict[str, Any]
    """Values of the answers by key of the question, once the form is checked."""

    @classmethod
    def asking(
        cls,
        sheet: Sheet,
        questions: Sequence[QuestionPart],
        *,
        left: Left,
        held: Mapping[str, Any] | None = None,
        purposes: Sequence[ConsentText] = (),
    ) -> type[Self]:
        """Return this form with fields for the questions and purposes; ``held`` is what was answered before."""
        fields: dict[str, Any] = {
            field_name(question.key): _field(question, sheet, left, (held or {}).get(question.key))
            for question in questions
        }
        fields |= {consent_name(consent.key): _consent(consent, sheet) for consent in purposes}
        known = {"sheet": sheet, "questions": tuple(questions), "purposes": tuple(purposes), "held": held or {}}
        return cast("type[Self]", type(cls.__name__, (cls,), {**fields, **known}))

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for question in self.questions:
            if question.is_required and self.must_answer:
                self[field_name(question.key)].flags.required = True

    @property
    def has_files(self) -> bool:
        """Whether a question asks for a file, so that the form is sent in parts."""
        return any(question.kind is QuestionKind.FILE for question in self.questions)

    def who(self) -> tuple[str, Attendance | None]:
        """Return as what and how the person takes part, as far as it is known: questions depend on it."""
        raise NotImplementedError

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields and, of the questions, those that are asked of this person; answers to others are dropped."""
        is_right = bool(super().validate(extra_validators))
        category, attendance = self.who()
        said = {question.key: self[field_name(question.key)].data for question in self.questions}
        every = self.sheet.questions if self.sheet else ()
        other = {key: value for key, value in self.held.items() if key not in said}
        chosen = {**chosen_in(every, other), **chosen_in(self.questions, said)}
        asked = {each.key for each in applying(every, category=category, attendance=attendance, chosen=chosen)}
        self.answered = {}
        for question in self.questions:
            field = self[field_name(question.key)]
            if question.key not in asked:
                field.errors = ()
                continue
            try:
                self._take(question, field)
            except RuleBroken as broken:
                self.reject(broken)
                is_right = False
        return is_right

    def replies(self) -> Replies:
        """Return what was answered, once the form is checked."""
        return Replies(values=self.answered, asked=frozenset(question.key for question in self.questions))

    def _take(self, question: QuestionPart, field: Field) -> None:
        said = field.taken_in() if isinstance(field, AnswerFileField) else field.data
        countries = directory.country_names(current_language()) if question.kind is QuestionKind.COUNTRY else ()
        value = checked(question, said, countries=countries, must_answer=self.must_answer)
        if value is not None:
            self.answered[question.key] = value


def _consent(consent: ConsentText, sheet: Sheet) -> Any:
    words = localized(consent.text, sheet.languages)
    if consent.is_required:
        return BooleanField(words, validators=[DataRequired(_("Without this consent we cannot register you."))])
    return BooleanField(words)


def _field(question: QuestionPart, sheet: Sheet, left: Left, held: Any) -> Any:
    """Return the field of a question; shape is checked later, when it is known whether it is asked."""
    label, hint = localized(question.label, sheet.languages), localized(question.hint, sheet.languages)
    common: dict[str, Any] = {"description": hint, "default": held, "validators": [optional()]}
    if question.kind is QuestionKind.LONG:
        return TextAreaField(label, **common, render_kw={"maxlength": MOST_LONG, "rows": 4})
    if question.kind is QuestionKind.FILE:
        return AnswerFileField(label, **common)
    if question.kind is QuestionKind.SEVERAL:
        return SelectMultipleField(
            label,
            choices=to_choose(_choices(question, sheet, left, held or ())),
            validate_choice=False,
            widget=ListWidget(prefix_label=False),
            option_widget=CheckboxInput(),
            **common,
        )
    if question.kind is QuestionKind.CHOICE:
        choices = _choices(question, sheet, left, [held] if held else ())
        if len(choices) > MOST_RADIOS:
            choices = [("", _("Choose one") if question.is_required else _("No answer")), *choices]
            return SelectField(label, choices=to_choose(choices), validate_choice=False, **common)
        blank = [] if question.is_required else [("", _("No answer"))]
        return RadioField(
            label, choices=to_choose([*choices, *blank]), validate_choice=False, **{**common, "default": held or ""}
        )
    if question.kind is QuestionKind.COUNTRY:
        countries = [("", _("Choose a country")), *directory.country_names(current_language()).items()]
        return SelectField(label, choices=to_choose(countries), validate_choice=False, **common)
    kinds: dict[QuestionKind, dict[str, Any]] = {
        QuestionKind.DATE: {"type": "date"},
        QuestionKind.NUMBER: {"inputmode": "decimal"},
        QuestionKind.INSTITUTION: {"autocomplete": "organization"},
        QuestionKind.LATIN: {"lang": "en", "autocapitalize": "characters", "spellcheck": "false"},
    }
    return StringField(label, **common, render_kw={"maxlength": MOST, **kinds.get(question.kind, {})})


def _choices(question: QuestionPart, sheet: Sheet, left: Left, held: Sequence[str]) -> list[tuple[str, str]]:
    """Return the options that are offered, and those that the person chose before, with the places that are left."""
    return [
        (option.key, _option_words(question, option, sheet, left))
        for option in question.options or ()
        if option.is_offered or option.key in held
    ]


def _option_words(question: QuestionPart, option: OptionPart, sheet: Sheet, left: Left) -> str:
    label = localized(option.label, sheet.languages)
    words = left_words(left.get((question.key, option.key))) if option.places is not None else ""
    return f"{label} ({words})" if words else label
