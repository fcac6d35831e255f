"""A forum's own colors as a stylesheet, moved to tones that can be read on light and on dark paper."""

from collections.abc import Mapping

from forumapp.forums.rules import DARK_PAPER, PAPER, contrast, passing_tone

TEXT = 7.0
"""Contrast of the accent, which colors text (WCAG 2.2, 1.4.6)."""
RULE = 3.0
"""Contrast of a track's rule (WCAG 2.2, 1.4.11)."""


def stylesheet(accent: str | None, tracks: Mapping[str, str]) -> str:
    """Return the style rules for the accent (None: the application's own) and for tracks, colors by key."""
    light = _scheme(accent, tracks, paper=PAPER)
    dark = _scheme(accent, tracks, paper=DARK_PAPER)
    return f"{light}@media screen and (prefers-color-scheme:dark){{{dark}}}\n"


def _scheme(accent: str | None, tracks: Mapping[str, str], *, paper: str) -> str:
    rules = [
        f".track-{key}{{--track:{passing_tone(color.lower(), paper=paper, least=RULE)}}}"
        for key, color in tracks.items()
    ]
    if accent is not None:
        tone = passing_tone(accent.lower(), paper=paper, least=TEXT)
        ink = "#ffffff" if contrast(tone, "#ffffff") >= contrast(tone, "#111111") else "#111111"
        rules.insert(0, f":root{{--accent:{tone};--accent-ink:{ink}}}")
    return "".join(rules)
