"""A registrar brings in a list: nothing is stored before it is confirmed, a bad row loses nothing, a second time changes nothing."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask.testing import FlaskClient
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp import audit
from forumapp.audit import AuditEntry
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.mail.models import LetterStatus, OutboxLetter
from forumapp.policy import TeamRole
from forumapp.questions import service as questions
from forumapp.questions.models import Question
from forumapp.questions.rules.answers import NO_REPLIES
from forumapp.questions.rules.parts import OptionPart, QuestionKind, QuestionPart
from forumapp.registration import queries, service
from forumapp.registration.models import Answer, ChosenOption, Consent, RegistrationStatus
from forumapp.registration.rules.addresses import mailbox
from forumapp.registration.rules.statuses import ComingIn
from forumapp.registration.service import Answers, Entrant
from tests import factories
from tests.browsing import Browser
from tests.signing_in import sign_in_as
from tests.web.registration.conftest import NOW, registrations

HEADS = "№\tФИО\tДолжность\tE-mail\tТелефон\tСтрана\tУчастие\n"
MERGEN = "1\tБердыев Мерген Атаевич\tдиректор\tmergen@example.org\t+993 12 345678\tТуркменистан\tонлайн\n"
GULNARA = "2\tОразова Гульнара\tбиблиотекарь\tgulnara@example.org\t\tUZ\tочно\n"
BAD = "3\tАтаев\tзаведующий\tnot-an-address\t\tАтлантида\t\n"
SEATED = {"coming": "seated", "written": "y"}


@pytest.fixture
def desk(client: FlaskClient, session: DatabaseSession, forum: Forum) -> str:
    """Sign in as a registrar and give the address of the import."""
    sign_in_as(client, session, forum, TeamRole.REGISTRAR)
    return f"/forums/{forum.slug}/manage/registrations/import/"


Bring = Callable[..., TestResponse]


@pytest.fixture
def bring(browser: Browser, desk: str) -> Bring:
    """Give what pastes a list and presses the button of the check."""

    def send(text: str, **choices: Any) -> TestResponse:
        page = browser.fill(desk, {"text": text})
        assert page.status_code == 200
        return browser.send(page, f"{desk}check", {"enter": "1", **choices}, form="check")

    return send


def letters(session: DatabaseSession) -> list[tuple[str, str]]:
    return sorted((each.recipient, each.kind) for each in session.scalars(select(OutboxLetter)))


def test_nothing_is_stored_before_the_button_and_a_bad_row_says_what_is_wrong(
    browser: Browser, session: DatabaseSession, desk: str
) -> None:
    page = browser.fill(desk, {"text": HEADS + MERGEN + GULNARA + BAD})

    assert "2 people can be entered" in page.text
    assert "Country: “Атлантида” is no name of a country that we know." in page.text
    assert 'value="not-an-address"' in page.text
    assert registrations(session) == []


def test_people_get_places_as_many_as_there_are_and_the_others_wait(session: DatabaseSession, bring: Bring) -> None:
    second = "3\tАтаева Айна\tдиректор\tayna@example.org\t\tТуркмения\tочно\n"

    response = bring(HEADS + MERGEN + GULNARA + second, **SEATED)

    assert response.status_code == 303
    assert [
        (
            each.arrived,
            each.family_name,
            each.patronymic,
            each.phone,
            each.country,
            each.attendance.value,
            each.status.value,
        )
        for each in registrations(session)
    ] == [
        (1, "Бердыев", "Атаевич", "+993 12 345678", "TM", "online", "confirmed"),
        (2, "Оразова", None, None, "UZ", "onsite", "confirmed"),
        (3, "Атаева", None, None, "TM", "onsite", "waitlisted"),
    ]
    assert letters(session) == [
        ("ayna@example.org", "registration:wait"),
        ("gulnara@example.org", "registration:register"),
        ("mergen@example.org", "registration:register"),
    ]
    assert len(session.scalars(select(Consent).where(Consent.purpose == "data")).all()) == 3


def test_the_same_list_again_changes_nothing_and_says_so(
    client: FlaskClient, session: DatabaseSession, bring: Bring
) -> None:
    bring(HEADS + MERGEN + GULNARA, **SEATED)
    before = [(each.id, each.status) for each in registrations(session)], letters(session)

    response = bring(HEADS + MERGEN + GULNARA, **SEATED)

    assert "Nothing was changed: 2 rows are registered already." in client.get(response.location).text
    assert ([(each.id, each.status) for each in registrations(session)], letters(session)) == before


def test_pressing_the_button_twice_enters_once(browser: Browser, session: DatabaseSession, desk: str) -> None:
    page = browser.fill(desk, {"text": HEADS + MERGEN})
    values = {"enter": "1", **SEATED}

    first = browser.send(page, f"{desk}check", values, form="check")
    second = browser.send(page, f"{desk}check", values, form="check")

    assert (first.status_code, second.status_code) == (303, 303)
    assert len(registrations(session)) == len(letters(session)) == 1


def test_good_rows_come_in_and_the_bad_one_stays_on_the_page_with_what_was_typed(
    browser: Browser, session: DatabaseSession, desk: str, bring: Bring
) -> None:
    page = bring(HEADS + MERGEN + BAD, **SEATED, **{"row-3-post": "начальник отдела"})

    assert page.status_code == 200
    assert "1 person is entered." in page.text
    assert 'value="начальник отдела"' in page.text
    assert [each.family_name for each in registrations(session)] == ["Бердыев"]
    corrected = {"row-3-given_name": "Сердар", "row-3-email": "serdar@example.org", "row-3-country": "UZ"}
    browser.send(page, f"{desk}check", {"enter": "1", **corrected}, form="check")
    assert [(each.family_name, each.post) for each in registrations(session)] == [
        ("Бердыев", "директор"),
        ("Атаев", "начальник отдела"),
    ]


def test_whoever_withdrew_is_left_out_and_shown_with_their_number(
    browser: Browser, session: DatabaseSession, forum: Forum, desk: str
) -> None:
    factories.Registration(forum=forum, email="mergen@example.org", arrived=7, status="withdrawn")
    session.flush()

    page = browser.fill(desk, {"text": HEADS + MERGEN})

    assert "number 7" in page.text
    assert "0 people can be entered" in page.text


def test_each_confirms_by_a_letter_and_consents_on_their_own_page(
    browser: Browser, session: DatabaseSession, bring: Bring
) -> None:
    bring(HEADS + MERGEN, coming="asked", letters=None)

    (registration,) = registrations(session)
    assert (registration.status.value, registration.verified_at) == ("unverified", None)
    assert (registration.hold_until - registration.created_at).days == 7
    assert session.scalars(select(Consent)).all() == []
    (letter,) = session.scalars(select(OutboxLetter))
    link = next(word for word in letter.text.split() if "/registration/" in word)
    path = "/" + link.split("/", 3)[3]
    assert browser.fill(path, form="confirm").status_code == 422
    browser.fill(path, {"consent_data": "y"}, form="confirm")
    assert [each.status.value for each in registrations(session)] == ["confirmed"]
    assert [each.purpose for each in session.scalars(select(Consent))] == ["data"]


def test_waiting_for_approval_takes_no_place_and_writes_only_where_asked(
    session: DatabaseSession, bring: Bring
) -> None:
    bring(HEADS + MERGEN, coming="pending", written="y", letters=None)

    assert [each.status.value for each in registrations(session)] == ["pending"]
    assert letters(session) == []


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        ({}, "Choose how they come in."),
        ({"coming": "seated"}, "Without this consent nobody can be registered."),
        ({"coming": "pending"}, "Without this consent nobody can be registered."),
    ],
)
def test_how_they_come_in_is_asked(
    session: DatabaseSession, bring: Bring, choices: dict[str, str], sentence: str
) -> None:
    response = bring(HEADS + MERGEN, **choices)

    assert response.status_code == 422
    assert sentence in response.text
    assert registrations(session) == []


def test_without_a_waiting_list_all_come_in_or_none(session: DatabaseSession, forum: Forum, bring: Bring) -> None:
    forum.registration_waitlist = False
    session.flush()
    second = "3\tАтаева Айна\tдиректор\tayna@example.org\t\tTM\tочно\n"

    response = bring(HEADS + GULNARA + second, **SEATED)

    assert response.status_code == 422
    assert "There is no waiting list, and 1 of them fits at the moment." in response.text
    assert registrations(session) == []


def test_own_questions_are_answered_by_columns_with_their_names(
    session: DatabaseSession, forum: Forum, bring: Bring
) -> None:
    options = (OptionPart(key="veg", label={"en": "Vegetarian", "ru": "Без мяса"}, places=1),)
    questions.add(
        forum, QuestionPart(key="meal", label={"en": "Meal"}, kind=QuestionKind.CHOICE, options=options), now=NOW
    )
    questions.add(forum, QuestionPart(key="arrival", label={"en": "Arrival"}, kind=QuestionKind.DATE), now=NOW)
    session.flush()
    text = "Name\tE-mail\tCountry\tq_meal\tArrival\nAna Li\tana@example.org\tKZ\tбез мяса\t12.04.2027\n"

    bring(text, **SEATED)

    keyed = select(Question.key, Answer.value).join(Question, Question.id == Answer.question_id)
    assert sorted(map(tuple, session.execute(keyed))) == [("arrival", "2027-04-12"), ("meal", "veg")]
    assert [(each.option_key, each.holds_place) for each in session.scalars(select(ChosenOption))] == [("veg", True)]
    response = bring(text.replace("ana@", "bo@").replace("Ana Li", "Bo Wu"), **SEATED)
    assert "has 0 places left; the list takes more" in response.text


def test_the_same_address_twice_in_a_list_is_said_at_the_second_row(browser: Browser, desk: str) -> None:
    page = browser.fill(desk, {"text": HEADS + MERGEN + "2\tМурадов Мурад\t\tMERGEN@example.org\t\tTM\tочно\n"})

    assert "E-mail: row 2 has the same address." in page.text


def test_possible_doubles_are_marked(browser: Browser, session: DatabaseSession, forum: Forum, desk: str) -> None:
    factories.Registration(forum=forum, family_name="Berdyyew", given_name="Mergen", email="other@example.org")
    session.flush()

    page = browser.fill(desk, {"text": HEADS + MERGEN})

    assert "May be the same person as Berdyyew Mergen (registered already)." in page.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_in_usual_encodings(
    client: FlaskClient, browser: Browser, desk: str, encoding: str, delimiter: str
) -> None:
    text = (HEADS + MERGEN + GULNARA).replace("\t", delimiter)

    page = browser.fill(desk, {"file": (BytesIO(text.encode(encoding)), "list.csv")})

    assert "2 people can be entered" in page.text
    assert "Бердыев Мерген Атаевич" in page.text


def test_a_workbook_is_read(browser: Browser, desk: str) -> None:
    book = Workbook()
    for row in (
        ["Family name", "Given name", "E-mail", "Country", "Phone"],
        ["Li", "Ana", "a@example.org", "Kazakhstan", 99312345678.0],
    ):
        book.active.append(row)
    octets = BytesIO()
    book.save(octets)
    octets.seek(0)

    page = browser.fill(desk, {"file": (octets, "list.xlsx")})

    assert "1 person can be entered" in page.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste a list or choose a file."),
        ("a\tb\n" * 2001, "The file has too many rows"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", "This is a calendar and no list of people."),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(browser: Browser, desk: str, text: str, sentence: str) -> None:
    page = browser.fill(desk, {"text": text})

    assert page.status_code == 422
    assert sentence in page.text


def test_signs_that_nobody_sees_are_taken_out(session: DatabaseSession, bring: Bring) -> None:
    bring("Family name\tGiven name\tE-mail\tCountry\nBer\u202edy\u2066ev\tMer\x07gen\tm@example.org\tTM\n", **SEATED)

    assert [(each.family_name, each.given_name) for each in registrations(session)] == [("Berdyev", "Mergen")]


@pytest.mark.parametrize("cells", ["", "!", "eJyrVgIAAXUA+Q==", "é"])
def test_a_list_that_was_tampered_with_is_asked_for_again(browser: Browser, desk: str, cells: str) -> None:
    page = browser.fill(desk, {"text": HEADS + MERGEN})

    response = browser.send(page, f"{desk}check", {"cells": cells, "enter": "1"}, form="check")

    assert (response.status_code, response.location) == (303, desk)


def test_deeds_are_noted_with_who_did_them(session: DatabaseSession, bring: Bring) -> None:
    bring(HEADS + MERGEN, **SEATED)

    entries = session.scalars(select(AuditEntry).where(AuditEntry.action.like("registration:%"))).all()
    assert sorted(entry.action for entry in entries) == ["registration:import", "registration:import-list"]
    assert all("@" in entry.actor and "token_hash" not in (entry.after or {}) for entry in entries)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (TeamRole.OWNER, 200),
        (TeamRole.REGISTRAR, 200),
        (TeamRole.CHECK_IN, 403),
        (TeamRole.PROGRAMME_EDITOR, 403),
        (TeamRole.READ_ONLY, 403),
    ],
)
def test_lists_are_brought_in_by_those_who_register_people(
    client: FlaskClient, session: DatabaseSession, forum: Forum, role: TeamRole, expected: int
) -> None:
    sign_in_as(client, session, forum, role)

    assert client.get(f"/forums/{forum.slug}/manage/registrations/import/").status_code == expected


def test_a_registrar_of_another_forum_finds_no_import(
    client: FlaskClient, session: DatabaseSession, forum: Forum
) -> None:
    sign_in_as(client, session, factories.Forum(), TeamRole.REGISTRAR)
    address = f"/forums/{forum.slug}/manage/registrations/import/"

    assert client.get(address).status_code == 404


def entrant(email: str, attendance: Attendance = Attendance.ONLINE) -> Entrant:
    box = mailbox(email)
    assert box is not None
    said = Answers(given_name="Ana", family_name="Li", country="KZ", language="en")
    return Entrant(mailbox=box, answers=said, attendance=attendance, replies=NO_REPLIES)


def bring_in(forum: Forum, *people: Entrant) -> list[str]:
    """Bring people in without the check screen and return who is new."""
    found = service.bring_in(forum, people, coming=ComingIn.SEATED, consents=(), with_letters=False, now=NOW)
    return [str(each.email) for each in found]


def test_whoever_registered_since_the_check_is_left_as_they_are(session: DatabaseSession, forum: Forum) -> None:
    factories.Registration(forum=forum, email="ana@example.org", given_name="Anna")

    assert bring_in(forum, entrant("ANA@example.org"), entrant("bo@example.org"), entrant("Bo@example.org")) == [
        "bo@example.org"
    ]
    assert [each.given_name for each in registrations(session)] == ["Anna", "Ana"]


def test_bringing_in_takes_as_many_queries_to_decide_however_long_the_list(forum: Forum, queries: list[str]) -> None:
    counts = []
    for size in (1, 3):
        people = [entrant(f"p{size}-{number}@example.org") for number in range(size)]
        queries.clear()
        bring_in(forum, *people)
        counts.append(sum(statement.startswith("SELECT") for statement in queries))

    assert counts[0] == counts[1]


def test_a_way_of_taking_part_that_the_forum_does_not_have_is_refused(session: DatabaseSession, forum: Forum) -> None:
    forum.attendance = Attendance.ONLINE
    session.flush()

    with pytest.raises(RuleBroken, match="does not offer this way"):
        bring_in(forum, entrant("ana@example.org", Attendance.ONSITE))


def test_the_history_tells_of_a_list_in_words(
    client: FlaskClient, session: DatabaseSession, forum: Forum, bring: Bring
) -> None:
    bring(HEADS + MERGEN, **SEATED)
    sign_in_as(client, session, forum, TeamRole.OWNER)

    page = client.get(f"/forums/{forum.slug}/manage/audit/").text

    assert "Brought in a list of registrations" in page
    assert "Brought in a registration" in page
    assert "How they come in: <ins>They get places now" in page


def workbook(rows: list[list[object]]) -> BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    octets = BytesIO()
    book.save(octets)
    octets.seek(0)
    return octets


def test_a_sheet_with_too_many_rows_is_refused_and_never_cut(browser: Browser, desk: str) -> None:
    rows: list[list[object]] = [["Name", "E-mail"], *([f"Ana L{n}", f"a{n}@example.org"] for n in range(2100))]

    page = browser.fill(desk, {"file": (workbook(rows), "list.xlsx")})

    assert page.status_code == 422
    assert "The list has too many rows: fewer than 2000 are read at once." in page.text


def test_a_sheet_that_unpacks_to_a_mountain_is_refused_in_a_sentence(browser: Browser, desk: str) -> None:
    packed = BytesIO()
    with ZipFile(workbook([["Name"], ["Ana"]])) as book, ZipFile(packed, "w", ZIP_DEFLATED) as bomb:
        for name in book.namelist():
            bomb.writestr(name, book.read(name))
        bomb.writestr("xl/media/image1.bin", b"\0" * 300_000_000)
    packed.seek(0)

    page = browser.fill(desk, {"file": (packed, "list.xlsx")})

    assert page.status_code == 422
    assert 'class="error"' in page.text


def test_what_was_saved_as_a_file_is_read_again_as_it_was(
    browser: Browser, session: DatabaseSession, forum: Forum, desk: str
) -> None:
    row = factories.Registration(
        forum=forum, email="ana@example.org", family_name="Li", given_name="Ana", phone="+7 701 1234567", post="=Head"
    )
    session.flush()
    saved = browser.fill(desk.removesuffix("import/"), {"format": "csv"}, form="export").data
    session.delete(row)
    session.flush()

    page = browser.fill(desk, {"file": (BytesIO(saved), "list.csv")})
    browser.send(page, f"{desk}check", {"enter": "1", **SEATED}, form="check")

    (found,) = registrations(session)
    assert (found.family_name, found.given_name, found.email, found.phone, found.post, found.country) == (
        *("Li", "Ana", "ana@example.org", "+7 701 1234567", "=Head", "TM"),
    )


def undo(browser: Browser, response: TestResponse) -> TestResponse:
    """Press the button that takes a list back, and return the page that follows."""
    page = browser.get(response.location)
    return browser.get(browser.send(page, response.location, form="/undo").location)


def test_a_list_is_taken_back_with_the_letters_that_have_not_left(
    browser: Browser, session: DatabaseSession, forum: Forum, bring: Bring
) -> None:
    waiting = factories.Registration(
        forum=forum, attendance=Attendance.ONSITE, status=RegistrationStatus.WAITLISTED, country="AM"
    )
    session.flush()
    forum.registration_country_quota = {"AM": 0}
    response = bring(HEADS + MERGEN + GULNARA, **SEATED)
    forum.registration_country_quota = None
    session.flush()

    page = undo(browser, response)

    assert "The list is taken back." in page.text
    assert [each.id for each in registrations(session)] == [waiting.id]
    assert [each.status.value for each in registrations(session)] == ["confirmed"]
    assert letters(session) == [(waiting.email, "registration:promote")]
    assert session.scalars(select(Consent)).all() == []


@pytest.mark.parametrize("happened", ["letter", "deed"])
def test_a_list_is_not_taken_back_once_something_happened(
    browser: Browser, session: DatabaseSession, bring: Bring, happened: str
) -> None:
    response = bring(HEADS + MERGEN, **SEATED)
    if happened == "letter":
        session.scalars(select(OutboxLetter)).one().status = LetterStatus.SENT
    else:
        service.withdraw(queries.reread(registrations(session)[0]), now=NOW)
    session.commit()

    page = undo(browser, response)

    assert "The list cannot be taken back as a whole any more" in page.text
    assert len(registrations(session)) == 1


def test_nobody_who_registered_themselves_is_taken_back(session: DatabaseSession, forum: Forum) -> None:
    row = factories.Registration(forum=forum, submission_key="a" * 32)
    audit.record("registration:register", subject=f"registration:{row.uid}", forum=forum.slug, now=NOW)
    session.flush()

    with pytest.raises(RuleBroken):
        service.take_back(forum, "a" * 32, now=NOW)
