"""Forms of the directory: people, institutions and countries."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import NumberRange

from forumapp.directory.models import Country
from forumapp.directory.words import INSTITUTION_KINDS
from forumapp.exchange.document import InstitutionKind, InstitutionPart, LanguageMap, PersonPart
from forumapp.i18n import LANGUAGE_NAMES
from forumapp.web.forms import Form, LanguageMapField, StringField, at_most, optional, required


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


class PersonForm(LanguagesForm):
    """A person of the programme."""

    family_name = LanguageMapField(_l("Family name"), is_required=True)
    given_name = LanguageMapField(_l("Given name"))
    patronymic = LanguageMapField(_l("Patronymic"))
    post = LanguageMapField(_l("Post"), description=_l("As it stands in the programme, for example “director”."))
    institution = SelectField(_l("Institution"), validators=[optional()], coerce=key_or_none)
    biography = LanguageMapField(_l("Biography"), is_long=True, most=6000)
    next = HiddenField()

    @classmethod
    def of(cls, languages: Sequence[str], institutions: Iterable[tuple[str, str]], part: PersonPart | None) -> Self:
        """Return the form for somebody new, or filled in with a person as they stand."""
        form = cls(meta={"languages": languages}, obj=part)
        form.institution.choices = to_choose(institutions, nothing=_l("None"))
        return form

    def part(self, key: str, before: PersonPart | None = None) -> PersonPart:
        """Return the person as filled in."""
        kept: dict[str, Any] = {
            name: _kept(self[name].data, getattr(before, name, None)) for name in ("patronymic", "post", "biography")
        }
        return PersonPart(
            key=key,
            given_name=self.given_name.data or {},
            family_name=self.family_name.data or {},
            institution=self.institution.data,
            **kept,
        )


class InstitutionForm(LanguagesForm):
    """A library or organization."""

    name = LanguageMapField(_l("Name of the institution"), is_required=True)
    kind = SelectField(
        _l("Kind"),
        choices=to_choose((kind.value, word) for kind, word in INSTITUTION_KINDS.items()),
        coerce=InstitutionKind,
        validators=[required()],
    )
    country = SelectField(_l("Country"), validators=[required()])
    city = LanguageMapField(_l("City"))
    isil = StringField(
        _l("Library code (ISIL)"),
        validators=[optional(), at_most(16)],
        description=_l("International identifier of the library, for example RU-10010033."),
    )
    next = HiddenField()

    @classmethod
    def of(cls, languages: Sequence[str], countries: Iterable[tuple[str, str]], part: InstitutionPart | None) -> Self:
        """Return the form for a new institution, or filled in with one as it stands."""
        form = cls(meta={"languages": languages}, obj=part)
        form.country.choices = to_choose(countries, nothing=_l("Choose a country"))
        return form

    def part(self, key: str, before: InstitutionPart | None = None) -> InstitutionPart:
        """Return the institution as filled in."""
        return InstitutionPart(
            key=key,
            name=self.name.data or {},
            kind=self.kind.data,
            country=self.country.data,
            isil=self.isil.data or None,
            city=_kept(self.city.data, before.city if before else None),
        )


class CountryForm(LanguagesForm):
    """A country as this instance names and orders it."""

    names = LanguageMapField(_l("Short name"), is_required=True, most=120)
    official_names = LanguageMapField(_l("Official name"), most=240)
    position = IntegerField(
        _l("Place in the order"),
        validators=[required(), NumberRange(min=1, max=999, message=_l("Give a number from 1 to 999."))],
        description=_l("Lists of countries follow this number; those with the same number follow the alphabet."),
    )

    @classmethod
    def of(cls, country: Country) -> Self:
        """Return the form filled in with a country as it stands."""
        return cls(meta={"languages": tuple(LANGUAGE_NAMES)}, obj=country)

    def values(self) -> dict[str, Any]:
        """Return the names and the place as filled in."""
        return {
            "names": self.names.data or {},
            "official_names": self.official_names.data or {},
            "position": self.position.data,
        }


class AddCountryForm(CountryForm):
    """A country that gets a name of this instance's own."""

    code = SelectField(_l("Country"), validators=[required()])

    @classmethod
    def among(cls, free: Iterable[tuple[str, str]], position: int) -> Self:
        """Return the form with the countries to choose from, at the end of the order."""
        form = cls(meta={"languages": tuple(LANGUAGE_NAMES)}, data={"position": position})
        form.code.choices = to_choose(free, nothing=_l("Choose a country"))
        return form


def _kept(text: LanguageMap | None, before: LanguageMap | None) -> LanguageMap | None:
    """Return the text; where nothing is said, an empty text stays empty and is not taken for a change."""
    return {} if not text and before == {} else text
