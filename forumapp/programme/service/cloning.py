"""Last year's forum as the start of the next: what of a document goes on, and where in the new days it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from forumapp.exchange.document import Document, ForumPart, LanguageMap, RegistrationTerms, SessionPart, Status
from forumapp.exchange.zones import day_of, exists

WEEK = timedelta(weeks=1)


@dataclass(frozen=True, kw_only=True)
class ClonePlan:
    """How a copy differs: its address, title and days, whether days keep their weekday or their number, and who and what goes along."""

    slug: str
    title: LanguageMap
    starts_on: date
    ends_on: date
    keeps_weekdays: bool = False
    with_sessions: bool = True
    with_people: bool = True


@dataclass(frozen=True, kw_only=True)
class Clone:
    """A forum made of another one; ``unscheduled`` are the keys of sessions that have no time in the new days."""

    document: Document
    unscheduled: tuple[str, ...]


def clone_of(document: Document, plan: ClonePlan) -> Clone:
    """Return a forum with the structure of another one: settings, tracks and rooms, people and sessions where the plan says so.

    Sessions come to be confirmed again: all are tentative, none keeps its address to join or what a foreign file called it. Further events stay with their year.
    """
    by = _shift(document.forum.starts_on, plan)
    forum = _forum(document.forum, plan, by)
    sessions = [_session(session, document.forum, forum, plan, by) for session in document.sessions]
    kept = tuple(sessions) if plan.with_sessions else ()
    lost = [old for old, new in zip(document.sessions, kept, strict=False) if old.starts_at and not new.starts_at]
    return Clone(
        document=replace(
            document,
            forum=forum,
            institutions=tuple(
                each for each in document.institutions if plan.with_people or each.key in (forum.organizers or ())
            ),
            people=document.people if plan.with_people else (),
            rooms=tuple(replace(room, join_url=None) for room in document.rooms),
            sessions=kept,
            events=None,
        ),
        unscheduled=tuple(session.key for session in lost),
    )


def _shift(starts_on: date, plan: ClonePlan) -> timedelta:
    """Return by how much days move: from first day to first day, or to the next one of the same weekday."""
    by = plan.starts_on - starts_on
    return -(-by // WEEK) * WEEK if plan.keeps_weekdays else by


def _forum(forum: ForumPart, plan: ClonePlan, by: timedelta) -> ForumPart:
    return replace(
        forum,
        slug=plan.slug,
        title=plan.title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        registration=forum.registration and _terms(forum.registration, by),
    )


def _terms(terms: RegistrationTerms, by: timedelta) -> RegistrationTerms:
    opens_at, closes_at = (moment and moment + by for moment in (terms.opens_at, terms.closes_at))
    released_on = terms.quota_released_on and terms.quota_released_on + by
    return replace(terms, opens_at=opens_at, closes_at=closes_at, quota_released_on=released_on)


def _session(session: SessionPart, was: ForumPart, forum: ForumPart, plan: ClonePlan, by: timedelta) -> SessionPart:
    starts_at, ends_at = _times(session, was, forum, by)
    reports = session.reports
    if reports is not None and not plan.with_people:
        reports = tuple(replace(report, people=()) for report in reports)
    return replace(
        session,
        origin=None,
        join_url=None,
        status=Status.TENTATIVE,
        starts_at=starts_at,
        ends_at=ends_at,
        people=session.people if plan.with_people else (),
        reports=reports,
    )


def _times(
    session: SessionPart, was: ForumPart, forum: ForumPart, by: timedelta
) -> tuple[datetime | None, datetime | None]:
    """Return where a session stands in the new days; nowhere when it falls outside of them or on a time that clocks skip."""
    if session.starts_at is None or session.ends_at is None:
        return None, None
    moved = session.starts_at + by, session.ends_at + by
    day = day_of(session.starts_at, was.starts_on) + by
    is_inside = forum.starts_on <= day <= forum.ends_on
    return moved if is_inside and _exist(moved, forum.timezone) else (None, None)


def _exist(moments: Iterable[datetime], zone: str) -> bool:
    return all(exists(moment, ZoneInfo(zone)) for moment in moments)
