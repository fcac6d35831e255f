"""Consents: versions of their texts, asking for them or not, giving and taking them back one by one."""

import pytest
from sqlalchemy import select

from forumapp.audit import AuditEntry
from forumapp.questions import service
from forumapp.questions.words import stock_consents
from forumapp.registration.models import Consent
from forumapp.registration.rules.tokens import fingerprint
from tests.browsing import forms_of
from tests.web.registration.conftest import NOW, own_page, registrations


def stored(session):
    rows = session.scalars(select(Consent).order_by(Consent.id).execution_options(populate_existing=True))
    return [(each.purpose, each.version, each.language, each.withdrawn_at is None) for each in rows]


def give(browser, page, purpose):
    return browser.fill(page, form=f"/consents/{purpose}")


def form_of(page):
    return next(form for form in forms_of(page) if "submission_key" in form.values)


@pytest.fixture
def address(forum):
    return f"/forums/{forum.slug}/register/"


@pytest.fixture
def all_on(session, forum):
    """Ask for every purpose."""
    for consent in service.consents_of(forum):
        service.ask_for(forum, consent.key, is_on=True, now=NOW)
    session.commit()


def test_the_application_brings_texts_along_and_asks_for_two_purposes(browser, address):
    page = browser.get(address, query_string={"lang": "en"}).text

    assert page.count('name="consent_') == 2
    for consent in stock_consents()[:2]:
        assert consent.text["en"] in page


def test_no_consent_is_ticked_beforehand_and_one_only_is_needed(browser, address, all_on, register, session):
    page = browser.get(address)
    ticked = [name for name in form_of(page).values if name.startswith("consent_")]
    assert (page.text.count('name="consent_'), ticked) == (6, [])

    assert register(consent_data=None).status_code == 422
    assert register(consent_photo="y").status_code == 303

    assert stored(session) == [("data", 1, "en", True), ("photo", 1, "en", True)]


def test_a_changed_text_is_a_new_version_and_the_old_one_stays_with_its_consents(
    browser, desk, forum, register, session
):
    register()
    browser.fill(f"{desk}consents/data/", {"text-en": "I agree to the second text.", "text-ru": "Согласие второе."})
    register(email="second@example.org")

    assert [row[:2] for row in stored(session)] == [("data", 1), ("data", 2)]
    rows = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert rows[1].text_hash == fingerprint("I agree to the second text.")
    page = browser.get(f"{desk}consents/data/").text
    assert page.index("Version 2") < page.index("Version 1")
    assert page.count("One person’s consent to it holds.") == 2
    assert stock_consents()[0].text["ru"] in page


def test_saving_a_text_unchanged_makes_no_version(browser, desk, forum):
    browser.fill(f"{desk}consents/list/")

    assert [each.version for each in service.wordings_of(forum, "list")] == [1]


def test_the_language_of_the_words_that_were_read_is_taken_down(browser, desk, register, session):
    browser.fill(f"{desk}consents/data/", {"text-en": "", "text-ru": "Даю согласие."})

    register()

    assert stored(session) == [("data", 2, "ru", True)]


def test_organizers_add_a_purpose_of_their_own(browser, desk, forum, register, session):
    values = {"title-en": "Visa support", "text-en": "I agree that the host gets my passport number."}
    assert browser.fill(f"{desk}consents/new/", values).status_code == 303

    register(**{"consent_visa-support": "y"})

    assert stored(session) == [("data", 1, "en", True), ("visa-support", 1, "en", True)]


def test_a_purpose_is_asked_for_or_not_but_data_always(browser, desk, forum, address):
    page = browser.get(desk)
    browser.send(page, desk, form="consents/list/switch")
    browser.client.post(
        f"{desk}consents/data/switch", data={"csrf_token": forms_of(page)[0].values["csrf_token"], "is_on": ""}
    )

    assert "Nobody can be registered without this consent." in browser.get(desk).text
    assert [name for name in ("consent_data", "consent_list") if name in browser.get(address).text] == ["consent_data"]


def test_each_consent_is_taken_back_by_one_button_that_says_what_follows(browser, all_on, register, session):
    register(consent_photo="y", language="en")
    page = own_page(session)
    shown = browser.get(page).text
    assert "If you take it back, new pictures of you are no longer published." in shown
    assert "Without it you cannot take part: withdraw your registration below, and it ends with it." in shown

    give(browser, page, "photo")
    give(browser, page, "newsletter")

    assert [row for row in stored(session) if row[0] != "data"] == [
        ("photo", 1, "en", False),
        ("newsletter", 1, "en", True),
    ]
    deeds = session.scalars(
        select(AuditEntry).where(AuditEntry.action.like("registration:%agree")).order_by(AuditEntry.id)
    )
    assert [(each.before or each.after) for each in deeds] == [{"purpose": "photo"}, {"purpose": "newsletter"}]


def test_the_consent_without_which_nobody_takes_part_ends_with_the_registration_only(
    browser, client, register, session
):
    register()
    page = own_page(session)
    token = forms_of(browser.get(page))[-1].values["csrf_token"]

    client.post(f"{page}consents/data", data={"csrf_token": token, "given": ""})
    assert stored(session) == [("data", 1, "en", True)]
    browser.fill(page, form="/withdraw")

    assert stored(session) == [("data", 1, "en", False)]


def test_answers_about_special_needs_are_kept_with_a_consent_and_deleted_with_it(
    ask, all_on, browser, register, session, answers
):
    ask("diet", is_special=True)
    ask("topic")
    refused = register(q_diet="no fish", q_topic="Maps")
    assert refused.status_code == 422
    assert "Tick this too, or leave the questions about special needs open." in refused.text

    register(q_diet="no fish", q_topic="Maps", consent_special="y")
    assert answers() == {"diet": "no fish", "topic": "Maps"}
    give(browser, own_page(session), "special")

    assert answers() == {"topic": "Maps"}
    assert len(registrations(session)) == 1


def test_answers_about_special_needs_end_with_the_registration(ask, all_on, browser, register, session, answers):
    ask("diet", is_special=True)
    ask("topic")
    register(q_diet="no fish", q_topic="Maps", consent_special="y")

    browser.fill(own_page(session), form="/withdraw")

    assert answers() == {"topic": "Maps"}


def test_coming_back_after_a_withdrawal_asks_for_the_newest_text(browser, desk, register, session):
    register()
    page = own_page(session)
    browser.fill(page, form="/withdraw")
    browser.fill(f"{desk}consents/data/", {"text-en": "The second text.", "text-ru": "Второй текст."})

    assert browser.fill(page, form="/again").status_code == 422
    assert browser.fill(page, {"consent_data": "y"}, form="/again").status_code == 303

    assert [row[1] for row in stored(session)] == [1, 2]
