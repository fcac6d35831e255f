"""Forms of the directory: people, institutions and countries."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField
from wtforms.validators import NumberRange

from forumapp.directory.models import Country
from forumapp.directory.words import INSTITUTION_KINDS
from forumapp.exchange.document import InstitutionKind, InstitutionPart, LanguageMap, PersonPart
from forumapp.i18n import LANGUAGE_NAMES
from forumapp.web.forms import (
    LanguageMapField,
    LanguagesForm,
    StringField,
    at_most,
    key_or_none,
    optional,
    required,
    to_choose,
)
from forumapp.web.revising import RevisingForm


class PersonForm(RevisingForm):
    """A person of the programme."""

    family_name = LanguageMapField(_l("Family name"), is_required=True)
    given_name = LanguageMapField(_l("Given name"))
    patronymic = LanguageMapField(_l("Patronymic"))
    post = LanguageMapField(_l("Post"), description=_l("As it stands in the programme, for example “director”."))
    institution = SelectField(_l("Institution"), validators=[optional()], coerce=key_or_none)
    biography = LanguageMapField(_l("Biography"), is_long=True, most=6000)
    next = HiddenField()

    @classmethod
    def of(
        cls,
        languages: Sequence[str],
        institutions: Iterable[tuple[str, str]],
        part: PersonPart | None,
        *,
        is_stored: bool = False,
    ) -> Self:
        """Return the form for somebody new, or filled in with a person as they stand; with ``is_stored`` whatever was sent."""
        form = cls(meta={"languages": languages}, obj=part, **cls.made_from(part, is_stored=is_stored))
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


class InstitutionForm(RevisingForm):
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
    def of(
        cls,
        languages: Sequence[str],
        countries: Iterable[tuple[str, str]],
        part: InstitutionPart | None,
        *,
        is_stored: bool = False,
    ) -> Self:
        """Return the form for a new institution, or filled in with one as it stands; with ``is_stored`` whatever was sent."""
        form = cls(meta={"languages": languages}, obj=part, **cls.made_from(part, is_stored=is_stored))
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
