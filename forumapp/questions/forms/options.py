"""The field for the options of a question: a row each, and blank rows to add more."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError

from forumapp.directory.rules import free_key
from forumapp.exchange.document import LanguageMap
from forumapp.i18n import language_name, localized
from forumapp.questions.rules.parts import OptionPart
from forumapp.text import clean
from forumapp.web.lists import key_words

BLANK_ROWS = 3
MORE_ROWS = 5
MOST_ROWS = 100
MOST_PLACES = 100_000
MOST_LABEL = 200
_NUMBER = re.compile(r"-(\d{1,3})-key")


@dataclass(frozen=True, kw_only=True)
class OptionRow:
    """A row as the page shows it; a blank one has no key."""

    number: int
    key: str = ""
    labels: LanguageMap
    places: str = ""
    is_offered: bool = True


class OptionsField(Field):
    """Options in their order: ``<field>-<number>-key``, ``-label-<language>``, ``-places`` and ``-offered``.

    A row without a label is taken out.
    """

    def __init__(self, label: Any = None, *, languages: Sequence[str] = (), **keywords: Any) -> None:
        super().__init__(label, **keywords)
        self.languages = tuple(languages)
        self.extra_rows = 0
        self.data: tuple[OptionPart, ...] = ()
        self._wrong: list[int] = []

    def in_words(self) -> str:
        """Return the options as a person reads them."""
        return "; ".join(
            localized(option.label, self.languages) + (f" ({option.places})" if option.places is not None else "")
            for option in self.data
        )

    def rows(self) -> list[OptionRow]:
        """Return the rows to show, blank ones last."""
        rows = [
            OptionRow(
                number=number,
                key=option.key,
                labels=self._in_languages(option.label),
                places="" if option.places is None else str(option.places),
                is_offered=option.is_offered,
            )
            for number, option in enumerate(self.data)
        ]
        blanks = range(len(rows), len(rows) + BLANK_ROWS + self.extra_rows)
        return [*rows, *(OptionRow(number=number, labels=self._in_languages({})) for number in blanks)]

    def names(self) -> list[tuple[str, str]]:
        """Return the languages: code and name."""
        return [(code, language_name(code)) for code in self.languages]

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the rows."""
        self.process_errors = []
        self.object_data = data
        self.data = tuple(data or ())
        if formdata and formdata.get(f"{self.name}-more"):
            self.extra_rows = MORE_ROWS
        numbers = self._numbers(formdata or {})
        if numbers:
            self.data = self._read(formdata, numbers)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no number of places, and overlong labels."""
        if self._wrong:
            raise ValidationError(_l("Give the places as a whole number from 0 on, or leave them empty."))
        if any(len(text) > MOST_LABEL for option in self.data for text in option.label.values()):
            raise ValidationError(_l("Use at most %(max)d characters for an option.", max=MOST_LABEL))

    def _in_languages(self, label: LanguageMap) -> LanguageMap:
        return {code: label.get(code, "") for code in self.languages}

    def _numbers(self, formdata: Any) -> list[int]:
        start = len(self.name)
        found = (_NUMBER.fullmatch(name[start:]) for name in formdata if name.startswith(f"{self.name}-"))
        return sorted(int(match[1]) for match in found if match)[:MOST_ROWS]

    def _read(self, formdata: Any, numbers: Sequence[int]) -> tuple[OptionPart, ...]:
        known = {option.key: option for option in self.data}
        taken = {formdata.get(f"{self.name}-{number}-key", "") for number in numbers} | set(known)
        self._wrong = []
        read = []
        for number in numbers:
            row = f"{self.name}-{number}"
            key = formdata.get(f"{row}-key", "")
            typed = {code: clean(formdata.get(f"{row}-label-{code}", ""), keep_lines=False) for code in self.languages}
            if not any(typed.values()):
                continue
            label = {**known[key].label} if key in known else {}
            label = {code: text for code, text in (label | typed).items() if text}
            if key not in known:
                key = free_key(key_words(label)[:40], frozenset(taken))
                taken.add(key)
            places = self._places(formdata.get(f"{row}-places", ""), number)
            is_offered = bool(formdata.get(f"{row}-offered"))
            read.append(OptionPart(key=key, label=label, places=places, is_offered=is_offered))
        return tuple(read)

    def _places(self, text: str, number: int) -> int | None:
        bare = text.strip()
        if not bare:
            return None
        if bare.isascii() and bare.isdecimal() and int(bare) <= MOST_PLACES:
            return int(bare)
        self._wrong.append(number)
        return None
