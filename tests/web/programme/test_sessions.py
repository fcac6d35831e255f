"""The verbs of the working copy."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.directory import queries as directory_queries
from forumapp.directory import service as directory
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import (
    Attendance,
    Origin,
    Part,
    PersonPart,
    ReportPart,
    Role,
    RoomPart,
    SessionPart,
    Status,
    TrackPart,
)
from forumapp.forums.models import Forum
from forumapp.programme import queries, service
from forumapp.programme.models import Room, Session, Track
from tests import factories
from tests.unit.exchange.forums import session as plain_session
from tests.unit.exchange.forums import wall

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
REPORT = ReportPart(key="catalog", title={"en": "A Shared Catalog"}, minutes=20, people=("olga",))
PANEL = plain_session(
    "panel",
    abstract={"en": "On libraries."},
    origin=Origin(id="7"),
    room="hall",
    track="memory",
    starts_at=wall("2027-04-12T10:00"),
    ends_at=wall("2027-04-12T11:00"),
    languages=("ru", "en"),
    interpretation=("ru",),
    capacity=40,
    join_url="https://meet.example.org/panel",
    people=(Part(person="ayna", role=Role.MODERATOR), Part(person="olga", role=Role.SPEAKER)),
    reports=(REPORT,),
)


@pytest.fixture
def forum(session: DatabaseSession) -> Forum:
    forum = factories.Forum(slug="ashgabat-2027")
    for key in ("ayna", "olga"):
        directory.put_person(forum, PersonPart(key=key, given_name={}, family_name={"en": key}), now=NOW)
    service.add_room(forum, RoomPart(key="hall", title={"en": "Hall"}, attendance=Attendance.HYBRID), now=NOW)
    service.add_track(forum, TrackPart(key="memory", title={"en": "Memory"}, color="#1f6f5c"), now=NOW)
    return forum


@pytest.fixture
def panel(forum: Forum) -> Session:
    service.add_session(forum, PANEL, now=NOW)
    return standing("panel")


def standing(key: str) -> Session:
    found = queries.session_by_key("ashgabat-2027", key)
    assert found is not None
    return found


def deeds(session: DatabaseSession) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_a_session_is_stored_as_it_was_given(session: DatabaseSession, panel: Session) -> None:
    session.expunge_all()

    assert service.part_of(standing("panel")) == PANEL


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"key": "Ключ"}, "key"),
        ({"title": {}}, "title"),
        ({"room": "unknown"}, "room"),
        ({"track": "unknown"}, "track"),
        ({"people": (Part(person="nobody", role=Role.SPEAKER),)}, "people"),
        ({"people": (PANEL.people[0], PANEL.people[0])}, "people"),
        ({"capacity": -1}, "capacity"),
        ({"ends_at": PANEL.starts_at}, "ends_at"),
        ({"starts_at": wall("2027-05-12T10:00"), "ends_at": wall("2027-05-12T11:00")}, "starts_at"),
        ({"reports": (replace(REPORT, minutes=0),)}, "minutes"),
        ({"reports": (REPORT, REPORT)}, "key"),
        ({"reports": (replace(REPORT, people=("nobody",)),)}, "people"),
    ],
)
def test_a_session_that_cannot_be_is_refused(forum: Forum, change: dict[str, Any], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        service.add_session(forum, replace(PANEL, **change), now=NOW)

    assert (broken.value.field, list(queries.sessions(forum))) == (field, [])


def test_a_key_is_given_once(forum: Forum, panel: Session) -> None:
    with pytest.raises(RuleBroken) as broken:
        service.add_session(forum, PANEL, now=NOW)

    assert broken.value.field == "key"


def test_new_keys_are_short_and_never_in_a_row() -> None:
    keys = {service.new_key() for _number in range(50)}

    assert (len(keys), {len(key) for key in keys}) == (50, {8})


REVISIONS = [
    replace(PANEL, title={"en": "Another title"}),
    replace(PANEL, people=PANEL.people[::-1]),
    replace(PANEL, people=(*PANEL.people, Part(person="ayna", role=Role.EXPERT))),
    replace(PANEL, people=()),
    replace(PANEL, reports=()),
    replace(PANEL, reports=None),
    replace(PANEL, reports=(replace(REPORT, key="other"), REPORT)),
    replace(PANEL, reports=(replace(REPORT, people=("ayna", "olga")),)),
    replace(PANEL, room=None, track=None, starts_at=None, ends_at=None, origin=None, interpretation=()),
]


@pytest.mark.parametrize("part", REVISIONS)
def test_whatever_changes_of_a_session_makes_a_new_version(
    session: DatabaseSession, panel: Session, part: SessionPart
) -> None:
    service.revise_session(panel, part, version=1, now=NOW)

    session.expunge_all()
    assert (service.part_of(standing("panel")), standing("panel").version) == (part, 2)


def test_a_revision_that_changes_nothing_stores_nothing(
    session: DatabaseSession, panel: Session, queries: list[str]
) -> None:
    queries.clear()

    service.revise_session(panel, PANEL, version=1, now=NOW)

    assert ([query for query in queries if not query.startswith("SELECT")], panel.version) == ([], 1)


def test_who_read_an_older_version_is_told_what_both_changed(session: DatabaseSession, panel: Session) -> None:
    service.revise_session(panel, replace(PANEL, title={"en": "Theirs"}), version=1, now=NOW)
    before = deeds(session)

    with pytest.raises(Overtaken) as overtaken:
        service.revise_session(panel, REVISIONS[0], version=1, now=NOW)

    assert (overtaken.value.touching, service.part_of(panel).title, deeds(session)) == (
        ("title",),
        {"en": "Theirs"},
        before,
    )


def test_changes_that_do_not_touch_stand_side_by_side(panel: Session) -> None:
    service.cancel_session(panel, now=NOW)

    service.revise_session(panel, replace(PANEL, capacity=7), version=1, now=NOW)

    assert service.part_of(standing("panel")) == replace(PANEL, status=Status.CANCELLED, capacity=7)


def test_who_saw_both_versions_decides_field_by_field(panel: Session) -> None:
    theirs = replace(PANEL, title={"en": "Theirs"}, capacity=7)
    service.revise_session(panel, theirs, version=1, now=NOW)

    ours = replace(PANEL, title={"en": "Ours"}, capacity=9)
    settled = service.Settlement(2, frozenset({"title"}))
    service.revise_session(panel, ours, version=1, settled=settled, now=NOW)

    assert service.part_of(standing("panel")) == replace(PANEL, title={"en": "Theirs"}, capacity=9)


def test_a_decision_on_a_version_that_is_gone_is_asked_again(panel: Session) -> None:
    for title in ("First", "Second"):
        service.revise_session(panel, replace(PANEL, title={"en": title}), version=None, now=NOW)

    with pytest.raises(Overtaken):
        service.revise_session(panel, REVISIONS[0], version=1, settled=service.Settlement(2), now=NOW)

    assert service.part_of(standing("panel")).title == {"en": "Second"}


def test_a_session_keeps_its_key(panel: Session) -> None:
    with pytest.raises(RuleBroken, match="A key never changes"):
        service.revise_session(panel, replace(PANEL, key="other"), version=None, now=NOW)


def test_a_session_moves(session: DatabaseSession, panel: Session) -> None:
    starts_at, ends_at = wall("2027-04-13T23:00"), wall("2027-04-14T01:00")

    service.move_session(panel, starts_at=starts_at, ends_at=ends_at, room_key=None, version=1, now=NOW)

    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert service.part_of(panel) == replace(PANEL, starts_at=starts_at, ends_at=ends_at, room=None)
    assert (entry.action, entry.after) == (
        "session:move",
        {"room": None, "starts_at": "2027-04-13T23:00:00", "ends_at": "2027-04-14T01:00:00"},
    )


def test_a_cancelled_session_can_take_place_after_all(panel: Session) -> None:
    service.cancel_session(panel, now=NOW)
    cancelled = panel.status

    service.uncancel_session(panel, now=NOW)

    assert (cancelled, panel.status) == (Status.CANCELLED, Status.CONFIRMED)


def test_a_deleted_session_comes_back_as_it_was(session: DatabaseSession, forum: Forum, panel: Session) -> None:
    uid = panel.uid

    service.delete_session(panel, now=NOW)

    assert (list(queries.sessions(forum)), queries.uids(forum)) == ([], {})
    assert [deleted.key for deleted in queries.deleted_sessions(forum)] == ["panel"]
    deleted = queries.deleted_session_by_key("ashgabat-2027", "panel")
    assert deleted is not None
    service.bring_back_session(deleted, now=NOW)
    assert (service.part_of(standing("panel")), queries.uids(forum)) == (PANEL, {"panel": uid})


def test_a_deleted_session_whose_key_comes_again_keeps_its_uid(forum: Forum, panel: Session) -> None:
    uid = panel.uid
    service.delete_session(panel, now=NOW)

    service.add_session(forum, REVISIONS[0], now=NOW)

    assert (service.part_of(standing("panel")), standing("panel").uid) == (REVISIONS[0], uid)


def test_join_addresses_do_not_stand_in_the_audit_trail(session: DatabaseSession, panel: Session) -> None:
    service.revise_session(panel, replace(PANEL, join_url="https://meet.example.org/other"), version=1, now=NOW)
    service.delete_session(panel, now=NOW)

    entries = session.scalars(select(AuditEntry)).all()
    assert [entry.action for entry in entries if "meet.example.org" in f"{entry.before}{entry.after}"] == []


SECOND = replace(REPORT, key="memory", title={"en": "Memory"})


@pytest.mark.parametrize(
    ("verb", "keys"),
    [
        (
            lambda session: service.add_report(session, replace(SECOND, key="third"), now=NOW),
            ["catalog", "memory", "third"],
        ),
        (lambda session: service.remove_report(session, "catalog", now=NOW), ["memory"]),
        (lambda session: service.order_reports(session, ["memory", "catalog"], now=NOW), ["memory", "catalog"]),
        (lambda session: service.revise_report(session, replace(SECOND, minutes=5), now=NOW), ["catalog", "memory"]),
    ],
    ids=["add", "remove", "order", "revise"],
)
def test_the_running_order_changes(panel: Session, verb: Callable[[Session], Session], keys: list[str]) -> None:
    service.add_report(panel, SECOND, now=NOW)

    verb(panel)

    assert [report.key for report in service.part_of(standing("panel")).reports or ()] == keys


def test_a_running_order_names_each_report_once(panel: Session) -> None:
    with pytest.raises(RuleBroken, match="The reports were changed in the meantime"):
        service.order_reports(panel, ["catalog", "catalog"], now=NOW)


def test_a_room_in_use_stays(forum: Forum, panel: Session) -> None:
    room = queries.room_by_key("ashgabat-2027", "hall")
    assert room is not None

    with pytest.raises(RuleBroken, match="Sessions take place in this room"):
        service.remove_room(room, now=NOW)


def test_a_track_in_use_stays(forum: Forum, panel: Session) -> None:
    track = queries.track_by_key("ashgabat-2027", "memory")
    assert track is not None

    with pytest.raises(RuleBroken, match="Sessions belong to this track"):
        service.remove_track(track, now=NOW)


def test_a_person_in_the_programme_stays(forum: Forum, panel: Session) -> None:
    link = directory_queries.forum_person_by_key(forum, "olga")
    assert link is not None

    with pytest.raises(RuleBroken, match="takes part in a session"):
        directory.remove_person(forum, link, now=NOW)


def test_what_only_deleted_sessions_use_can_go_and_they_come_back_without_it(
    session: DatabaseSession, forum: Forum, panel: Session
) -> None:
    service.delete_session(panel, now=NOW)
    room, track = queries.rooms(forum)[0], queries.tracks(forum)[0]
    link = directory_queries.forum_person_by_key(forum, "olga")
    assert link is not None

    service.remove_room(room, now=NOW)
    service.remove_track(track, now=NOW)
    directory.remove_person(forum, link, now=NOW)

    session.expunge_all()
    deleted = queries.deleted_session_by_key("ashgabat-2027", "panel")
    assert deleted is not None
    assert service.part_of(deleted) == replace(
        PANEL, room=None, track=None, people=PANEL.people[:1], reports=(replace(REPORT, people=()),)
    )


def test_rooms_are_added_revised_and_ordered(session: DatabaseSession, forum: Forum) -> None:
    room = service.add_room(forum, RoomPart(key="foyer", title={"en": "Foyer"}, attendance=Attendance.ONSITE), now=NOW)
    revised = RoomPart(key="foyer", title={"en": "Lobby"}, attendance=Attendance.ONSITE, capacity=10)

    service.revise_room(room, revised, now=NOW)
    service.order_rooms(forum, ["foyer", "hall"], now=NOW)

    assert service.room_part(queries.rooms(forum)[0]) == revised
    noted = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert noted is not None
    assert (noted.action, noted.before, noted.after) == (
        "room:order",
        {"order": ["hall", "foyer"]},
        {"order": ["foyer", "hall"]},
    )
    assert deeds(session)[-3:] == ["room:add", "room:revise", "room:order"]


@pytest.mark.parametrize(
    ("key", "title", "field"), [("hall", {"en": "Hall"}, "key"), ("new", {}, "title"), ("Б", {"ru": "Б"}, "key")]
)
def test_a_room_that_cannot_be_is_refused(forum: Forum, key: str, title: dict[str, str], field: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        service.add_room(forum, RoomPart(key=key, title=title, attendance=Attendance.ONSITE), now=NOW)

    assert broken.value.field == field


def test_the_programme_is_read_in_a_constant_number_of_statements(
    session: DatabaseSession, forum: Forum, queries: list[str]
) -> None:
    counts = []
    for number in (1, 2, 3):
        service.add_session(forum, replace(PANEL, key=f"panel-{number}"), now=NOW)
        session.expunge_all()
        queries.clear()
        service.document_of(forum)
        counts.append(len(queries))

    assert counts == [10, 10, 10]


def test_places_of_other_forums_are_not_found(forum: Forum, panel: Session) -> None:
    factories.Forum(slug="minsk-2027")

    found: list[Room | Track | Session | None] = [
        queries.session_by_key("minsk-2027", "panel"),
        queries.room_by_key("minsk-2027", "hall"),
        queries.track_by_key("minsk-2027", "memory"),
    ]

    assert found == [None, None, None]
