"""Quotation marks within quotation marks."""

INNER = {"«": ("»", "„", "“"), "“": ("”", "‘", "’")}
"""By an opening mark: the one that closes it, and the two that stand for both where they are inside such a pair."""


def nested(text: str) -> str:
    """Return the text with the marks inside quotations changed: «Секция „Фонды“»; as it is where marks do not pair."""
    for opening, (closing, *inner) in INNER.items():
        if text.count(opening) > 1:
            text = _nested(text, opening, closing, inner)
    return text


def _nested(text: str, opening: str, closing: str, inner: list[str]) -> str:
    depth, written = 0, []
    for sign in text:
        depth -= sign == closing
        if depth < 0:
            return text
        written.append(inner[sign == closing] if depth and sign in (opening, closing) else sign)
        depth += sign == opening
    return text if depth else "".join(written)
