"""Forums, their teams and invitations to a team."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.accounts.models import Account
from forumapp.db import Model, WallTime
from forumapp.exchange.document import Attendance, LanguageMap
from forumapp.policy import TeamRole


class Forum(Model):
    """A multi-day event. Times of its sessions are wall time in ``timezone``."""

    __tablename__ = "forums"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[LanguageMap]
    theme: Mapped[LanguageMap | None]
    description: Mapped[LanguageMap | None]
    """Markdown."""
    timezone: Mapped[str] = mapped_column(String(64))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    attendance: Mapped[Attendance]
    languages: Mapped[tuple[str, ...]]
    city_zones: Mapped[tuple[str, ...] | None]
    venue: Mapped[LanguageMap | None]
    organizers: Mapped[tuple[str, ...] | None]
    """Keys of institutions, in the agreed order."""
    accent: Mapped[str | None] = mapped_column(String(7))
    """Accent color, ``#rrggbb``."""
    hours_start: Mapped[time | None]
    """From when sessions are to take place on each day, wall time; both or none."""
    hours_end: Mapped[time | None]
    """Until when; not after the start means on the next day."""
    has_registration: Mapped[bool] = mapped_column(default=False)
    registration_opens_at: Mapped[datetime | None] = mapped_column(WallTime())
    registration_closes_at: Mapped[datetime | None] = mapped_column(WallTime())
    registration_capacity: Mapped[dict[str, int] | None]
    """Places by attendance mode."""
    registration_approval: Mapped[bool] = mapped_column(default=False)
    registration_waitlist: Mapped[bool] = mapped_column(default=True)
    registration_country_quota: Mapped[dict[str, int] | None]
    registration_quota_released_on: Mapped[date | None]
    """From which day on quotas hold no longer, wall time. Until then places that countries have not used are kept for them;
    without a day a quota is a limit only."""
    registration_hold_hours: Mapped[int | None]
    """How long a place is held for who has yet to confirm the address; None: ``forums.rules.terms.HOLD_HOURS``."""
    registration_offer_hours: Mapped[int | None]
    """How long the first in the queue can take a place that became free; None: it is theirs at once."""
    needs_approval: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Publishing needs the approval of a second person."""
    has_event_list: Mapped[bool] = mapped_column(default=False)
    """Whether the forum file lists further events, be it an empty list."""
    kept_until: Mapped[date | None]
    """The last day, on the forum's clock, on which personal data are kept; None while nobody decided."""
    keeping_told_at: Mapped[datetime | None]
    """When the team was told that this day comes near."""
    anonymized_at: Mapped[datetime | None]
    """When everything personal of the forum was gone."""
    lists_participants: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether there is a public list of those who agreed to stand in it."""
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    """Rises with every change of the forum's settings, so that a stale form is noticed."""

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012


class Membership(Model):
    """An account's role in a forum's team; one account may hold several."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("forum_id", "account_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    role: Mapped[TeamRole]
    created_at: Mapped[datetime]

    account: Mapped[Account] = relationship(lazy="raise")
    forum: Mapped[Forum] = relationship(lazy="raise")


class TeamInvitation(Model):
    """An invitation to a forum's team, by mail, good once."""

    __tablename__ = "team_invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[TeamRole]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    forum: Mapped[Forum] = relationship(lazy="raise")
