"""What registrars decide of a delegation."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from forumapp.delegations.models import Delegation, WaitingMode
from forumapp.delegations.rules.states import MOST_QUOTA
from forumapp.delegations.service import Terms
from forumapp.delegations.words import WAITING_MODES
from forumapp.directory import queries as directory
from forumapp.forums.models import Forum
from forumapp.i18n import LANGUAGE_NAMES, current_language, localized
from forumapp.i18n import gettext as _
from forumapp.registration.rules.addresses import MOST, mailbox
from forumapp.web.forms import LanguageMapField, LanguagesForm, StringField, at_most, optional, required, to_choose


class DelegationForm(LanguagesForm):
    """Who comes, how many, who is asked to name them, and until when."""

    country = SelectField(_l("Country"), validators=[required()])
    institution = SelectField(
        _l("Library or organization"),
        validators=[optional()],
        description=_l("Only when the delegation is that of one library and not of the country."),
    )
    name = LanguageMapField(
        _l("Name of the delegation"),
        description=_l("Without one it is called after the library, else after the country."),
    )
    quota = IntegerField(
        _l("People in the quota"),
        validators=[
            InputRequired(_l("Fill this in.")),
            NumberRange(min=1, max=MOST_QUOTA, message=_l("Write a number between %(min)d and %(max)d.")),
        ],
        description=_l("So many people its head can enter. Places are given out by the forum’s rules."),
    )
    waiting_mode = RadioField(
        _l("When places become free"),
        choices=to_choose((mode.value, word) for mode, word in WAITING_MODES.items()),
        default=WaitingMode.EACH.value,
        validators=[InputRequired(_l("Choose one."))],
    )
    head_name = StringField(_l("Name of the head"), validators=[required(), at_most(200)])
    head_email = StringField(_l("E-mail address of the head"), validators=[required(), at_most(MOST)])
    head_language = SelectField(
        _l("Language of letters"), choices=to_choose(LANGUAGE_NAMES.items()), validators=[required()]
    )
    deadline = DateField(
        _l("Last day for changes"),
        validators=[optional()],
        description=_l("On the forum’s clock. After it the head only reads. Without one, the last day of the forum."),
    )

    def validate_head_email(self, field: StringField) -> None:
        """Refuse what is no address."""
        if mailbox(field.data or "") is None:
            raise ValidationError(_("Write an e-mail address like name@library.org."))

    @classmethod
    def of(cls, forum: Forum, delegation: Delegation | None = None) -> Self:
        """Return the form for a forum, filled in with a delegation where there is one."""
        form = cls(obj=delegation, meta={"languages": forum.languages})
        form.country.choices = [("", _("Choose a country")), *directory.country_choices(current_language())]
        institutions = directory.forum_institutions(forum)
        known = [(str(each.institution_id), localized(each.institution.name, forum.languages)) for each in institutions]
        if delegation is not None and delegation.institution is not None:
            own = (str(delegation.institution_id), localized(delegation.institution.name, forum.languages))
            known = known if own in known else [*known, own]
        form.institution.choices = [("", _("The country’s delegation")), *known]
        if not form.is_submitted():
            form.head_language.data = delegation.head_language if delegation else current_language()
            if delegation is not None:
                form.institution.data = str(delegation.institution_id or "")
                form.waiting_mode.data = delegation.waiting_mode.value
        return form

    def terms(self) -> Terms:
        """Return what was decided."""
        found = mailbox(self.head_email.data or "")
        return Terms(
            name=self.name.data,
            country=self.country.data,
            institution_id=int(self.institution.data) if self.institution.data else None,
            quota=self.quota.data or 0,
            head_name=self.head_name.data or "",
            head_email=found.address if found else "",
            head_language=self.head_language.data,
            deadline=self.deadline.data,
            waiting_mode=WaitingMode(self.waiting_mode.data),
        )
