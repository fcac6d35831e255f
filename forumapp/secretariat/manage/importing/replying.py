"""Words of a list as answers to the forum's own questions, as the fields of a form take them."""

import re
from collections.abc import Mapping
from datetime import date

from forumapp.questions.rules.parts import QuestionKind, QuestionPart, field_name
from forumapp.registration.rules.columns import country_key
from forumapp.secretariat.manage.importing.offer import Offer

_DAY = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})")
_BETWEEN = re.compile(r"[;,\n]")
Values = dict[str, str | list[str]]


def answers_said(offer: Offer, said: Mapping[str, str]) -> tuple[Values, dict[str, str]]:
    """Return what a row answers, by field, and the words, by field, that are none of a question's options."""
    values: Values = {}
    strange: dict[str, str] = {}
    for question in offer.questions:
        name = field_name(question.key)
        text = said.get(name, "")
        if not text:
            continue
        value = _value(question, text, offer)
        if value:
            values[name] = value
        else:
            strange[name] = text
    return values, strange


def _value(question: QuestionPart, text: str, offer: Offer) -> str | list[str] | None:
    if question.kind is QuestionKind.CHOICE:
        return _option(question, text)
    if question.kind is QuestionKind.SEVERAL:
        whole = _option(question, text)
        found = [whole] if whole else [_option(question, part) for part in _BETWEEN.split(text) if part.strip()]
        return [key for key in found if key] if all(found) else None
    if question.kind is QuestionKind.COUNTRY:
        return offer.vocabulary.countries.get(country_key(text))
    return _day(text) if question.kind is QuestionKind.DATE else text


def _option(question: QuestionPart, text: str) -> str | None:
    key = country_key(text)
    for option in question.options or ():
        if key in {country_key(name) for name in (option.key, *option.label.values())}:
            return option.key
    return None


def _day(text: str) -> str:
    """Return a day as the form takes it; what is none is refused there."""
    found = _DAY.fullmatch(text)
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day"))).isoformat() if found else text
    except ValueError:
        return text
