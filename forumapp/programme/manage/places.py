"""What the lists of rooms, tracks and reports have in common: counts, keys, changing places."""

from collections import Counter
from collections.abc import Iterable

from flask import url_for

from forumapp.exchange.document import LanguageMap
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.programme.models import Room, Track


def count_by(places: Iterable[Room | Track | None]) -> Counter[str]:
    """Return by key how often each room or track is used."""
    return Counter(place.key for place in places if place is not None)


def key_words(title: LanguageMap | None) -> str:
    """Return the text from which a key is made: the English one where there is one."""
    texts = title or {}
    return texts.get("en") or next(iter(texts.values()), "")


def moves_of(kind: str, forum: Forum, key: str, place: int, count: int) -> list[tuple[str, str]]:
    """Return the buttons that move a room or track: label and address."""
    endpoint = f"programme_desk.shift_{kind}"
    earlier = (_("Earlier"), url_for(endpoint, slug=forum.slug, key=key, direction="earlier"))
    later = (_("Later"), url_for(endpoint, slug=forum.slug, key=key, direction="later"))
    return [*([earlier] if place > 0 else []), *([later] if place < count - 1 else [])]


def shifted(keys: list[str], key: str, *, is_earlier: bool) -> list[str]:
    """Return keys with one of them a place earlier or later; at the end of the list it stays."""
    place = keys.index(key)
    other = place - 1 if is_earlier else place + 1
    if not 0 <= other < len(keys):
        return keys
    order = list(keys)
    order[place], order[other] = order[other], order[place]
    return order
