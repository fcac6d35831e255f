"""What delegates are asked, what is stored of their answers, what is refused."""

import gzip
import io
import re

import pytest
from sqlalchemy import select

from forumapp import paths
from forumapp.audit import AuditEntry
from forumapp.questions import service
from forumapp.questions.rules.parts import QuestionKind, SectionPart, Stage
from forumapp.registration import queries
from forumapp.registration.models import ChosenOption
from forumapp.storage import attachments
from tests.browsing import forms_of
from tests.web.questions.conftest import TRIPS, YES_NO
from tests.web.registration.conftest import NOW, own_page, registrations, statuses

CHOICE, SEVERAL, FILE = QuestionKind.CHOICE, QuestionKind.SEVERAL, QuestionKind.FILE
PDF = b"%PDF-1.7 theses"


def form_of(page):
    return next(form for form in forms_of(page) if "submission_key" in form.values)


def taken(session):
    return [(each.option_key, each.holds_place) for each in session.scalars(select(ChosenOption)).all()]


@pytest.fixture
def address(forum):
    return f"/forums/{forum.slug}/register/"


def test_answers_of_every_kind_are_stored(ask, register, answers):
    for kind in QuestionKind:
        ask(kind.value, kind, options=YES_NO if kind in {CHOICE, SEVERAL} else None)

    response = register(
        q_text="Rare books",
        q_long="One\r\ntwo",
        q_choice="no",
        q_several=["no", "yes"],
        q_date="2027-04-11",
        q_number="2,5",
        q_country="AM",
        q_institution="Музей книги",
        q_latin="Ayna Atayeva",
        q_file=(io.BytesIO(PDF), "../theses.pdf"),
    )

    assert response.status_code == 303
    stored = answers()
    file = stored.pop("file")
    assert stored == {
        "text": "Rare books",
        "long": "One\ntwo",
        "choice": "no",
        "several": ["yes", "no"],
        "date": "2027-04-11",
        "number": "2.5",
        "country": "AM",
        "institution": "Музей книги",
        "latin": "Ayna Atayeva",
    }
    assert (file["name"], file["kind"], file["size"]) == ("../theses.pdf", "pdf", len(PDF))


def test_a_refusal_keeps_everything_typed_and_stores_nothing(ask, browser, address, session):
    ask("topic", is_required=True)
    ask("nights", QuestionKind.NUMBER)
    ask("hotel", CHOICE, options=YES_NO)
    values = {"q_nights": "three", "q_hotel": "yes", "q_topic": "", "family_name": "Атаева"}

    response = browser.fill(address, values)

    kept = form_of(response).values
    assert response.status_code == 422
    assert (kept["q_nights"], kept["q_hotel"], kept["family_name"]) == ("three", "yes", "Атаева")
    assert 'href="#q_topic"' in response.text
    assert "Give a number with digits only, such as 12 or 2.5." in response.text
    assert registrations(session) == []


def test_questions_that_are_not_asked_of_somebody_are_neither_needed_nor_kept(ask, register, answers):
    ask("visa", is_required=True, condition="onsite")
    ask("talk", is_required=True, categories=("speaker",))
    ask("link", condition="online")

    assert register(attendance="online", q_visa="left over", q_talk="left over", q_link="zoom").status_code == 303
    assert answers() == {"link": "zoom"}


def test_a_question_is_asked_after_the_option_on_which_it_depends(ask, register, answers):
    ask("hotel", CHOICE, options=YES_NO)
    ask("nights", QuestionKind.NUMBER, is_required=True, condition="hotel:yes")

    assert register(q_hotel="yes").status_code == 422
    assert register(q_hotel="yes", q_nights="2").status_code == 303
    assert answers() == {"hotel": "yes", "nights": "2"}


def test_without_scripts_every_group_says_of_whom_it_is_asked(ask, browser, address, forum, session):
    service.add(forum, SectionPart(key="journey", title={"en": "Your journey"}), now=NOW)
    ask("hotel", CHOICE, options=YES_NO, section="journey")
    ask("nights", condition="hotel:yes", section="journey")
    ask("visa", condition="onsite", section="journey")
    ask("talk", categories=("speaker", "expert"))

    page = browser.get(address, query_string={"lang": "en"}).text

    assert re.findall(r'class="asked-if-words"[^>]*>([^<]+)<', page) == [
        "If you take part as: Speaker, Expert",
        "If you chose “Yes” for “Question hotel”",
        "If you take part on site",
    ]
    assert page.index("Questions of the organizers") < page.index("Your journey")


def test_the_public_chooses_among_the_categories_that_are_offered(browser, address, forum, session, register):
    part = next(part for part in service.sheet_of(forum).categories if part.key == "press")
    service.revise(forum, type(part)(key="press", title=part.title, is_offered=False), now=NOW)
    session.commit()

    assert register(category="press").status_code == 422
    assert register(category="head").status_code == 303
    assert registrations(session)[0].category == "head"


def test_the_last_place_of_an_option_is_given_once(ask, register, session, answers):
    ask("trip", SEVERAL, options=TRIPS)
    assert register(email="first@example.org", q_trip=["museum", "walk"]).status_code == 303

    refused = register(email="second@example.org", q_trip=["museum"])

    assert refused.status_code == 422
    assert "“Museum” is full. Choose something else." in refused.text
    assert "Museum (all places are taken)" in refused.text
    assert register(email="second@example.org", q_trip=["walk"]).status_code == 303
    assert answers(2) == {"trip": ["walk"]}


def test_the_same_form_sent_twice_is_not_refused_for_the_place_that_it_took(ask, browser, address, register, session):
    ask("trip", CHOICE, options=TRIPS)
    key = form_of(browser.get(address)).values["submission_key"]

    statuses_of_answers = [register(q_trip="museum", submission_key=key).status_code for _time in range(2)]

    assert statuses_of_answers == [303, 303]
    assert len(registrations(session)) == 1


def test_a_place_of_an_option_comes_back_when_the_hold_ends_and_is_lost_to_who_was_faster(
    ask, register, session, hours, forum, browser, answers
):
    ask("trip", SEVERAL, options=TRIPS)
    register(email="slow@example.org", q_trip=["museum", "walk"])
    hours.moment = NOW.replace(day=3)
    assert register(email="fast@example.org", q_trip=["museum"]).status_code == 303

    browser.fill(own_page(session, "slow@example.org"), form="/confirm")

    assert "Выбранное вами уже занято." in browser.get(own_page(session, "slow@example.org")).text
    assert statuses(session)[0] == "confirmed"
    assert answers(1) == {"trip": ["walk"]}
    lost = session.scalars(select(AuditEntry).where(AuditEntry.action == "registration:lose-option")).one()
    assert lost.before == {"answers": ["trip"]}


@pytest.mark.parametrize("deed", ["withdraw", "switch"])
def test_who_leaves_or_takes_part_otherwise_gives_the_place_of_an_option_back(
    ask, register, session, browser, deed, forum
):
    ask("trip", CHOICE, options=TRIPS, condition="onsite")
    register(attendance="onsite", q_trip="museum")
    page = own_page(session)
    browser.fill(page, form="/confirm")
    assert taken(session) == [("museum", True)]

    if deed == "withdraw":
        browser.fill(page, form="/withdraw")
    else:
        browser.fill(page, form="/attendance")

    session.expire_all()
    assert taken(session) == ([("museum", False)] if deed == "withdraw" else [])


def test_the_own_page_shows_answers_and_lets_them_be_changed(ask, register, session, browser, answers):
    ask("topic")
    ask("hotel", CHOICE, options=YES_NO)
    register(q_topic="Maps", q_hotel="yes")
    page = own_page(session)

    shown = browser.get(page).text
    assert ("Вопрос topic" in shown, "Maps" in shown, "<dd>Да</dd>" in shown) == (True, True, True)
    assert browser.fill(f"{page}edit", {"q_topic": "Globes", "q_hotel": ""}).status_code == 303

    assert answers() == {"topic": "Globes"}
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "registration:revise")).one()
    assert entry.after == {"answers": ["hotel", "topic"]}


def test_another_category_takes_answers_along_that_are_asked_of_it_only(ask, register, session, browser, answers):
    ask("talk", categories=("speaker",))
    ask("topic")
    ask("slides", stage=Stage.DETAILS, categories=("speaker",))
    register(category="speaker", q_talk="Maps", q_topic="Globes")
    page = own_page(session)
    browser.fill(page, form="/confirm")
    browser.fill(f"{page}details", {"q_slides": "yes"})
    assert set(answers()) == {"talk", "topic", "slides"}

    browser.fill(f"{page}edit", {"category": "guest"})

    assert answers() == {"topic": "Globes"}


def test_details_are_asked_for_once_there_is_a_place(ask, register, session, browser, answers):
    ask("hotel", CHOICE, options=YES_NO)
    ask("flight", is_required=True, stage=Stage.DETAILS, condition="hotel:yes")
    register(q_hotel="yes")
    page = own_page(session)
    assert browser.get(f"{page}details").status_code == 303

    browser.fill(page, form="/confirm")

    assert "1 вопрос о вашем участии ждёт ответа." in browser.get(page).text
    assert browser.fill(f"{page}details", {"q_flight": ""}).status_code == 422
    assert browser.fill(f"{page}details", {"q_flight": "T5 730"}).status_code == 303
    assert answers() == {"hotel": "yes", "flight": "T5 730"}
    assert "ждёт ответа" not in browser.get(page).text


def test_a_file_that_was_taken_in_is_not_asked_for_again(ask, browser, address, register, answers, session):
    ask("theses", FILE, is_required=True)
    refused = register(family_name="", q_theses=(io.BytesIO(PDF), "theses.pdf"))
    assert refused.status_code == 422
    assert "theses.pdf" in refused.text

    values = {"family_name": "Атаева", "given_name": "Айна", "country": "TM", "attendance": "online"}
    sent = browser.send(refused, address, {**values, "consent_data": "y", "q_theses": None})

    assert sent.status_code == 303
    assert answers()["theses"]["name"] == "theses.pdf"


@pytest.mark.parametrize(
    ("octets", "sentence"),
    [
        (b"MZ\x90\x00", "This file cannot be taken in."),
        (b"<svg onload=alert(1)>", "This file cannot be taken in."),
        (b"PK\x03\x04nothing", "This file cannot be taken in."),
        (b"%PDF-" + b"x" * 1000, "The file is larger than 8 MB."),
    ],
)
def test_other_files_are_refused_by_what_is_in_them(ask, register, octets, sentence, session, monkeypatch):
    monkeypatch.setattr(attachments, "MOST_OCTETS", 1000)
    ask("theses", FILE)

    refused = register(q_theses=(io.BytesIO(octets), "theses.pdf"))

    assert refused.status_code == 422
    assert sentence in refused.text
    assert registrations(session) == []


def test_a_made_up_token_of_a_file_is_none(ask, register, answers):
    ask("theses", FILE)

    register(**{"q_theses.kept": "made.up"})

    assert answers() == {}


def test_a_retired_question_is_asked_no_more_and_its_answers_stay(
    ask, register, session, forum, answers, address, browser
):
    ask("topic")
    register(q_topic="Maps")
    service.remove(forum, type(ask("other")), "topic", now=NOW)
    session.commit()

    assert "q_topic" not in form_of(browser.get(address)).values
    assert answers() == {"topic": "Maps"}
    assert queries.use_of_form(forum).questions == {"topic": 1}


@pytest.mark.parametrize("count", [1, 6])
def test_the_form_page_asks_the_same_number_of_questions_of_the_database(count, ask, address, browser, queries):
    for number in range(count):
        ask(f"trip-{number}", CHOICE, options=TRIPS)
    browser.get(address)
    queries.clear()

    browser.get(address)

    assert len(queries) == 9


def test_a_form_with_a_question_of_every_kind_is_light(ask, address, browser, forum, session):
    for kind in QuestionKind:
        ask(kind.value, kind, options=YES_NO if kind in {CHOICE, SEVERAL} else None, hint={"en": "In a few words."})
    for consent in service.consents_of(forum):
        service.ask_for(forum, consent.key, is_on=True, now=NOW)
    session.commit()

    page = browser.get(address)
    assets = re.findall(r'(?:href|src)="/static/dist/([^"]+)"', page.text)
    sent = [page.data, *((paths.ASSETS / name).read_bytes() for name in assets)]

    assert len(assets) == 2
    assert sum(len(gzip.compress(octets)) for octets in sent) <= 40_000


@pytest.mark.parametrize(
    ("query", "expected"), [({}, "gzip"), ({"lang": "ru"}, "gzip"), ({"q": "a stranger’s words"}, None)]
)
def test_the_form_is_packed_unless_a_stranger_chose_words_of_its_address(browser, address, query, expected):
    response = browser.get(address, query_string=query, headers={"Accept-Encoding": "gzip"})

    assert response.headers.get("Content-Encoding") == expected
    octets = gzip.decompress(response.data) if expected else response.data
    assert b'name="csrf_token"' in octets
    assert "Accept-Encoding" in response.headers["Vary"]
