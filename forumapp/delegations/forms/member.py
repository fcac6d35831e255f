"""A member as a head enters them: the form of a page, and of one row of a pasted table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from forumapp.delegations.models import Delegation
from forumapp.directory import queries as directory
from forumapp.exchange.document import Attendance, Document
from forumapp.i18n import LANGUAGE_NAMES, current_language, localized
from forumapp.i18n import gettext as _
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import CategoryPart
from forumapp.registration import service
from forumapp.registration.forms import institution_choices, institution_key
from forumapp.registration.models import Registration
from forumapp.registration.rules.addresses import MOST, mailbox
from forumapp.registration.rules.names import is_latin
from forumapp.registration.rules.places import modes_of
from forumapp.registration.words import ATTENDANCE_WORDS
from forumapp.schedule.queries import released
from forumapp.schedule.rules import PUBLIC
from forumapp.web.forms import Form, StringField, at_most, optional

Choices = list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """What can be chosen for a member of a delegation, and what is taken where nothing is said; read once a page."""

    delegation: Delegation
    countries: Choices
    institutions: dict[str, Choices]
    categories: tuple[CategoryPart, ...]
    """As what people take part, those too that registrars alone choose."""
    modes: Choices
    languages: Choices
    ids: Mapping[str, int]
    """Institutions of the directory by the key that the forum gives them."""
    document: Document | None

    @classmethod
    def of(cls, delegation: Delegation) -> Self:
        """Return what the public may know of the forum's institutions, and the words of everything else."""
        forum = delegation.forum
        current = released(forum.slug)
        document = current.seen_by(PUBLIC) if current is not None else None
        names = directory.country_names(current_language())
        ids = {each.key: each.institution_id for each in directory.forum_institutions(forum)}
        parts = document.institutions if document is not None else ()
        return cls(
            delegation=delegation,
            countries=list(names.items()),
            institutions=institution_choices([each for each in parts if each.key in ids], names),
            categories=questions.sheet_of(forum).categories,
            modes=[(mode.value, str(ATTENDANCE_WORDS[mode])) for mode in modes_of(forum.attendance)],
            languages=list(LANGUAGE_NAMES.items()),
            ids=ids,
            document=document,
        )

    @property
    def offered(self) -> tuple[CategoryPart, ...]:
        """As what a head can let people take part."""
        return tuple(category for category in self.categories if category.is_offered)

    def category_choices(self, known: Registration | None = None) -> Choices:
        """Return what stands to choose from: what is offered, and as what somebody takes part already."""
        languages = self.delegation.forum.languages
        choices = [(category.key, localized(category.title, languages)) for category in self.offered]
        if known is None or known.category in dict(choices):
            return choices
        titles = {category.key: localized(category.title, languages) for category in self.categories}
        return [*choices, (known.category, titles.get(known.category, known.category))]

    def defaults(self) -> dict[str, str]:
        """Return what a member is taken to have where nothing is said."""
        delegation = self.delegation
        keys = [category.key for category in self.offered]
        category = "delegate" if "delegate" in keys else next(iter(keys), "")
        values = {"country": delegation.country, "category": category, "language": delegation.head_language}
        modes = [value for value, _word in self.modes]
        attendance = Attendance.ONSITE.value if Attendance.ONSITE in modes else modes[0]
        own = next((key for key, number in self.ids.items() if number == delegation.institution_id), "")
        offered = {key for choices in self.institutions.values() for key, _word in choices}
        values |= {"attendance": attendance, "institution": own if own in offered else ""}
        if delegation.institution is not None and not values["institution"]:
            values["institution_name"] = localized(delegation.institution.name, delegation.forum.languages)
        return values


class MemberForm(Form):
    """One person of a delegation."""

    family_name = StringField(_l("Family name"), validators=[DataRequired(_l("Fill this in.")), at_most(120)])
    given_name = StringField(_l("Given name"), validators=[DataRequired(_l("Fill this in.")), at_most(120)])
    patronymic = StringField(_l("Patronymic"), validators=[optional(), at_most(120)])
    latin_name = StringField(
        _l("Name in Latin letters"),
        validators=[optional(), at_most(200)],
        description=_l("As in the passport. It stands on the badge beside the name."),
    )
    email = StringField(
        _l("E-mail"),
        validators=[optional(), at_most(MOST)],
        description=_l(
            "To this address goes a letter with an own page. Without one, the consent is signed on your printed list."
        ),
    )
    country = SelectField(_l("Country"), validators=[DataRequired(_l("Choose a country."))])
    institution = SelectField(_l("Library or organization"), validators=[optional()])
    institution_name = StringField(_l("Its name, if it is not in the list"), validators=[optional(), at_most(300)])
    post = StringField(_l("Post"), validators=[optional(), at_most(300)])
    category = SelectField(_l("Takes part as"), validators=[DataRequired(_l("Choose one."))])
    attendance = RadioField(_l("How the person takes part"), validators=[InputRequired(_l("Choose one."))])
    language = SelectField(_l("Language of letters"), validators=[DataRequired(_l("Choose one."))])
    is_other = BooleanField(_l("This is another person of the same name"))

    def validate_latin_name(self, field: StringField) -> None:
        """Refuse other alphabets."""
        if field.data and not is_latin(field.data):
            raise ValidationError(_("Use Latin letters, spaces, hyphens and apostrophes only."))

    def validate_email(self, field: StringField) -> None:
        """Refuse what is no address."""
        if field.data and mailbox(field.data) is None:
            raise ValidationError(_("Write an e-mail address like name@library.org."))

    @classmethod
    def of(cls, offer: Offer, known: Registration | None = None, **keywords: Any) -> Self:
        """Return the form of one person, filled in with a registration, else with what is taken where nothing is said."""
        values = keywords.pop("data", None) or (_values(known, offer) if known else offer.defaults())
        form = cls(data=values, **keywords)
        form.country.choices = [("", _("Choose a country")), *offer.countries]
        form.institution.choices = offer.institutions
        form.category.choices = offer.category_choices(known)
        form.attendance.choices = offer.modes
        form.language.choices = offer.languages
        form.offer = offer
        return form

    offer: Offer

    def nominee(self) -> service.Nominee:
        """Return who was entered; what was left empty is None."""
        answers = service.Answers(
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            patronymic=self.patronymic.data or None,
            latin_name=self.latin_name.data or None,
            country=self.country.data,
            institution_id=self.offer.ids.get(self.institution.data or ""),
            institution_name=self.institution_name.data or None,
            post=self.post.data or None,
            category=self.category.data,
            language=self.language.data,
        )
        box = mailbox(self.email.data) if self.email.data else None
        return service.Nominee(
            mailbox=box,
            answers=answers,
            attendance=Attendance(self.attendance.data),
            is_other=bool(self.is_other.data),
        )


def _values(known: Registration, offer: Offer) -> dict[str, Any]:
    names = ("family_name", "given_name", "patronymic", "latin_name", "email", "country", "institution_name", "post")
    values = {name: getattr(known, name) for name in (*names, "category", "language")}
    key = institution_key(known, offer.document) if offer.document is not None else ""
    if known.institution is not None and not key and not known.institution_name:
        values["institution_name"] = localized(known.institution.name)
    return {**values, "institution": key, "attendance": known.attendance.value}
