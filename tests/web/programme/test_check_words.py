"""What the checks found, said in both languages of the interface."""

from collections.abc import Iterator
from datetime import time

import pytest
from flask import Flask

from forumapp.exchange.document import Kind, ReportPart, Role
from forumapp.i18n import in_language
from forumapp.programme.rules.checks import Check, Finding, Hours, Severity
from forumapp.programme.words.checks import CHECKS, SEVERITIES, FindingWords, count_words
from tests.parts import at, document, person, room, session, speaker

pytestmark = pytest.mark.once

GIVEN = document(
    session(
        "one",
        title={"ru": "Открытие", "en": "Opening"},
        people=(speaker("ayna", Role.INTERPRETER),),
        kind=Kind.PLENARY,
        reports=(ReportPart(key="r", title={"ru": "Доклад"}, minutes=5, people=()),),
    ),
    session("two", title={"ru": "Закрытие", "en": "Closing"}, starts_at=at("2027-04-12T10:30")),
    rooms=(room("hall", title={"ru": "Большой зал", "en": "Great Hall"}),),
    people=tuple(
        person(key, given_name={"ru": given, "en": key.title()}, family_name={"ru": family, "en": key[::-1].title()})
        for key, given, family in (
            ("ayna", "Айна", "Атаева"),
            ("oleg", "Олег", "Орлов"),
            ("ivan", "Иван", "Иванов"),
            ("petr", "Петр", "Петров"),
        )
    ),
)


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    """Let messages be translated."""
    with app.test_request_context():
        yield


def finding(check: Check, **facts: object) -> Finding:
    return Finding(check=check, severity=Severity.WARNING, **({"session": "one"} | facts))  # type: ignore[arg-type]


def said(found: Finding, language: str, at_session: str | None = None) -> str:
    with in_language(language):
        return FindingWords(GIVEN, Hours(time(9), time(18))).sentence(found, at_session)


PAIR = {"other": "two", "starts_at": at("2027-04-12T10:30"), "ends_at": at("2027-04-12T11:00")}
SPAN = {"starts_at": at("2027-04-12T02:00"), "ends_at": at("2027-04-12T03:30")}
NEXT = {"starts_at": at("2027-04-13T02:00"), "ends_at": at("2027-04-13T03:30")}
BEFORE = {"starts_at": at("2027-04-11T22:00"), "ends_at": at("2027-04-11T23:30")}


@pytest.mark.parametrize(
    ("found", "english", "russian"),
    [
        (
            finding(Check.ROOM_TWICE, subject="hall", **PAIR),
            "Great Hall is also used by “Closing”, 10:30–11:00",
            "Большой зал: там же «Закрытие», 10:30–11:00",
        ),
        (
            finding(Check.PERSON_TWICE, subject="oleg", **PAIR),
            "Oleg Gelo also takes part in “Closing”, 10:30–11:00",
            "Орлов Олег: участие ещё и в «Закрытие», 10:30–11:00",
        ),
        (
            finding(Check.INTERPRETER_TWICE, subject="ayna", **PAIR),
            "Ayna Anya interprets here, but also takes part in “Closing”, 10:30–11:00",
            "Атаева Айна: перевод здесь, но и участие в «Закрытие», 10:30–11:00",
        ),
        (
            finding(Check.OUTSIDE_DAYS, starts_at=at("2027-04-20T10:00")),
            "It begins on 20 April 2027, which is no day of the forum",
            "Начало 20 апреля 2027, а это не день форума",
        ),
        (
            finding(Check.OUTSIDE_HOURS, **SPAN),
            "02:00–03:30 is outside the forum’s hours, 09:00–18:00",
            "02:00–03:30: вне часов форума, 09:00–18:00",
        ),
        (
            finding(Check.NOT_AVAILABLE, subject="ayna", **SPAN),
            "Ayna Anya is not available 02:00–03:30",
            "Атаева Айна: нет возможности участвовать, 02:00–03:30",
        ),
        (
            finding(Check.REPORTS_TOO_LONG, number=5),
            "The reports take 5 minutes longer than the session.",
            "Доклады длиннее мероприятия на 5 мин.",
        ),
        (
            finding(Check.TOO_FEW_PLACES, number=10, count=12),
            "Signed up: 12, places: 10",
            "Записалось: 12, мест: 10",
        ),
        (
            finding(Check.ROOM_TOO_SMALL, subject="hall", number=10, count=12),
            "Places offered: 12, places in Great Hall: 10",
            "Предложено мест: 12, в зале «Большой зал» их 10",
        ),
        (
            finding(Check.INVITED_TWICE, count=2, **PAIR),
            "2 people are also invited to “Closing”, 10:30–11:00",
            "2 человека приглашены ещё и на «Закрытие», 10:30–11:00",
        ),
        (
            finding(Check.NIGHT, subject="Asia/Almaty", count=41, **SPAN),
            "02:00–03:30 in Almaty for 41 delegates",
            "Алматы, 02:00–03:30: 41 участник",
        ),
        (
            finding(Check.NIGHT, subject="Asia/Almaty", count=1, keys=("ayna", "ivan", "oleg", "petr"), **NEXT),
            "02:00–03:30 in Almaty for 1 delegate, Ayna Anya, Ivan Navi, Oleg Gelo, 1 more person, on the next day",
            "Алматы, 02:00–03:30 следующего дня: 1 участник, Атаева Айна, Иванов Иван, Орлов Олег, ещё 1 человек",
        ),
        (
            finding(Check.NIGHT, subject="America/New_York", keys=("oleg",), **BEFORE),
            "22:00–23:30 in New York for Oleg Gelo, on the day before",
            "Нью-Йорк, 22:00–23:30 накануне: Орлов Олег",
        ),
        (finding(Check.NO_MODERATOR), "Nobody moderates it", "Модератор не указан"),
        (finding(Check.NO_ROOM), "It has no room", "Зал не указан"),
        (
            finding(Check.NO_JOIN_ADDRESS),
            "There is no address to join it online",
            "Нет адреса, чтобы подключиться онлайн",
        ),
        (
            finding(Check.NO_LANGUAGE),
            "Nobody said in which language it is held",
            "Не указано, на каком языке оно проходит",
        ),
        (
            finding(Check.NO_TRANSLATION, subject="en", keys=("title", "report-titles")),
            "Not in English: the title, titles of reports",
            "Нет перевода (английский): название, названия докладов",
        ),
        (
            finding(Check.NO_TRANSLATION, session=None, subject="en", keys=("people",), count=3),
            "Not in English: the names of 3 people",
            "Нет перевода (английский): имена 3 человек",
        ),
    ],
    ids=lambda value: f"{value.check}-{value.count}" if isinstance(value, Finding) else "",
)
def test_a_finding_is_one_sentence(found: Finding, english: str, russian: str) -> None:
    assert (said(found, "en"), said(found, "ru")) == (english, russian)


def test_the_other_session_tells_it_from_its_side() -> None:
    found = finding(Check.INTERPRETER_TWICE, subject="ayna", **PAIR)

    assert said(found, "en", "two") == "Ayna Anya is also needed to interpret “Opening”, 10:00–11:00"


@pytest.mark.parametrize(
    ("severity", "number", "words"),
    [(Severity.ERROR, 1, "1 error"), (Severity.WARNING, 2, "2 warnings"), (Severity.NOTE, 5, "5 notes")],
)
def test_findings_are_counted_in_words(severity: Severity, number: int, words: str) -> None:
    with in_language("en"):
        assert count_words(severity, number) == words


def test_every_check_and_severity_has_a_name() -> None:
    assert (set(CHECKS), set(SEVERITIES)) == (set(Check), set(Severity))
