"""Lists that organizers put in order, and keys for what is new in them."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from forumapp.exchange.document import LanguageMap
from forumapp.i18n import gettext as _


def key_words(title: LanguageMap | None) -> str:
    """Return the text from which a key is made: the English one where there is one."""
    texts = title or {}
    return texts.get("en") or next(iter(texts.values()), "")


def moves_of(endpoint: str, *, slug: str, key: str, place: int, count: int, **parts: str) -> list[tuple[str, str]]:
    """Return the buttons that move one of ``count`` things from its place, counted from 0: label and address.

    ``parts`` are further parts of the address.
    """
    values: dict[str, Any] = {"slug": slug, "key": key, **parts}
    earlier = (_("Earlier"), url_for(endpoint, direction="earlier", **values))
    later = (_("Later"), url_for(endpoint, direction="later", **values))
    return [*([earlier] if place > 0 else []), *([later] if place < count - 1 else [])]


def shifted(keys: Sequence[str], key: str, *, is_earlier: bool) -> list[str]:
    """Return keys with one of them a place earlier or later; at the end of the list it stays."""
    order = list(keys)
    place = order.index(key)
    other = place - 1 if is_earlier else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order
