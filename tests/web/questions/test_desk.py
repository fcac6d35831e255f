"""The desk of the registration form: who may, lists and their order, what is retired and what deleted, two organizers at once."""

import re

import pytest
from sqlalchemy import select

from forumapp.audit import AuditEntry
from forumapp.policy import TeamRole
from forumapp.questions import service
from forumapp.questions.rules.parts import (
    CategoryPart,
    ConsentPart,
    OptionPart,
    QuestionKind,
    QuestionPart,
    SectionPart,
)
from forumapp.questions.service import consents, lists
from tests import factories
from tests.browsing import Browser, forms_of
from tests.signing_in import sign_in_as
from tests.web.questions.conftest import TRIPS, YES_NO
from tests.web.registration.conftest import NOW

CHOICE = QuestionKind.CHOICE
JOURNEY = SectionPart(key="journey", title={"en": "Journey"})


def keys(kind, forum):
    return [part.key for part in service.standing(kind, forum)]


def question(forum, key):
    return next(part for part in service.standing(QuestionPart, forum) if part.key == key)


def token(page):
    return {"csrf_token": forms_of(page)[0].values["csrf_token"]}


@pytest.mark.parametrize(
    ("role", "expected"),
    [(TeamRole.OWNER, 200), (TeamRole.REGISTRAR, 200), (TeamRole.CHECK_IN, 403), (TeamRole.PROGRAMME_EDITOR, 403)],
)
@pytest.mark.parametrize("page", ["", "preview/", "questions/new/", "categories/delegate/", "consents/list/"])
def test_the_form_is_for_owners_and_registrars(client, session, forum, role, expected, page):
    sign_in_as(client, session, forum, role)

    assert client.get(f"/forums/{forum.slug}/manage/registration-form/{page}").status_code == expected


def test_a_registrar_of_another_forum_knows_nothing_of_it(client, session, forum):
    sign_in_as(client, session, factories.Forum(), TeamRole.REGISTRAR)

    assert client.get(f"/forums/{forum.slug}/manage/registration-form/").status_code == 404


def test_organizers_build_a_question_with_options_and_places(browser, desk, forum):
    browser.fill(f"{desk}sections/new/", {"title-en": "Your journey"})
    response = browser.fill(
        f"{desk}questions/new/",
        {
            "label-en": "Which excursion?",
            "label-ru": "Какая экскурсия?",
            "kind": "several",
            "section": "your-journey",
            "categories": ["speaker"],
            "condition": "onsite",
            "is_required": "y",
            "options-0-label-en": "Museum",
            "options-0-label-ru": "Музей",
            "options-0-places": "20",
            "options-2-label-en": "Walk",
        },
    )

    assert (response.status_code, response.location) == (303, f"{desk}#questions")
    found = question(forum, "which-excursion")
    assert [(each.key, each.label, each.places, each.is_offered) for each in found.options] == [
        ("museum", {"ru": "Музей", "en": "Museum"}, 20, True),
        ("walk", {"en": "Walk"}, None, True),
    ]
    assert (found.section, found.categories, found.condition, found.is_required) == (
        "your-journey",
        ("speaker",),
        "onsite",
        True,
    )


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"label-en": ""}, "Fill this in, in one language at least."),
        ({"kind": "choice"}, "Give at least one option that can be chosen."),
        (
            {"kind": "choice", "options-0-label-en": "A", "options-0-places": "many"},
            "Give the places as a whole number from 0 on, or leave them empty.",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_and_what_was_typed_kept(browser, desk, forum, values, sentence):
    typed = {"label-en": "Which excursion?", "hint-en": "Two at most", **values}

    response = browser.fill(f"{desk}questions/new/", typed)

    assert response.status_code == 422
    assert sentence in response.text
    assert forms_of(response)[-1].values["hint-en"] == "Two at most"
    assert keys(QuestionPart, forum) == []


def test_more_options_are_asked_for_without_storing_anything(browser, desk, forum):
    response = browser.fill(f"{desk}questions/new/", {"label-en": "Which?", "options-more": "1"})

    assert response.status_code == 200
    assert response.text.count('class="option-row"') == 8
    assert keys(QuestionPart, forum) == []


def test_a_question_cannot_depend_on_itself_by_way_of_another(browser, desk, forum, ask):
    ask("hotel", CHOICE, options=YES_NO)
    ask("meal", CHOICE, options=YES_NO, condition="hotel:yes")

    response = browser.fill(f"{desk}questions/hotel/", {"condition": "meal:yes"})

    assert response.status_code == 422
    assert "The question would depend on itself. Choose another condition." in response.text


def test_what_is_asked_with_the_registration_cannot_depend_on_what_is_asked_later(browser, desk, forum, ask):
    ask("hotel", CHOICE, options=YES_NO)
    ask("nights", condition="hotel:yes")

    needed = browser.fill(f"{desk}questions/hotel/", {"stage": "details"})
    browser.fill(f"{desk}questions/nights/", {"stage": "details"})
    moved = browser.fill(f"{desk}questions/hotel/", {"stage": "details"})
    dependent = browser.fill(f"{desk}questions/nights/", {"stage": "apply"})

    assert (needed.status_code, moved.status_code, dependent.status_code) == (422, 303, 422)
    assert "Another question depends on this one and is asked with the registration." in needed.text
    assert "The question on which this one depends is asked later." in dependent.text
    assert [question(forum, key).stage.value for key in ("hotel", "nights")] == ["details", "details"]


def test_a_question_does_not_come_back_without_the_one_on_which_it_depends(browser, client, desk, forum, ask, register):
    ask("hotel", CHOICE, options=YES_NO)
    ask("nights", condition="hotel:yes")
    register(q_hotel="yes", q_nights="2")
    form = token(browser.get(desk))
    client.post(f"{desk}questions/nights/remove", data=form)
    client.post(f"{desk}questions/hotel/remove", data=form)

    client.post(f"{desk}questions/nights/bring-back", data=form)

    assert "The question on which this one depends is not asked any more." in browser.get(desk).text
    assert keys(QuestionPart, forum) == []


@pytest.mark.parametrize("plural", ["categories", "sections", "questions"])
def test_what_nobody_used_is_deleted_and_comes_back_by_the_notice(browser, client, desk, forum, ask, session, plural):
    service.add(forum, SectionPart(key="journey", title={"en": "Journey"}), now=NOW)
    ask("topic")
    kind, key = {
        "categories": (CategoryPart, "press"),
        "sections": (SectionPart, "journey"),
        "questions": (QuestionPart, "topic"),
    }[plural]
    before = keys(kind, forum)

    client.post(f"{desk}{plural}/{key}/remove", data=token(browser.get(desk)))
    after = keys(kind, forum)
    page = browser.get(desk)

    assert "is deleted." in page.text
    browser.send(page, desk, form=f"{plural}/{key}/bring-back")
    assert (set(before) - set(after), keys(kind, forum)) == ({key}, before)


def test_a_question_with_answers_is_retired_and_can_be_brought_back(browser, client, desk, forum, ask, register):
    ask("topic")
    register(q_topic="Maps")

    client.post(f"{desk}questions/topic/remove", data=token(browser.get(desk)))

    page = browser.get(desk)
    assert "is retired: nobody is asked any more" in page.text
    assert keys(QuestionPart, forum) == []
    browser.send(page, desk, form="questions/topic/bring-back")
    assert keys(QuestionPart, forum) == ["topic"]


def test_a_category_with_registrations_is_retired(browser, client, desk, forum, register):
    register(category="guest")

    client.post(f"{desk}categories/guest/remove", data=token(browser.get(desk)))

    assert "is retired: nobody can choose it any more" in browser.get(desk).text
    assert service.entry_of(CategoryPart, forum, "guest").is_retired


@pytest.mark.parametrize(
    ("plural", "key", "sentence"),
    [
        ("sections", "journey", "Questions stand in this section. Move them elsewhere first."),
        ("questions", "hotel", "is asked only with an answer to it. Change that first."),
    ],
)
def test_what_others_need_stays(browser, client, desk, forum, ask, plural, key, sentence):
    service.add(forum, SectionPart(key="journey", title={"en": "Journey"}), now=NOW)
    ask("hotel", CHOICE, options=YES_NO, section="journey")
    ask("nights", condition="hotel:yes")

    client.post(f"{desk}{plural}/{key}/remove", data=token(browser.get(desk)))

    assert sentence in browser.get(desk).text
    assert keys(QuestionPart, forum) == ["hotel", "nights"]


def test_the_last_category_stays(browser, client, desk, forum):
    every = keys(CategoryPart, forum)

    for key in every:
        client.post(f"{desk}categories/{key}/remove", data=token(browser.get(desk)))

    assert keys(CategoryPart, forum) == [every[-1]]


def test_one_category_stays_that_the_public_can_choose(browser, client, desk, forum):
    first, *others = keys(CategoryPart, forum)
    for key in others:
        browser.fill(f"{desk}categories/{key}/", {"is_offered": None})

    refused = browser.fill(f"{desk}categories/{first}/", {"is_offered": None})
    client.post(f"{desk}categories/{first}/remove", data=token(browser.get(desk)))

    assert refused.status_code == 422
    assert "People must be able to choose one category at least." in refused.text
    assert "People must be able to choose one category at least." in browser.get(desk).text
    assert keys(CategoryPart, forum)[0] == first


def test_an_option_with_a_label_in_a_language_of_former_days_can_be_taken_out(browser, desk, forum, ask):
    old = OptionPart(key="old", label={"en": "Old", "tg": "Куҳна"})
    ask("trip", CHOICE, options=(*TRIPS, old))

    response = browser.fill(f"{desk}questions/trip/", {"options-2-label-en": "", "options-2-label-ru": ""})

    assert response.status_code == 303
    assert [each.key for each in question(forum, "trip").options] == ["museum", "walk"]


def test_an_option_that_somebody_chose_is_not_taken_out_but_offered_no_longer(browser, desk, forum, ask, register):
    ask("trip", CHOICE, options=TRIPS)
    register(q_trip="museum")
    address = f"{desk}questions/trip/"

    refused = browser.fill(address, {"options-0-label-en": "", "options-0-label-ru": ""})
    assert refused.status_code == 422
    assert "Somebody chose an option that you take out." in refused.text
    assert browser.fill(address, {"options-0-offered": None}).status_code == 303

    assert [(each.key, each.is_offered) for each in question(forum, "trip").options] == [
        ("museum", False),
        ("walk", True),
    ]
    assert register(email="late@example.org", q_trip="museum").status_code == 422


def test_the_kind_stays_once_there_are_answers(browser, desk, forum, ask, register):
    ask("topic")
    register(q_topic="Maps")

    response = browser.fill(f"{desk}questions/topic/", {"kind": "number"})

    assert response.status_code == 422
    assert "There are answers already, so the kind stays." in response.text


def test_things_change_places_with_their_neighbors(browser, client, desk, forum, ask):
    for key in ("one", "two", "three"):
        ask(key)
    form = token(browser.get(desk))

    client.post(f"{desk}questions/three/earlier", data=form)
    client.post(f"{desk}categories/delegate/later", data=form)

    assert keys(QuestionPart, forum) == ["one", "three", "two"]
    assert keys(CategoryPart, forum)[:2] == ["head", "delegate"]


def test_two_organizers_at_once_are_merged_or_asked(app, client, session, forum, ask):
    ask("topic")
    address = f"/forums/{forum.slug}/manage/registration-form/questions/topic/"
    browsers = []
    for each in (client, app.test_client()):
        sign_in_as(each, session, forum, TeamRole.REGISTRAR)
        browsers.append(Browser(each))
    we, they = browsers
    page, contested = we.get(address), we.get(address)
    they.fill(address, {"hint-en": "Their hint", "is_required": "y"})

    assert we.send(page, address, {"label-en": "Our words"}).status_code == 303
    overtaken = we.send(contested, address, {"hint-en": "Our hint"})

    assert overtaken.status_code == 409
    assert ("Their hint" in overtaken.text, "Our hint" in overtaken.text) == (True, True)
    found = question(forum, "topic")
    assert (found.label["en"], found.hint, found.is_required) == ("Our words", {"en": "Their hint"}, True)
    we.send(overtaken, address, form="piece-form")
    assert question(forum, "topic").hint == {"en": "Our hint"}


def test_what_was_typed_on_a_question_that_somebody_else_deleted_is_not_lost(browser, desk, forum, ask, session):
    ask("topic")
    page = browser.get(f"{desk}questions/topic/")
    service.remove(forum, QuestionPart, "topic", now=NOW)
    session.commit()

    lost = browser.send(page, f"{desk}questions/topic/", {"label-en": "Typed"})
    assert lost.status_code == 409
    assert browser.send(lost, f"{desk}questions/new/").status_code == 303

    assert question(forum, "topic").label["en"] == "Typed"


def test_the_preview_shows_a_category_and_a_language_and_stores_nothing(browser, desk, ask, queries):
    ask("talk", categories=("speaker",))
    ask("visa", condition="onsite")
    ask("link", condition="online")
    queries.clear()

    page = browser.get(f"{desk}preview/", query_string={"category": "speaker", "attendance": "onsite", "speaks": "ru"})

    assert re.findall(r"Вопрос (\w+)", page.text) == ["talk", "visa"]
    assert "Даю согласие" in page.text
    assert [query for query in queries if query.startswith(("INSERT", "UPDATE"))] == []


def test_every_deed_is_told_in_the_history(browser, client, desk, forum, session, ask):
    sign_in_as(client, session, forum, TeamRole.OWNER)
    browser.fill(f"{desk}sections/new/", {"title-en": "Journey"})
    ask("hotel", CHOICE, options=TRIPS, condition="onsite", categories=("speaker",))
    browser.fill(f"{desk}questions/hotel/", {"section": "journey", "options-0-places": "7"})
    browser.fill(f"{desk}categories/press/", {"capacity_onsite": "5"})

    text = re.sub(r"<[^>]+>", "", client.get(f"/forums/{forum.slug}/manage/audit/?lang=en").text)

    actions = [entry.action for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]
    assert actions == ["section:add", "question:add", "question:revise", "category:revise"]
    for words in ("Places: On site: 5", "Section: Journey", "Asked of: Speaker", "Asked only: On site", "Museum: 7"):
        assert words in text


@pytest.mark.parametrize("count", [1, 5])
def test_the_desk_page_asks_the_same_number_of_questions_of_the_database(
    count, browser, desk, ask, queries, own_queries
):
    for number in range(count):
        ask(f"trip-{number}", CHOICE, options=TRIPS)
    queries.clear()

    browser.get(desk)

    assert len(queries) == 14


@pytest.mark.parametrize(
    ("page", "values", "store"),
    [
        ("sections/new/", {"title-en": "Journey"}, lambda forum: service.add(forum, JOURNEY, now=NOW)),
        (
            "consents/new/",
            {"title-en": "Journey", "text-en": "I agree."},
            lambda forum: service.add_consent(
                forum, ConsentPart(key="journey", title={"en": "Journey"}, text={"en": "I agree."}), now=NOW
            ),
        ),
    ],
)
def test_who_waits_for_another_ones_addition_gets_a_key_that_is_still_free(
    browser, desk, forum, session, monkeypatch, page, values, store
):
    lock, waited = lists.lock_forum, []

    def lock_after_another(forum):
        locked = lock(forum)
        if not waited:
            waited.append(True)
            store(locked)
        return locked

    monkeypatch.setattr(lists, "lock_forum", lock_after_another)
    monkeypatch.setattr(consents, "lock_forum", lock_after_another)

    response = browser.fill(f"/forums/{forum.slug}/manage/registration-form/{page}", values)

    assert response.status_code == 303
