"""Giving a row new values, so that what stays the same is not stored again."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from forumapp.db.model import Model


def same(one: object, other: object) -> bool:
    """Say whether two values are the same; the order of a map's names counts."""
    return one == other and (not isinstance(one, dict) or not isinstance(other, dict) or list(one) == list(other))


def assign(row: Model, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give a row those values that differ; returns them as they were and as they are, both empty when none does."""
    before = {name: getattr(row, name) for name in values}
    changed = [name for name, value in values.items() if not same(before[name], value)]
    for name in changed:
        setattr(row, name, values[name])
        flag_modified(row, name)
    return {name: before[name] for name in changed}, {name: values[name] for name in changed}
