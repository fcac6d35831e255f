"""Which paths have answers that are kept."""

import pytest

from forumapp.serving import public_forum

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    "path",
    ["/forums/one/", "/forums/one/programme/", "/forums/one/calendar.ics", "/forums/one/calendar/day/2027-04-12.ics"],
)
def test_public_pages_of_a_forum_name_it(path: str) -> None:
    assert public_forum(path) == "one"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/forums/new",
        "/forums/one",
        "/forums/one/manage/",
        "/forums/one/manage/programme/",
        "/forums/one/register/",
        "/forums/one/registration/token/",
        "/forums/one/delegation/token/",
        "/forums/one/invitation/token/",
        "/forums/one/join/opening",
        "/forums/one/my/",
        "/account/login",
        "/calendar/token.ics",
        "/admin/",
    ],
)
def test_what_belongs_to_somebody_names_no_forum(path: str) -> None:
    assert public_forum(path) is None
