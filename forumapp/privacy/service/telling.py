"""What is held about one person, whichever feature holds it."""

from datetime import datetime

from forumapp.audit import AuditEntry
from forumapp.db import db
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words
from forumapp.personal import Fact, Holding, fact
from forumapp.privacy import queries
from forumapp.privacy.rules.secrets import without_secrets
from forumapp.privacy.service.erasing import letters_of
from forumapp.privacy.service.holders import held
from forumapp.questions import service as questions
from forumapp.registration import queries as registrations
from forumapp.registration.models import Registration
from forumapp.registration.presentation import Deed, deeds
from forumapp.registration.service.released import note

MOST_DEEDS = 10_000
OWN_ACTORS = frozenset({"delegate", "visitor"})


def personal_data(registration: Registration, *, with_special: bool) -> list[Holding]:
    """Return everything held about somebody; letters open nothing, and who of the organizers did what stands there as "organizers".

    Who looked at answers that need special care is named.
    """
    forum = registration.forum
    found = [each for each in held(registration) if with_special or not each.is_special]
    return [*found, _request(registration), _letters(registration, forum), _deeds(registration, forum)]


def take_along(registration: Registration, *, with_special: bool, now: datetime) -> None:
    """Note that somebody's data were put into a file."""
    after = {"with_special": True} if with_special else None
    note(registration, "tell-data", forum=registration.forum, after=after, now=now)
    db.session.flush()


def looks(registration: Registration) -> list[AuditEntry]:
    """Return who looked at somebody's answers that need special care, in files of all registrations too, newest first."""
    slug = registration.forum.slug
    own = [each for each in registrations.history(registration, slug=slug, most=MOST_DEEDS) if _is_look(each)]
    files = [
        each for each in queries.exports(registration.forum) if _is_look(each) and each.at >= registration.created_at
    ]
    return sorted((*own, *files), key=lambda each: each.id, reverse=True)


def _is_look(entry: AuditEntry) -> bool:
    if entry.actor in OWN_ACTORS:
        return False
    has_special = bool((entry.after or {}).get("with_special"))
    return entry.action in {"registration:look", "registration:fetch-file"} or has_special


def _request(registration: Registration) -> Holding:
    request = queries.request_of(registration)
    rows = [] if request is None else [[_moment(registration.forum, request.asked_at)]]
    return Holding(key="erasure_request", title=_("Request to be erased"), rows=rows)


def _letters(registration: Registration, forum: Forum) -> Holding:
    rows = [
        [
            _moment(forum, each.created_at),
            fact("recipient", _("To"), each.recipient),
            fact("subject", _("Subject"), each.subject),
            fact("text", _("Text"), without_secrets(each.text)),
        ]
        for each in reversed(letters_of(registration, slug=forum.slug))
    ]
    return Holding(key="letters", title=_("Letters"), rows=rows)


UNDOING = "registration:undo"
DECIDING = frozenset({"registration:approve", "registration:decline", UNDOING})
"""Deeds that are left out while, or because, the delegate was not told of them."""


def _deeds(registration: Registration, forum: Forum) -> Holding:
    entries = list(registrations.history(registration, slug=forum.slug, most=MOST_DEEDS))
    seen = {each.id for each in entries}
    entries += [each for each in looks(registration) if each.id not in seen]
    untold = registrations.untold_moments(registration)
    entries = [
        each for each in entries if not (each.action in DECIDING and (each.at in untold or each.action == UNDOING))
    ]
    told = deeds(entries, zone=forum.timezone, names=questions.names_of(forum))
    rows = [_deed(entry, deed, forum) for entry, deed in zip(entries, told, strict=True)]
    return Holding(key="history", title=_("History"), rows=rows)


def _deed(entry: AuditEntry, deed: Deed, forum: Forum) -> list[Fact]:
    changes = "; ".join(f"{label}: {before} → {after}" for label, before, after in deed.changes)
    return [
        _moment(forum, entry.at),
        fact("who", _("Who"), _who(entry)),
        fact("what", _("What was done"), entry.action, deed.words),
        fact("changes", _("Before and after"), changes),
    ]


def _who(entry: AuditEntry) -> str:
    """Return who did something, as the person may know it."""
    if entry.actor in OWN_ACTORS:
        return _("you")
    if "@" not in entry.actor:
        return _("by itself") if entry.actor == "worker" else entry.actor
    return entry.actor if _is_look(entry) else _("the organizers")


def _moment(forum: Forum, at: datetime) -> Fact:
    return fact("at", _("When"), at.isoformat(timespec="seconds"), instant_words(at, forum.timezone))
