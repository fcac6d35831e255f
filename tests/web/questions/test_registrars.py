"""Answers at the registrars' desk: shown, entered and changed on behalf, kept from eyes that need not see them, exported, cloned."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forumapp.audit import AuditEntry
from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from forumapp.questions import service
from forumapp.questions.rules.parts import QuestionKind, QuestionPart, SectionPart, Stage
from forumapp.registration.models import Consent
from forumapp.storage import attachments
from forumapp.worker import sweep_files
from tests.browsing import forms_of
from tests.signing_in import sign_in_admin, sign_in_as
from tests.web.questions.conftest import YES_NO
from tests.web.registration.conftest import ANSWERS, NOW, own_page, registrations

PDF = b"%PDF-1.7 theses"


@pytest.fixture
def team(client, session, forum):
    """Give what signs somebody of the team in and gives the address of the list."""

    def sign(role=TeamRole.REGISTRAR):
        sign_in_as(client, session, forum, role)
        return f"/forums/{forum.slug}/manage/registrations/"

    return sign


def looks(session):
    return session.scalars(select(AuditEntry.action).where(AuditEntry.action == "registration:look")).all()


def test_the_page_of_a_delegate_shows_what_they_answered(ask, register, browser, team, session):
    ask("hotel", QuestionKind.CHOICE, options=YES_NO)
    ask("arrival", QuestionKind.DATE)
    register(q_hotel="no", q_arrival="2027-04-11")

    page = browser.get(f"{team()}{registrations(session)[0].uid}/").text

    assert ("<dt>Question hotel</dt><dd>No</dd>" in page, "11 April 2027" in page) == (True, True)


def test_registrars_enter_what_they_know_and_change_it(ask, browser, team, session, answers):
    ask("topic", is_required=True)
    ask("flight", is_required=True, stage=Stage.DETAILS)
    desk = team()
    assert browser.fill(f"{desk}new", {**ANSWERS, "q_topic": ""}).status_code == 303
    assert answers() == {}

    browser.fill(f"{desk}{registrations(session)[0].uid}/edit", {"q_topic": "Maps", "q_flight": "T5 730"})

    assert answers() == {"topic": "Maps", "flight": "T5 730"}


@pytest.mark.parametrize(
    ("role", "expected"), [(TeamRole.OWNER, 200), (TeamRole.REGISTRAR, 200), (TeamRole.CHECK_IN, 403)]
)
def test_special_answers_are_shown_to_those_with_the_right_and_each_look_is_noted(
    ask, register, browser, client, team, session, forum, role, expected
):
    ask("diet", is_special=True)
    register(q_diet="zq-no-fish")
    desk = f"{team(role)}{registrations(session)[0].uid}/"
    page = browser.get(desk)
    assert "zq-no-fish" not in page.text
    token = forms_of(browser.get(f"/forums/{forum.slug}/register/"))[-1].values["csrf_token"]

    shown = client.post(f"{desk}special", data={"csrf_token": token})

    assert shown.status_code == expected
    assert ("zq-no-fish" in shown.text, len(looks(session))) == ((True, 1) if expected == 200 else (False, 0))


def test_special_answers_stand_in_no_other_page_or_trail(ask, register, browser, team, session, answers):
    ask("diet", is_special=True)
    register(q_diet="zq-no-fish")
    desk = team()
    uid = registrations(session)[0].uid

    page = browser.get(f"{desk}{uid}/edit")
    browser.send(page, f"{desk}{uid}/edit", {"post": "Director"})

    assert "q_diet" not in page.text
    assert answers() == {"diet": "zq-no-fish"}
    assert [
        each for each in session.scalars(select(AuditEntry)) if "zq-no-fish" in str((each.before, each.after))
    ] == []


def test_special_answers_are_changed_on_behalf(ask, register, browser, client, team, session, answers):
    ask("diet", is_special=True)
    ask("topic")
    register(q_diet="no fish", q_topic="Maps")
    desk = f"{team()}{registrations(session)[0].uid}/"
    shown = browser.send(browser.get(desk), desk, form="/special")

    assert browser.send(shown, f"{desk}special", {"q_diet": "no meat"}, form="special").status_code == 303

    assert answers() == {"diet": "no meat", "topic": "Maps"}


def test_a_refused_change_of_special_answers_is_a_look_too(ask, register, browser, team, session, answers):
    ask("nights", QuestionKind.NUMBER, is_special=True)
    register(q_nights="3")
    desk = f"{team()}{registrations(session)[0].uid}/"
    shown = browser.send(browser.get(desk), desk, form="/special")

    refused = browser.send(shown, f"{desk}special", {"q_nights": "three"}, form="special")

    assert (refused.status_code, len(looks(session)), answers()) == (422, 2, {"nights": "3"})


def test_a_file_goes_along_when_details_are_changed_and_can_be_taken_away(ask, register, browser, session, answers):
    ask("theses", QuestionKind.FILE)
    register(q_theses=(io.BytesIO(PDF), "theses.pdf"))
    page = own_page(session)

    browser.fill(f"{page}edit", {"post": "Director"})
    kept = answers()
    browser.fill(f"{page}edit", {"q_theses.remove": "1"})

    assert (kept["theses"]["name"], answers()) == ("theses.pdf", {})


def test_files_are_saved_by_the_team_only_and_never_shown(ask, register, app, client, team, session):
    ask("theses", QuestionKind.FILE)
    register(q_theses=(io.BytesIO(PDF), 'the"ses.pdf'))
    uid = registrations(session)[0].uid
    desk = team()
    address = f"{desk}{uid}/files/theses"

    saved = client.get(address)

    assert (saved.data, saved.mimetype) == (PDF, "application/pdf")
    assert saved.headers["Content-Disposition"].startswith("attachment;")
    assert saved.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"{desk}{uid}/files/other").status_code == 404
    team(TeamRole.CHECK_IN)
    assert client.get(address).status_code == 403
    assert app.test_client().get(address).status_code == 302


def test_a_special_file_is_asked_for_by_a_button_and_noted(ask, register, client, browser, team, session):
    ask("letter", QuestionKind.FILE, is_special=True)
    register(q_letter=(io.BytesIO(PDF), "letter.pdf"))
    desk = f"{team()}{registrations(session)[0].uid}/"
    shown = browser.send(browser.get(desk), desk, form="/special")

    assert client.get(f"{desk}files/letter").status_code == 404
    assert browser.send(shown, desk, form="/files/letter/special").data == PDF
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "registration:fetch-file")).one()
    assert entry.after == {"answers": ["letter"]}


def test_exports_have_a_column_for_each_question_retired_ones_last(ask, register, browser, team, session, forum):
    for key in ("old", "topic"):
        ask(key)
    ask("diet", is_special=True)
    register(q_old="x", q_topic="=1+1", q_diet="no fish")
    service.remove(forum, QuestionPart, "old", now=NOW)
    session.commit()
    desk = team()

    sheet = browser.fill(desk, {"format": "csv"}, form="export").get_data().decode("utf-8-sig")
    values = json.loads(browser.fill(desk, {"format": "json"}, form="export").data)
    special = json.loads(browser.fill(desk, {"format": "json", "special": "1"}, form="export").data)

    rows = list(csv.reader(io.StringIO(sheet)))
    assert rows[0][-2:] == ["Question topic", "Question old"]
    assert rows[1][-2:] == ["'=1+1", "x"]
    assert {name: value for name, value in values[0].items() if name.startswith("q_")} == {
        "q_topic": "=1+1",
        "q_old": "x",
    }
    assert special[0]["q_diet"] == "no fish"
    noted = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "registration:export").order_by(AuditEntry.id)
    ).all()
    assert [each.after.get("with_special") for each in noted] == [None, None, True]


def test_a_clone_takes_the_form_along_and_no_answers(ask, register, browser, client, session, forum):
    service.add(forum, SectionPart(key="journey", title={"en": "Journey"}), now=NOW)
    ask("hotel", QuestionKind.CHOICE, options=YES_NO, section="journey", condition="onsite")
    ask("gone")
    register(q_hotel="yes", attendance="onsite", q_gone="x")
    service.remove(forum, QuestionPart, "gone", now=NOW)
    service.ask_for(forum, "photo", is_on=True, now=NOW)
    session.commit()
    sign_in_admin(client, session)

    sent = browser.fill(
        f"/forums/{forum.slug}/manage/programme/clone/",
        {"slug": "next-year", "title-en": "Next year", "starts_on": "2028-04-10", "ends_on": "2028-04-11"},
    )

    assert sent.status_code == 303
    session.expire_all()
    new = forum_by_slug("next-year")
    was, became = service.sheet_of(forum), service.sheet_of(new)
    assert (became.sections, became.questions, became.categories) == (was.sections, was.questions, was.categories)
    assert [consent.key for consent in became.consents] == ["data", "list", "photo"]
    assert [each.part.key for each in service.entries(QuestionPart, new)] == ["hotel"]
    assert service.use_of(new) == service.Use()


def test_a_file_that_no_answer_names_is_swept_after_a_day(ask, register, session, app, answers):
    ask("theses", QuestionKind.FILE)
    register(q_theses=(io.BytesIO(PDF), "kept.pdf"))
    register(email="refused@example.org", family_name="", q_theses=(io.BytesIO(PDF), "left.pdf"))
    folder = app.extensions["forumapp.settings"].storage_dir / attachments.FOLDER
    kept = answers()["theses"]["file"]
    lying = {path.name for path in folder.iterdir()}

    sweep_files(datetime.now(UTC))
    assert {path.name for path in folder.iterdir()} == lying
    sweep_files(datetime.now(UTC) + timedelta(days=1, minutes=1))

    assert {path.name for path in folder.iterdir()} == {kept}


def test_a_registrar_answers_questions_of_all_stages_and_holds_the_consent_to_special_needs_in_writing(
    ask, browser, team, session, forum, answers
):
    for consent in service.consents_of(forum):
        service.ask_for(forum, consent.key, is_on=True, now=NOW)
    ask("topic")
    ask("flight", stage=Stage.DETAILS)
    ask("diet", is_special=True)
    address = f"{team()}new"
    values = {**ANSWERS, "q_topic": "Maps", "q_flight": "T5 730", "q_diet": "halal"}

    refused = browser.fill(address, values)
    entered = browser.send(refused, address, {"consent_special": "y"})

    assert (refused.status_code, entered.status_code) == (422, 303)
    assert all(f'value="{said}"' in refused.text for said in ("Maps", "T5 730", "halal"))
    assert answers() == {"topic": "Maps", "flight": "T5 730", "diet": "halal"}
    assert sorted(each.purpose for each in session.scalars(select(Consent))) == ["data", "special"]
