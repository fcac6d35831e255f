"""Which language a text is in, told by its letters, and texts that say the same twice: "Открытие / Opening"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forumapp.exchange.document import LanguageMap

_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CYRILLIC_LANGUAGES = ("ru", "be", "uk", "kk", "ky", "tg", "tt", "ba", "mn", "sr", "bg", "mk")
_DIVIDERS = re.compile(r"\s+(?:/|\||//)\s+|(?<=[»)\wа-яё])\s*/\s*(?=[A-ZА-ЯЁ«\"“])")


@dataclass(frozen=True)
class Tongues:
    """The languages of a forum, by which its texts are told apart."""

    languages: tuple[str, ...] = ("ru", "en")

    @property
    def first(self) -> str:
        """The forum's first language."""
        return self.languages[0] if self.languages else "ru"

    def of(self, text: str) -> str:
        """Return the language of a text: that of the forum's languages which is written in its letters."""
        cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
        if not cyrillic and not latin:
            return self.first
        return self._written(is_cyrillic=cyrillic * 2 >= latin)

    def split(self, line: str) -> LanguageMap:
        """Return a line by language; one that says the same in two scripts, divided by a stroke, is two texts."""
        for found in _DIVIDERS.finditer(line):
            one, other = line[: found.start()].strip(), line[found.end() :].strip()
            if one and other and self._is_pure(one) and self._is_pure(other) and self.of(one) != self.of(other):
                return {self.of(one): one, self.of(other): other}
        return {self.of(line): line} if line else {}

    def is_other(self, line: str, than: str) -> bool:
        """Tell whether a line says in another script what ``than`` says."""
        return self._is_pure(line) and self.of(line) != self.of(than)

    def _written(self, *, is_cyrillic: bool) -> str:
        fitting = [code for code in self.languages if (code.split("-")[0] in _CYRILLIC_LANGUAGES) == is_cyrillic]
        return fitting[0] if fitting else "ru" if is_cyrillic else "en"

    def _is_pure(self, text: str) -> bool:
        cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
        return min(cyrillic, latin) * 5 <= max(cyrillic, latin) and max(cyrillic, latin) > 2


def merged(maps: Iterable[LanguageMap], *, between: str = " ") -> LanguageMap:
    """Return several texts one behind the other, by language."""
    texts: LanguageMap = {}
    for each in maps:
        for code, text in each.items():
            texts[code] = f"{texts[code]}{between}{text}" if texts.get(code) else text
    return texts


def in_order(texts: LanguageMap, languages: Sequence[str]) -> LanguageMap:
    """Return a text with its languages in the order of the forum's."""
    order = [*languages, *(code for code in texts if code not in languages)]
    return {code: texts[code] for code in order if texts.get(code)}
