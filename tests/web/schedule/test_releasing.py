"""Publishing a part, going back, planning: numbers only go up, calendars follow, nothing else gets out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import worker
from forumapp.audit import AuditEntry
from forumapp.audit.service import acting
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Visibility
from forumapp.forums.models import Forum
from forumapp.policy import TeamRole
from forumapp.schedule import queries, service
from forumapp.schedule.models import EventRevision, PlannedRelease, Release
from forumapp.schedule.rules import Selection
from forumapp.schedule.rules.planning import MOST_ATTEMPTS
from tests import factories, parts, publishing
from tests.signing_in import sign_in_as

HOUR = timedelta(hours=1)
MARK = "zq-unpublished"
SECOND_DAY = {"starts_at": parts.at("2027-04-13T10:00"), "ends_at": parts.at("2027-04-13T11:00")}
FIRST = parts.document(parts.session("one"), parts.session("two", **SECOND_DAY))
CHANGED = replace(
    FIRST,
    sessions=(
        replace(FIRST.sessions[0], title={"en": "Renamed"}),
        replace(FIRST.sessions[1], title={"en": MARK}),
        parts.session(f"{MARK}-new", **SECOND_DAY),
    ),
)
ORGANIZER = "organizer@example.org"


def revision(session: DatabaseSession, key: str) -> EventRevision:
    """Return the newest Russian revision of a session's event."""
    found = select(EventRevision).where(EventRevision.session_key == key, EventRevision.language == "ru")
    return session.scalars(found.order_by(EventRevision.id.desc()).limit(1)).one()


def publish_day(day: int, *, later: timedelta = HOUR) -> Release | None:
    forum = publishing.load(CHANGED)
    return service.publish(forum, part=Selection(day=date(2027, 4, day)), by=ORGANIZER, now=publishing.NOW + later)


def test_a_day_is_published_and_the_rest_stays_pending(client: FlaskClient, session: DatabaseSession) -> None:
    publishing.publish(FIRST)
    release = publish_day(12)
    session.commit()

    assert release is not None
    assert (release.number, release.part_day) == (2, date(2027, 4, 12))
    addresses = (
        "programme/",
        "calendar.ics",
        "schedule.json",
        "schedule.xml",
        "changes/",
        "changes.atom",
        "programme.txt",
    )
    texts = {address: client.get(f"/forums/forum/{address}?lang=en").text for address in addresses}
    assert all(client.get(f"/forums/forum/{address}").status_code == 200 for address in addresses)
    assert [address for address, text in texts.items() if MARK in text] == []
    assert "Renamed" in texts["programme/"]
    forum = session.get(Forum, release.forum_id)
    assert {change.key for change in service.pending_changes(forum)} == {"two", f"{MARK}-new"}


def test_all_that_is_left_goes_out_with_the_next_release(session: DatabaseSession) -> None:
    publishing.publish(FIRST)
    publish_day(12)
    last = publish_day(13, later=2 * HOUR)

    assert last is not None
    assert queries.document_of_release(last.id)[1].keys() == {"one", "two", f"{MARK}-new"}
    assert service.pending_changes(session.get(Forum, last.forum_id)) == ()


def test_a_session_deleted_on_another_day_stays_published_as_itself(session: DatabaseSession) -> None:
    publishing.publish(FIRST)
    before = revision(session, "two")
    forum = publishing.load(replace(FIRST, sessions=CHANGED.sessions[:1]))
    release = service.publish(forum, part=Selection(day=date(2027, 4, 12)), by=ORGANIZER, now=publishing.NOW + HOUR)

    assert release is not None
    assert queries.document_of_release(release.id)[1]["two"] == str(before.uid)
    assert revision(session, "two").id == before.id


def test_a_part_without_anything_new_makes_no_release(session: DatabaseSession) -> None:
    publishing.publish(FIRST)
    publish_day(12)

    assert publish_day(12, later=2 * HOUR) is None


def test_the_first_release_is_the_whole(session: DatabaseSession) -> None:
    with pytest.raises(RuleBroken):
        publish_day(12)


def test_going_back_is_a_new_release_and_calendars_follow(session: DatabaseSession) -> None:
    publishing.publish(FIRST)
    second = publishing.publish(CHANGED, later=HOUR)
    assert second is not None
    forum = session.get(Forum, second.forum_id)

    back = service.withdraw(forum, 1, note="Too early", by=ORGANIZER, now=publishing.NOW + 2 * HOUR)

    assert (back.number, back.restores) == (3, 1)
    assert queries.document_of_release(back.id) == queries.document_of_release(
        session.scalars(select(Release.id).where(Release.number == 1)).one()
    )
    assert revision(session, "one").sequence == 2
    assert revision(session, f"{MARK}-new").tombstone_until is not None
    assert {change.key for change in service.pending_changes(forum)} == {"one", "two", f"{MARK}-new"}
    again = service.publish(forum, by=ORGANIZER, now=publishing.NOW + 3 * HOUR)
    assert again is not None
    assert (again.number, service.pending_changes(forum)) == (4, ())
    assert (revision(session, f"{MARK}-new").sequence, revision(session, f"{MARK}-new").tombstone_until) == (2, None)


def test_a_session_deleted_since_comes_back_with_its_identity(session: DatabaseSession) -> None:
    publishing.publish(FIRST)
    uid = revision(session, "two").uid
    second = publishing.publish(replace(FIRST, sessions=FIRST.sessions[:1]), later=HOUR)
    assert second is not None

    service.withdraw(session.get(Forum, second.forum_id), 1, by=ORGANIZER, now=publishing.NOW + 2 * HOUR)

    back = revision(session, "two")
    assert (back.uid, back.sequence, back.tombstone_until) == (uid, 2, None)


def test_going_back_to_what_stands_is_refused(session: DatabaseSession) -> None:
    release = publishing.publish(FIRST)
    assert release is not None

    for number in (1, 7):
        with pytest.raises(RuleBroken):
            service.withdraw(session.get(Forum, release.forum_id), number, by=ORGANIZER, now=publishing.NOW + HOUR)


@pytest.fixture
def planned(session: DatabaseSession) -> Iterator[Forum]:
    """Give a forum with something to publish, and a release planned for ten in the morning."""
    publishing.publish(FIRST)
    forum = publishing.load(CHANGED)
    account = factories.Account(email=ORGANIZER)
    factories.Membership(forum=forum, account=account, role=TeamRole.PROGRAMME_EDITOR)
    service.plan(forum, datetime(2026, 11, 21, 10), note="As said", by=ORGANIZER, now=publishing.NOW)  # noqa: DTZ001
    session.commit()
    return forum


DUE = publishing.NOW.replace(day=21, hour=5)
"""Ten in the morning in Ashgabat."""


def plan_of(session: DatabaseSession) -> PlannedRelease:
    session.expire_all()
    return session.scalars(select(PlannedRelease)).one()


def work(now: datetime) -> None:
    with acting("worker"):
        worker.publish_planned(now)


def test_a_planned_release_is_made_at_its_time_and_once(session: DatabaseSession, planned: Forum) -> None:
    work(DUE - timedelta(seconds=1))
    assert queries.current_release(planned).number == 1  # type: ignore[union-attr]
    work(DUE)
    work(DUE + timedelta(minutes=1))

    release = queries.current_release(planned)
    assert release is not None
    assert (release.number, release.note, release.published_by) == (2, "As said", ORGANIZER)
    assert (plan_of(session).number, plan_of(session).failure) == (2, None)
    deeds = select(AuditEntry).where(AuditEntry.action == "release:publish").order_by(AuditEntry.id.desc())
    deed = session.scalars(deeds.limit(1)).one()
    assert (deed.actor, (deed.after or {})["planned_by"]) == ("worker", ORGANIZER)


def test_two_workers_that_saw_the_same_plan_make_one_release(session: DatabaseSession, planned: Forum) -> None:
    (seen,) = queries.due_plans(now=DUE)

    assert service.begin(seen, now=DUE)
    assert service.begin(seen, now=DUE)
    assert service.carry_out(seen, now=DUE) is not None
    assert service.carry_out(seen, now=DUE) is None
    session.commit()
    assert (plan_of(session).number, plan_of(session).failure) == (2, None)


def test_who_goes_back_is_told_of_the_plan_that_would_take_it_back(
    client: FlaskClient, session: DatabaseSession, planned: Forum
) -> None:
    service.publish(planned, by=ORGANIZER, now=publishing.NOW + HOUR)
    session.commit()
    sign_in_as(client, session, planned, TeamRole.PROGRAMME_EDITOR)

    page = client.get("/forums/forum/manage/releases/1/withdraw?lang=en").text
    assert "A release is planned for 21 November 2026, 10:00." in page

    service.cancel(plan_of(session), planned, by=ORGANIZER, now=publishing.NOW + HOUR)
    session.commit()
    assert "A release is planned" not in client.get("/forums/forum/manage/releases/1/withdraw?lang=en").text


def test_a_cancelled_plan_does_nothing(session: DatabaseSession, planned: Forum) -> None:
    service.cancel(plan_of(session), planned, by=ORGANIZER, now=publishing.NOW)
    work(DUE)

    assert queries.current_release(planned).number == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("reason", ["nothing new", "no approval", "no right"])
def test_a_plan_that_cannot_be_carried_out_says_why_and_is_over(
    session: DatabaseSession, planned: Forum, reason: str
) -> None:
    if reason == "nothing new":
        publishing.publish(CHANGED, later=HOUR)
    elif reason == "no approval":
        planned.needs_approval = True
    else:
        session.delete(session.scalars(select(factories.Membership._meta.model)).one())
    session.commit()
    before = queries.current_release(planned)
    work(DUE)
    work(DUE + HOUR)

    plan = plan_of(session)
    assert (plan.number, plan.attempts, set(plan.failure or {})) == (None, 1, {"en", "ru"})
    assert queries.current_release(planned) == before


def test_a_plan_that_a_fault_breaks_off_is_given_up(session: DatabaseSession, planned: Forum) -> None:
    for _attempt in range(MOST_ATTEMPTS):
        assert service.begin(plan_of(session), now=DUE)

    assert not service.begin(plan_of(session), now=DUE)
    assert set(plan_of(session).failure or {}) == {"en", "ru"}


@pytest.mark.parametrize(
    ("wall", "zone"),
    [
        ("2026-11-20T13:00", "Asia/Ashgabat"),
        ("2027-03-28T03:30", "Europe/Chisinau"),
        ("2029-01-01T10:00", "Asia/Almaty"),
    ],
    ids=["past", "a time that clocks leave out", "years ahead"],
)
def test_a_time_that_cannot_be_is_refused(session: DatabaseSession, wall: str, zone: str) -> None:
    forum = publishing.load(replace(FIRST, forum=parts.forum(timezone=zone)))

    with pytest.raises(RuleBroken) as refusal:
        service.plan(forum, parts.at(wall), by=ORGANIZER, now=publishing.NOW)

    assert refusal.value.field == "due_at"


def test_one_release_is_planned_at_a_time(session: DatabaseSession, planned: Forum) -> None:
    with pytest.raises(RuleBroken):
        service.plan(planned, parts.at("2026-12-01T10:00"), by=ORGANIZER, now=publishing.NOW)


def test_hidden_sessions_stay_hidden_after_going_back(client: FlaskClient, session: DatabaseSession) -> None:
    closed = parts.session("closed", title={"en": MARK}, visibility=Visibility.INVITED)
    publishing.publish(parts.document(parts.session("one"), closed))
    second = publishing.publish(parts.document(parts.session("one", title={"en": "Other"})), later=HOUR)
    assert second is not None
    service.withdraw(session.get(Forum, second.forum_id), 1, by=ORGANIZER, now=publishing.NOW + 2 * HOUR)
    session.commit()

    texts = [client.get(f"/forums/forum/{address}").text for address in ("changes/", "changes.atom", "programme/")]

    assert [MARK in text for text in texts] == [False, False, False]
