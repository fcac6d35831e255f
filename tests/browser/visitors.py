"""Browsers of people: what language they read, how wide their screen is, whether it is dark, whether scripts run."""

from dataclasses import dataclass, field
from functools import cache
from gettext import GNUTranslations
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, expect

from forumapp import demo
from forumapp.paths import TRANSLATIONS
from tests.browser.live import Live

LOCALES = {"en": "en-GB", "ru": "ru-RU"}
HEIGHT = 900


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    language: str = "en"
    width: int = 1280
    scheme: str = "light"
    scripts: bool = True

    def __str__(self) -> str:
        """Name the look, for the names of tests and pictures."""
        return f"{self.language}-{self.width}-{self.scheme}" + ("" if self.scripts else "-without-scripts")

    def options(self, address: str) -> dict[str, Any]:
        """Return what a browser context is made with; the device stands in Ashgabat."""
        return {
            "base_url": address,
            "locale": LOCALES[self.language],
            "viewport": {"width": self.width, "height": HEIGHT},
            "color_scheme": self.scheme,
            "java_script_enabled": self.scripts,
            "timezone_id": "Asia/Ashgabat",
            "reduced_motion": "reduce",
        }


PHONE = Look(language="ru", width=360)
DESK = Look(language="en", width=1280, scheme="dark")


@cache
def catalog(language: str) -> GNUTranslations:
    """Return the words of a language."""
    with (TRANSLATIONS / language / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        return GNUTranslations(file)


@dataclass
class Visitor:
    """Somebody before a screen; ``troubles`` is what the browser's console complained of."""

    page: Page
    language: str
    troubles: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response:
        """Open an address and forget earlier troubles."""
        self.troubles.clear()
        response = self.page.goto(path)
        assert response is not None
        return response

    def show(self, markup: str) -> None:
        """Show a page whose own rules forbid every script, without them, so that it can be examined."""
        self.page.goto("about:blank")
        self.page.set_content(markup)

    def says(self, words: str, plural: str | None = None, **values: Any) -> str:
        """Return a message as the visitor's pages say it; with a plural, ``num`` decides."""
        known = catalog(self.language)
        found = known.gettext(words) if plural is None else known.ngettext(words, plural, values["num"])
        return found % values if values else found

    def sign_in(self, email: str) -> None:
        """Sign in by the form."""
        self.open("/account/login")
        self.page.locator("#email").fill(email)
        self.page.locator("#password").fill(demo.PASSWORD)
        self.press("Sign in")
        expect(self.page.locator("#password")).to_have_count(0)

    def press(self, words: str, *, within: str = "main", **values: Any) -> None:
        """Press the one button that says this."""
        self.page.locator(within).get_by_role("button", name=self.says(words, **values), exact=True).click()

    def press_plural(self, words: str, plural: str, num: int) -> None:
        """Press the one button that says this of a number of things."""
        said = self.says(words, plural, num=num)
        self.page.locator("main").get_by_role("button", name=said, exact=True).click()

    def follow(self, words: str, *, within: str = "body", **values: Any) -> None:
        """Follow the one link that says this."""
        self.page.locator(within).get_by_role("link", name=self.says(words, **values), exact=True).click()
        self.page.wait_for_load_state()

    def sees(self, words: str, plural: str | None = None, *, within: str = "main", **values: Any) -> None:
        """Wait for words of ours."""
        expect(self.page.locator(within)).to_contain_text(self.says(words, plural, **values))


class Visitors:
    """Lets visitors in, each with cookies of their own; a sign-in is done once for a person and remembered."""

    def __init__(self, browser: Browser, live: Live) -> None:
        """Take the browser of the run."""
        self._browser = browser
        self._live = live
        self._states: dict[str, Any] = {}
        self._contexts: list[BrowserContext] = []

    def come(self, look: Look, *, account: str | None = None) -> Visitor:
        """Give somebody who looks so, signed in as ``account`` if one is given."""
        state = None if account is None else self._state(account)
        return self._enter(look, storage_state=state)

    def leave(self, visitor: Visitor) -> None:
        """Close a visitor's browser."""
        self._contexts.remove(visitor.page.context)
        visitor.page.context.close()

    def close(self) -> None:
        """Close what is open."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()

    def _state(self, account: str) -> Any:
        if account not in self._states:
            visitor = self._enter(Look())
            visitor.sign_in(account)
            self._states[account] = visitor.page.context.storage_state()
            self.leave(visitor)
        return self._states[account]

    def _enter(self, look: Look, **options: Any) -> Visitor:
        context = self._browser.new_context(**look.options(self._live.address), **options)
        self._contexts.append(context)
        visitor = Visitor(context.new_page(), look.language)
        page, troubles = visitor.page, visitor.troubles
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("requestfailed", lambda request: _note_failure(request, troubles))
        return visitor


def _note_failure(request: Request, troubles: list[str]) -> None:
    """Note what could not be fetched; a request that the next page cut short is no trouble."""
    if request.failure != "net::ERR_ABORTED":
        troubles.append(f"{request.url}: {request.failure}")
