"""The timetable in a real browser: mouse, keyboard, touch, two organizers at once, and a lost connection."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from forumapp import clock
from forumapp.accounts.queries import account_by_email
from forumapp.db import transaction
from forumapp.exchange.document import Document, Kind
from forumapp.forums import queries as forums
from forumapp.programme import service
from forumapp.schedule import service as schedule
from tests.browser.live import EDITOR, ORGANIZER, Live
from tests.browser.visitors import Look, Visitor
from tests.parts import at, forum, room, session

pytestmark = pytest.mark.browser

Come = Callable[..., Visitor]
PAGE = "/forums/timetable/manage/programme/timetable/"


@pytest.fixture(autouse=True)
def small_forum(live: Live) -> None:
    """Have a forum of two rooms with three sessions, all of it published, as if nobody had touched it."""
    document = Document(
        forum=forum(slug="timetable"),
        rooms=(room("hall"), room("library")),
        sessions=(
            session("opening", room="hall"),
            session("panel", room="library", starts_at=at("2027-04-12T12:00"), ends_at=at("2027-04-12T13:00")),
            session("waiting", starts_at=None, ends_at=None),
            session("lunch", kind=Kind.BREAK, starts_at=at("2027-04-12T11:00"), ends_at=at("2027-04-12T12:00")),
        ),
    )
    with live.app.app_context(), transaction():
        owner, editor = account_by_email(ORGANIZER), account_by_email(EDITOR)
        for each in (owner, editor):
            standing = forums.forum_by_slug("timetable")
            made = service.apply_document(document, forum=standing, owner=each, now=clock.now()).forum
        schedule.publish(made, overruling="A test.", by=ORGANIZER, now=clock.now())


def slot(page: Page, key: str) -> Locator:
    return page.locator(f'[data-slot="{key}"]')


def place(page: Page, key: str) -> tuple[str | None, str | None, str | None]:
    """Return start, length and room of a session as the board shows it."""
    found = slot(page, key)
    return tuple(found.get_attribute(name) for name in ("data-starts", "data-minutes", "data-room"))  # type: ignore[return-value]


def stands(page: Page, key: str, starts: str | None, minutes: int, room: str) -> None:
    """Wait until the board shows a session there and the server has answered."""
    found = slot(page, key)
    expect(page.locator("[data-board][aria-busy]")).to_have_count(0)
    if starts is None:
        expect(found).not_to_have_attribute("data-starts", "")
        expect(page.locator("[data-pool]").locator(found)).to_have_count(1)
    else:
        expect(found).to_have_attribute("data-starts", f"2027-04-12T{starts}" if "T" not in starts else starts)
    expect(found).to_have_attribute("data-minutes", str(minutes))
    expect(found).to_have_attribute("data-room", room)


def hour_height(page: Page) -> float:
    box = page.locator(".board-hour").first.bounding_box()
    assert box is not None
    return box["height"]


def drag(page: Page, source: Locator, x: float, y: float) -> None:
    """Drag from a handle by so many pixels."""
    box = source.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 5 + x / 2, box["y"] + 5 + y / 2, steps=4)
    page.mouse.move(box["x"] + 5 + x, box["y"] + 5 + y, steps=4)
    page.mouse.up()


def room_width(page: Page) -> float:
    box = page.locator('.board-room[data-room="hall"]').bounding_box()
    assert box is not None
    return box["width"]


def test_sessions_are_moved_resized_taken_out_and_brought_in_by_mouse(come: Come) -> None:
    visitor = come(account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)

    drag(page, slot(page, "opening"), room_width(page), 2 * hour_height(page))
    stands(page, "opening", "12:00", 60, "library")
    drag(page, slot(page, "opening").locator("[data-resize]"), 0, hour_height(page) / 2)
    stands(page, "opening", "12:00", 90, "library")

    pool = page.locator("[data-pool] h2").bounding_box()
    start = slot(page, "panel").bounding_box()
    assert pool is not None
    assert start is not None
    drag(page, slot(page, "panel"), pool["x"] - start["x"] + 20, pool["y"] - start["y"] + 10)
    expect(page.locator('[data-pool] [data-slot="panel"]')).to_have_count(1)

    start = slot(page, "waiting").bounding_box()
    hall = page.locator('.board-room[data-room="hall"]').bounding_box()
    assert start is not None
    assert hall is not None
    drag(page, slot(page, "waiting"), hall["x"] - start["x"] + 30, hall["y"] + hall["height"] - start["y"] + 1)
    stands(page, "waiting", page.locator("[data-board]").get_attribute("data-begin") or "", 45, "hall")
    assert visitor.troubles == []


def test_a_session_goes_to_another_day_by_its_link(come: Come) -> None:
    visitor = come(account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)
    day = page.locator("[data-drop-day]").nth(1).bounding_box()
    start = slot(page, "opening").bounding_box()
    assert day is not None
    assert start is not None

    drag(page, slot(page, "opening"), day["x"] - start["x"] + 10, day["y"] - start["y"] + 10)
    expect(slot(page, "opening")).to_have_count(0)

    page.locator("[data-drop-day]").nth(1).click()
    stands(page, "opening", "2027-04-13T10:00", 60, "hall")


def test_a_break_of_all_rooms_stays_one_wherever_it_is_taken_hold_of(come: Come) -> None:
    visitor = come(account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)

    drag(page, slot(page, "lunch"), room_width(page), hour_height(page) / 2)

    stands(page, "lunch", "11:30", 60, "")
    expect(slot(page, "lunch")).to_have_attribute("data-across", "")


def test_everything_can_be_done_by_keyboard_and_is_said(come: Come) -> None:
    visitor = come(account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)
    live_words = page.locator("[data-live]")

    slot(page, "opening").locator("[data-grip]").focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowDown"):
        page.keyboard.press(key)
    expect(live_words).to_have_text("10:30–11:45, Hall library")
    page.keyboard.press("Escape")
    expect(live_words).to_have_text("Session opening stays where it was.")
    assert place(page, "opening") == ("2027-04-12T10:00", "60", "hall")

    for key in ("Enter", "ArrowDown", "ArrowRight", "Enter"):
        page.keyboard.press(key)
    stands(page, "opening", "10:15", 60, "library")
    expect(slot(page, "opening").locator("[data-grip]")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect(page.locator('[data-pool] [data-slot="opening"]')).to_have_count(1)
    page.keyboard.press("Control+z")
    stands(page, "opening", "10:15", 60, "library")
    page.keyboard.press("Control+z")
    stands(page, "opening", "10:00", 60, "hall")
    page.keyboard.press("Control+Shift+z")
    stands(page, "opening", "10:15", 60, "library")


def test_a_finger_drags_by_the_handle_and_scrolls_elsewhere(come: Come) -> None:
    visitor = come(Look(width=360), account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)
    box = slot(page, "opening").locator("[data-grip]").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: dict[str, Any]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

    send("touchStart", {"x": x, "y": y})
    for part in range(1, 9):
        send("touchMove", {"x": x, "y": y + hour_height(page) * part / 8})
    send("touchEnd")

    stands(page, "opening", "11:00", 60, "hall")


def test_what_somebody_else_does_appears_by_itself(come: Come) -> None:
    olga, ayna = come(account=ORGANIZER), come(account=EDITOR)
    for each in (olga, ayna):
        each.open(PAGE)
    slot(olga.page, "opening").locator("[data-grip]").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        olga.page.keyboard.press(key)
    stands(olga.page, "opening", "10:15", 60, "hall")
    expect(olga.page.locator(".publication .pending")).to_have_text("1 change is not published.")

    expect(slot(ayna.page, "opening")).to_have_attribute("data-starts", "2027-04-12T10:15", timeout=6000)
    expect(ayna.page.locator("[data-live]")).to_have_text(f"{ORGANIZER}: moved: “Session opening”")


def test_who_was_overtaken_is_told_and_sees_where_the_session_stands(come: Come) -> None:
    olga, ayna = come(account=ORGANIZER), come(account=EDITOR)
    for each in (olga, ayna):
        each.open(PAGE)
    slot(ayna.page, "opening").locator("[data-grip]").focus()
    ayna.page.keyboard.press("Enter")
    slot(olga.page, "opening").locator("[data-grip]").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        olga.page.keyboard.press(key)
    stands(olga.page, "opening", "10:15", 60, "hall")

    for key in ("ArrowDown", "ArrowDown", "Enter"):
        ayna.page.keyboard.press(key)

    expect(ayna.page.locator(".notice")).to_contain_text("Somebody else moved “Session opening” in the meantime.")
    stands(ayna.page, "opening", "10:15", 60, "hall")


def test_without_a_connection_nothing_seems_moved(come: Come) -> None:
    visitor = come(account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)
    page.context.set_offline(True)

    slot(page, "opening").locator("[data-grip]").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)

    expect(page.locator(".notice")).to_contain_text("Not saved: the server cannot be reached.")
    stands(page, "opening", "10:00", 60, "hall")


def slow_down(page: Page, milliseconds: int) -> None:
    """Let every answer of the server take so much longer."""
    line = page.context.new_cdp_session(page)
    conditions = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", conditions)


def test_on_a_slow_line_every_move_is_kept_in_its_turn(come: Come) -> None:
    visitor = come(account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)
    slow_down(page, 900)

    for _time in range(2):
        slot(page, "opening").locator("[data-grip]").focus()
        for key in ("Enter", "ArrowDown", "Enter"):
            page.keyboard.press(key)
    stands(page, "opening", "10:30", 60, "hall")
    page.locator("[data-undo] button").click()
    page.locator("[data-undo] button").press("Enter")
    stands(page, "opening", "10:00", 60, "hall")

    visitor.open(PAGE)
    stands(page, "opening", "10:00", 60, "hall")
    assert visitor.troubles == []


def test_a_move_that_cannot_leave_goes_back_and_says_so(come: Come) -> None:
    visitor = come(account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)
    page.context.set_offline(True)

    slot(page, "opening").locator("[data-grip]").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)

    expect(page.locator("[data-live]")).to_contain_text("Nothing was moved")
    stands(page, "opening", "10:00", 60, "hall")
    page.context.set_offline(False)


def test_an_undo_that_a_colleague_overtook_says_so_on_the_board(come: Come) -> None:
    visitor, colleague = come(account=ORGANIZER), come(account=EDITOR)
    page = visitor.page
    visitor.open(PAGE)
    slot(page, "opening").locator("[data-grip]").focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        page.keyboard.press(key)
    stands(page, "opening", "10:15", 60, "hall")
    colleague.open(PAGE)
    colleague.page.locator('[data-slot="opening"] [data-grip]').focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        colleague.page.keyboard.press(key)
    stands(page, "opening", "10:30", 60, "hall")

    page.locator("[data-undo] button").click()

    expect(page.locator("[data-board] .notice")).to_contain_text("was changed by somebody else since")
    stands(page, "opening", "10:30", 60, "hall")


def test_what_is_taken_out_keeps_its_length(come: Come) -> None:
    visitor = come(account=ORGANIZER)
    page = visitor.page
    visitor.open(PAGE)
    slot(page, "opening").locator("[data-grip]").focus()
    for key in ("Enter", "Shift+ArrowDown", "Shift+ArrowDown", "Enter"):
        page.keyboard.press(key)
    stands(page, "opening", "10:00", 90, "hall")
    expect(page.locator("[data-live]")).to_contain_text("another length")

    slot(page, "opening").locator("[data-grip]").focus()
    for key in ("Enter", "Delete", "Enter"):
        page.keyboard.press(key)

    expect(page.locator('[data-pool] [data-slot="opening"]')).to_have_attribute("data-minutes", "90")
