"""What the lists of rooms and tracks have in common."""

from collections import Counter
from collections.abc import Iterable

from forumapp.programme.models import Room, Track


def count_by(places: Iterable[Room | Track | None]) -> Counter[str]:
    """Return by key how often each room or track is used."""
    return Counter(place.key for place in places if place is not None)
