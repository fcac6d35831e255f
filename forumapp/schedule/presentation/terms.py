"""Whether registration is open, in words for the public pages."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for

from forumapp.forums.models import Forum
from forumapp.forums.rules.terms import Terms, Window, terms_of
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words


@dataclass(frozen=True, kw_only=True)
class RegistrationWords:
    """What the front page says of registration."""

    words: str
    href: str | None
    label: str


def registration_words(forum: Forum, *, now: datetime) -> RegistrationWords | None:
    """Return what to say of registration; None for a forum that has none."""
    window = terms_of(forum, now=now)
    if window.terms is Terms.NONE:
        return None
    return RegistrationWords(
        words=_words(window, forum.timezone), href=register_href(forum, now=now), label=_("Register")
    )


def register_href(forum: Forum, *, now: datetime) -> str | None:
    """Return where to register; None while one cannot."""
    return url_for("registration.register", slug=forum.slug) if terms_of(forum, now=now).is_open else None


def next_turn(forum: Forum, *, now: datetime) -> datetime | None:
    """Return the next instant at which registration opens or closes."""
    window = terms_of(forum, now=now)
    zone = ZoneInfo(forum.timezone)
    turns = [moment.replace(tzinfo=zone) for moment in (window.opens_at, window.closes_at) if moment]
    return min((turn for turn in turns if turn > now), default=None)


def _words(window: Window, zone: str) -> str:
    if window.terms is Terms.CLOSED:
        return _("Registration is closed.")
    moment = window.closes_at if window.is_open or window.opens_at is None else window.opens_at
    words = instant_words(moment.replace(tzinfo=ZoneInfo(zone)), zone)
    if window.is_open:
        return _("Registration is open until %(moment)s.", moment=words)
    return _("Registration opens on %(moment)s.", moment=words)
