"""What registrars keep, as pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forumapp.i18n import gettext as _
from forumapp.questions.rules.parts import Sheet

GONE = 8
"""Sentences about what is gone."""


@dataclass(frozen=True, kw_only=True)
class KnownParts:
    """The categories and options that stand, and what those that ever were are called."""

    categories: frozenset[str]
    options: frozenset[str]
    names: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A saved view above the list."""

    name: str
    href: str
    number: int
    is_current: bool


def known_parts(sheet: Sheet, names: Mapping[str, Mapping[str, str]]) -> KnownParts:
    """Return what a filter can ask for now."""
    return KnownParts(
        categories=frozenset(category.key for category in sheet.categories),
        options=frozenset(
            f"{question.key}:{option.key}" for question in sheet.questions for option in question.options or ()
        ),
        names=names,
    )


def gone_parts(asked: Mapping[str, Any], known: KnownParts) -> tuple[str, ...]:
    """Say of what a saved view asks for that it is gone from the form."""
    found = [
        _("The category “%(name)s” is gone from the form.", name=known.names["category"].get(key, key))
        for key in _values(asked, "category")
        if key not in known.categories
    ]
    for value in _values(asked, "option"):
        question = value.partition(":")[0]
        if value not in known.options:
            name = known.names["question"].get(question, question)
            found.append(_("An answer to “%(name)s” is gone from the form.", name=name))
    return tuple(dict.fromkeys(found))[:GONE]


def _values(asked: Mapping[str, Any], name: str) -> list[str]:
    value = asked.get(name, [])
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]
