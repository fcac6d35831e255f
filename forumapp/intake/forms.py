"""The form that takes a table: pasted with its form, pasted as text, or as a file."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import Field
from wtforms.widgets import HiddenInput

from forumapp.exchange.tables.sources import Source, SourceKind, detect
from forumapp.web.forms import Form, TextAreaField


class RawField(Field):
    """A hidden field whose text is kept as it comes: the HTML of a clipboard."""

    widget: Any = HiddenInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent."""
        self.data = valuelist[0] if valuelist else ""


class TableTextField(TextAreaField):
    """Text whose tabs and blank ends divide it into columns."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent, and what the page's script kept of the clipboard."""
        super().process_formdata(valuelist)
        self.raw_text = str(valuelist[0]) if valuelist else ""


class IntakeForm(Form):
    """A table or a list to bring in."""

    html = RawField()
    text = TableTextField(
        _l("Paste the table here"),
        description=_l("From Word, Excel or a letter: select the table there, copy it, and paste it here."),
    )
    file = FileField(
        _l("Or choose a file"),
        description=_l("Word (.docx), Excel (.xlsx), CSV, a web page (.html) or a calendar (.ics), 20 MB at most."),
    )

    def source(self) -> Source | None:
        """Return what was sent, a file before a paste; None when nothing was. Raises ExchangeError for files of other kinds."""
        octets = self.file.data.read() if self.file.data else b""
        if octets:
            return Source(detect(octets), octets)
        if (self.html.data or "").strip():
            return Source(SourceKind.HTML, self.html.data.encode())
        text = getattr(self.text, "raw_text", "")
        if not text.strip():
            return None
        octets = text.encode()
        kind = detect(octets)
        return Source(kind, octets)
