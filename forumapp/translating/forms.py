"""The row that is a form, and the forms that take a file in."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField
from wtforms.validators import AnyOf, Regexp

from forumapp.forums.rules.translations import FIELDS, Place
from forumapp.translating.rules.states import State, tidy
from forumapp.translating.service import Seen
from forumapp.web.forms import Form, TextAreaField


class RowForm(Form):
    """One text in one language. ``deed``: "save" writes it, "reviewed" and "machine" write and mark it."""

    kind = HiddenField(validators=[AnyOf(tuple(FIELDS))])
    key = HiddenField()
    field = HiddenField()
    source = HiddenField(validators=[Regexp(r"[A-Za-z0-9-]{1,35}")])
    seen_text = HiddenField()
    seen_source = HiddenField()
    version = HiddenField()
    text = TextAreaField(_l("Translation"))
    deed = HiddenField(validators=[AnyOf(("save", State.MACHINE.value, State.REVIEWED.value))])

    @property
    def place(self) -> Place:
        """Where the text stands."""
        return Place(self.kind.data or "", self.key.data or "", self.field.data or "")

    @property
    def words(self) -> str:
        """What was typed, on one line where the place has one."""
        return tidy(self.text.data, self.place)

    @property
    def seen(self) -> Seen:
        """What the asker had before their eyes."""
        version = self.version.data or ""
        return Seen(
            text=self.seen_text.data or "",
            source=self.seen_source.data or "",
            version=int(version) if version.isdecimal() and len(version) < 10 else None,
        )

    @property
    def mark(self) -> State | None:
        """What to say of the translation, None for nothing."""
        return None if self.deed.data == "save" else State(self.deed.data or "")


class ShownForm(Form):
    """The button that marks what a page shows; ``shown`` tells what that was."""

    shown = HiddenField(validators=[Regexp(r"[0-9a-f]{16}")])


class SheetForm(Form):
    """A translator's file to compare with what stands."""

    file = FileField(
        _l("File"),
        validators=[FileRequired(_l("Choose a file."))],
        description=_l("The Excel file (XLSX) that was saved here, filled in, 5 MB at most."),
    )


class TakeForm(Form):
    """The button that takes in the file shown; ``file`` is the signed name under which it is kept."""

    file = HiddenField(validators=[Regexp(r"[A-Za-z0-9_.-]{20,300}")])
