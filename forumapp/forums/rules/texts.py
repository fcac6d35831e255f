"""What is shown of long texts."""

LONGEST = 300
"""Texts up to this many characters are shown whole."""

LEAD = 40
"""How many characters before the first difference are shown."""


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return two texts, of long ones the part in which they begin to differ; "…" stands for what is left out."""
    first = 0
    if before and after and max(len(before), len(after)) > LONGEST:
        pairs = zip(before, after, strict=False)
        same = next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))
        first = max(0, same - LEAD)
    return _excerpt(before, first), _excerpt(after, first)


def _excerpt(text: str, first: int) -> str:
    end = first + LONGEST
    return ("…" if first else "") + text[first:end].strip() + ("…" if len(text) > end else "")
