"""Turns and lanes: who waits comes in order, and who waits for the database holds up nobody."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from wsgiref.util import setup_testing_defaults

from forumapp.lanes import LANES, Lanes, Turns, aside

SECONDS = 20


def test_a_turn_is_handed_on_in_the_order_of_arrival() -> None:
    turns, order = Turns(1), []
    turns.take()

    def come(number: int) -> None:
        turns.take()
        order.append(number)
        turns.give_back()

    people = []
    for number in range(5):
        people.append(threading.Thread(target=come, args=(number,)))
        people[-1].start()
        _wait_until(lambda expected=number + 1: len(turns._waiting) == expected)  # type: ignore[misc]
    turns.give_back()
    for person in people:
        person.join(SECONDS)

    assert order == [0, 1, 2, 3, 4]


def test_who_waited_in_vain_takes_no_turn_from_others() -> None:
    turns = Turns(1)
    turns.take()

    in_vain = turns.take(seconds=0.01)
    turns.give_back()

    assert (in_vain, turns.take(seconds=0), turns.take(seconds=0)) == (False, True, False)


def test_no_more_requests_are_worked_on_than_there_are_lanes() -> None:
    assert _answered_beside(LANES, wait=threading.Event.wait) is False


def test_requests_that_step_aside_hold_up_nobody() -> None:
    def wait_aside(event: threading.Event, seconds: float) -> bool:
        with aside():
            return event.wait(seconds)

    assert _answered_beside(LANES, wait=wait_aside) is True


def _answered_beside(number: int, *, wait: Callable[[threading.Event, float], bool]) -> bool:
    """Have so many requests wait, and say whether one more is answered meanwhile."""
    begun, over, answered = threading.Semaphore(0), threading.Event(), threading.Event()

    def answer(environ: dict[str, Any], _start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/quick":
            answered.set()
        else:
            begun.release()
            wait(over, SECONDS)
        return []

    lanes = Lanes(answer)
    with ThreadPoolExecutor(number + 1) as pool:
        for _ in range(number):
            pool.submit(lanes, _environ("/slow"), print)
        for _ in range(number):
            begun.acquire(timeout=SECONDS)
        pool.submit(lanes, _environ("/quick"), print)
        is_answered = answered.wait(0.3)
        over.set()
    return is_answered


def _environ(path: str) -> dict[str, Any]:
    environ: dict[str, Any] = {"PATH_INFO": path}
    setup_testing_defaults(environ)
    return environ


def _wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(2000):
        if is_so():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it never was so")
