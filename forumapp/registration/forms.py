"""Forms of registration: what a delegate and a registrar fill in."""

from collections.abc import Iterable, Sequence
from typing import Any, Self
from uuid import uuid4

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from forumapp.directory import queries as directory
from forumapp.exchange.document import Attendance, Document, ForumPart, InstitutionPart, SessionPart, Signup, Status
from forumapp.forums.models import Forum
from forumapp.i18n import LANGUAGE_NAMES, current_language, language_name, localized
from forumapp.i18n import gettext as _
from forumapp.registration import service
from forumapp.registration.models import ConsentPurpose, Registration
from forumapp.registration.rules.addresses import MOST, Mailbox, mailbox
from forumapp.registration.rules.latin import latin_suggestion
from forumapp.registration.rules.names import is_latin, is_phone
from forumapp.registration.rules.places import modes_of
from forumapp.registration.words import ATTENDANCE_WORDS, CATEGORY_WORDS, CONSENT_ON_BEHALF, CONSENT_WORDS
from forumapp.web.forms import Form, StringField, TextAreaField, at_most, optional


def written() -> DataRequired:
    """A field in which something must stand."""
    return DataRequired(_l("Fill this in."))


class PersonForm(Form):
    """Who somebody is and where they come from."""

    family_name = StringField(_l("Family name"), validators=[written(), at_most(120)])
    given_name = StringField(_l("Given name"), validators=[written(), at_most(120)])
    patronymic = StringField(_l("Patronymic"), validators=[optional(), at_most(120)])
    latin_name = StringField(
        _l("Name in Latin letters"),
        validators=[optional(), at_most(200)],
        description=_l("As in your passport. It stands on your badge beside your name."),
    )
    phone = StringField(
        _l("Telephone"), validators=[optional(), at_most(40)], description=_l("With the code of the country: +993 12 …")
    )
    country = SelectField(_l("Country"), validators=[written()])
    institution = SelectField(_l("Library or organization"), validators=[optional()])
    institution_name = StringField(_l("Its name, if it is not in the list"), validators=[optional(), at_most(300)])
    post = StringField(_l("Post"), validators=[optional(), at_most(300)])
    category = SelectField(_l("You take part as"), validators=[optional()], default="delegate")
    language = SelectField(_l("Language of our letters to you"), validators=[optional()])
    interpretation = SelectField(
        _l("Interpretation"),
        validators=[optional()],
        description=_l("Choose a language if you would like to listen through an interpreter."),
    )

    def validate_latin_name(self, field: StringField) -> None:
        """Refuse other alphabets."""
        if field.data and not is_latin(field.data):
            raise ValidationError(_("Use Latin letters, spaces, hyphens and apostrophes only."))

    def validate_phone(self, field: StringField) -> None:
        """Refuse what cannot be dialed."""
        if field.data and not is_phone(field.data):
            raise ValidationError(
                _("Write the number with digits, spaces, brackets and a plus sign, at least 5 digits.")
            )

    def offer(
        self, face: ForumPart, institutions: Iterable[InstitutionPart], *, known: Registration | None = None
    ) -> None:
        """Set what can be chosen: from the released forum, and what a registration holds already."""
        names = directory.country_names(current_language())
        self.country.choices = [("", _("Choose a country")), *names.items()]
        self.institution.choices = _institutions(institutions, names)
        self.category.choices = list(CATEGORY_WORDS.items())
        self.language.choices = list(LANGUAGE_NAMES.items())
        self.category.flags.required = self.language.flags.required = True
        self.interpretation.choices = [
            ("", _("Not needed")),
            *((code, language_name(code)) for code in face.languages),
        ]
        if known is not None and known.category not in CATEGORY_WORDS:
            self.category.choices.append((known.category, known.category))

    def was_asked_to_spell(self) -> bool:
        """Fill in the name in Latin letters where the button for it was used; the person confirms it by sending the form."""
        if "spell" not in request.form:
            return False
        country, family_name, given_name = self.country.data, self.family_name.data or "", self.given_name.data or ""
        spelled = latin_suggestion(family_name, given_name, country=country or "")
        if spelled:
            self.latin_name.data = spelled
            self.latin_name.description = _(
                "A suggestion. Compare it with your passport and change it where it differs."
            )
        else:
            self.latin_name.errors = [_("Fill in family name and given name first, or write it yourself.")]
        return True

    def said(self, forum: Forum) -> service.Answers:
        """Return what was filled in; what was left empty is None."""
        known = directory.forum_institution_by_key(forum, self.institution.data) if self.institution.data else None
        return service.Answers(
            given_name=self.given_name.data or "",
            family_name=self.family_name.data or "",
            patronymic=self.patronymic.data or None,
            latin_name=self.latin_name.data or None,
            phone=self.phone.data or None,
            country=self.country.data,
            institution_id=known.institution_id if known else None,
            institution_name=self.institution_name.data or None,
            post=self.post.data or None,
            category=self.category.data or "delegate",
            language=self.language.data or current_language(),
            interpretation=self.interpretation.data or None,
        )


class MailboxForm(Form):
    """An address to which letters go."""

    email = StringField(_l("E-mail"), validators=[written(), at_most(MOST)])
    mailbox: Mailbox

    def validate_email(self, field: StringField) -> None:
        """Refuse what is no address."""
        found = mailbox(field.data or "")
        if found is None:
            raise ValidationError(_("Write an e-mail address like name@library.org."))
        self.mailbox = found


class _ArrivalForm(PersonForm, MailboxForm):
    """Somebody new: with an address and a way of taking part."""

    attendance = RadioField(_l("How you take part"), validators=[InputRequired(_l("Choose how you take part."))])

    def offer_modes(self, forum: Forum) -> None:
        """Set the ways of taking part that the forum has; where there is one, it is chosen."""
        modes = modes_of(forum.attendance)
        self.attendance.choices = [(mode.value, ATTENDANCE_WORDS[mode]) for mode in modes]
        if len(modes) == 1:
            self.attendance.validators = [optional()]
            self.attendance.data = modes[0].value

    @property
    def mode(self) -> Attendance:
        """The way of taking part that was chosen."""
        return Attendance(self.attendance.data)


class RegistrationForm(_ArrivalForm):
    """The form by which a delegate registers."""

    sessions = SelectMultipleField(
        _l("Sessions you would like to attend"),
        validators=[optional()],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("These sessions take sign-ups. We mark them in your programme."),
    )
    consent_data = BooleanField(
        CONSENT_WORDS[ConsentPurpose.DATA],
        validators=[DataRequired(_l("Without this consent we cannot register you."))],
    )
    consent_list = BooleanField(CONSENT_WORDS[ConsentPurpose.LIST])
    website = StringField(_l("Leave this empty"))
    submission_key = HiddenField()

    @classmethod
    def of(cls, forum: Forum, document: Document) -> Self:
        """Return the form for a forum, with what its visible document offers."""
        form = cls()
        form.offer(document.forum, document.institutions)
        form.offer_modes(forum)
        form.sessions.choices = [
            (session.key, localized(session.title, document.forum.languages))
            for session in _with_signup(document.sessions)
        ]
        form.language.data = form.language.data or current_language()
        form.submission_key.data = (form.submission_key.data or uuid4().hex)[:64]
        return form

    @property
    def is_from_robot(self) -> bool:
        """Say whether the field that people never see was filled in."""
        return bool(self.website.data)

    def chosen_sessions(self) -> tuple[str, ...]:
        """Return the keys of the sessions chosen, those only that were offered."""
        offered = {choice[0] for choice in self.sessions.choices or ()}
        return tuple(key for key in self.sessions.data or () if key in offered)

    def consents(self) -> tuple[service.ConsentGiven, ...]:
        """Return what was agreed to, in the words of this page."""
        purposes = [ConsentPurpose.DATA] + ([ConsentPurpose.LIST] if self.consent_list.data else [])
        return tuple(consent(purpose) for purpose in purposes)


class RevisionForm(PersonForm):
    """A delegate's details as they stand."""

    @classmethod
    def of(cls, registration: Registration, document: Document) -> Self:
        """Return the form filled in with a registration."""
        form = cls(obj=registration)
        form.offer(document.forum, document.institutions, known=registration)
        if not form.is_submitted():
            form.institution.data = institution_key(registration, document)
            if registration.institution and not form.institution.data and not form.institution_name.data:
                form.institution_name.data = localized(registration.institution.name)
        return form


class EntryForm(_ArrivalForm):
    """A delegate whom a registrar enters."""

    consent_data = BooleanField(
        CONSENT_ON_BEHALF, validators=[DataRequired(_l("Without this consent nobody can be registered."))]
    )

    @classmethod
    def of(cls, forum: Forum, document: Document) -> Self:
        """Return the form for a forum, with what its document offers."""
        form = cls()
        form.offer(document.forum, document.institutions)
        form.offer_modes(forum)
        form.language.data = form.language.data or current_language()
        return form

    def consents(self) -> tuple[service.ConsentGiven, ...]:
        """Return the consent that the registrar holds in writing."""
        words = str(CONSENT_ON_BEHALF)
        return (service.ConsentGiven(purpose=ConsentPurpose.DATA, language=current_language(), words=words),)


class ReturnForm(Form):
    """Registering again after a withdrawal."""

    consent_data = BooleanField(
        CONSENT_WORDS[ConsentPurpose.DATA],
        validators=[DataRequired(_l("Without this consent we cannot register you."))],
    )


class DeclineForm(Form):
    """Why somebody is turned down."""

    reason = TextAreaField(
        _l("Reason"),
        validators=[written(), at_most(1000)],
        description=_l("The delegate reads it, in the letter and on their page."),
    )


def consent(purpose: ConsentPurpose) -> service.ConsentGiven:
    """Return a consent in the words that the page of this request shows."""
    return service.ConsentGiven(purpose=purpose, language=current_language(), words=str(CONSENT_WORDS[purpose]))


def institution_key(registration: Registration, document: Document) -> str:
    """Return the key by which the forum knows a registration's institution, empty where it knows none."""
    if registration.institution is None:
        return ""
    name, country = registration.institution.name, registration.institution.country
    return next((each.key for each in document.institutions if each.name == name and each.country == country), "")


def _institutions(parts: Iterable[InstitutionPart], countries: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Return institutions for choosing, by country in the order of countries."""
    order = {code: number for number, code in enumerate(countries)}
    choices: dict[str, list[tuple[str, str]]] = {_("Not in this list"): [("", _("Another one, or none"))]}
    for part in sorted(parts, key=lambda part: order.get(part.country, len(order))):
        choices.setdefault(countries.get(part.country, part.country), []).append((part.key, localized(part.name)))
    return choices


def _with_signup(sessions: Sequence[SessionPart]) -> list[Any]:
    return [session for session in sessions if session.signup is Signup.OPEN and session.status is not Status.CANCELLED]
