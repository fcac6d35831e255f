"""Erasing somebody who never registered: one who was invited to a closed meeting, a deputy, a former head of a delegation."""

from datetime import datetime

from forumapp import audit
from forumapp.db import db
from forumapp.delegations import queries as delegations
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.queries import lock_forum
from forumapp.i18n import gettext as _
from forumapp.privacy import queries
from forumapp.privacy.service.holders import erase_mailbox_everywhere
from forumapp.privacy.service.letters import forget_in_letters
from forumapp.registration import queries as registrations
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.rules.traces import Traces


def erase_mailbox(forum: Forum, mailbox: Mailbox, *, now: datetime) -> None:
    """Take out of a forum whom only a mailbox names, with letters to it and deeds about it.

    Raises RuleBroken for who is registered or leads a delegation, and where nothing is held.
    """
    forum = lock_forum(forum)
    _refuse_known(forum, mailbox)
    traces = Traces(emails=frozenset({mailbox.address}))
    letters, deeds = queries.letters_to(forum, mailbox.address), queries.deeds_naming(forum, traces)
    if erase_mailbox_everywhere(forum, mailbox.key, now=now) + len(letters) + len(deeds) == 0:
        raise RuleBroken(_("Nothing is held in this forum under this address."), field="email")
    for letter in letters:
        db.session.delete(letter)
    forget_in_letters(forum, traces, now=now)
    for deed in deeds:
        deed.before = deed.after = None
    audit.record("forum:erase-mailbox", subject=f"forum:{forum.slug}", forum=forum.slug, now=now)
    db.session.flush()


def _refuse_known(forum: Forum, mailbox: Mailbox) -> None:
    if registrations.registration_by_email_key(forum, mailbox.key) is not None:
        words = _("This address is registered. Erase the person on the page of the registration.")
        raise RuleBroken(words, field="email")
    if delegations.led_by(forum, mailbox.address):
        words = _("The head of a delegation has this address. Name another head first.")
        raise RuleBroken(words, field="email")
