"""How long a letter is tried."""

from datetime import timedelta

LEASE = timedelta(minutes=5)
ATTEMPTS = 14
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=6)


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after the given number of attempts, doubling up to six hours; None to give up."""
    if attempts >= ATTEMPTS:
        return None
    return min(FIRST_WAIT * float(2 ** (attempts - 1)), LONGEST_WAIT)


def one_line(text: str) -> str:
    """Return text fit for a header: one line, no control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:400]
