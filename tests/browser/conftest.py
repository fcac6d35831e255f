"""One server, one browser a run; everybody who looks has a context of their own."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.live import Live, serving_demo
from tests.browser.visitors import Look, Visitor, Visitors


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Give the serving instance with the demo."""
    with serving_demo(tmp_path_factory.mktemp("live")) as live:
        yield live


@pytest.fixture(scope="session")
def base_url(live: Live) -> str:
    """Give the address that paths are below."""
    return live.address


@pytest.fixture(scope="session")
def visitors(browser: Browser, live: Live) -> Iterator[Visitors]:
    """Give the door by which visitors come."""
    visitors = Visitors(browser, live)
    yield visitors
    visitors.close()


@pytest.fixture
def come(visitors: Visitors) -> Iterator[Callable[..., Visitor]]:
    """Give a function that lets a visitor in, until the test ends: ``come(Look(), account=…)``."""
    here: list[Visitor] = []

    def enter(look: Look | None = None, *, account: str | None = None) -> Visitor:
        here.append(visitors.come(look or Look(), account=account))
        return here[-1]

    yield enter
    for visitor in here:
        visitors.leave(visitor)
