"""The base of all forms: CSRF, refusals kept beside the fields, text cleaned once."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, PasswordField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import TextArea, TextInput

from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import LanguageMap
from forumapp.i18n import language_name
from forumapp.text import clean


def one_line(value: object) -> object:
    """Return a field's text on one line, without control characters and blank ends."""
    return clean(value, keep_lines=False) if isinstance(value, str) else value


def lines(value: object) -> object:
    """Return a field's text without control characters and blank ends; its lines stay."""
    return clean(value) if isinstance(value, str) else value


class Form(FlaskForm):
    """A form that says no in the page it stands on.

    ``status`` is the HTTP status of the page: 200 at first, 422 after a refusal, 409 when somebody else was faster.
    """

    class Meta(FlaskForm.Meta):
        """Clean every text field."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Add the cleaning filter to fields of text."""
            field_class = unbound_field.field_class
            if issubclass(field_class, StringField) and not issubclass(field_class, PasswordField):
                cleaning = lines if issubclass(field_class, TextAreaField) else one_line
                filters = [cleaning, *(unbound_field.kwargs.get("filters") or ())]
                unbound_field.kwargs["filters"] = list(dict.fromkeys(filters))
            return unbound_field.bind(form=form, **options)

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.refusals: list[str] = []
        self.was_overtaken = False

    @property
    def status(self) -> int:
        """The status with which the page is answered."""
        if self.was_overtaken:
            return 409
        return 422 if self.errors or self.refusals else 200

    def reject(self, broken: RuleBroken) -> None:
        """Show a refusal beside its field, or above the form when it concerns the whole."""
        self.was_overtaken = self.was_overtaken or isinstance(broken, Overtaken)
        field = self._fields.get(broken.field) if broken.field else None
        if field is None:
            self.refusals.append(broken.sentence)
        else:
            field.errors = [*field.errors, broken.sentence]

    def answers(self) -> dict[str, Any]:
        """Return what was filled in, by field name, without what only guards the form."""
        return {name: value for name, value in self.data.items() if name not in {"csrf_token", "website"}}


def required() -> DataRequired:
    """A field that must be filled in."""
    return DataRequired(_l("Fill this in."))


def optional() -> Optional:
    """A field that may stay empty."""
    return Optional()


def at_most(length: int) -> Length:
    """A text of at most ``length`` characters."""
    return Length(max=length, message=_l("Use at most %(max)d characters."))


class LanguageMapField(Field):
    """Text in each of a forum's languages: one input a language, named ``<field>-<language>``."""

    widget: Any = TextInput()

    def __init__(
        self,
        label: Any = None,
        validators: list[Any] | None = None,
        *,
        languages: Sequence[str] = (),
        is_long: bool = False,
        is_required: bool = False,
        most: int = 300,
        **keywords: Any,
    ) -> None:
        super().__init__(label, validators, **keywords)
        self.languages = tuple(languages)
        self.is_long = is_long
        self.is_required = is_required
        self.most = most
        self.data: LanguageMap | None = None
        if is_long:
            self.widget = TextArea()

    def inputs(self) -> list[dict[str, Any]]:
        """Return one mapping an input: name, id, language, language_name, value."""
        kept = self.data or {}
        codes = [*self.languages, *(code for code in kept if code not in self.languages)]
        return [
            {
                "name": f"{self.name}-{code}",
                "id": f"{self.id}-{code}",
                "language": code,
                "language_name": language_name(code),
                "value": kept.get(code, ""),
            }
            for code in codes
        ]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read one text a language; a language left empty is left out."""
        self.process_errors = []
        given = data() if callable(data) else data
        self.object_data = given
        self.data = dict(given) if isinstance(given, dict) else None
        names = [name for name in (formdata or {}) if name.startswith(f"{self.name}-")]
        if formdata and names:
            prefix = len(self.name) + 1
            texts = {name[prefix:]: clean(formdata.get(name), keep_lines=self.is_long) for name in names}
            order = [*(self.data or {}), *self.languages]
            known = sorted((code for code in texts if code in order), key=order.index)
            self.data = {code: texts[code] for code in known if texts[code]} or None

    def pre_validate(self, form: Any) -> None:
        """Refuse a missing or overlong text."""
        if self.is_required and not self.data:
            raise ValidationError(_l("Fill this in, in one language at least."))
        if self.data and any(len(text) > self.most for text in self.data.values()):
            raise ValidationError(_l("Use at most %(most)d characters.", most=self.most))


class LanguagesForm(Form):
    """A form whose texts are written in the languages given as ``meta={"languages": …}``."""

    class Meta(Form.Meta):
        """Hand the languages to every field of text by language."""

        languages: Sequence[str] = ()

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Bind a field, telling it the languages where it asks for them."""
            if issubclass(unbound_field.field_class, LanguageMapField):
                options = {**options, "languages": self.languages}
            return super().bind_field(form, unbound_field, options)


def key_or_none(value: object) -> str | None:
    """Return what a list of keys holds: nothing chosen is None."""
    return str(value) if value else None


def to_choose(
    pairs: Iterable[tuple[str, str | LazyString]], *, nothing: str | LazyString | None = None
) -> list[SelectChoice]:
    """Return values and words as the choices of a list; ``nothing`` is the word for choosing none."""
    first = [] if nothing is None else [SelectChoice("", nothing)]
    return [*first, *(SelectChoice(value, word) for value, word in pairs)]


__all__ = [
    "Form",
    "LanguageMapField",
    "LanguagesForm",
    "StringField",
    "TextAreaField",
    "at_most",
    "key_or_none",
    "optional",
    "required",
    "to_choose",
]
