"""Drafts as JSON, as the golden files keep them."""

from datetime import date
from pathlib import Path
from typing import Any

from forumapp.exchange.document import Status, Visibility
from forumapp.exchange.ics import reading
from forumapp.exchange.tables import programme, sources
from forumapp.exchange.tables.drafts import Draft, DraftReport, DraftSession, Mention
from forumapp.exchange.tables.entries import Options
from forumapp.exchange.tables.sources import Source, SourceKind

DAYS = (date(2021, 3, 11), date(2021, 3, 12))
OPTIONS = Options(days=DAYS, timezone="Europe/Moscow")


def draft_of(octets: bytes, options: Options = OPTIONS) -> Draft:
    """Read octets as the desk does."""
    kind = sources.detect(octets)
    if kind is SourceKind.ICS:
        return reading.read(octets, options)
    return programme.read(sources.read(Source(kind, octets)), options).draft


def draft_of_file(path: Path) -> Draft:
    """Read a file as the desk does."""
    return draft_of(path.read_bytes())


def plain(draft: Draft) -> dict[str, Any]:
    """Return a draft without what is empty."""
    return _full(
        title=draft.title,
        timezone=draft.timezone,
        sessions=[_session(session) for session in draft.sessions],
        unread=[f"{row.where.table}-{row.where.number}: {row.text}" for row in draft.unread],
    )


def _session(session: DraftSession) -> dict[str, Any]:
    times = [f"{moment:%d %H:%M}" for moment in (session.starts_at, session.ends_at) if moment]
    return _full(
        id=session.id,
        time=" – ".join(times),
        kind=session.kind.value,
        title=session.title,
        room=session.room,
        track=session.track,
        languages=list(session.languages),
        status=session.status.value if session.status is not Status.CONFIRMED else None,
        visibility=session.visibility.value if session.visibility is not Visibility.PUBLIC else None,
        people=[_person(mention, with_role=True) for mention in session.people],
        reports=[_report(report) for report in session.reports],
        abstract=session.abstract,
        join_url=session.join_url,
        mark=session.mark,
        remarks=[remark.sentence for remark in session.remarks],
    )


def _report(report: DraftReport) -> dict[str, Any]:
    return _full(
        time=f"{report.starts_at:%H:%M}" if report.starts_at else None,
        minutes=report.minutes,
        title=report.title,
        people=[_person(mention) for mention in report.people],
    )


def _person(mention: Mention, *, with_role: bool = False) -> dict[str, Any]:
    parts = (mention.family_name, mention.given_name, mention.patronymic)
    codes = list(dict.fromkeys(code for part in parts for code in part))
    return _full(
        role=mention.role.value if with_role else None,
        name={code: " | ".join(part[code] for part in parts if code in part) for code in codes},
        post=mention.post,
        institution=mention.institution,
        city=mention.city,
        country=mention.country,
    )


def _full(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
