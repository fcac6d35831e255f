"""What registrars keep, for the pages that show it: a view, a note about the delegate, letters to many."""

from typing import Any

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.forums import queries as forums
from forumapp.registration import queries as registrations
from forumapp.registration.queries import Filter
from forumapp.secretariat.service import mailings, notes
from forumapp.secretariat.service.asking import Chosen
from tests.browser.live import COMING, ORGANIZER, Live
from tests.browser.scenes import uid

WORDS = {"en": "News of {forum}", "ru": "Новости: {forum}"}


def note(live: Live) -> Any:
    """Write a note about the delegate and return its name."""
    with live.app.app_context(), transaction(), audit.acting(ORGANIZER):
        found = registrations.registration_by_uid(COMING, uid(live))
        assert found is not None
        return notes.write(found, "Asks for a seat by the window.", author=ORGANIZER, now=clock.now()).uid


def draft_to_many(live: Live) -> Any:
    """Write a letter to all delegates and return its name."""
    return _mailing(live, is_sent=False)


def letter_to_many(live: Live) -> Any:
    """Send a letter to all delegates and return its name."""
    return _mailing(live, is_sent=True)


def _mailing(live: Live, *, is_sent: bool) -> Any:
    now = clock.now()
    with live.app.app_context(), transaction():
        forum = forums.forum_by_slug(COMING)
        assert forum is not None
        made = mailings.begin(forum, Chosen(wanted=Filter()), author=ORGANIZER, now=now)
        mailings.write(made, WORDS, dict.fromkeys(WORDS, "{name}, {link}"), with_ended=False, now=now)
        if is_sent:
            mailings.send(made, seen=mailings.audience(made, now=now).number, now=now)
        return made.uid
