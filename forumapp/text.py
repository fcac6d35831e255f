"""Text as people type it, made safe once at the border."""

import re
import unicodedata

_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""Signs that nobody sees, and such as XML and databases cannot hold."""
_BLANKS = re.compile(r"[ \t\u00a0]+(?=\n)")


def clean(text: str | None, *, keep_lines: bool = True) -> str:
    """Return text in composed form without control and direction characters and blank ends; tabs and line ends stay.

    With ``keep_lines=False`` everything comes on one line.
    """
    if not text:
        return ""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = unicodedata.normalize("NFC", _CONTROLS.sub("", text))
    if not keep_lines:
        return " ".join(text.split())
    return _BLANKS.sub("", text).strip()
