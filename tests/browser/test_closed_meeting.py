"""A closed meeting of heads of libraries: invited by a pasted list, answered by secret link, one taken back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.closed import MEETING
from tests.browser.live import COMING, REGISTRAR, Live
from tests.browser.visitors import Look, Visitor

pytestmark = pytest.mark.browser

LIST = "Атаева Айна\tдиректор\tБиблиотека\t{one}\nПетров Борис <{two}>\nбез адреса"


LOOKS = [Look(language="ru"), Look(language="ru", width=360, scripts=False), Look(language="en")]
SESSION_PAGE = f"/forums/{COMING}/programme/{MEETING}/"
PROGRAMME = f"/forums/{COMING}/programme/"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_heads_of_libraries_are_invited_answer_and_one_is_taken_back(
    look: Look, live: Live, come: Callable[..., Visitor]
) -> None:
    one, two = (f"{name}.{look}@example.org" for name in ("head", "second"))
    desk, stranger, head, second = come(look, account=REGISTRAR), come(look), come(look), come(look)
    invite_by_list(desk, look, one, two)
    send_letters(desk, one, two)

    link = live.link_to(one, "/invitation/")
    stranger.open(link)
    stranger.sees("We wait for your answer")
    assert stranger.open(SESSION_PAGE).status == 404
    accept_and_open(head, live, link, one)
    second.open(live.link_to(two, "/invitation/"))
    second.press("I cannot come")
    second.sees("You declined")
    assert stranger.open(SESSION_PAGE).status == 404

    take_back(desk, one)
    assert [head.open(path).status for path in (SESSION_PAGE, f"/forums/{COMING}/join/{MEETING}", link)] == [
        404,
        404,
        410,
    ]
    head.open(PROGRAMME)
    expect(head.page.locator(f"#session-{MEETING}")).to_have_count(0)
    desk.page.locator(".notice button").click()
    desk.page.wait_for_load_state()
    assert head.open(SESSION_PAGE).status == 200


def invite_by_list(desk: Visitor, look: Look, one: str, two: str) -> None:
    """Paste a list with a line that invites nobody, look at it, and put the others on the list."""
    page = desk.page
    desk.open(f"/forums/{COMING}/manage/")
    desk.follow("Invitations", within=".sections")
    page.locator(f"main a[href*='{MEETING}']").click()
    desk.follow("Invite by a list or a file")
    page.locator("#people").fill(LIST.format(one=one, two=two))
    page.locator("#language").select_option(look.language)
    desk.press("Look at the list")
    expect(page.locator("main .found li")).to_have_count(1)
    desk.press_plural("Put %(num)d person on the list", "Put %(num)d people on the list", 2)


def send_letters(desk: Visitor, one: str, two: str) -> None:
    """Write to these two, after having looked at the letter."""
    page = desk.page
    page.locator("main a[href$='/letters/']").click()
    for box in page.locator("input[name=invitation]").all():
        row = box.locator("xpath=ancestor::tr").inner_text()
        box.set_checked(one in row or two in row)
    desk.press("Show the letters")
    expect(page.locator(".letter-preview")).to_have_count(1)
    desk.press_plural("Send %(num)d letter", "Send %(num)d letters", 2)
    expect(page.locator(".notice")).to_be_visible()


def accept_and_open(head: Visitor, live: Live, link: str, email: str) -> None:
    """Accept, make the browser known by the code from the mailbox, and find the meeting in the programme."""
    head.open(link)
    head.page.locator("#note").fill("Приеду поездом")
    head.press("I will come")
    head.sees("You accepted")
    head.press("Show the meeting on this device")
    head.page.locator("#code").fill(re.findall(r"\d{4} \d{4}", live.letters_to(email)[0])[0])
    head.press("This is my device")
    head.follow("Open the meeting in the programme", within="main")
    assert head.page.url.endswith(SESSION_PAGE)
    head.open(PROGRAMME)
    expect(head.page.locator(f"#session-{MEETING}")).to_have_count(1)


def take_back(desk: Visitor, email: str) -> None:
    """Find the answer at the desk and take the invitation back."""
    desk.open(f"/forums/{COMING}/manage/invitations/{MEETING}/?q={email}")
    expect(desk.page.locator("tbody tr")).to_have_count(1)
    desk.sees("Will come")
    expect(desk.page.locator("tbody")).to_contain_text("Приеду поездом")
    desk.page.locator("input[name=invitation]").check()
    desk.press("Take the invitations back")
    expect(desk.page.locator(".notice")).to_be_visible()
