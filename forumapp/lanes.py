"""How many requests a process works on at once: more only take the interpreter from one another.

A request that waits for a lock of the database steps aside and leaves its lane to another, so that those who write can wait for
long without stopping those who read.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from wsgiref.types import StartResponse, WSGIEnvironment

LANES = 8


class Turns:
    """So many at once, the others in order of arrival: a semaphore that nobody can be overtaken at."""

    def __init__(self, number: int) -> None:
        self._free = number
        self._waiting: deque[threading.Event] = deque()
        self._lock = threading.Lock()

    def take(self, *, seconds: float | None = None) -> bool:
        """Wait for a turn, for ever or for so long; say whether there is one."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(seconds):
            return True
        with self._lock:
            if called.is_set():
                return True
            self._waiting.remove(called)
            return False

    def give_back(self) -> None:
        """Hand the turn to who waits longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._free += 1


_lanes = Turns(LANES)
_mine = threading.local()


class Lanes:
    """The middleware that lets a request in when a lane is free."""

    def __init__(self, wsgi: Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]) -> None:
        self._wsgi = wsgi

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer in a lane."""
        _lanes.take()
        _mine.is_held = True
        try:
            return self._wsgi(environ, start_response)
        finally:
            _leave()


@contextmanager
def aside() -> Iterator[None]:
    """Leave the lane for as long as the block waits; who comes back goes on at once, beside the lanes."""
    _leave()
    yield


def _leave() -> None:
    if getattr(_mine, "is_held", False):
        _mine.is_held = False
        _lanes.give_back()
