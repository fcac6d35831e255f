"""What pages weigh on a slow line: every octet that is sent for them, headers apart."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Request

from tests.browser.live import COMING, PAST
from tests.browser.visitors import Visitor

pytestmark = pytest.mark.browser

KILOBYTE = 1000


@pytest.mark.parametrize(
    ("path", "most"),
    [(f"/forums/{PAST}/programme/", 60), (f"/forums/{COMING}/register/", 40)],
    ids=["programme", "form"],
)
def test_a_page_is_light(path: str, most: int, come: Callable[..., Visitor]) -> None:
    visitor = come()
    sent: list[Request] = []
    visitor.page.on("requestfinished", lambda request: sent.append(request))  # noqa: PLW0108

    visitor.open(path)
    visitor.page.wait_for_load_state("networkidle")

    weights = {request.url.split("/", 3)[3]: request.sizes()["responseBodySize"] for request in sent}
    print(weights, sum(weights.values()))  # noqa: T201
    assert any(name.endswith(".css") for name in weights)
    assert any(name.endswith(".js") for name in weights)
    assert sum(weights.values()) <= most * KILOBYTE
