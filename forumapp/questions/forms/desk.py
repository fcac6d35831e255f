"""Forms by which organizers write what a forum asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.questions.forms.options import OptionsField
from forumapp.questions.rules.parts import (
    CHOOSING,
    WAYS,
    CategoryPart,
    ConsentPart,
    QuestionKind,
    QuestionPart,
    SectionPart,
    Sheet,
    Stage,
)
from forumapp.questions.words import KINDS, STAGES, WAY_CONDITIONS
from forumapp.web.forms import LanguageMapField, LanguagesForm, key_or_none, optional, required, to_choose
from forumapp.web.revising import RevisingForm

MOST_PLACES = 100_000


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What a forum has to choose from: its languages, and what it asks now."""

    languages: tuple[str, ...]
    sheet: Sheet


def _places() -> NumberRange:
    return NumberRange(min=0, max=MOST_PLACES, message=_l("Give a number from 0 to 100000."))


class CategoryForm(RevisingForm):
    """As what people take part."""

    FIELDS_OF: ClassVar[Mapping[str, Sequence[str]]] = {"capacity": ("capacity_onsite", "capacity_online")}

    title = LanguageMapField(_l("Name"), is_required=True, most=120)
    is_offered = BooleanField(
        _l("Everybody can choose it"),
        default=True,
        description=_l("Without the tick it stands at the desk only: registrars enter such people."),
    )
    capacity_onsite = IntegerField(
        _l("Places on site"), validators=[optional(), _places()], description=_l("Empty: no limit of its own.")
    )
    capacity_online = IntegerField(_l("Places online"), validators=[optional(), _places()])

    @classmethod
    def of(cls, offer: Offer, part: CategoryPart | None, *, is_stored: bool = False) -> Self:
        """Return the form for a new category, or filled in with one; with ``is_stored`` whatever was sent."""
        made = cls.made_from(part, is_stored=is_stored)
        values: dict[str, Any] = {}
        if part is not None:
            values = {"title": part.title, "is_offered": part.is_offered}
            values |= {f"capacity_{way}": (part.capacity or {}).get(way) for way in WAYS}
        return cls(meta={"languages": offer.languages}, **{**made, "data": values | made.get("data", {})})

    def part(self, key: str) -> CategoryPart:
        """Return the category as filled in."""
        places = {way.value: self[f"capacity_{way}"].data for way in WAYS}
        return CategoryPart(
            key=key,
            title=self.title.data or {},
            is_offered=bool(self.is_offered.data),
            capacity={way: number for way, number in places.items() if number is not None} or None,
        )


class SectionForm(RevisingForm):
    """A heading of the form."""

    title = LanguageMapField(_l("Heading"), is_required=True, most=120)

    @classmethod
    def of(cls, offer: Offer, part: SectionPart | None, *, is_stored: bool = False) -> Self:
        """Return the form for a new section, or filled in with one; with ``is_stored`` whatever was sent."""
        return cls(meta={"languages": offer.languages}, obj=part, **cls.made_from(part, is_stored=is_stored))

    def part(self, key: str) -> SectionPart:
        """Return the section as filled in."""
        return SectionPart(key=key, title=self.title.data or {})


class QuestionForm(RevisingForm):
    """One question."""

    class Meta(LanguagesForm.Meta):
        """Hand the languages to the options too."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Bind a field."""
            if issubclass(unbound_field.field_class, OptionsField):
                options = {**options, "languages": self.languages}
            return super().bind_field(form, unbound_field, options)

    label = LanguageMapField(_l("Question"), is_required=True)
    hint = LanguageMapField(_l("Hint"), most=500)
    kind = SelectField(
        _l("Kind of answer"),
        choices=to_choose((kind.value, word) for kind, word in KINDS.items()),
        coerce=QuestionKind,
        default=QuestionKind.TEXT,
        validators=[required()],
    )
    options = OptionsField(
        _l("Options"),
        description=_l(
            "For questions with options only. Empty a label to take an option out. With places, as many people can choose it."
        ),
    )
    section = SelectField(_l("Section"), validators=[optional()], coerce=key_or_none)
    stage = SelectField(
        _l("When it is asked"),
        choices=to_choose((stage.value, word) for stage, word in STAGES.items()),
        coerce=Stage,
        default=Stage.APPLY,
        validators=[required()],
    )
    is_required = BooleanField(_l("It must be answered"))
    categories = SelectMultipleField(
        _l("Asked of"),
        validators=[optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Without a tick it is asked of everybody."),
    )
    condition = SelectField(
        _l("Asked only"),
        validators=[optional()],
        coerce=key_or_none,
        description=_l("An answer to a question that is not asked of somebody is not kept."),
    )
    is_special = BooleanField(
        _l("Answers need special care"),
        description=_l(
            "Health, food, faith and the like. Owners and registrars see them when they ask to, and each look is written down."
        ),
    )

    @classmethod
    def of(cls, offer: Offer, part: QuestionPart | None, *, is_stored: bool = False) -> Self:
        """Return the form for a new question, or filled in with one; with ``is_stored`` whatever was sent."""
        made = cls.made_from(part, is_stored=is_stored)
        values = {} if part is None else {**vars(part), "categories": list(part.categories or ())}
        form = cls(meta={"languages": offer.languages}, **{**made, "data": values | made.get("data", {})})
        form._offer(offer, part)
        return form

    def _offer(self, offer: Offer, part: QuestionPart | None) -> None:
        sheet, languages = offer.sheet, offer.languages
        sections = [(section.key, localized(section.title, languages)) for section in sheet.sections]
        self.section.choices = to_choose(sections, nothing=_("Before all sections"))
        categories = {category.key: localized(category.title, languages) for category in sheet.categories}
        for key in (part.categories if part is not None else None) or ():
            categories.setdefault(key, key)
        self.categories.choices = to_choose(categories.items())
        conditions = [(way.value, str(words)) for way, words in WAY_CONDITIONS.items()]
        conditions += [
            (f"{question.key}:{option.key}", _if_chosen(question, option.label, languages))
            for question in sheet.questions
            if question.kind in CHOOSING and (part is None or question.key != part.key)
            for option in question.options or ()
        ]
        if part is not None and part.condition and part.condition not in dict(conditions):
            conditions.append((part.condition, part.condition))
        self.condition.choices = to_choose(conditions, nothing=_("Always"))

    def part(self, key: str) -> QuestionPart:
        """Return the question as filled in; options belong to kinds that have them."""
        has_options = self.kind.data in CHOOSING
        return QuestionPart(
            key=key,
            label=self.label.data or {},
            hint=self.hint.data,
            kind=self.kind.data,
            section=self.section.data,
            is_required=bool(self.is_required.data),
            is_special=bool(self.is_special.data),
            stage=self.stage.data,
            categories=tuple(self.categories.data or ()) or None,
            condition=self.condition.data,
            options=(self.options.data or None) if has_options else None,
        )


class ConsentForm(RevisingForm):
    """The text of a consent."""

    title = LanguageMapField(_l("Purpose, in a few words"), is_required=True, most=120)
    text = LanguageMapField(
        _l("What people agree to"),
        is_required=True,
        is_long=True,
        most=3000,
        description=_l(
            "One purpose only. A changed text is a new version; the earlier ones stay with the consents given to them."
        ),
    )

    @classmethod
    def of(cls, offer: Offer, part: ConsentPart | None, *, has_title: bool, is_stored: bool = False) -> Self:
        """Return the form for a new purpose, or filled in with one; those of the application keep their titles."""
        form = cls(meta={"languages": offer.languages}, obj=part, **cls.made_from(part, is_stored=is_stored))
        if not has_title:
            del form.title
        return form

    def part(self, key: str) -> ConsentPart:
        """Return the purpose as filled in."""
        title = self.title.data if "title" in self else None
        return ConsentPart(key=key, title=title, text=self.text.data or {})


def _if_chosen(question: QuestionPart, label: dict[str, str], languages: tuple[str, ...]) -> str:
    return _(
        "If “%(option)s” is chosen for “%(question)s”",
        option=localized(label, languages),
        question=localized(question.label, languages),
    )
