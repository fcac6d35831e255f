"""The forms of releases and drafts."""

from wtforms import BooleanField, DateTimeLocalField, HiddenField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.widgets import HiddenInput

from forumapp.forums.models import Forum
from forumapp.i18n import LANGUAGE_NAMES, current_language
from forumapp.i18n import lazy_gettext as _l
from forumapp.web.forms import Form, at_most, optional, required

WALL_TIME = "%Y-%m-%dT%H:%M"


class PublishForm(Form):
    """What the organizer says of a release; ``number``, ``day`` and ``track`` are what was reviewed."""

    note = TextAreaField(
        _l("What to say about the changes"),
        [optional(), at_most(2000)],
        description=_l("It stands on the page of changes and in its feed."),
    )
    number = IntegerField(widget=HiddenInput())
    day = HiddenField()
    track = HiddenField()


class WithdrawForm(Form):
    """What the organizer says of going back; ``number`` is the next release as it was reviewed."""

    note = TextAreaField(
        _l("What to say about it"),
        [optional(), at_most(2000)],
        description=_l("It stands on the page of changes and in its feed."),
    )
    number = IntegerField(widget=HiddenInput())


class PlanForm(Form):
    """When to publish, and what to say of it."""

    due_at = DateTimeLocalField(_l("When"), [required()], format=WALL_TIME)
    note = TextAreaField(
        _l("What to say about the changes"),
        [optional(), at_most(2000)],
        description=_l("It stands on the page of changes and in its feed."),
    )


class SendDraftForm(Form):
    """Who is asked to approve, and in which language."""

    name = StringField(
        _l("Name"), [required(), at_most(200)], description=_l("As it stands in the letter and beside the approvals.")
    )
    email = StringField(_l("E-mail address"), [required(), at_most(254)])
    language = RadioField(_l("Language of the letter and the page"), [required()], choices=LANGUAGE_NAMES)
    sees_closed = BooleanField(_l("Show closed sessions too"))
    note = TextAreaField(_l("A word to the approver"), [optional(), at_most(2000)])

    @classmethod
    def for_forum(cls, forum: Forum) -> "SendDraftForm":
        """Return the form in the language spoken now; where approvals are needed, closed sessions are shown unless unchecked."""
        return cls(data={"language": current_language(), "sees_closed": forum.needs_approval})


class CommentForm(Form):
    """What an approver has to say of a session."""

    text = TextAreaField(_l("Your comment"), [required(), at_most(4000)])


class ButtonForm(Form):
    """A button on its own."""
