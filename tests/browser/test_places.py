"""Places on site, seen by those who want them: the waiting list, and the place that becomes free."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from forumapp import clock, demo
from forumapp.db import transaction
from forumapp.demo.shifting import begun_on
from forumapp.exchange import forumfile
from forumapp.paths import PACKAGE
from forumapp.programme import service as programme
from forumapp.schedule import service as schedule
from tests.browser.deeds import confirm, register, state_words
from tests.browser.live import COMING, Live
from tests.browser.visitors import PHONE, Look, Visitor

pytestmark = pytest.mark.browser

SLUG = "one-chair"


@pytest.fixture(scope="module")
def one_chair(live: Live) -> str:
    """Publish a forum with one place on site."""
    now = clock.now()
    document = forumfile.read((PACKAGE / "demo" / "data" / f"{COMING}.json").read_bytes())
    document = begun_on(document, (now + timedelta(days=demo.loading.DAYS_AHEAD)).date())
    terms = document.forum.registration
    assert terms is not None
    forum = replace(document.forum, slug=SLUG, registration=replace(terms, capacity={"onsite": 1}))
    with live.app.app_context(), transaction():
        applied = programme.apply_document(replace(document, forum=forum), forum=None, owner=None, now=now)
        schedule.publish(applied.forum, by="tests", now=now)
    return SLUG


def test_who_comes_second_waits_and_gets_the_place_that_becomes_free(
    one_chair: str, live: Live, come: Callable[..., Visitor]
) -> None:
    first, second = come(Look("en")), come(PHONE)
    register(first, one_chair, "first@example.org", attendance="onsite")
    confirm(first, live.link_to("first@example.org", "/registration/"))

    second.open(f"/forums/{one_chair}/register/")
    second.sees("%(mode)s: all places are taken, you join the waiting list", mode=second.says("On site"))
    register(second, one_chair, "second@example.org", attendance="onsite")
    second.sees(
        "All places are taken at the moment: you are in the waiting list. The letter says which place in it is yours."
    )
    confirm(second, live.link_to("second@example.org", "/registration/"))
    assert state_words(second, live, "second@example.org") == second.says("In the waiting list")

    first.press("Withdraw my registration")

    assert state_words(first, live, "first@example.org") == first.says("Withdrawn")
    assert state_words(second, live, "second@example.org") == second.says("Registered")
    assert (
        second.says("A place has become free, and it is yours: you are registered.")
        in live.letters_to("second@example.org")[0]
    )
