"""Until when data are kept, and requests that wait, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from forumapp.i18n import date_words
from forumapp.i18n import gettext as _
from forumapp.privacy.models import ErasureRequest
from forumapp.privacy.rules.keeping import REQUEST_WAITS, today
from forumapp.registration.presentation import name_of


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A request in the registrars' list."""

    uid: str
    number: int
    name: str
    asked_at: datetime
    days: int
    erased_at: datetime


def kept_words(kept_until: date | None) -> str:
    """Say to a delegate until when their data are kept; nothing while no day is set."""
    if kept_until is None:
        return ""
    return _(
        "Your data are kept until %(day)s; after that your name, address and answers are removed.",
        day=date_words(kept_until),
    )


def waiting_of(requests: Sequence[ErasureRequest], *, zone: str, now: datetime) -> list[Waiting]:
    """Return requests with their age in days on the clock of ``zone``."""
    return [
        Waiting(
            uid=str(each.registration.uid),
            number=each.registration.arrived,
            name=name_of(each.registration),
            asked_at=each.asked_at,
            days=(today(zone, now) - today(zone, each.asked_at)).days,
            erased_at=each.asked_at + REQUEST_WAITS,
        )
        for each in requests
    ]
