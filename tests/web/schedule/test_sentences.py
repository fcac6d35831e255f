"""What changed, as a person would write it, in both languages."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.exchange.document import Document, ReportPart, Role, SessionPart, Status, Visibility
from forumapp.i18n import in_language
from forumapp.schedule.presentation import Presenter, all_groups, change_views
from forumapp.schedule.rules import PUBLIC, Viewer, change_from, change_value, differences
from tests import parts

TEAM = Viewer(is_team=True)
HALLS = (
    parts.room("great", title={"ru": "Большой зал", "en": "Great Hall"}),
    parts.room("small", title={"ru": "Малый зал", "en": "Small Hall"}),
)
PEOPLE = (
    parts.person("ayna", given_name={"ru": "Айна", "en": "Ayna"}, family_name={"ru": "Атаева", "en": "Ataeva"}),
    parts.person("oleg", given_name={"ru": "Олег", "en": "Oleg"}, family_name={"ru": "Серов", "en": "Serov"}),
)
TALK = parts.session("talk", room="great", people=(parts.speaker("ayna"),))


@pytest.fixture(autouse=True)
def speaking(app: Flask, session: DatabaseSession) -> Iterator[None]:
    """Let words be said."""
    with app.test_request_context():
        yield


def programme(*sessions: SessionPart, **changes: object) -> Document:
    return parts.document(*sessions, **{"rooms": HALLS, "people": PEOPLE, **changes})


def said(before: Document, after: Document, language: str = "en", viewer: Viewer = TEAM) -> list[str]:
    """Return the sentences of all sessions' changes, after they were stored and read back."""
    stored = [change_from(change_value(change)) for change in differences(before, after)]
    with in_language(language):
        return [view.words for view in change_views(stored, Presenter(after), viewer)]


def at(day: int, begin: str, end: str) -> dict[str, object]:
    return {"starts_at": parts.at(f"2027-04-{day}T{begin}"), "ends_at": parts.at(f"2027-04-{day}T{end}")}


@pytest.mark.parametrize(
    ("changes", "english", "russian"),
    [
        (
            {"room": "small", **at(12, "11:30", "12:30")},
            "Moved from Great Hall, 10:00 to Small Hall, 11:30.",
            "Перенесено: Малый зал, 11:30 (было: Большой зал, 10:00).",
        ),
        (
            {"room": "small", **at(13, "11:30", "12:30")},
            "Moved from Great Hall, 12 April, 10:00 to Small Hall, 13 April, 11:30.",
            "Перенесено: Малый зал, 13 апреля, 11:30 (было: Большой зал, 12 апреля, 10:00).",
        ),
        (at(12, "11:30", "12:30"), "Moved from 10:00 to 11:30.", "Перенесено с 10:00 на 11:30."),
        (at(13, "10:00", "11:00"), "Moved from 12 April to 13 April.", "Перенесено с 12 апреля на 13 апреля."),
        (
            at(12, "11:30", "13:00"),
            "Moved from 10:00 to 11:30. It ends at 13:00 now.",
            "Перенесено с 10:00 на 11:30. Теперь до 13:00.",
        ),
        ({"room": "small"}, "Moved from Great Hall to Small Hall.", "Перенесено: Малый зал (было: Большой зал)."),
        (at(12, "10:00", "11:30"), "Ends at 11:30 instead of 11:00.", "Окончание: 11:30 вместо 11:00."),
        (at(12, "09:30", "11:00"), "Begins at 09:30 instead of 10:00.", "Начало: 09:30 вместо 10:00."),
        (
            {"starts_at": None, "ends_at": None, "room": None},
            "Its room is not set any more (was: Great Hall). Its time is not set any more (was: 12 April, 10:00).",
            "Зал пока не назначен (было: Большой зал). Время пока не назначено (было: 12 апреля, 10:00).",
        ),
        ({"status": Status.CANCELLED}, "Cancelled.", "Отменено."),
        ({"status": Status.TENTATIVE}, "Not confirmed yet.", "Пока не подтверждено."),
        (
            {"title": {"ru": "Другое", "en": "Other"}},
            "Renamed; it was “Session talk”.",
            "Новое название; прежнее — «Заседание talk».",
        ),
        (
            {"title": {"ru": "Заседание talk", "en": "Other"}},
            "Renamed; it was “Session talk”.",
            "Название изменено на другом языке: английский.",
        ),
        (
            {"people": (parts.speaker("oleg", Role.MODERATOR), parts.speaker("ayna"))},
            "Oleg Serov (moderator) takes part.",
            "Участвует Олег Серов (модератор).",
        ),
        ({"people": ()}, "No longer takes part: Ayna Ataeva (speaker).", "Больше не участвует: Айна Атаева (докладчик)."),
        ({"visibility": Visibility.REGISTERED}, "For registered delegates only now.", "Теперь только для зарегистрированных участников."),
        ({"languages": ("ru", "en")}, "Languages: Russian, English (was: Russian).", "Языки: русский, английский (было: русский)."),
        ({"capacity": 40}, "Places: 40.", "Число мест: 40."),
        ({"abstract": {"en": "Text"}}, "It has an abstract now.", "Появилась аннотация."),
    ],
)  # fmt: skip
def test_a_change_of_a_session_is_a_sentence(changes: dict[str, object], english: str, russian: str) -> None:
    before, after = programme(TALK), programme(replace(TALK, **changes))  # type: ignore[arg-type]

    assert (said(before, after), said(before, after, "ru")) == ([english], [russian])


def test_what_comes_back_and_what_is_new_say_so() -> None:
    cancelled = programme(replace(TALK, status=Status.CANCELLED))

    assert said(cancelled, programme(TALK)) == ["Takes place after all."]
    assert said(programme(), programme(TALK)) == ["New: 12 April, 10:00–11:00, Great Hall."]
    assert said(programme(TALK), programme()) == ["Taken out of the programme."]


def test_a_person_with_a_new_name_is_not_another_person() -> None:
    people = (replace(PEOPLE[0], family_name={"ru": "Атаева", "en": "Atayeva"}), PEOPLE[1])

    assert said(programme(TALK), programme(TALK, people=people)) == ["Ayna Ataeva is called Ayna Atayeva now."]
    assert said(programme(TALK), programme(TALK, people=people), "ru") == ["Имена изменены на другом языке."]


def test_reports_are_told_one_by_one() -> None:
    reports = tuple(
        ReportPart(key=key, title={"en": key.title()}, minutes=20, people=("ayna",)) for key in ("one", "two", "three")
    )
    before = programme(replace(TALK, reports=reports[:2]))
    after = programme(replace(TALK, reports=(replace(reports[0], minutes=30, people=("oleg",)), reports[2])))

    assert said(before, after) == [
        (
            "New report: “Three”. Report taken out: “Two”. Report “One”: 30 minutes (was: 20 minutes). "
            "Report “One”: Oleg Serov (was: Ayna Ataeva)."
        )
    ]
    assert said(before, programme(replace(TALK, reports=reports[1::-1]))) == ["The order of reports changed."]


def test_of_a_session_that_becomes_public_nothing_from_before_is_said() -> None:
    hidden = replace(TALK, visibility=Visibility.INVITED, title={"en": "zq-secret"}, room="small")

    assert said(programme(hidden), programme(TALK), viewer=PUBLIC) == ["New: Great Hall."]


def test_old_releases_hold_people_and_reports_without_keys() -> None:
    people = {"field": "people", "before": [["speaker", {"en": "Ayna Ataeva"}]], "after": []}
    reports = {"field": "reports", "before": [[{"en": "One"}, 20, []]], "after": [[{"en": "One"}, 30, []]]}
    stored = change_value(differences(programme(TALK), programme(replace(TALK, people=())))[0])
    stored |= {"details": [people, reports]}
    del stored["day"]
    with in_language("en"):
        (view,) = change_views([change_from(stored)], Presenter(programme(TALK)), TEAM)

    assert view.words == "No longer takes part: Ayna Ataeva (speaker). Report “One”: 30 minutes (was: 20 minutes)."


def test_everything_else_is_told_in_words_too() -> None:
    before = programme(institutions=(parts.institution("host"),), tracks=(parts.track("heritage"),))
    after = parts.document(
        rooms=(replace(HALLS[0], title={"ru": "Большой зал", "en": "Big Hall"}, capacity=200),),
        people=(replace(PEOPLE[0], post={"en": "Director"}, institution="host"), PEOPLE[1]),
        institutions=(parts.institution("host", country="KZ"),),
        tracks=(parts.track("heritage", color="#112233"),),
        forum=parts.forum(timezone="Asia/Almaty", organizers=("host",), description={"en": "Text"}),
    )

    with in_language("en"):
        groups = all_groups(differences(before, after), Presenter(after), TEAM)

    assert [(group.title, [(view.title, view.words) for view in group.changes]) for group in groups] == [
        (
            "Rooms, names and the forum",
            [
                ("Big Hall", "Renamed; it was “Great Hall”. Places: 200."),
                ("Small Hall", "Taken out of the programme."),
                ("Track heritage", "Color: changed."),
                ("Ayna Ataeva", "Post: Director. Institution: Library host."),
                ("Library host", "Country: Kazakhstan (was: Turkmenistan)."),
                (
                    "The Library Community",
                    "Time zone: Almaty (was: Ashgabat). Description: rewritten. Organizers: Library host.",
                ),
            ],
        )
    ]


def test_changes_stand_under_their_days() -> None:
    other = parts.session("other", **at(13, "10:00", "11:00"))
    before = programme(TALK, other)
    after = programme(replace(TALK, room="small"), replace(other, room="small"))

    with in_language("en"):
        groups = all_groups(differences(before, after), Presenter(after), TEAM)

    assert [(group.title, [view.key for view in group.changes]) for group in groups] == [
        ("Monday, 12 April", ["talk"]),
        ("Tuesday, 13 April", ["other"]),
    ]
