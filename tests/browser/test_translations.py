"""Translations in a real browser: a text is saved when its field is left, and never lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from forumapp import clock
from forumapp.accounts.queries import account_by_email
from forumapp.db import transaction
from forumapp.exchange.document import Document
from forumapp.forums import queries as forums
from forumapp.programme import service
from tests.browser.live import EDITOR, ORGANIZER, Live
from tests.browser.test_accessibility import violations
from tests.browser.visitors import Look, Visitor
from tests.parts import forum, room, session
from tests.web.translating.sheets import filled_in

pytestmark = pytest.mark.browser

Come = Callable[..., Visitor]
DESK = "/forums/translating/manage/programme/translations/"
PAGE = f"{DESK}?source=ru&target=en"


@pytest.fixture(autouse=True)
def small_forum(live: Live) -> None:
    """Have a forum of a session and a room without English, as if nobody had touched it."""
    document = Document(
        forum=forum(slug="translating"),
        rooms=(room("hall", title={"ru": "Зал"}),),
        sessions=(session("opening", title={"ru": "Открытие"}),),
    )
    with live.app.app_context(), transaction():
        for each in (account_by_email(ORGANIZER), account_by_email(EDITOR)):
            standing = forums.forum_by_slug("translating")
            service.apply_document(document, forum=standing, owner=each, now=clock.now())


def row(page: Page, source: str) -> Locator:
    return page.locator("tr.text-row").filter(has_text=source)


def field(page: Page, source: str) -> Locator:
    return row(page, source).locator("textarea")


def state(page: Page, source: str) -> Locator:
    return row(page, source).locator("[data-said]")


def test_a_text_is_saved_when_its_field_is_left(come: Come) -> None:
    page = come(Look(), account=ORGANIZER).page
    page.goto(PAGE)

    field(page, "Зал").fill("Great Hall")
    expect(state(page, "Зал")).to_have_text("Not saved yet")
    field(page, "Открытие").focus()

    expect(state(page, "Зал")).to_have_text("Saved. Not reviewed")
    row(page, "Зал").get_by_role("button", name="Reviewed").click()
    expect(state(page, "Зал")).to_have_text("Saved. Reviewed")
    page.reload()
    expect(field(page, "Зал")).to_have_value("Great Hall")
    expect(state(page, "Зал")).to_have_text("Reviewed")


def test_the_keyboard_is_enough(come: Come) -> None:
    page = come(Look(), account=ORGANIZER).page
    page.goto(PAGE)

    field(page, "Зал").focus()
    page.keyboard.type("Hall")
    page.keyboard.press("Control+Enter")

    expect(state(page, "Зал")).to_have_text("Saved. Not reviewed")
    expect(field(page, "Зал")).to_be_focused()


def test_two_editors_of_one_text_lose_nothing(come: Come) -> None:
    mine, theirs = come(Look(), account=ORGANIZER).page, come(Look(), account=EDITOR).page
    mine.goto(PAGE)
    theirs.goto(PAGE)
    field(theirs, "Открытие").fill("The beginning")
    field(theirs, "Открытие").blur()
    expect(state(theirs, "Открытие")).to_have_text("Saved. Not reviewed")

    field(mine, "Открытие").fill("Opening")
    field(mine, "Открытие").blur()

    expect(state(mine, "Открытие")).to_have_text("Not saved yet")
    expect(row(mine, "Открытие").locator("[data-refused]")).to_contain_text("The beginning")
    expect(field(mine, "Открытие")).to_have_value("Opening")
    assert violations(mine) == []
    row(mine, "Открытие").get_by_role("button", name="Save").click()
    expect(state(mine, "Открытие")).to_have_text("Saved. Not reviewed")
    theirs.reload()
    expect(field(theirs, "Открытие")).to_have_value("Opening")


def test_a_lost_connection_loses_no_text(come: Come) -> None:
    page = come(Look(), account=ORGANIZER).page
    page.goto(PAGE)
    page.route("**/translations/**", lambda route: route.abort())

    field(page, "Зал").fill("Hall")
    field(page, "Зал").blur()

    expect(state(page, "Зал")).to_contain_text("Not saved: the server cannot be reached.")
    expect(field(page, "Зал")).to_have_value("Hall")
    page.unroute("**/translations/**")
    field(page, "Зал").focus()
    field(page, "Зал").blur()
    expect(state(page, "Зал")).to_have_text("Saved. Not reviewed")


def test_rows_are_saved_where_no_script_runs(come: Come) -> None:
    page = come(Look(scripts=False), account=ORGANIZER).page
    page.goto(PAGE)

    field(page, "Зал").fill("Hall")
    row(page, "Зал").get_by_role("button", name="Save").click()

    expect(field(page, "Зал")).to_have_value("Hall")
    expect(state(page, "Зал")).to_have_text("Not reviewed")


@pytest.mark.parametrize("look", [Look(language="ru", width=360), Look(scheme="dark")], ids=str)
def test_the_check_of_a_file_is_for_everybody(come: Come, look: Look) -> None:
    page = come(look, account=ORGANIZER).page
    saved = page.request.get(f"{DESK}translations.xlsx?source=ru&target=en").body()
    filled = filled_in(saved, {"I3": "Opening", "I4": "Hall", "D4": "gone", "K3": "?"})
    page.goto(PAGE)
    field(page, "Открытие").fill("Start")
    field(page, "Открытие").blur()
    expect(state(page, "Открытие")).to_contain_text(".")
    page.goto(f"{DESK}file/")

    page.locator("input[type=file]").set_input_files(
        {"name": "forum.xlsx", "mimeType": "application/octet-stream", "buffer": filled}
    )
    page.locator("form[enctype] button[type=submit]").click()

    expect(page.locator("#conflicts-title .count")).to_have_text("1")
    expect(page.locator("#refused-title .count")).to_have_text("1")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
