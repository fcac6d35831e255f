"""What a table says, what it said before and what stands at the desk, put together: the desk's own words stay."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from forumapp.directory.rules import fold
from forumapp.exchange.document import (
    Kind,
    LanguageMap,
    Origin,
    Part,
    ReportPart,
    SessionPart,
    Signup,
    Status,
    Visibility,
)
from forumapp.exchange.tables.drafts import DraftReport, DraftSession, Mention
from forumapp.programme.service.sessions import new_key

APPLIED_UNASKED = frozenset({"time", "room"})
"""What a table decides for a session that it did not bring in before."""

Said = dict[str, Any]
"""What a table says of a session, by field; what it does not say is not in it. ``time`` is start and end."""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A field in which the table and the desk differ, and which of them decides."""

    field: str
    desk: Any
    table: Any
    is_overwritten: bool


@dataclass(frozen=True, kw_only=True)
class Merged:
    """A session as it will stand: the fields that change, those in conflict, and those that the desk changed since."""

    part: SessionPart
    changed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    kept: tuple[str, ...] = ()


def said_of(
    draft: DraftSession, *, people: Mapping[str, str], room: str | None, track: str | None, known: Sequence[ReportPart]
) -> Said:
    """Return what a draft says of a session, in terms of the forum; reports that stand already keep their keys."""
    said: Said = {"title": draft.title, "kind": draft.kind}
    if draft.starts_at is not None and draft.ends_at is not None:
        said["time"] = (draft.starts_at, draft.ends_at)
    optional = {
        "room": room,
        "track": track,
        "abstract": draft.abstract,
        "languages": draft.languages,
        "people": _parts(draft.people, people),
        "reports": _reports(draft.reports, people, known),
        "join_url": draft.join_url,
    }
    said |= {name: value for name, value in optional.items() if value}
    if draft.status is not Status.CONFIRMED:
        said["status"] = draft.status
    if draft.visibility is not Visibility.PUBLIC:
        said["visibility"] = draft.visibility
    return said


def plain(said: Said) -> dict[str, Any]:
    """Return what a table says such that JSON can keep it and equal things are equal."""
    return {name: _plain(name, value) for name, value in said.items()}


def merge(desk: SessionPart, said: Said, before: Mapping[str, Any] | None, *, overwritten: Collection[str]) -> Merged:
    """Put together a session of the desk and what a table says; ``before`` is what the table said the last time, if ever."""
    if before and before.get("status") and "status" not in said:
        said = said | {"status": Status.CONFIRMED}
    part, changed, kept, conflicts = desk, [], [], []
    for name, value in said.items():
        target = _target(desk, name, value)
        standing = _standing(desk, name)
        if _plain(name, target) == _plain(name, standing):
            continue
        if before is not None and before.get(name) == _plain(name, value):
            kept.append(name)
            continue
        if _decides(name, standing, before) or name in overwritten:
            part = _with(part, name, target)
            changed.append(name)
        if not _decides(name, standing, before):
            conflicts.append(Conflict(field=name, desk=standing, table=value, is_overwritten=name in overwritten))
    return Merged(part=part, changed=tuple(changed), conflicts=tuple(conflicts), kept=tuple(kept))


def part_from(key: str, said: Said, *, languages: Sequence[str], mark: str = "") -> SessionPart:
    """Return a new session that says what a table does; ``mark`` is what its source calls it."""
    visibility = said.get("visibility", Visibility.PUBLIC)
    kind: Kind = said["kind"]
    starts_at, ends_at = said.get("time", (None, None))
    return SessionPart(
        key=key,
        origin=Origin(guid=mark) if mark else None,
        title=said["title"],
        kind=kind,
        status=said.get("status", Status.CONFIRMED),
        visibility=visibility,
        languages=said.get("languages") or (() if kind is Kind.BREAK else tuple(languages[:1])),
        signup=Signup.INVITATION if visibility is Visibility.INVITED else Signup.NONE,
        people=said.get("people", ()),
        abstract=said.get("abstract"),
        track=said.get("track"),
        room=said.get("room"),
        starts_at=starts_at,
        ends_at=ends_at,
        join_url=said.get("join_url"),
        reports=said.get("reports"),
    )


def _decides(name: str, standing: Any, before: Mapping[str, Any] | None) -> bool:
    """Say whether the table decides a field unasked: the desk says nothing, or still says what the table said before."""
    if not standing or standing == (None, None):
        return True
    if before is None:
        return name in APPLIED_UNASKED
    if name not in before:
        return False
    now = _plain(name, standing)
    if isinstance(before[name], dict) and isinstance(now, dict):
        return all(now.get(code) == text for code, text in before[name].items())
    return bool(before[name] == now)


def _standing(desk: SessionPart, name: str) -> Any:
    return (desk.starts_at, desk.ends_at) if name == "time" else getattr(desk, name)


def _with(part: SessionPart, name: str, value: Any) -> SessionPart:
    if name == "time":
        return replace(part, starts_at=value[0], ends_at=value[1])
    return replace(part, **{name: value})


def _target(desk: SessionPart, name: str, value: Any) -> Any:
    """Return what a field will be: a text in one language leaves the others as they stand."""
    if name in {"title", "abstract"}:
        return (getattr(desk, name) or {}) | value
    return value


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "time":
        return [each.isoformat() if each is not None else None for each in value]
    if name == "people":
        return [[part.person, str(part.role)] for part in value]
    if name == "reports":
        return [
            {"title": dict(report.title), "minutes": report.minutes, "people": list(report.people)} for report in value
        ]
    if isinstance(value, dict):
        return dict(value)
    return list(value) if isinstance(value, tuple) else str(value)


def _parts(mentions: Sequence[Mention], people: Mapping[str, str]) -> tuple[Part, ...]:
    parts = (Part(person=people[mention.id], role=mention.role) for mention in mentions if mention.id in people)
    return tuple(dict.fromkeys(parts))


def _reports(
    drafts: Sequence[DraftReport], people: Mapping[str, str], known: Sequence[ReportPart]
) -> tuple[ReportPart, ...]:
    left = list(known)
    reports = []
    for draft in drafts:
        if not draft.title:
            continue
        twin = next((report for report in left if _is_same(draft.title, report.title)), None)
        if twin is not None:
            left.remove(twin)
        speakers = tuple(dict.fromkeys(people[mention.id] for mention in draft.people if mention.id in people))
        reports.append(
            ReportPart(
                key=twin.key if twin else new_key(),
                title=(twin.title if twin else {}) | draft.title,
                minutes=draft.minutes or 15,
                people=speakers,
                abstract=twin.abstract if twin else None,
            )
        )
    return tuple(reports)


def _is_same(one: LanguageMap, other: LanguageMap) -> bool:
    return any(fold(text) == fold(other[code]) for code, text in one.items() if code in other)
