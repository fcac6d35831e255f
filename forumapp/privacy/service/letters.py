"""Letters to others that name somebody who is erased."""

from datetime import datetime

from forumapp.forums.models import Forum
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.privacy import queries
from forumapp.registration.rules.traces import Traces


def forget_in_letters(forum: Forum, traces: Traces, *, now: datetime) -> None:
    """Empty the letters that left and name somebody; those that wait leave without the name."""
    for letter in queries.letters_naming(forum, traces):
        if letter.status is LetterStatus.QUEUED:
            _rewrite(letter, traces)
        else:
            letter.subject = letter.text = letter.html = ""
            letter.emptied_at = now


def _rewrite(letter: OutboxLetter, traces: Traces) -> None:
    letter.subject = traces.taken_out_of(letter.subject)
    letter.text = traces.taken_out_of(letter.text)
    letter.html = traces.in_markup().taken_out_of(letter.html)
