"""Everything that is written into the audit trail of a forum has its words in the history.

What is written is read out of the code, so that a new deed without words is found before anybody sees it.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

import forumapp
from forumapp.exchange import document
from forumapp.forums.models import Forum
from forumapp.forums.presentation import Fields
from forumapp.forums.words import DEEDS
from forumapp.history.presentation.fields import FIELDS
from forumapp.history.words import KINDS
from forumapp.registration.models import Registration
from forumapp.registration.service.released import UNTOLD

SOURCE = Path(forumapp.__file__).parent
ACTION = re.compile(rf"({'|'.join(FIELDS)}):[a-z]+(-[a-z]+)*")
NOT_DEEDS = ("policy", "mails", "words", "queries", "fields")
"""Modules where texts of the same form are permissions, kinds of letters or the words themselves."""

FORUM_UNTOLD = {"id", "created_at", "version", "has_event_list", "keeping_told_at", "anonymized_at"}
"""What no deed tells of a forum's row: inner numbers, and moments that are deeds of their own."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if not {*path.parts, path.stem} & set(NOT_DEEDS):
            yield path.relative_to(SOURCE).parts[0], ast.parse(path.read_text("utf-8"))


MODULES = list(modules())


def calls(feature: str | None = None) -> Iterator[tuple[str, ast.Call]]:
    for name, tree in MODULES:
        for node in ast.walk(tree):
            if feature in (None, name) and isinstance(node, ast.Call):
                called = node.func
                yield (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")), node


def text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def is_of_a_forum(name: str, call: ast.Call) -> bool:
    """Whether a deed is noted for a forum: accounts and countries have no part in a forum's history."""
    is_record = isinstance(call.func, ast.Attribute) and name == "record"
    return keyword(call, "forum") is not None if is_record else name in {"record", "_record", "note", "_note"}


def built(feature: str, function: str, verb: str) -> set[str]:
    """Return the verbs that reach a function which builds its action of a kind and a verb."""
    given = {text(call.args[1]) for name, call in calls(feature) if name == function and len(call.args) > 1}
    return {each for each in given | {text(keyword(call, verb)) for _, call in calls(feature)} if each is not None}


def builders() -> set[tuple[str, str]]:
    """Return the functions that record an action which is put together."""
    found = set()
    for feature, tree in MODULES:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                recorded = [call for call in ast.walk(node) if isinstance(call, ast.Call) and call.args]
                if any(
                    isinstance(call.func, ast.Attribute) and call.func.attr == "record"
                    for call in recorded
                    if isinstance(call.args[0], ast.JoinedStr)
                ):
                    found.add((feature, node.name))
    return found


def actions_in_the_code() -> set[str]:
    written = {text(call.args[0]) for name, call in calls() if is_of_a_forum(name, call) and call.args}
    whole = {
        node.value
        for _, tree in MODULES
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ACTION.fullmatch(node.value)
    }
    places = {f"{kind}:{verb}" for kind in ("room", "track") for verb in built("programme", "_record", "verb")}
    delegates = {
        f"registration:{verb}" for feature in ("registration", "signups") for verb in built(feature, "note", "deed")
    }
    return {action for action in written if action and ":" in action} | whole | places | delegates


def test_actions_are_put_together_where_this_test_looks_only() -> None:
    assert builders() == {("programme", "_record"), ("registration", "note")}


def test_every_action_has_words_and_every_word_an_action() -> None:
    assert actions_in_the_code() == set(DEEDS)


def test_every_kind_of_action_has_a_heading_and_fields() -> None:
    kinds = {action.partition(":")[0] for action in DEEDS}

    assert (set(KINDS), set(FIELDS)) == (kinds, kinds)


def names_of(part: Any) -> set[str]:
    return {each.name for each in fields(part)}


def columns_of(model: Any) -> set[str]:
    return {column.key for column in model.__table__.columns}


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        ("forum", columns_of(Forum) - FORUM_UNTOLD),
        ("room", names_of(document.RoomPart)),
        ("track", names_of(document.TrackPart)),
        ("session", names_of(document.SessionPart)),
        ("report", names_of(document.SessionPart)),
        ("event", names_of(document.EventPart)),
        ("person", names_of(document.PersonPart)),
        ("institution", names_of(document.InstitutionPart)),
        ("registration", columns_of(Registration) - UNTOLD),
    ],
)
def test_every_stored_field_has_words(kind: str, stored: set[str]) -> None:
    assert stored - set(FIELDS[kind]) == set()


def test_every_field_that_is_noted_by_name_has_words() -> None:
    noted: set[str | None] = set()
    for name, call in calls():
        if is_of_a_forum(name, call):
            for given in (keyword(call, "before"), keyword(call, "after")):
                noted |= {text(key) for key in given.keys if key} if isinstance(given, ast.Dict) else set()
    every: list[Fields] = list(FIELDS.values())

    assert {"email", "hold_until", "purpose", "changes", "rows"} - noted == set()
    assert noted - {name for group in every for name in group} == set()
