"""Every page there is can be read by everybody: WCAG 2.2 A and AA as axe checks it, on a phone and on a desk."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.live import COMING, ORGANIZER, Live
from tests.browser.pages import NO_PAGES, PAGES, PageOf
from tests.browser.visitors import DESK, PHONE, Look, Visitor, Visitors

pytestmark = pytest.mark.browser

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "reporter": "no-passes",
}
RUN = "async (options) => (await axe.run(options)).violations"


@pytest.fixture(scope="module")
def seats(visitors: Visitors) -> Iterator[dict[tuple[str, str | None], Visitor]]:
    """Keep a browser for each look and account, so that 200 pages need six of them."""
    seats: dict[tuple[str, str | None], Visitor] = {}
    yield seats
    for visitor in seats.values():
        visitors.leave(visitor)


def test_every_page_is_looked_at(live: Live) -> None:
    addresses = {rule.endpoint for rule in live.app.url_map.iter_rules() if "GET" in (rule.methods or ())}

    assert addresses == {page.endpoint for page in PAGES} | NO_PAGES


@pytest.mark.parametrize("look", [PHONE, DESK], ids=str)
@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_page_is_for_everybody(
    page: PageOf,
    look: Look,
    live: Live,
    visitors: Visitors,
    seats: dict[tuple[str, str | None], Visitor],
) -> None:
    visitor = visitors.come(look, account=page.account) if page.before else _seated(visitors, seats, look, page.account)
    if page.before:
        page.before(visitor, live)

    response = visitor.open(page.path(live))

    assert response.status == page.status
    if "sandbox" in response.headers.get("content-security-policy", ""):
        visitor.show(response.text())
    _is_in_order(visitor, look, speaks=page.speaks or look.language)
    assert violations(visitor.page) == []
    if page.before:
        visitors.leave(visitor)


@pytest.mark.parametrize("look", [PHONE, DESK], ids=str)
@pytest.mark.parametrize(
    ("path", "account"),
    [
        ("/account/login", None),
        (f"/forums/{COMING}/register/", None),
        (f"/forums/{COMING}/manage/team/invite", ORGANIZER),
        (f"/forums/{COMING}/manage/programme/add-session/", ORGANIZER),
    ],
)
def test_a_refused_form_is_for_everybody(
    path: str,
    account: str | None,
    look: Look,
    visitors: Visitors,
    seats: dict[tuple[str, str | None], Visitor],
) -> None:
    visitor = _seated(visitors, seats, look, account)
    visitor.open(path)

    visitor.page.locator("main .form .primary").click()

    expect(visitor.page.locator(".errors")).to_be_focused()
    _is_in_order(visitor, look, speaks=look.language)
    assert violations(visitor.page) == []


def _seated(
    visitors: Visitors, seats: dict[tuple[str, str | None], Visitor], look: Look, account: str | None
) -> Visitor:
    key = (str(look), account)
    if key not in seats:
        seats[key] = visitors.come(look, account=account)
    return seats[key]


def _is_in_order(visitor: Visitor, look: Look, *, speaks: str) -> None:
    page = visitor.page
    assert page.locator("html").get_attribute("lang") == speaks
    assert page.title().strip()
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= look.width
    assert [trouble for trouble in visitor.troubles if "the server responded with a status of 4" not in trouble] == []


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong: the rule, and the elements."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, OPTIONS)
    return [f"{each['id']}: {each['help']}: {_where(each['nodes'])}" for each in found]


def _where(nodes: list[dict[str, object]]) -> str:
    return "; ".join(
        f"{node['target']} {str(node['html'])[:120]} {node.get('failureSummary', '')}" for node in nodes[:3]
    )
