"""Whether registration is open, in words for the public pages."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import url_for

from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words


@dataclass(frozen=True, kw_only=True)
class Terms:
    """When registration is open, as instants; None for no such limit."""

    has_registration: bool
    opens_at: datetime | None
    closes_at: datetime | None

    @classmethod
    def of(cls, forum: Forum) -> "Terms":
        """Return a forum's terms."""
        zone = ZoneInfo(forum.timezone)
        opens, closes = forum.registration_opens_at, forum.registration_closes_at
        return cls(
            has_registration=forum.has_registration,
            opens_at=opens.replace(tzinfo=zone) if opens else None,
            closes_at=closes.replace(tzinfo=zone) if closes else None,
        )

    def is_open(self, now: datetime) -> bool:
        """Say whether one can register now."""
        if not self.has_registration or (self.opens_at and now < self.opens_at):
            return False
        return self.closes_at is None or now < self.closes_at


@dataclass(frozen=True, kw_only=True)
class RegistrationWords:
    """What the front page says of registration."""

    words: str
    href: str | None
    label: str


def registration_words(forum: Forum, *, now: datetime) -> RegistrationWords | None:
    """Return what to say of registration; None for a forum that has none."""
    terms = Terms.of(forum)
    if not terms.has_registration:
        return None
    href = url_for("registration.register", slug=forum.slug) if terms.is_open(now) else None
    return RegistrationWords(words=_words(terms, forum.timezone, now), href=href, label=_("Register"))


def next_turn(forum: Forum, *, now: datetime) -> datetime | None:
    """Return the next instant at which registration opens or closes."""
    terms = Terms.of(forum)
    return min((moment for moment in (terms.opens_at, terms.closes_at) if moment and moment > now), default=None)


def _words(terms: Terms, zone: str, now: datetime) -> str:
    if terms.is_open(now):
        if terms.closes_at is None:
            return _("Registration is open.")
        return _("Registration is open until %(moment)s.", moment=instant_words(terms.closes_at, zone))
    if terms.opens_at and now < terms.opens_at:
        return _("Registration opens on %(moment)s.", moment=instant_words(terms.opens_at, zone))
    return _("Registration is closed.")
