"""The registration form: organizers build it, delegates answer on a phone, with scripts and without, and it stays light."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Request, expect

from forumapp import clock
from forumapp.db import transaction
from forumapp.forums.queries import forum_by_slug
from forumapp.questions import service
from forumapp.questions.rules.parts import QuestionPart
from tests.browser.deeds import NAMES, confirm, fill_in_registration
from tests.browser.live import COMING, REGISTRAR, Live
from tests.browser.scenes import ask
from tests.browser.visitors import Look, Visitor

pytestmark = pytest.mark.browser

FORM = f"/forums/{COMING}/manage/registration-form/"
MOST = 40_000
"""Octets of the form page with all that belongs to it."""


@pytest.fixture(autouse=True)
def clean(live: Live) -> Iterator[None]:
    """Leave the forum's form as light as it was found."""
    yield
    with live.app.test_request_context(), transaction():
        forum = forum_by_slug(COMING)
        assert forum is not None
        for part in reversed(service.standing(QuestionPart, forum)):
            if not part.key.startswith(("kind-", "flight")):
                service.remove(forum, QuestionPart, part.key, now=clock.now())


def build(organizer: Visitor, suffix: str) -> None:
    """Ask whether a hotel is needed, of those on site; if so for how many nights; and which excursion, with places."""
    page = organizer.page
    organizer.open(FORM)
    organizer.follow("Add a question", within="main .desk-head .actions")
    page.locator("#label-ru").fill(f"Нужна ли гостиница {suffix}?")
    page.locator("#label-en").fill(f"hotel {suffix}")
    page.locator("#kind").select_option("choice")
    for number, (russian, english) in enumerate([("Да", "Yes"), ("Нет", "No")]):
        page.locator(f"#options-{number}-label-ru").fill(russian)
        page.locator(f"#options-{number}-label-en").fill(english)
    page.locator("#condition").select_option("onsite")
    organizer.press("Add the question")

    organizer.open(f"{FORM}questions/new/")
    page.locator("#label-ru").fill(f"Сколько ночей {suffix}?")
    page.locator("#label-en").fill(f"nights {suffix}")
    page.locator("#kind").select_option("number")
    page.locator("#is_required").check()
    page.locator("#condition").select_option(f"hotel-{suffix}:yes")
    organizer.press("Add the question")

    organizer.open(f"{FORM}questions/new/")
    page.locator("#label-ru").fill(f"Какая экскурсия {suffix}?")
    page.locator("#label-en").fill(f"trip {suffix}")
    page.locator("#kind").select_option("several")
    page.locator("#options-0-label-ru").fill("Музей ковра")
    page.locator("#options-0-label-en").fill("Carpet museum")
    page.locator("#options-0-places").fill("3")
    organizer.press("Add the question")
    expect(page.locator("main")).to_contain_text(f"trip {suffix}")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without-scripts"])
def test_three_questions_are_built_and_answered_on_a_phone(
    scripts: bool, come: Callable[..., Visitor], live: Live
) -> None:
    suffix = "one" if scripts else "two"
    organizer = come(Look("en"), account=REGISTRAR)
    build(organizer, suffix)
    email = f"answers.{suffix}@example.org"
    visitor = come(Look("ru", width=360, scripts=scripts))
    page = visitor.page
    hotel, nights, trip = (f"q_{name}-{suffix}" for name in ("hotel", "nights", "trip"))

    fill_in_registration(visitor, COMING, email)
    if scripts:
        expect(page.locator(f"[name={hotel}]").first).to_be_hidden()
    else:
        expect(page.locator("main")).to_contain_text("Если вы участвуете очно")
    page.locator("input[name=attendance][value=onsite]").check()
    page.locator(f"[name={hotel}][value=yes]").check()
    page.locator(f"[name={nights}]").fill("три")
    page.locator(f"[name={trip}]").first.check()
    visitor.press("Send registration")

    visitor.sees("Give a number with digits only, such as 12 or 2.5.", within=".errors")
    expect(page.locator(f"[name={nights}]")).to_have_value("три")
    expect(page.locator("#family_name")).to_have_value(NAMES["ru"][0])
    page.locator(f"[name={nights}]").fill("3")
    visitor.press("Send registration")
    expect(page.locator("h1")).to_have_text(visitor.says("Look into your mail"))

    confirm(visitor, live.link_to(email, "/registration/"))
    for words in (f"Нужна ли гостиница {suffix}?", f"Сколько ночей {suffix}?", "Музей ковра"):
        expect(page.locator("main")).to_contain_text(words)
    organizer.open(f"/forums/{COMING}/manage/registrations/?q={email}")
    organizer.page.locator("main td .title a").first.click()
    expect(organizer.page.locator("main")).to_contain_text("Carpet museum")


def test_a_form_with_questions_is_light(come: Callable[..., Visitor], live: Live) -> None:
    visitor = come(Look("ru", width=360))
    ask(visitor, live)
    sent: list[Request] = []
    visitor.page.on("requestfinished", lambda request: sent.append(request))  # noqa: PLW0108

    visitor.open(f"/forums/{COMING}/register/")
    visitor.page.wait_for_load_state("networkidle")

    expect(visitor.page.locator("#q_kind-text")).to_be_visible()
    weights = {request.url.split("/", 3)[3]: request.sizes()["responseBodySize"] for request in sent}
    print(weights, sum(weights.values()))  # noqa: T201
    assert sum(weights.values()) <= MOST
