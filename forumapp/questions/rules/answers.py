"""What an answer must be, by the kind of its question, and how it is stored.

A stored answer is a text; for several options a list of their keys; for a file what ``StoredFile`` holds. A day is written as in
ISO 8601, a number with a point, a country as ISO 3166-1 alpha-2, an option by its key.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from forumapp.directory.rules import is_latin
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.questions.rules.asking import Chosen
from forumapp.questions.rules.parts import CHOOSING, QuestionKind, QuestionPart, field_name

Answer = str | list[str] | dict[str, Any]
MOST = 300
MOST_LONG = 5000
_NUMBER = re.compile(r"[-+]?\d{1,12}(\.\d{1,6})?")
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file that was sent as an answer: under which name it lies, what the sender called it, what kind it is, its octets."""

    file: str
    name: str
    kind: str
    size: int

    def as_answer(self) -> dict[str, Any]:
        """Return it as an answer is stored."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Replies:
    """What somebody answered: values by the key of the question; of ``asked`` those without a value are left open."""

    values: Mapping[str, Answer]
    asked: frozenset[str]


NO_REPLIES = Replies(values={}, asked=frozenset())
"""What a form without questions says."""


def checked(question: QuestionPart, said: Any, *, countries: Collection[str] = (), must_answer: bool = True) -> Any:
    """Return an answer as it is stored, None where the question is left open; raises RuleBroken for what is no answer.

    ``said`` is text, a list of option keys, or a StoredFile; ``must_answer`` is false where somebody answers for another.
    """
    if said in (None, "", []):
        if question.is_required and must_answer:
            raise _refused(question, _missing(question))
        return None
    if question.kind in CHOOSING:
        return _among_options(question, said)
    if question.kind is QuestionKind.FILE:
        return said.as_answer()
    text = str(said)
    if len(text) > (longest := MOST_LONG if question.kind is QuestionKind.LONG else MOST):
        raise _refused(question, _("Use at most %(max)d characters.") % {"max": longest})
    if question.kind is QuestionKind.DATE:
        return _day(question, text)
    if question.kind is QuestionKind.NUMBER:
        return _number(question, text)
    if question.kind is QuestionKind.COUNTRY and text not in countries:
        raise _refused(question, _("Choose a country from the list."))
    if question.kind is QuestionKind.LATIN and not is_latin(text):
        raise _refused(question, _("Use Latin letters, spaces, hyphens and apostrophes only."))
    return text


def chosen_in(questions: Sequence[QuestionPart], values: Mapping[str, Any]) -> Chosen:
    """Return which options are chosen, by the key of the question."""
    kept = {question.key for question in questions if question.kind in CHOOSING}
    return {key: options_of(value) for key, value in values.items() if key in kept and value}


def options_of(value: Any) -> frozenset[str]:
    """Return the keys of the options that an answer holds."""
    return frozenset([value] if isinstance(value, str) else value)


def _missing(question: QuestionPart) -> str:
    if question.kind is QuestionKind.SEVERAL:
        return _("Choose at least one.")
    if question.kind in {QuestionKind.CHOICE, QuestionKind.COUNTRY}:
        return _("Choose one.")
    return _("Choose a file.") if question.kind is QuestionKind.FILE else _("Fill this in.")


def _among_options(question: QuestionPart, said: Any) -> str | list[str]:
    order = [option.key for option in question.options or ()]
    if not options_of(said) <= set(order):
        raise _refused(question, _("Choose from the options that are offered."))
    return said if isinstance(said, str) else sorted(set(said), key=order.index)


def _day(question: QuestionPart, text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _refused(question, _("Give a day as year, month and day: 2027-04-12."))
    return day.isoformat()


def _number(question: QuestionPart, text: str) -> str:
    bare = re.sub(r"[\s\u2009\u202f]", "", text).replace(",", ".").replace("−", "-")
    if not bare.isascii() or not _NUMBER.fullmatch(bare):
        raise _refused(question, _("Give a number with digits only, such as 12 or 2.5."))
    return f"{Decimal(bare):f}"


def _refused(question: QuestionPart, sentence: str) -> RuleBroken:
    return RuleBroken(sentence, field=field_name(question.key))
