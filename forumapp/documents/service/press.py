"""The press: sets one document at a time, the same one once, so that a crowd cannot exhaust the machine."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import BoundedSemaphore, Lock

WAITING = 4
"""How many requests may be at the press together, the one that is set included; the server has more threads than that."""
PATIENCE = 20.0
"""Seconds that a request waits for its turn."""
MOST_BYTES = 32 * 1024 * 1024
"""What the documents that are kept may weigh together."""


class Busy(Exception):
    """The press has enough to do; ask again in a moment."""


class Press:
    """Sets documents and keeps those with a key; one for each process."""

    def __init__(self, *, waiting: int = WAITING, patience: float = PATIENCE, most_bytes: int = MOST_BYTES) -> None:
        self._places = BoundedSemaphore(waiting)
        self._patience = patience
        self._most_bytes = most_bytes
        self._turn = Lock()
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    def octets(self, key: Hashable | None, write: Callable[[], bytes]) -> bytes:
        """Return a document by key, written now unless it is kept; None is the key of what is never kept.

        Raises Busy when too many wait, and whatever ``write`` raises.
        """
        known = self._kept.get(key)
        if known is not None:
            return known
        if not self._places.acquire(blocking=False):
            raise Busy
        try:
            return self._in_turn(key, write)
        finally:
            self._places.release()

    def forget(self) -> None:
        """Drop all that is kept."""
        self._kept.clear()

    def _in_turn(self, key: Hashable | None, write: Callable[[], bytes]) -> bytes:
        if not self._turn.acquire(timeout=self._patience):
            raise Busy
        try:
            written = self._kept.get(key)
            if written is None:
                written = write()
                self._keep(key, written)
            return written
        finally:
            self._turn.release()

    def _keep(self, key: Hashable | None, octets: bytes) -> None:
        """Keep a document, and drop the oldest while all weigh too much."""
        if key is None:
            return
        self._kept[key] = octets
        while sum(map(len, self._kept.values())) > self._most_bytes and len(self._kept) > 1:
            self._kept.popitem(last=False)


PRESS = Press()
