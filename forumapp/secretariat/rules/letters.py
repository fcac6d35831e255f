"""The words of a letter to many: what stands for each reader's own, and in which language each of them reads it."""

import re
from collections.abc import Mapping, Sequence

from forumapp.exchange.document import LanguageMap

PLACEHOLDERS = ("name", "forum", "link", "number")
"""What can stand in braces: the reader's name, the forum's, the address of the reader's page, the number of the registration."""

_BRACES = re.compile(r"\{([^{}\n]{1,40})\}")


def unknown_placeholders(*texts: LanguageMap | None) -> list[str]:
    """Return what stands in braces and is none of ours, each once."""
    found = (name for text in texts for words in (text or {}).values() for name in _BRACES.findall(words))
    return list(dict.fromkeys(name for name in found if name.strip() not in PLACEHOLDERS))


def stray_braces(*texts: LanguageMap | None) -> list[str]:
    """Return the lines in which a brace is left once all that stands in braces is taken out."""
    lines = (line for text in texts for words in (text or {}).values() for line in words.splitlines())
    return [line.strip() for line in lines if {"{", "}"} & set(_BRACES.sub("", line))]


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """Return a text with values for its placeholders; a value that has braces itself is never looked into."""
    return _BRACES.sub(lambda found: values.get(found[1].strip(), found[0]), text)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return a text's paragraphs: blank lines part them, single breaks become blanks."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in parts if part)


def written_languages(subject: LanguageMap | None, body: LanguageMap | None, languages: Sequence[str]) -> list[str]:
    """Return the languages in which a letter is whole, the forum's first."""
    whole = [code for code in subject or {} if (subject or {}).get(code) and (body or {}).get(code)]
    order = {code: place for place, code in enumerate(languages)}
    return sorted(whole, key=lambda code: order.get(code, len(order)))


def language_for(language: str, written: Sequence[str]) -> str | None:
    """Return the language in which somebody reads a letter: their own, else the first in which it is whole."""
    if language in written:
        return language
    return written[0] if written else None
