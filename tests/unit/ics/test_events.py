"""What an event says, line by line."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from forumapp import paths
from forumapp.exchange.document import Attendance, Status
from forumapp.exchange.ics import event, event_body, forum_event, has_event, personal, tombstone
from tests.unit.ics.samples import (
    BASE_URL,
    BREAK,
    DOCUMENT,
    FORUM,
    PANEL,
    REPORTS,
    REVISED_AT,
    ROUND_TABLE,
    WORDS,
    body,
    digest_of_a_feed,
    in_zone,
    uid,
)

pytestmark = pytest.mark.once

JOIN_URL = f"{BASE_URL}/forums/libraries-2027/join/panel-1"


def unfolded(octets):
    return octets.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def properties(octets):
    """The values of an event's lines by name, parameters left out."""
    lines = (line.partition(":") for line in unfolded(octets))
    return {name.partition(";")[0]: value for name, _, value in lines}


def whole(octets):
    return event(octets, sequence=0, last_modified=REVISED_AT)


def test_a_session_in_a_hall_is_written_line_by_line():
    assert unfolded(body(PANEL)) == [
        "UID:panel-1@forum.example",
        "DTSTART;TZID=Asia/Ashgabat:20270412T090000",
        "DTEND;TZID=Asia/Ashgabat:20270412T103000",
        r"SUMMARY;LANGUAGE=ru:Вызовы года\; вопросы\, ответы",
        (
            r"DESCRIPTION;LANGUAGE=ru:moderator: Айна Ораева (Национальная библиотека Туркменистана)\npanelists: Ара Петросян\; "
            r"Айна Ораева (Национальная библиотека Туркменистана)\n\nГлавное о фондах:\n\n- первое\n- второе\n\n"
            "https://forum.example/forums/libraries-2027/programme/panel-1/"
        ),
        r"LOCATION:Большой зал\, Национальная библиотека\, Ашхабад",
        "URL:https://forum.example/forums/libraries-2027/programme/panel-1/",
        r"CATEGORIES:Чтение\, книга,panel",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
    ]


def test_stamps_are_those_of_the_revision():
    octets = event(body(PANEL), sequence=3, last_modified=REVISED_AT)

    assert octets == b"".join(
        [
            b"BEGIN:VEVENT\r\n",
            body(PANEL),
            b"DTSTAMP:20270102T030405Z\r\nLAST-MODIFIED:20270102T030405Z\r\nSEQUENCE:3\r\nEND:VEVENT\r\n",
        ]
    )


def test_texts_are_in_the_language_asked_for():
    values = properties(body(PANEL, language="en"))

    assert values["SUMMARY"] == r"Challenges of the year\; questions\, answers"
    assert values["LOCATION"] == r"Great Hall\, National Library\, Ashgabat"


def test_a_text_missing_in_a_language_is_in_the_forums_first():
    assert "SUMMARY;LANGUAGE=ru:Перерыв" in unfolded(body(BREAK, language="en"))


def test_a_text_in_a_language_the_forum_does_not_name_is_better_than_none():
    session = replace(PANEL, title={"ru": "  ", "tk": "Kitaphana"})

    assert "SUMMARY;LANGUAGE=tk:Kitaphana" in unfolded(body(session))


def test_reports_have_their_own_times_in_running_order():
    description = properties(body(REPORTS))["DESCRIPTION"]

    assert description.split(r"\n")[:-1] == [
        "Поток 1",
        "",
        "23:30 Рукописи (Айна Ораева)",
        r"23:50 Каталоги (Ара Петросян\, Айна Ораева)",
        "00:15 Обмен",
        "",
    ]


def test_a_session_past_midnight_ends_on_the_next_day():
    assert properties(body(REPORTS))["DTEND"] == "20270413T003000"


def test_an_online_session_takes_place_on_its_page():
    assert properties(body(REPORTS))["LOCATION"] == f"{BASE_URL}/forums/libraries-2027/programme/reports-1/"


def test_a_hybrid_session_has_its_room_first():
    assert properties(body(ROUND_TABLE))["LOCATION"] == (
        r"Читальный зал\, Национальная библиотека\, Ашхабад\; онлайн: "
        f"{BASE_URL}/forums/libraries-2027/programme/round-table-1/"
    )


def test_a_break_is_nowhere_online():
    assert properties(body(BREAK))["LOCATION"] == r"Национальная библиотека\, Ашхабад"


@pytest.mark.parametrize("session", DOCUMENT.sessions, ids=lambda session: session.key)
def test_no_public_event_names_a_join_address_an_organizer_or_an_attendee(session):
    octets = whole(body(session)).replace(b"\r\n ", b"")

    for marker in (
        b"meet.example",
        b"secret",
        b"CONFERENCE",
        b"ORGANIZER",
        b"ATTENDEE",
        b"CONTACT",
        b"VALARM",
        b"mailto:",
    ):
        assert marker not in octets


def test_a_cancelled_session_says_so_and_is_not_online():
    values = properties(body(replace(ROUND_TABLE, status=Status.CANCELLED)))

    assert values["SUMMARY"] == r"Отменено: Вызовы года\; вопросы\, ответы"
    assert values["STATUS"] == "CANCELLED"
    assert values["LOCATION"] == r"Читальный зал\, Национальная библиотека\, Ашхабад"


def test_a_tentative_session_says_so():
    assert properties(body(replace(PANEL, status=Status.TENTATIVE)))["STATUS"] == "TENTATIVE"


def test_a_removed_session_leaves_its_title_and_time_only():
    octets = tombstone(PANEL, DOCUMENT, uid=uid(PANEL), language="ru", base_url=BASE_URL, words=WORDS)

    assert unfolded(octets) == [
        "UID:panel-1@forum.example",
        "DTSTART;TZID=Asia/Ashgabat:20270412T090000",
        "DTEND;TZID=Asia/Ashgabat:20270412T103000",
        r"SUMMARY;LANGUAGE=ru:Отменено: Вызовы года\; вопросы\, ответы",
        "URL:https://forum.example/forums/libraries-2027/programme/",
        "STATUS:CANCELLED",
        "TRANSP:TRANSPARENT",
    ]


@pytest.mark.parametrize(
    ("zone", "year", "start"), [("Asia/Almaty", 2023, "20230412T030000Z"), ("Asia/Jerusalem", 2027, "20270412T060000Z")]
)
def test_where_no_simple_law_holds_times_are_in_utc(zone, year, start):
    document = in_zone(zone, year=year)

    assert unfolded(body(document.sessions[0], document))[1] == f"DTSTART:{start}"


def test_a_session_without_time_has_no_event():
    session = replace(PANEL, starts_at=None, ends_at=None)

    assert not has_event(session)
    with pytest.raises(ValueError, match="Session panel-1 has no time"):
        body(session)


def test_a_session_of_no_length_has_no_event():
    assert not has_event(replace(PANEL, ends_at=PANEL.starts_at))
    assert has_event(PANEL)


def test_a_long_title_and_a_long_abstract_are_cut():
    session = replace(PANEL, title={"ru": "слово " * 50}, abstract={"ru": "слово " * 500})
    parsed = Event.from_ical(whole(body(session)))
    text, _, address = str(parsed["DESCRIPTION"]).rpartition("\n\n")

    assert len(parsed["SUMMARY"]) <= 120
    assert len(text) <= 600
    assert (text[-1], parsed["SUMMARY"][-1]) == ("…", "…")
    assert address == f"{BASE_URL}/forums/libraries-2027/programme/panel-1/"


def test_a_name_is_put_together_as_the_language_wants():
    words = replace(WORDS, person="{family_name} {given_name} {patronymic}")
    octets = event_body(PANEL, DOCUMENT, uid="1", language="ru", base_url=BASE_URL, words=words)

    assert properties(octets)["DESCRIPTION"].startswith("moderator: Ораева Айна Мурадовна (Национальная")
    assert r"panelists: Петросян Ара\;" in properties(octets)["DESCRIPTION"]


def test_references_that_lead_nowhere_are_left_out():
    document = replace(DOCUMENT, people=(), tracks=(), rooms=(), institutions=())

    values = properties(body(PANEL, document))

    assert values["CATEGORIES"] == "panel"
    assert values["DESCRIPTION"].startswith("Главное")


def test_a_personal_event_keeps_its_reader_busy_and_says_where_to_join():
    octets = personal(whole(body(PANEL)), join_url=JOIN_URL, label='Войти, "сразу"')

    assert properties(octets)["TRANSP"] == "OPAQUE"
    assert unfolded(octets)[-2:] == [
        f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=\"Войти, 'сразу'\":{JOIN_URL}",
        "END:VEVENT",
    ]


@pytest.mark.parametrize("session", [REPORTS, ROUND_TABLE], ids=lambda session: session.key)
def test_a_personal_event_has_the_join_address_in_the_place_of_the_page(session):
    public = whole(body(session))
    before = properties(public)["LOCATION"]

    octets = personal(public, join_url=JOIN_URL)

    page = f"{BASE_URL}/forums/libraries-2027/programme/{session.key}/"
    assert properties(octets)["LOCATION"] == before.replace(page, JOIN_URL)
    assert properties(octets)["URL"] == page


def test_a_personal_event_without_a_join_address_is_busy_only():
    public = whole(body(REPORTS))

    assert personal(public, join_url=None) == public.replace(b"TRANSP:TRANSPARENT", b"TRANSP:OPAQUE")


def test_a_cancelled_personal_event_stays_free_and_closed():
    public = whole(body(replace(PANEL, status=Status.CANCELLED)))

    assert personal(public, join_url=JOIN_URL) == public


def test_a_forum_fills_its_days():
    assert unfolded(forum_event(FORUM, uid="f@forum.example", language="en", base_url=f"{BASE_URL}/")) == [
        "UID:f@forum.example",
        "DTSTART;VALUE=DATE:20270412",
        "DTEND;VALUE=DATE:20270415",
        "SUMMARY;LANGUAGE=en:The Library Community",
        r"DESCRIPTION;LANGUAGE=en:Достижения и перспективы\n\nhttps://forum.example/forums/libraries-2027/",
        r"LOCATION:National Library\, Ashgabat",
        "URL:https://forum.example/forums/libraries-2027/",
        "STATUS:CONFIRMED",
        "TRANSP:TRANSPARENT",
    ]


def test_an_online_forum_takes_place_on_its_page():
    octets = forum_event(replace(FORUM, attendance=Attendance.ONLINE), uid="f", language="ru", base_url=BASE_URL)

    assert properties(octets)["LOCATION"] == f"{BASE_URL}/forums/libraries-2027/"


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=100))
def test_whatever_organizers_write_an_event_stays_an_event(title, abstract, room):
    hall = replace(DOCUMENT.rooms[0], title={"ru": room})
    session = replace(PANEL, title={"ru": title, "en": "x"}, abstract={"ru": abstract})
    octets = whole(body(session, replace(DOCUMENT, rooms=(hall,))))

    parsed = Event.from_ical(octets)

    assert parsed.errors == []
    assert parsed["UID"] == "panel-1@forum.example"
    assert parsed["DTSTART"].dt == datetime(2027, 4, 12, 9, 0, tzinfo=parsed["DTSTART"].dt.tzinfo)
    assert str(parsed["URL"]) == f"{BASE_URL}/forums/libraries-2027/programme/panel-1/"


def test_octets_do_not_depend_on_the_process():
    code = (
        "from tests.unit.ics.samples import digest_of_a_feed, use_bundled_zones;"
        "use_bundled_zones(); print(digest_of_a_feed())"
    )
    seed = "1" if os.environ.get("PYTHONHASHSEED") == "0" else "0"

    other = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=paths.PACKAGE.parent,
        capture_output=True,
        check=True,
        text=True,
    )

    assert other.stdout.strip() == digest_of_a_feed()
