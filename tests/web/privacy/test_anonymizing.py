"""What is left of people once they were erased, or once the day came until which a forum keeps their data."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import audit, clock, worker
from forumapp.audit import AuditEntry
from forumapp.db import db, transaction
from forumapp.delegations import queries as delegation_queries
from forumapp.delegations.models import Delegation
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.policy import TeamRole
from forumapp.privacy import queries, service
from forumapp.privacy.service import Reason
from forumapp.registration.models import Consent, Registration, RegistrationStatus
from forumapp.registration.queries import stored_answer_files
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service import renew_feed, token_of
from forumapp.secretariat.models import Mailing, SavedView
from forumapp.storage import attachments
from forumapp.storage.files import path_of
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.privacy.conftest import (
    MARK,
    Clock,
    letter_to,
    mark_others,
    personal_tables,
    store_person,
    text_columns,
    traces,
)
from tests.web.privacy.test_own import add_answers

KEPT_UNTIL = date(2028, 4, 13)
ORGANIZERS = {"owner@example.org", "registrar@example.org"}


@pytest.fixture
def team(session: DatabaseSession, forum: Forum) -> None:
    """Give the forum an owner, a registrar and an editor."""
    for name, role in (("owner", "owner"), ("registrar", "registrar"), ("editor", "programme_editor")):
        account = factories.Account(email=f"{name}@example.org")
        factories.Membership(forum=forum, account=account, role=TeamRole(role))
    session.commit()


@pytest.fixture
def due(session: DatabaseSession, forum: Forum, hours: Clock, team: None) -> Forum:
    """Give the forum with two people, on the day after the one until which their data are kept."""
    store_person(forum)
    store_person(forum, number=2)
    mark_others(forum)
    with transaction():
        service.set_keeping(forum, kept_until=KEPT_UNTIL, lists_participants=True, now=hours.moment)
    hours.moment = hours.moment.replace(year=2028, month=3, day=30)
    worker.keep_privacy(clock.now())
    hours.moment = hours.moment.replace(month=4, day=14)
    session.commit()
    return forum


def is_of_others(place: str) -> bool:
    """Say whether a place is a head's of a delegation, a speaker's, or a text to many: it stays when one delegate is erased."""
    others = ("delegations.", "speakers.", "speaker_", "outbox_letters.recipient", "mailings.subject", "mailings.body")
    return place.startswith(others)


def test_the_mark_stands_in_every_text_column_that_is_erased(due: Forum) -> None:
    every = {f"{table.name}.{column.name}" for table in personal_tables() for column in text_columns(table)}
    named_by = {f"outbox_letters.{name}" for name in ("forum_slug", "kind", "language")}

    assert every - traces() == named_by


def test_once_the_day_came_nobody_is_found_in_the_whole_database(due: Forum) -> None:
    worker.keep_privacy(clock.now())

    assert traces() == set()
    assert db.session.get(Forum, due.id, populate_existing=True).anonymized_at == clock.now()


def test_figures_stay(due: Forum) -> None:
    before = figures(due)
    worker.keep_privacy(clock.now())

    assert figures(due) == before
    assert db.session.scalars(select(Consent.purpose).where(Consent.withdrawn_at.is_(None))).all() != []


def figures(forum: Forum) -> list[tuple[object, ...]]:
    rows = db.session.scalars(select(Registration).where(Registration.forum_id == forum.id).order_by(Registration.id))
    return [(each.country, each.category, each.attendance, each.status, each.created_at.date()) for each in rows]


def test_anonymizing_goes_on_where_it_was_broken_off_and_twice_is_once(
    due: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "BATCH_OF_PEOPLE", 1)
    monkeypatch.setattr(worker, "BATCHES", 1)
    worker.keep_privacy(clock.now())
    left = queries.count_kept(due)
    monkeypatch.setattr(worker, "BATCHES", 100)
    worker.keep_privacy(clock.now())
    letters = len(db.session.scalars(select(OutboxLetter)).all())
    worker.keep_privacy(clock.now() + timedelta(days=1))

    assert (left, queries.count_kept(due)) == (3, 0)
    assert len(db.session.scalars(select(OutboxLetter)).all()) == letters
    assert len(db.session.scalars(select(AuditEntry).where(AuditEntry.action == "forum:anonymize")).all()) == 1


def test_the_team_is_told_two_weeks_before_once_and_afterwards(due: Forum) -> None:
    soon = told("privacy:soon")
    worker.keep_privacy(clock.now())

    assert soon == sorted(ORGANIZERS)
    assert told("privacy:gone") == sorted(ORGANIZERS)


def told(kind: str) -> list[str]:
    return sorted(db.session.scalars(select(OutboxLetter.recipient).where(OutboxLetter.kind == kind)))


def test_nothing_goes_before_the_day_nor_before_the_team_was_told_long_enough(due: Forum, hours: Clock) -> None:
    hours.moment -= timedelta(days=1)
    worker.keep_privacy(clock.now())
    on_the_day = queries.count_kept(due)
    due.keeping_told_at = clock.now()
    db.session.commit()
    hours.moment += timedelta(days=3)
    worker.keep_privacy(clock.now())

    assert (on_the_day, queries.count_kept(due)) == (4, 4)


def test_nothing_goes_while_the_forum_is_not_over(due: Forum) -> None:
    due.ends_on = date(2028, 5, 1)
    db.session.commit()
    worker.keep_privacy(clock.now())

    assert queries.count_kept(due) == 4


def test_erasing_one_person_leaves_no_trace_of_them_and_touches_nobody_else(
    session: DatabaseSession, forum: Forum, person: Registration
) -> None:
    other = factories.Registration(forum=forum, arrived=8, family_name="Стоит")
    session.commit()
    with transaction():
        service.erase(person, reason=Reason.ASKED, now=clock.now())
    send_the_last_letter()

    assert {place for place in traces() if not is_of_others(place)} == set()
    assert db.session.get(Registration, other.id, populate_existing=True).family_name == "Стоит"


def send_the_last_letter() -> None:
    for letter in db.session.scalars(select(OutboxLetter).where(OutboxLetter.kind == "privacy:erase")):
        letter.status = LetterStatus.SENT
    db.session.commit()
    with transaction():
        service.forget_farewells()


def test_erasing_frees_the_place_for_the_next_one_and_writes_a_last_letter(
    session: DatabaseSession, forum: Forum
) -> None:
    forum.registration_capacity = {"online": 1}
    erased = factories.Registration(forum=forum, arrived=1, email="gone@example.org")
    waiting = factories.Registration(forum=forum, arrived=2, status=RegistrationStatus.WAITLISTED)
    session.commit()
    with transaction():
        service.erase(erased, reason=Reason.MISTAKE, now=clock.now())

    assert db.session.get(Registration, waiting.id, populate_existing=True).status is RegistrationStatus.CONFIRMED
    letters = db.session.scalars(select(OutboxLetter).where(OutboxLetter.recipient == "gone@example.org")).all()
    assert [letter.kind for letter in letters] == ["privacy:erase"]


def test_two_erased_people_do_not_meet_and_their_address_is_free(session: DatabaseSession, forum: Forum) -> None:
    people = [factories.Registration(forum=forum, arrived=number) for number in (1, 2)]
    session.commit()
    for each in people:
        with transaction():
            service.erase(each, reason=Reason.OTHER, now=clock.now())
    again = factories.Registration(forum=forum, arrived=3, email=f"{people[0].uid}@example.org")

    assert again.id is not None
    assert [each.email_key for each in people] == [None, None]


def test_a_head_of_a_delegation_is_not_erased_before_another_is_named(
    session: DatabaseSession, person: Registration
) -> None:
    delegation = db.session.scalars(select(Delegation)).one()
    delegation.head_email = person.email
    session.commit()
    before = traces()
    with pytest.raises(RuleBroken, match="another head"), transaction():
        service.erase(person, reason=Reason.ASKED, now=clock.now())

    assert traces() == before


def test_links_of_erased_people_open_nothing(client: FlaskClient, session: DatabaseSession, forum: Forum) -> None:
    somebody = factories.Registration(forum=forum, arrived=1)
    token = token_of(somebody)
    somebody.token_hash = fingerprint(token)
    session.commit()
    with transaction():
        calendar = renew_feed(somebody, now=clock.now())
    address = f"/forums/{forum.slug}/registration/{token}/"
    before = client.get(address).status_code
    with transaction():
        service.erase(somebody, reason=Reason.ASKED, now=clock.now())

    assert (before, client.get(address).status_code) == (200, 404)
    assert client.get(f"/calendar/{calendar}.ics").status_code == 410


def test_the_desk_shows_anonymized_people_everywhere(client: FlaskClient, session: DatabaseSession, due: Forum) -> None:
    worker.keep_privacy(clock.now())
    somebody = db.session.scalars(select(Registration)).first()
    delegation = db.session.scalars(select(Delegation)).first()
    sign_in_as(client, session, due, TeamRole.OWNER)
    manage = f"/forums/{due.slug}/manage"
    pages = [
        *(f"{manage}/registrations/", f"{manage}/registrations/{somebody.uid}/", f"{manage}/registrations/doubles/"),
        *(
            f"{manage}/delegations/",
            f"{manage}/delegations/{delegation.uid}/",
            f"{manage}/audit/",
            f"{manage}/privacy/",
        ),
        *(f"{manage}/invitations/", f"{manage}/invitations/speaks-1/", f"{manage}/people/"),
    ]
    got = {page: client.get(page) for page in pages}

    assert {page: answer.status_code for page, answer in got.items() if answer.status_code != 200} == {}
    assert [page for page, answer in got.items() if MARK in answer.text] == []
    assert "Anonymized" in got[pages[0]].text
    assert client.get(f"{manage}/registrations/{somebody.uid}/edit").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_exports_of_anonymized_people_hold_the_figures(
    client: FlaskClient, session: DatabaseSession, due: Forum, browser: Browser, kind: str
) -> None:
    worker.keep_privacy(clock.now())
    sign_in_as(client, session, due, TeamRole.REGISTRAR)
    answer = browser.fill(f"/forums/{due.slug}/manage/registrations/", {"format": kind}, form="export")

    assert (answer.status_code, MARK.encode() in answer.data) == (200, False)


def test_files_of_erased_people_are_swept(session: DatabaseSession, forum: Forum) -> None:
    somebody = factories.Registration(forum=forum, arrived=1)
    add_answers(forum, somebody)
    (name,) = stored_answer_files()
    with transaction():
        service.erase(somebody, reason=Reason.ASKED, now=clock.now())
    stood = path_of(attachments.FOLDER, name) is not None
    worker.sweep_files(datetime.now(UTC) + timedelta(days=2))

    assert (stood, path_of(attachments.FOLDER, name)) == (True, None)


def test_a_member_of_a_delegation_who_was_erased_is_off_its_list(
    session: DatabaseSession, person: Registration
) -> None:
    delegation = db.session.scalars(select(Delegation)).one()
    person.party = delegation.party_key
    session.commit()
    before = len(delegation_queries.all_members(delegation))
    with transaction():
        service.erase(person, reason=Reason.ASKED, now=clock.now())

    assert (before, delegation_queries.all_members(delegation)) == (1, [])


def test_former_names_and_addresses_are_found_too(session: DatabaseSession, forum: Forum) -> None:
    somebody = factories.Registration(forum=forum, arrived=1, given_name="Айна", family_name="Новая")
    former = {"family_name": f"{MARK}прежняя", "email": f"former{MARK}@example.org"}
    deeds = [
        (
            f"registration:{somebody.uid}",
            "registration:revise",
            former,
            {"family_name": "Новая", "email": somebody.email},
        ),
        ("delegation:1", "delegation:add-member", None, {"member": f"{MARK}прежняя Айна"}),
        ("delegation:1", "delegation:send", None, {"to": former["email"]}),
        (f"forum:{forum.slug}", "registration:export", None, {"q": f"{MARK}прежняя"}),
    ]
    for subject, action, before, after in deeds:
        audit.record(action, subject=subject, forum=forum.slug, before=before, after=after, now=clock.now())
    session.commit()
    before = traces()
    with transaction():
        service.erase(somebody, reason=Reason.ASKED, now=clock.now())

    assert (before, traces()) == ({"audit_entries.before", "audit_entries.after"}, set())


def test_a_short_name_destroys_nothing_of_others(session: DatabaseSession, forum: Forum) -> None:
    somebody = factories.Registration(forum=forum, arrived=1, given_name="An", family_name="Li", email="li@example.org")
    session.add(letter_to(forum, "other@example.org", "Another Library wrote from ali@example.org"))
    values = {"words": "Another Library", "email": "ali@example.org"}
    for action in ("forum:revise", "delegation:revise", "registration:export"):
        audit.record(action, subject="other:1", forum=forum.slug, before=values, after=values, now=clock.now())
    audit.record("person:add", subject="person:1", forum=forum.slug, after={"name": "An Li"}, now=clock.now())
    session.commit()
    with transaction():
        service.erase(somebody, reason=Reason.ASKED, now=clock.now())

    kept = session.scalars(
        select(AuditEntry).where(AuditEntry.subject.in_(("other:1", "person:1"))).order_by(AuditEntry.id)
    ).all()
    assert [each.after for each in kept] == [values, values, values, {"name": "An Li"}]
    assert session.scalars(
        select(OutboxLetter.emptied_at).where(OutboxLetter.recipient == "other@example.org")
    ).all() == [None]


def test_a_letter_that_waits_leaves_without_the_name(session: DatabaseSession, forum: Forum) -> None:
    somebody = factories.Registration(forum=forum, arrived=1, given_name="Айна", family_name="Ата")
    waiting = letter_to(forum, "other@example.org", f"Айна Ата ({somebody.email}) уступает вам место.")
    waiting.status, waiting.sent_at = LetterStatus.QUEUED, None
    session.add(waiting)
    session.commit()
    with transaction():
        service.erase(somebody, reason=Reason.ASKED, now=clock.now())

    session.refresh(waiting)
    assert {waiting.subject, waiting.text, waiting.html} == {"… (…) уступает вам место."}
    assert (waiting.status, waiting.emptied_at) == (LetterStatus.QUEUED, None)


def test_searches_for_who_is_erased_go_and_others_stay(session: DatabaseSession, forum: Forum) -> None:
    somebody = factories.Registration(forum=forum, arrived=1, given_name="An", family_name="Li")
    author = factories.Account()
    for words in ("li", "An", "library"):
        asked = {"q": words, "country": "TM"}
        of_forum = {"forum_id": forum.id, "asked": asked}
        session.add(SavedView(account_id=author.id, is_shared=False, name=words, created_at=clock.now(), **of_forum))
        session.add(Mailing(written_by="team", written_at=clock.now(), **of_forum))
    session.commit()
    with transaction():
        service.erase(somebody, reason=Reason.ASKED, now=clock.now())

    for table in (SavedView, Mailing):
        left = session.scalars(select(table).order_by(table.id).execution_options(populate_existing=True)).all()
        assert [each.asked for each in left] == [
            {"country": "TM"},
            {"country": "TM"},
            {"q": "library", "country": "TM"},
        ]
