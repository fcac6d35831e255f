"""Who comes in somebody's place: the form of registrars and of delegates themselves."""

from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from forumapp.exchange.document import Attendance, Document
from forumapp.questions import service as questions
from forumapp.registration.forms.person import MailboxForm, PersonForm, institution_key
from forumapp.registration.models import Registration
from forumapp.web.forms import StringField, at_most, optional


class SuccessorForm(PersonForm, MailboxForm):
    """Who comes in somebody's place: as what and how that one takes part, and asked nothing more before they answer themselves."""

    is_of_another = True

    latin_name = StringField(
        _l("Name in Latin letters"),
        validators=[optional(), at_most(200)],
        description=_l("As in the passport. It stands on the badge beside the name."),
    )
    language = SelectField(_l("Language of letters"), validators=[optional()])
    registration: Registration

    @classmethod
    def of(cls, registration: Registration, document: Document) -> Self:
        """Return the form, with what people of one library have in common filled in."""
        kind = cls.asking(questions.sheet_of(registration.forum), (), left={})
        key = institution_key(registration, document)
        shared = {"country": registration.country, "language": registration.language, "institution": key}
        shared["institution_name"] = "" if key else registration.institution_name or ""
        form = kind(data=shared)
        form.registration = registration
        form.offer(document.forum, document.institutions, known=registration)
        form.category.data = registration.category
        return form

    def who(self) -> tuple[str, Attendance | None]:
        """Return as what and how the former one takes part."""
        return self.registration.category, self.registration.attendance
