"""From a pasted table to the public page: an organizer finds a clash in the checks, mends it by keyboard and publishes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.deeds import publish
from tests.browser.live import ORGANIZER, Live
from tests.browser.test_intake import empty_forum
from tests.browser.visitors import Look, Visitor

pytestmark = pytest.mark.browser

TABLES = {
    "ru": (
        (
            "11 марта\n10.00–11.00\tОткрытие форума\tБольшой зал\n"
            "11.00–12.30\tПленарное заседание «Общая память»\tБольшой зал\n"
            "12.00–13.00\tКруглый стол «Детское чтение»\tБольшой зал"
        ),
        "Пленарное заседание «Общая память»",
        "Круглый стол «Детское чтение»",
        {
            "Большой зал: там же «Пленарное заседание „Общая память“», 11:00–12:30",
            "Большой зал: там же «Круглый стол „Детское чтение“», 12:00–13:00",
        },
    ),
    "en": (
        (
            "11 March\n10.00–11.00\tOpening of the forum\tMain hall\n"
            "11.00–12.30\tPlenary session on shared memory\tMain hall\n"
            "12.00–13.00\tRound table on reading\tMain hall"
        ),
        "Plenary session on shared memory",
        "Round table on reading",
        {
            "Main hall is also used by “Plenary session on shared memory”, 11:00–12:30",
            "Main hall is also used by “Round table on reading”, 12:00–13:00",
        },
    ),
}
"""By language: what is pasted, who is in the room already, who comes too early, and how the checks say it of one or the other."""


@pytest.mark.parametrize("language", TABLES)
def test_a_pasted_programme_is_checked_mended_and_published(
    language: str, live: Live, come: Callable[..., Visitor]
) -> None:
    pasted, first, second, clashes = TABLES[language]
    slug = f"journey-{language}"
    empty_forum(live, slug)
    visitor = come(Look(language), account=ORGANIZER)
    page = visitor.page

    visitor.open(f"/forums/{slug}/manage/programme/")
    visitor.follow("Bring in a table", within="main")
    page.locator("#text").fill(pasted)
    visitor.press("See what was understood")
    page.locator(".intake-check button.primary").click()
    visitor.sees("%(num)d session was added.", "%(num)d sessions were added.", num=3)

    visitor.follow("Checks", within=".sections")
    expect(page.locator(".clash")).to_have_count(1)
    assert page.locator(".clash").inner_text() in clashes
    visitor.follow("Programme", within=".sections")
    visitor.follow("Timetable", within="main")
    slot = page.locator(f'.slot[data-title="{second}"]')
    expect(slot.locator(".clash")).to_have_count(1)
    slot.locator("[data-grip]").focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    expect(slot).to_have_attribute("data-starts", "2021-03-11T12:30")
    expect(page.locator(".slot .clash")).to_have_count(0)

    publish(visitor, "")
    assert visitor.troubles == []

    reader = come(Look(language, width=360))
    reader.open(f"/forums/{slug}/programme/")
    for title, begins in ((first, "11:00"), (second, "12:30")):
        expect(reader.page.locator("article, li", has_text=title).last).to_contain_text(begins)
    assert reader.troubles == []
