"""The field for a file: what was taken in once is not asked for again when the form is refused for something else."""

from typing import Any

from flask_wtf.file import FileField
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage

from forumapp import storage
from forumapp.errors import RuleBroken
from forumapp.questions.rules.answers import StoredFile
from forumapp.storage import attachments
from forumapp.text import clean
from forumapp.web.signing import signer

MOST_NAME = 200


class AnswerFileField(FileField):
    """A file as an answer: ``<name>`` is a new one, ``<name>.kept`` carries one that lies here already, signed.

    ``<name>.remove`` takes that one away.
    """

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.data: Any = None
        self.kept: StoredFile | None = None

    @property
    def seal(self) -> str:
        """What the form carries of the file that lies here."""
        return "" if self.kept is None else str(_signer().dumps(self.kept.as_answer()))

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the new file, else the one that lies here."""
        super().process(formdata, None, extra_filters)
        held = data if isinstance(data, dict) else self.default
        self.kept = StoredFile(**held) if isinstance(held, dict) else None
        if formdata is None:
            return
        if f"{self.name}.kept" in formdata:
            self.kept = _opened(formdata.get(f"{self.name}.kept"))
        if formdata.get(f"{self.name}.remove"):
            self.kept = None

    def taken_in(self) -> StoredFile | None:
        """Keep a new file and return what lies here now; raises RuleBroken for what is no file that is taken."""
        sent = self.data
        if isinstance(sent, FileStorage):
            self.kept, self.data = None, None
            octets = sent.stream.read(attachments.MOST_OCTETS + 1)
            try:
                kind = attachments.attachment_kind(octets)
            except RuleBroken as broken:
                raise RuleBroken(broken.sentence, field=self.name) from broken
            name = clean(sent.filename or "", keep_lines=False)[-MOST_NAME:] or f"file.{kind.value}"
            file = storage.keep(attachments.FOLDER, {"": octets})
            self.kept = StoredFile(file=file, name=name, kind=kind.value, size=len(octets))
        return self.kept


def _signer() -> URLSafeSerializer:
    return signer("questions.file")


def _opened(text: str | None) -> StoredFile | None:
    try:
        return StoredFile(**_signer().loads(text or ""))
    except (BadData, TypeError):
        return None
