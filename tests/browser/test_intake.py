"""The agenda of 2021, pasted as the table that a word processor puts on the clipboard, becomes a programme."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from forumapp import clock
from forumapp.accounts.queries import account_by_email
from forumapp.db import transaction
from forumapp.exchange import forumfile
from forumapp.exchange.document import Document
from forumapp.forums.queries import forum_by_slug
from forumapp.programme import service
from tests import agenda
from tests.browser.live import COMING, ORGANIZER, PAST, Live
from tests.browser.test_accessibility import violations
from tests.browser.visitors import DESK, PHONE, Look, Visitor

pytestmark = pytest.mark.browser

TABLE = """Время\tМероприятие\tМесто
День 1
10.00–10.40\tОткрытие. Модератор: Соколова М., главный библиограф Национальной библиотеки\tБольшой зал
10.40–12.00\tПленарное заседание\tБольшой зал
30 декабря
10.00\tЗакрытие\t
"""
COPY = """async ([html, text]) => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], {type: "text/html"}), "text/plain": new Blob([text], {type: "text/plain"})})])"""


def empty_forum(live: Live, slug: str) -> None:
    """Make a forum on the days of 2021, without anything in its programme."""
    with live.app.app_context(), transaction():
        past = forum_by_slug(PAST)
        assert past is not None
        part = replace(service.document_of(past).forum, slug=slug, organizers=None)
        service.apply_document(Document(forum=part), forum=None, owner=account_by_email(ORGANIZER), now=clock.now())


def facts(document: Document) -> list[tuple[Any, ...]]:
    """Return what the agenda says of each session: title, kind, times, room, people in their roles, reports."""
    names = {person.key: person.family_name["ru"] for person in document.people}
    rooms = {room.key: room.title["ru"].replace("\u00a0", " ") for room in document.rooms}
    return sorted(
        (
            session.title["ru"],
            session.starts_at,
            session.ends_at,
            rooms.get(session.room or ""),
            [(names[part.person], part.role) for part in session.people],
            [
                (report.title["ru"], report.minutes, [names[key] for key in report.people])
                for report in session.reports or ()
            ],
        )
        for session in document.sessions
    )


def test_the_agenda_of_2021_is_built_from_a_pasted_table(live: Live, come: Callable[..., Visitor]) -> None:
    empty_forum(live, "agenda-2021")
    forum = agenda.agenda()
    visitor = come(Look("ru"), account=ORGANIZER)
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open("/forums/agenda-2021/manage/programme/")
    visitor.follow("Bring in a table", within="main")

    page.evaluate(COPY, [agenda.as_table(forum), "Время\tМероприятие"])
    page.locator("#text").focus()
    page.keyboard.press("ControlOrMeta+V")
    expect(page.locator("[data-paste-state]")).to_contain_text("25")
    expect(page.locator("[data-paste-preview] tr")).to_have_count(25)
    assert violations(page) == []
    visitor.press("See what was understood")
    expect(page.locator(".understood > li")).to_have_count(22)
    page.locator(".intake-check button.primary").click()

    expect(page.locator("h1")).to_contain_text("22")
    with live.app.app_context():
        made, past = forum_by_slug("agenda-2021"), forumfile.read(agenda.octets())
        assert made is not None
        assert facts(service.document_of(made)) == facts(past)
    assert visitor.troubles == []


@pytest.mark.parametrize("look", [PHONE, DESK], ids=str)
def test_the_check_screen_is_for_everybody(look: Look, come: Callable[..., Visitor]) -> None:
    visitor = come(look, account=ORGANIZER)
    page = visitor.page
    visitor.open(f"/forums/{COMING}/manage/programme/intake/")

    page.locator("#text").fill(TABLE)
    visitor.press("See what was understood")
    page.locator(".intake-check button.primary").click()

    expect(page.locator(".errors")).to_be_focused()
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def test_a_table_is_brought_in_without_scripts(live: Live, come: Callable[..., Visitor]) -> None:
    empty_forum(live, "agenda-plain")
    visitor = come(Look("en", scripts=False), account=ORGANIZER)
    visitor.open("/forums/agenda-plain/manage/programme/intake/")

    visitor.page.locator("#text").fill("11 March\n10.00–11.00\tOpening\tMain hall\n11.00–11.30\tCoffee break\t")
    visitor.press("See what was understood")
    visitor.page.locator(".intake-check button.primary").click()

    visitor.sees("%(num)d session was added.", "%(num)d sessions were added.", num=2)
