"""A head of delegation brings twelve people from a pasted sheet with two bad rows, with scripts and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from forumapp.delegations import queries
from forumapp.forums.queries import forum_by_slug
from tests.browser.live import COMING, REGISTRAR, Live
from tests.browser.test_accessibility import violations
from tests.browser.visitors import Look, Visitor

pytestmark = pytest.mark.browser

COPY = """async ([html, text]) => navigator.clipboard.write([new ClipboardItem({
  "text/html": new Blob([html], {type: "text/html"}), "text/plain": new Blob([text], {type: "text/plain"})})])"""
HEADS = ("№ п/п", "Фамилия, имя, отчество", "Должность", "Место работы", "E-mail", "Страна", "Участие")
GOOD = (
    ("Серіков Ержан Болатұлы", "директор", "erzhan"),
    ("Ахметова Гүлнар", "заместитель директора", "gulnar"),
    ("Нұрланов Данияр", "заведующий отделом", "daniyar"),
    ("Ким Елена Викторовна", "главный библиограф", ""),
    ("Тулеев Марат Сергеевич", "программист", "marat"),
    ("Жұмабаева Айгерім", "библиотекарь", "aigerim"),
    ("Оспанов Тимур", "библиотекарь", "timur"),
    ("Бекова Дана", "библиотекарь", "dana"),
    ("Попов Фёдор Ильич", "методист", ""),
    ("Садыков Арман", "хранитель", "arman"),
)


def sheet(mark: str) -> list[tuple[str, ...]]:
    """Return the rows of a sheet; ``mark`` tells the addresses of one journey from those of another."""
    library = "Национальная библиотека Республики Казахстан"
    good = [
        (name, post, library, f"{local}.{mark}@example.org" if local else "", "Казахстан", "онлайн")
        for name, post, local in GOOD
    ]
    nameless = ("Омаров", "библиотекарь", library, f"omarov.{mark}@example.org", "Казахстан", "онлайн")
    nowhere = ("Тлеубаева Жанна", "редактор", library, f"zhanna.{mark}", "Казахстн", "онлайн")
    rows = [*good[:5], nameless, *good[5:], nowhere]
    return [HEADS, *((str(number), *row) for number, row in enumerate(rows, start=1))]


def as_html(rows: list[tuple[str, ...]]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{lines}</table>"


def as_text(rows: list[tuple[str, ...]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def delegation_made(come: Callable[..., Visitor], live: Live, head: str) -> str:
    """Let a registrar make a delegation and send the link; return the address that the head got."""
    visitor = come(Look("ru"), account=REGISTRAR)
    page = visitor.page
    visitor.open(f"/forums/{COMING}/manage/delegations/")
    visitor.follow("Make a delegation", within="main")
    page.locator("#country").select_option("KZ")
    page.locator("#quota").fill("12")
    page.locator("#head_name").fill("Ержан Серіков")
    page.locator("#head_email").fill(head)
    page.locator("#head_language").select_option("ru")
    visitor.press("Make the delegation")
    visitor.press("Send the link to the head")
    visitor.sees("The letter to %(name)s is on its way.", name="Ержан Серіков")
    return live.link_to(head, "/delegation/")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_head_brings_twelve_people_from_a_sheet_with_two_bad_rows(
    live: Live, come: Callable[..., Visitor], *, scripts: bool
) -> None:
    mark = "scripts" if scripts else "plain"
    link = delegation_made(come, live, f"head.{mark}@example.org")
    visitor = come(Look("ru", width=1280 if scripts else 360, scripts=scripts))
    page = visitor.page
    visitor.open(link)
    visitor.follow("Bring in a list", within="main")

    if scripts:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate(COPY, [as_html(sheet(mark)), as_text(sheet(mark))])
        page.locator("#text").focus()
        page.keyboard.press("ControlOrMeta+V")
        expect(page.locator("[data-paste-preview] tr")).to_have_count(13)
    else:
        page.locator("#text").fill(as_text(sheet(mark)))
    visitor.press("See what was understood")
    visitor.sees("%(num)d person can be entered", "%(num)d people can be entered", num=10)
    visitor.sees("%(num)d row to correct", "%(num)d rows to correct", num=2)
    expect(page.locator("#row-13-email")).to_have_value(f"zhanna.{mark}")
    if scripts:
        assert violations(page) == []

    page.locator("#row-7-given_name").fill("Асқар")
    page.locator("button[name=enter]").click()
    expect(page.locator("#errors-title")).to_be_visible()
    expect(page.locator("#row-13")).to_contain_text("Казахстн")
    if scripts:
        expect(page.locator(".errors")).to_be_focused()
        assert violations(page) == []
    page.locator("#row-13-country").select_option("KZ")
    page.locator("#row-13-email").fill(f"zhanna.{mark}@example.org")
    page.locator("button[name=enter]").click()

    expect(page.locator("main ol.entries > li")).to_have_count(12)
    first = page.locator("main ol.entries > li").first
    expect(first).to_contain_text("Серіков Ержан Болатұлы")
    first.get_by_role("button", name=visitor.says("Later")).click()
    expect(page.locator("main ol.entries > li").first).to_contain_text("Ахметова Гүлнар")
    visitor.press("Send the list")
    visitor.sees("The list is sent. A letter to you says what has arrived.")

    assert sorted(standing(live, f"head.{mark}@example.org")) == ["confirmed"] * 2 + ["unverified"] * 10
    member = come(Look("ru", width=360, scripts=scripts))
    member.open(live.link_to(f"gulnar.{mark}@example.org", "/registration/"))
    member.press("Confirm that I take part")
    expect(member.page.locator(".errors")).to_be_visible()
    member.page.locator("#consent_data").check()
    member.press("Confirm that I take part")
    member.sees("Registered")


def standing(live: Live, head: str) -> list[str]:
    """Return how the members of a head stand."""
    with live.app.app_context():
        forum = forum_by_slug(COMING)
        assert forum is not None
        made = next(each for each in queries.delegations(forum) if each.head_email == head)
        return [each.registration.status.value for each in queries.members(made)]


def test_the_list_prints_without_controls(live: Live, come: Callable[..., Visitor]) -> None:
    link = delegation_made(come, live, "head.paper@example.org")
    visitor = come(Look("ru", width=688))
    page = visitor.page
    visitor.open(f"{link}members/new")
    page.locator("#family_name").fill("Ким")
    page.locator("#given_name").fill("Елена")
    visitor.press("Put on the list")
    visitor.follow("List to print", within="main")

    page.emulate_media(media="print")

    for hidden in (".masthead nav", ".trail", ".colophon"):
        assert [each.is_visible() for each in page.locator(hidden).all()].count(True) == 0
    expect(page.locator(".sign-here")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 688
