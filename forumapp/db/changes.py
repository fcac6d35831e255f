"""Giving rows new values, so that what stays the same is not stored again."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from forumapp.db.model import Model


def same(one: object, other: object) -> bool:
    """Say whether two values are the same; the order of the languages in a text counts."""
    return one == other and repr(one) == repr(other)


def differing(was: Any, will_be: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what differs between two values of one dataclass, by field, as it was and as it will be."""
    names = [each.name for each in fields(will_be) if not same(getattr(was, each.name), getattr(will_be, each.name))]
    return {name: getattr(was, name) for name in names}, {name: getattr(will_be, name) for name in names}


def assign(row: Model, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a row those values that differ; returns them as they were and as they are, both empty when none does."""
    before = {name: getattr(row, name) for name in values}
    changed = [name for name, value in values.items() if not same(before[name], value)]
    for name in changed:
        setattr(row, name, values[name])
        flag_modified(row, name)
    return {name: before[name] for name in changed}, {name: values[name] for name in changed}


def arrange(rows: Sequence[Any]) -> bool:
    """Give rows with a ``position`` ascending ones where they do not ascend yet; says whether that changed anything."""
    positions = [row.position for row in rows]
    if positions == sorted(set(positions)):
        return False
    for position, row in enumerate(rows):
        row.position = position
    return True
