"""Who somebody is: the forms of delegates and registrars."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Self
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
from forumapp.questions import service as questions
from forumapp.questions.forms import AskingForm
from forumapp.questions.rules.parts import Purpose, Sheet, Stage, consent_name
from forumapp.registration import queries, service
from forumapp.registration.forms.consents import consents_given
from forumapp.registration.models import ConsentPurpose, Registration
from forumapp.registration.rules.addresses import MOST, Mailbox, mailbox
from forumapp.registration.rules.latin import latin_suggestion
from forumapp.registration.rules.names import is_latin, is_phone
from forumapp.registration.rules.places import modes_of
from forumapp.registration.words import ATTENDANCE_WORDS, CONSENT_ON_BEHALF, SPECIAL_CONSENT_ON_BEHALF
from forumapp.web.forms import Form, StringField, TextAreaField, at_most, optional


def written() -> DataRequired:
    """A field in which something must stand."""
    return DataRequired(_l("Fill this in."))


class PersonForm(AskingForm):
    """Who somebody is, where they come from, and what they answer to the forum's questions."""

    is_public: ClassVar[bool] = False
    """Whether only those categories stand in it that everybody can choose."""
    is_of_another: ClassVar[bool] = False
    """Whether somebody fills it in for another, so that the browser fills in nothing of its owner."""

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
        self.institution.choices = institution_choices(institutions, names)
        categories = self.sheet.categories if self.sheet is not None else ()
        offered = [each for each in categories if each.is_offered or not self.is_public]
        self.category.choices = [(each.key, localized(each.title, face.languages)) for each in offered]
        self.language.choices = list(LANGUAGE_NAMES.items())
        self.category.flags.required = self.language.flags.required = True
        self.interpretation.choices = [
            ("", _("Not needed")),
            *((code, language_name(code)) for code in face.languages),
        ]
        keys = [choice[0] for choice in self.category.choices]
        if known is not None and known.category not in keys:
            named = {category.key: localized(category.title, face.languages) for category in categories}
            self.category.choices.append((known.category, named.get(known.category, known.category)))
        elif not self.category.data or (not self.is_submitted() and self.category.data not in keys):
            self.category.data = next(iter(keys), None)

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
            category=self.category.data,
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

    def who(self) -> tuple[str, Attendance | None]:
        """Return the category and the way of taking part as far as they are chosen."""
        mode = next((each for each in Attendance if each.value == self.attendance.data), None)
        return self.category.data or "", mode


class RegistrationForm(_ArrivalForm):
    """The form by which a delegate registers."""

    is_public = True

    sessions = SelectMultipleField(
        _l("Sessions you would like to attend"),
        validators=[optional()],
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l(
            "These sessions take sign-ups, in the order of arrival. A place is yours once your registration is confirmed."
        ),
    )
    website = StringField(_l("Leave this empty"))
    submission_key = HiddenField()

    @classmethod
    def of(cls, forum: Forum, document: Document) -> Self:
        """Return the form for a forum, with what its visible document offers."""
        sheet = questions.sheet_of(forum)
        left = places_left(forum, sheet)
        form = cls.asking(sheet, sheet.asked_at(Stage.APPLY), left=left, purposes=sheet.consents)()
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

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the consent without which answers about special needs may not be kept, where there are such answers."""
        is_right = super().validate(extra_validators)
        name = consent_name(Purpose.SPECIAL)
        is_special = any(question.is_special and question.key in self.answered for question in self.questions)
        if name in self and is_special and not self[name].data:
            self[name].errors = [_("Tick this too, or leave the questions about special needs open.")]
            return False
        return is_right

    def consents(self) -> tuple[service.ConsentGiven, ...]:
        """Return what was agreed to, in the words of this page."""
        return consents_given(self)


class RevisionForm(PersonForm):
    """A delegate's details and answers as they stand."""

    attendance: Attendance

    @classmethod
    def of(
        cls,
        registration: Registration,
        document: Document,
        *,
        stages: Sequence[Stage] = (Stage.APPLY,),
        by_desk: bool = False,
    ) -> Self:
        """Return the form filled in with a registration; ``by_desk`` without answers that need special care."""
        forum = registration.forum
        sheet, held = questions.sheet_of(forum), queries.answers_of(registration)
        asked = [each for each in sheet.asked_at(*stages) if not (by_desk and each.is_special)]
        kind = cls.asking(sheet, asked, left=places_left(forum, sheet), held=held)
        kind.must_answer, kind.is_public = not by_desk, not by_desk
        form = kind(obj=registration)
        form.offer(document.forum, document.institutions, known=registration)
        form.attendance = registration.attendance
        if not form.is_submitted():
            form.institution.data = institution_key(registration, document)
            if registration.institution and not form.institution.data and not form.institution_name.data:
                form.institution_name.data = localized(registration.institution.name)
        return form

    def who(self) -> tuple[str, Attendance | None]:
        """Return the category as it is chosen here, and the way of taking part as it stands."""
        return self.category.data or "", self.attendance


class AnswersForm(AskingForm):
    """Some of the forum's questions on their own: the details asked for later, or those that need special care."""

    registration: Registration

    @classmethod
    def of(
        cls,
        registration: Registration,
        *,
        stage: Stage | None = None,
        is_special: bool | None = None,
        must_answer: bool = True,
        is_sent: bool = True,
    ) -> Self:
        """Return the form with the questions of a stage, or with those that need special care, as they are answered."""
        forum = registration.forum
        sheet, held = questions.sheet_of(forum), queries.answers_of(registration)
        asked = [
            each for each in sheet.questions if stage in (None, each.stage) and is_special in (None, each.is_special)
        ]
        kind = cls.asking(sheet, asked, left=places_left(forum, sheet), held=held)
        kind.must_answer = must_answer
        form = kind() if is_sent else kind(formdata=None)
        form.registration = registration
        return form

    def who(self) -> tuple[str, Attendance | None]:
        """Return as what and how the delegate takes part."""
        return self.registration.category, self.registration.attendance


class EntryForm(_ArrivalForm):
    """A delegate whom a registrar enters."""

    consent_data = BooleanField(
        CONSENT_ON_BEHALF, validators=[DataRequired(_l("Without this consent nobody can be registered."))]
    )
    consent_special = BooleanField(SPECIAL_CONSENT_ON_BEHALF)

    @classmethod
    def of(cls, forum: Forum, document: Document) -> Self:
        """Return the form for a forum, with what its document offers."""
        sheet = questions.sheet_of(forum)
        kind = cls.asking(sheet, sheet.asked_at(*Stage), left=places_left(forum, sheet))
        kind.must_answer = False
        form = kind()
        if not any(question.is_special for question in form.questions) or sheet.consent(Purpose.SPECIAL) is None:
            del form.consent_special
        form.offer(document.forum, document.institutions)
        form.offer_modes(forum)
        form.speak_of_another()
        form.language.data = form.language.data or current_language()
        return form

    def speak_of_another(self) -> None:
        """Let labels speak of the delegate, not to them."""
        self.category.label.text, self.attendance.label.text = _("Takes part as"), _("Taking part")
        self.language.label.text = _("Language of letters")
        self.latin_name.description = _("As in the passport. It stands on the badge beside the name.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the consent in writing without which answers about special needs may not be kept."""
        is_right = super().validate(extra_validators)
        is_special = any(question.is_special and question.key in self.answered for question in self.questions)
        if is_special and "consent_special" in self and not self.consent_special.data:
            self.consent_special.errors = [_("Tick this too, or leave the questions about special needs open.")]
            return False
        return is_right

    def consents(self) -> tuple[service.ConsentGiven, ...]:
        """Return the consents that the registrar holds in writing."""
        given = {ConsentPurpose.DATA.value: CONSENT_ON_BEHALF}
        if "consent_special" in self and self.consent_special.data:
            given[Purpose.SPECIAL.value] = SPECIAL_CONSENT_ON_BEHALF
        language = current_language()
        return tuple(
            service.ConsentGiven(purpose=purpose, language=language, words=str(words))
            for purpose, words in given.items()
        )


class DeclineForm(Form):
    """Why somebody is turned down."""

    reason = TextAreaField(
        _l("Reason"),
        validators=[written(), at_most(1000)],
        description=_l("The delegate reads it, in the letter and on their page."),
    )


def places_left(forum: Forum, sheet: Sheet) -> dict[tuple[str, str], int]:
    """Return how many places are left for the options that have places, by key of question and option."""
    limits = {
        (question.key, option.key): option.places
        for question in sheet.questions
        for option in question.options or ()
        if option.places is not None
    }
    if not limits:
        return {}
    taken = queries.options_taken(forum)
    return {name: max(places - taken.get(name, 0), 0) for name, places in limits.items()}


def institution_key(registration: Registration, document: Document) -> str:
    """Return the key by which the forum knows a registration's institution, empty where it knows none."""
    if registration.institution is None:
        return ""
    name, country = registration.institution.name, registration.institution.country
    return next((each.key for each in document.institutions if each.name == name and each.country == country), "")


def institution_choices(
    parts: Iterable[InstitutionPart], countries: dict[str, str]
) -> dict[str, list[tuple[str, str]]]:
    """Return institutions for choosing, by country in the order of countries."""
    order = {code: number for number, code in enumerate(countries)}
    choices: dict[str, list[tuple[str, str]]] = {_("Not in this list"): [("", _("Another one, or none"))]}
    for part in sorted(parts, key=lambda part: order.get(part.country, len(order))):
        choices.setdefault(countries.get(part.country, part.country), []).append((part.key, localized(part.name)))
    return choices


def _with_signup(sessions: Sequence[SessionPart]) -> list[Any]:
    kinds = (Signup.OPEN, Signup.APPROVAL)
    return [session for session in sessions if session.signup in kinds and session.status is not Status.CANCELLED]
