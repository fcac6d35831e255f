"""Markdown as the plain text that calendar programs show."""

import html
import re

from forumapp.exchange.ics.text import clean

_LONGEST_SOURCE = 2000
"""Characters of an abstract that are looked at: several times what a calendar shows."""

_STEPS = (
    ("<", re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE), ""),
    ("<", re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6]|tr)\s*>", re.IGNORECASE), "\n"),
    ("<", re.compile(r"<(https?://[^\s<>]*)>", re.IGNORECASE), r"\1"),
    ("<", re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE), ""),
    ("```", re.compile(r"^[ \t]*```.*$", re.MULTILINE), ""),
    ("~~~", re.compile(r"^[ \t]*~~~.*$", re.MULTILINE), ""),
    ("=", re.compile(r"^[ \t]*=+[ \t]*$", re.MULTILINE), ""),
    (">", re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE), ""),
    ("#", re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE), ""),
    ("-", re.compile(r"^[ \t]*(?:-[ \t]*){3,}$", re.MULTILINE), ""),
    ("*", re.compile(r"^[ \t]*(?:\*[ \t]*){3,}$", re.MULTILINE), ""),
    ("*", re.compile(r"^[ \t]*\*[ \t]+", re.MULTILINE), "- "),
    ("+", re.compile(r"^[ \t]*\+[ \t]+", re.MULTILINE), "- "),
    ("[", re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:[ \t]+\"[^\"]*\")?\)"), r"\1"),
    ("[", re.compile(r"!?\[([^\[\]]+)\]\[[^\[\]]*\]"), r"\1"),
    ("`", re.compile(r"(?<!\\)`+([^`]*)`+"), r"\1"),
    ("*", re.compile(r"(?<![\\*])(\*{1,3})(?=\S)([^*\n]+?)(?<=[^\s\\])\1"), r"\2"),
    ("_", re.compile(r"(?<![\\\w])(_{1,3})(?=\S)([^_\n]+?)(?<=[^\s\\])\1(?!\w)"), r"\2"),
    ("~~", re.compile(r"~~(?=\S)([^~\n]+?)~~"), r"\1"),
    ("\\", re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
    (" \n", re.compile(r" +(?=\n)"), ""),
    ("\n\n\n", re.compile(r"\n{3,}"), "\n\n"),
)
"""What a step looks for, how it finds it, what stands there then; in this order."""


def plain(markdown: str) -> str:
    """The words of a Markdown text without its signs and without the addresses behind its links, in paragraphs."""
    text = clean(markdown[:_LONGEST_SOURCE])
    for sign, pattern, replacement in _STEPS:
        if sign in text:
            text = pattern.sub(replacement, text)
    return clean(html.unescape(text)) if "&" in text else text.strip()
