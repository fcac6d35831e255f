"""The speaker's own page, by secret link."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.directory import queries as directory
from forumapp.directory import service as people
from forumapp.directory.rules import Availability, Said
from forumapp.programme.models import Session
from forumapp.programme.service import document_of
from forumapp.schedule import service as schedule
from forumapp.speakers import queries, service
from forumapp.speakers.models import AnswerState, SpeakerLink
from tests import factories, parts, publishing
from tests.browsing import Browser
from tests.web.speakers.conftest import Place


def answers(session: DatabaseSession, place: Place) -> dict[str, tuple[AnswerState, str]]:
    session.expire_all()
    return {answer.session.key: (answer.state, answer.note) for answer in queries.answers_of(place.person)}


def deeds(session: DatabaseSession) -> list[tuple[str, str, str]]:
    entries = session.scalars(select(AuditEntry).where(AuditEntry.actor == "speaker").order_by(AuditEntry.id))
    return [(entry.actor, entry.action, entry.subject) for entry in entries]


def release(session: DatabaseSession, place: Place) -> None:
    session.expire_all()
    schedule.publish(place.forum, by="organizer@example.org", now=publishing.NOW)
    session.commit()


def test_the_page_shows_sessions_and_reports_on_the_forums_clock(client: FlaskClient, place: Place) -> None:
    page = client.get(f"{place.own}?lang=en").get_data(as_text=True)

    assert "Session panel" in page
    assert '<span class="muted">10:00–10:20</span> Memory' in page
    assert "Times are those of Ashgabat, UTC+5." in page
    assert 'data-forum-zone="Asia/Ashgabat"' in page


def test_a_token_nobody_was_given_is_no_page(client: FlaskClient, place: Place) -> None:
    factories.Forum(slug="other")

    assert client.get("/forums/forum/speaker/no-such-token/").status_code == 404
    assert client.get(place.own.replace("/forum/", "/other/", 1)).status_code == 404


def test_a_revoked_link_is_gone_and_a_new_one_opens(
    client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    link = service.renew_link(place.forum, place.person, now=factories.CREATED)
    session.commit()

    assert client.get(place.own).status_code == 410
    assert client.get(Place(place.forum, place.person, link).own).status_code == 200


@pytest.mark.parametrize(("day", "status"), [(13, 200), (14, 410)])
def test_the_link_ends_thirty_days_after_the_forum(client: FlaskClient, place: Place, day: int, status: int) -> None:
    with time_machine.travel(datetime(2027, 5, day, 18, 30, tzinfo=UTC), tick=False):
        assert client.get(place.own).status_code == status


def test_the_table_holds_no_token(session: DatabaseSession, place: Place) -> None:
    token = place.own.rstrip("/").rpartition("/")[2]
    row = session.scalars(select(SpeakerLink)).one()

    assert token not in {str(value) for value in vars(row).values()}


def test_the_page_is_private(client: FlaskClient, place: Place) -> None:
    headers = client.get(place.own).headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "same-origin"


def test_opening_the_pages_changes_nothing(client: FlaskClient, place: Place, queries: list[str]) -> None:
    queries.clear()
    for address in (place.own, f"{place.own}about", f"{place.own}availability"):
        assert client.get(address).status_code == 200

    assert [each for each in queries if each.startswith(("INSERT", "UPDATE", "DELETE"))] == []


@pytest.mark.parametrize(
    ("answer", "state"), [("confirmed", AnswerState.CONFIRMED), ("declined", AnswerState.DECLINED)]
)
def test_an_answer_is_kept_by_session_and_told_as_the_speakers(
    browser: Browser, session: DatabaseSession, place: Place, answer: str, state: AnswerState
) -> None:
    response = browser.fill(place.own, {"session": "panel", "answer": answer, "note": " By train "}, form="answer")

    assert (response.status_code, response.location) == (303, f"{place.own}#sessions")
    assert answers(session, place) == {"panel": (state, "By train")}
    deed = "person:confirm" if answer == "confirmed" else "person:decline"
    assert deeds(session) == [("speaker", deed, "person:ayna")]


def test_a_later_answer_replaces_the_earlier_one(browser: Browser, session: DatabaseSession, place: Place) -> None:
    browser.fill(place.own, {"session": "panel", "answer": "declined"}, form="answer")
    browser.fill(place.own, {"session": "panel", "answer": "confirmed"}, form="answer")

    assert answers(session, place) == {"panel": (AnswerState.CONFIRMED, "")}


def test_one_button_confirms_what_is_not_answered_yet(browser: Browser, session: DatabaseSession, place: Place) -> None:
    page = browser.get(place.own)
    browser.fill(place.own, {"session": "panel", "answer": "declined", "note": "Ill"}, form="answer")
    response = browser.send(page, place.own, form="answer-all")

    assert response.status_code == 303
    assert answers(session, place) == {
        "panel": (AnswerState.DECLINED, "Ill"),
        "talks": (AnswerState.CONFIRMED, ""),
    }


@pytest.mark.parametrize("values", [{"session": "opening"}, {"answer": "asked"}, {"note": "x" * 2001}])
def test_an_answer_that_cannot_be_is_not_kept(
    browser: Browser, session: DatabaseSession, place: Place, values: dict[str, str]
) -> None:
    browser.fill(place.own, {"session": "panel", "answer": "confirmed", **values}, form="answer")

    assert answers(session, place) == {}


def test_nothing_of_an_answer_changes_the_programme(browser: Browser, session: DatabaseSession, place: Place) -> None:
    before = session.scalars(select(Session.version)).all()
    browser.fill(place.own, {"session": "panel", "answer": "declined"}, form="answer")
    session.expire_all()

    assert session.scalars(select(Session.version)).all() == before


def test_the_text_goes_into_the_working_copy_as_the_speakers(
    browser: Browser, session: DatabaseSession, place: Place
) -> None:
    response = browser.fill(
        f"{place.own}about", {"post-en": "director", "biography-ru": "Пишет о книгах.", "languages": ["ru", "tk"]}
    )

    session.expire_all()
    link = directory.forum_person_by_key(place.forum, "ayna")
    speaker = queries.speaker_of(place.person)
    assert response.status_code == 303
    assert link is not None
    assert (link.person.post, link.person.biography) == ({"en": "director"}, {"ru": "Пишет о книгах."})
    assert speaker is not None
    assert speaker.languages == ("ru", "tk")
    assert deeds(session) == [
        ("speaker", "person:revise", "person:ayna"),
        ("speaker", "person:contact", "person:ayna"),
    ]


def test_the_public_reads_the_old_text_until_the_next_release(
    browser: Browser, client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    public = "/forums/forum/people/ayna/?lang=en"
    release(session, place)
    browser.fill(f"{place.own}about", {"biography-en": "zq-biography"})
    before = client.get(public).get_data(as_text=True)
    release(session, place)

    assert "zq-biography" not in before
    assert "zq-biography" in client.get(public).get_data(as_text=True)


def test_another_forum_keeps_its_words(browser: Browser, session: DatabaseSession, place: Place) -> None:
    other = publishing.load(parts.document(forum=parts.forum(slug="other"), people=(parts.person("ayna"),)))
    browser.fill(f"{place.own}about", {"biography-en": "A writer."})
    session.expire_all()

    assert people.person_parts(other) == (parts.person("ayna"),)
    assert people.person_parts(place.forum)[0].biography == {"en": "A writer."}


def test_times_are_kept_as_whole_days_or_hours(browser: Browser, session: DatabaseSession, place: Place) -> None:
    response = browser.fill(
        f"{place.own}availability",
        {
            "spans-0-kind": "cannot",
            "spans-0-first": "2027-04-12",
            "spans-1-kind": "can",
            "spans-1-first": "2027-04-13",
            "spans-1-begin": "09:00",
            "spans-1-end": "12:00",
        },
    )

    assert response.status_code == 303
    assert people.said_of(place.person) == (
        Said(Availability.CANNOT, parts.at("2027-04-12T00:00"), parts.at("2027-04-13T00:00")),
        Said(Availability.CAN, parts.at("2027-04-13T09:00"), parts.at("2027-04-13T12:00")),
    )
    assert directory.availability(place.forum) == {
        "ayna": [
            (parts.at("2027-04-12T00:00"), parts.at("2027-04-13T09:00")),
            (parts.at("2027-04-13T12:00"), parts.at("2027-04-15T00:00")),
        ]
    }
    again = browser.fill(f"{place.own}availability", {"spans-0-first": ""})
    assert again.status_code == 303
    assert [span.kind for span in people.said_of(place.person)] == [Availability.CAN]


@pytest.mark.parametrize(
    ("first", "begin", "end"), [("2027-04-12", "12:00", "09:00"), ("yesterday", "", ""), ("", "09:00", "10:00")]
)
def test_times_that_cannot_be_are_refused_and_nothing_typed_is_lost(
    browser: Browser, place: Place, first: str, begin: str, end: str
) -> None:
    response = browser.fill(
        f"{place.own}availability", {"spans-0-first": first, "spans-0-begin": begin, "spans-0-end": end}
    )

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert [value for value in (first, begin, end) if f'value="{value}"' not in page] == []
    assert people.said_of(place.person) == ()


def test_the_language_is_that_of_page_and_letters(browser: Browser, session: DatabaseSession, place: Place) -> None:
    assert 'lang="ru"' in browser.get(place.own).get_data(as_text=True)[:80]
    browser.fill(place.own, {"language": "en"}, form="language")

    assert 'lang="en"' in browser.get(place.own).get_data(as_text=True)[:80]


def test_the_page_asks_the_same_number_of_questions_however_many_sessions(
    client: FlaskClient, session: DatabaseSession, place: Place, queries: list[str]
) -> None:
    counts = []
    for number in range(2):
        queries.clear()
        client.get(place.own)
        counts.append(len(queries))
        more = (parts.session(f"more-{number}-{each}", people=(parts.speaker("ayna"),)) for each in range(3))
        document = document_of(place.forum)
        publishing.load(parts.document(*document.sessions, *more, people=document.people))

    assert counts == [COUNT, COUNT]


COUNT = 12
"""Link and person, forum, contact, sessions with rooms, parts and reports, answers, institutions, times, slides."""
