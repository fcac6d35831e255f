"""How long a letter is tried."""

from datetime import timedelta

LEASE = timedelta(minutes=3)
"""How long a worker has for one letter; longer than the transport waits for a slow server."""
FIRST_WAIT = timedelta(seconds=15)
"""The pause between attempts for ten minutes, so that letters leave soon after a short outage."""
SECOND_WAIT = timedelta(seconds=60)
"""The pause for the rest of the first hour."""
LONGEST_WAIT = timedelta(hours=6)
SHORT_WAITS = 40
MIDDLE_WAITS = 90
ATTEMPTS = 110
"""About three days."""
KEPT_SENT = timedelta(days=30)
"""How long the text of a sent letter is kept: it holds live links and what people told us, and a question comes within weeks."""
KEPT_DEAD = timedelta(days=90)
"""How long the text of a letter that was given up is kept, so that it can be sent again once its address is put right."""


def wait_after(attempts: int) -> timedelta | None:
    """Return how long to wait after the given number of attempts; None to give up."""
    if attempts >= ATTEMPTS:
        return None
    if attempts <= SHORT_WAITS:
        return FIRST_WAIT
    if attempts <= MIDDLE_WAITS:
        return SECOND_WAIT
    return min(SECOND_WAIT * float(2 ** (attempts - MIDDLE_WAITS)), LONGEST_WAIT)


def one_line(text: str) -> str:
    """Return text fit for a header: one line, no control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:400]
