"""The press: one document at a time, the same one once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from forumapp.documents.service.press import Busy, Press

pytestmark = pytest.mark.once


class Work:
    """Writes a document when it is let, and counts how often and how many at once."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.let = threading.Event()
        self.times = 0
        self.at_once = 0
        self.most_at_once = 0

    def write(self) -> bytes:
        self.times += 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.begun.set()
        self.let.wait(10)
        self.at_once -= 1
        return b"written"


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(1000):
        if is_so():
            return
        threading.Event().wait(0.005)
    raise AssertionError("it never became so")


def test_what_many_ask_for_at_once_is_written_once() -> None:
    press, work = Press(waiting=4), Work()

    with ThreadPoolExecutor(4) as crowd:
        answers = [crowd.submit(press.octets, "programme", work.write) for _ in range(4)]
        work.begun.wait(10)
        work.let.set()

    assert [answer.result() for answer in answers] == [b"written"] * 4
    assert work.times == 1


def test_different_documents_are_written_one_after_the_other() -> None:
    press, work = Press(waiting=3), Work()
    work.let.set()

    with ThreadPoolExecutor(3) as crowd:
        answers = [crowd.submit(press.octets, key, work.write) for key in ("pdf", "word", None)]

    assert [answer.result() for answer in answers] == [b"written"] * 3
    assert (work.times, work.most_at_once) == (3, 1)


def test_who_comes_when_enough_wait_is_sent_away_at_once_and_served_later() -> None:
    press, work = Press(waiting=1), Work()

    with ThreadPoolExecutor(1) as first:
        answer = first.submit(press.octets, "one", work.write)
        work.begun.wait(10)
        with pytest.raises(Busy):
            press.octets("other", lambda: b"other")
        work.let.set()
        assert answer.result() == b"written"

    assert press.octets("other", lambda: b"other") == b"other"


def test_who_waits_too_long_is_sent_away() -> None:
    press, work = Press(waiting=2, patience=0.05), Work()

    with ThreadPoolExecutor(1) as first:
        answer = first.submit(press.octets, "one", work.write)
        work.begun.wait(10)
        with pytest.raises(Busy):
            press.octets("other", lambda: b"other")
        work.let.set()
        answer.result()


def test_what_is_kept_is_given_while_the_press_is_busy() -> None:
    press, work = Press(waiting=1), Work()
    press.octets("kept", lambda: b"kept")

    with ThreadPoolExecutor(1) as first:
        answer = first.submit(press.octets, "one", work.write)
        work.begun.wait(10)
        assert press.octets("kept", work.write) == b"kept"
        work.let.set()
        answer.result()


def test_a_document_that_fails_leaves_nothing_and_frees_the_press() -> None:
    press = Press(waiting=1)

    def fail() -> bytes:
        raise ValueError("no ink")

    with pytest.raises(ValueError, match="no ink"):
        press.octets("programme", fail)

    assert press.octets("programme", lambda: b"written") == b"written"


def test_the_oldest_goes_when_all_weigh_too_much_and_what_has_no_key_is_never_kept() -> None:
    press = Press(most_bytes=10)
    for key in ("first", "second"):
        press.octets(key, lambda: b"123456")
    press.octets(None, lambda: b"secret")

    assert press.octets("second", lambda: b"new") == b"123456"
    assert press.octets("first", lambda: b"new") == b"new"
    assert press.octets(None, lambda: b"anew") == b"anew"
