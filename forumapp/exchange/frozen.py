"""Reading back what the application itself wrote: forum files without the checks that foreign files need."""

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from forumapp.exchange.document import Document

Decode = Callable[[Any], Any]
T = TypeVar("T")


def restore(octets: bytes) -> Document:
    """Return the document that ``forumfile.write`` made these octets from."""
    value = json.loads(octets)
    document: Document = _decoder(Document)({name: part for name, part in value.items() if name != "format"})
    return document


def thaw(kind: type[T], value: Any) -> T:
    """Return the part of a document that ``forumfile.plain`` made this plain JSON from."""
    named: Any = kind
    part: T = _decoder(named)(value)
    return part


@cache
def _decoder(kind: Any) -> Decode:
    """Return what turns plain JSON into a value of the type."""
    if get_origin(kind) in {Union, types.UnionType}:
        inner = _decoder(next(each for each in get_args(kind) if each is not type(None)))
        return lambda value: None if value is None else inner(value)
    if get_origin(kind) is tuple:
        item = _decoder(get_args(kind)[0])
        return lambda value: tuple(map(item, value))
    if isinstance(kind, type):
        if is_dataclass(kind):
            return _object_decoder(kind)
        if issubclass(kind, StrEnum):
            return kind
        if issubclass(kind, datetime):
            return datetime.fromisoformat
        if issubclass(kind, date):
            return date.fromisoformat
    return lambda value: value


def _object_decoder(kind: type) -> Decode:
    hints = get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    return lambda value: kind(**{name: decoders[name](part) for name, part in value.items()})
