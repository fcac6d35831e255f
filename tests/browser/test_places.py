"""Places on site, seen by those who want them: the waiting list, and the place that becomes free."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Error, Route

from forumapp import clock, demo
from forumapp.db import transaction
from forumapp.demo.shifting import begun_on
from forumapp.exchange import forumfile
from forumapp.paths import PACKAGE
from forumapp.programme import service as programme
from forumapp.schedule import service as schedule
from tests.browser.deeds import confirm, fill_in_registration, register, state_words
from tests.browser.live import COMING, Live
from tests.browser.visitors import PHONE, Look, Visitor

pytestmark = pytest.mark.browser

SECOND = "All places are taken at the moment: you are in the waiting list. The letter says which place in it is yours."


@pytest.fixture(scope="module")
def one_chair(live: Live) -> str:
    """Publish a forum with one place on site."""
    return with_one_chair(live, "one-chair")


def with_one_chair(live: Live, slug: str) -> str:
    """Publish a forum with one place on site at this address, and return the address."""
    now = clock.now()
    document = forumfile.read((PACKAGE / "demo" / "data" / f"{COMING}.json").read_bytes())
    document = begun_on(document, (now + timedelta(days=demo.loading.DAYS_AHEAD)).date())
    terms = document.forum.registration
    assert terms is not None
    forum = replace(document.forum, slug=slug, registration=replace(terms, capacity={"onsite": 1}))
    with live.app.app_context(), transaction():
        applied = programme.apply_document(replace(document, forum=forum), forum=None, owner=None, now=now)
        schedule.publish(applied.forum, by="tests", now=now)
    return slug


def test_who_comes_second_waits_and_gets_the_place_that_becomes_free(
    one_chair: str, live: Live, come: Callable[..., Visitor]
) -> None:
    first, second = come(Look("en")), come(PHONE)
    register(first, one_chair, "first@example.org", attendance="onsite")
    confirm(first, live.link_to("first@example.org", "/registration/"))

    second.open(f"/forums/{one_chair}/register/")
    second.sees("%(mode)s: all places are taken, you join the waiting list", mode=second.says("On site"))
    register(second, one_chair, "second@example.org", attendance="onsite")
    second.sees(SECOND)
    confirm(second, live.link_to("second@example.org", "/registration/"))
    assert state_words(second, live, "second@example.org") == second.says("In the waiting list")

    first.press("Withdraw my registration")

    assert state_words(first, live, "first@example.org") == first.says("Withdrawn")
    assert state_words(second, live, "second@example.org") == second.says("Registered")
    assert (
        second.says("A place has become free, and it is yours: you are registered.")
        in live.letters_to("second@example.org")[0]
    )


@pytest.mark.parametrize(
    ("look", "other"),
    [(PHONE, Look("en", scripts=False)), (Look("en", width=360, scripts=False), PHONE)],
    ids=str,
)
def test_a_delegate_whose_line_breaks_changes_their_mind_and_the_next_one_gets_the_place(
    live: Live, come: Callable[..., Visitor], look: Look, other: Look
) -> None:
    slug = with_one_chair(live, f"one-chair-{look.language}")
    first, second = come(look), come(other)
    mine, theirs = f"first@{look.language}.example.org", f"second@{look.language}.example.org"
    register_on_a_line_that_breaks(first, slug, mine)
    confirm(first, live.link_to(mine, "/registration/"))
    first.press("Switch to on site")
    first.sees("Your way of taking part is changed.", within="body")
    register(second, slug, theirs, attendance="onsite")
    second.sees(SECOND)
    confirm(second, live.link_to(theirs, "/registration/"))
    assert state_words(second, live, theirs) == second.says("In the waiting list")

    first.press("Withdraw my registration")

    assert state_words(first, live, mine) == first.says("Withdrawn")
    assert state_words(second, live, theirs) == second.says("Registered")


def register_on_a_line_that_breaks(visitor: Visitor, slug: str, email: str) -> None:
    """Send the form, lose the answer, come back and send it again: with scripts nothing is typed anew."""
    form, page = f"/forums/{slug}/register/", visitor.page

    def lose_the_answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch(max_redirects=0)
            route.abort("connectionreset")
        else:
            route.continue_()

    fill_in_registration(visitor, slug, email)
    page.route(f"**{form}", lose_the_answer)
    visitor.press("Send registration")
    page.wait_for_timeout(500)
    page.unroute(f"**{form}")
    try:
        visitor.open(form)
    except Error:  # The browser may still be showing its own page about the lost answer.
        visitor.open(form)
    if page.evaluate("document.querySelector('#email').value") != email:
        fill_in_registration(visitor, slug, email)
    visitor.troubles.clear()
    visitor.press("Send registration")
    visitor.sees("Look into your mail", within="h1")
