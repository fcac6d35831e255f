"""What a viewer may know of a forum."""

import pytest

from forumapp.exchange.document import Visibility
from forumapp.schedule.rules import PUBLIC, Viewer, visible
from tests import parts

DELEGATE = Viewer(is_delegate=True)
INVITED = Viewer(invited=frozenset({"closed"}))
TEAM = Viewer(is_team=True)

FORUM = parts.document(
    parts.session("open", room="hall", track="main", people=(parts.speaker("ayna"),)),
    parts.session("members", visibility=Visibility.REGISTERED),
    parts.session(
        "closed", visibility=Visibility.INVITED, room="secret", track="heads", people=(parts.speaker("hidden"),)
    ),
    rooms=(
        parts.room("hall", join_url="https://join.example.org/hall"),
        parts.room("secret", join_url="https://join.example.org/secret"),
        parts.room("spare"),
    ),
    tracks=(parts.track("main"), parts.track("heads"), parts.track("later")),
    people=(parts.person("ayna"), parts.person("hidden", institution="closed-library"), parts.person("coming")),
    institutions=(parts.institution("closed-library"), parts.institution("host")),
)


@pytest.mark.parametrize(
    ("viewer", "keys"),
    [
        (PUBLIC, ["open"]),
        (DELEGATE, ["open", "members"]),
        (INVITED, ["open", "closed"]),
        (TEAM, ["open", "members", "closed"]),
    ],
)
def test_each_viewer_sees_their_sessions(viewer: Viewer, keys: list[str]) -> None:
    assert [session.key for session in visible(FORUM, viewer).sessions] == keys


def test_what_only_hidden_sessions_use_goes_with_them_and_what_nobody_uses_stays() -> None:
    seen = visible(FORUM, PUBLIC)

    assert [room.key for room in seen.rooms] == ["hall", "spare"]
    assert [track.key for track in seen.tracks] == ["main", "later"]
    assert [person.key for person in seen.people] == ["ayna", "coming"]
    assert [institution.key for institution in seen.institutions] == ["host"]


@pytest.mark.parametrize("viewer", [PUBLIC, DELEGATE, INVITED, TEAM])
def test_nobody_sees_a_join_address(viewer: Viewer) -> None:
    seen = visible(FORUM, viewer)

    assert {each.join_url for each in (*seen.rooms, *seen.sessions)} == {None}


def test_seeing_twice_is_seeing_once() -> None:
    once = visible(FORUM, PUBLIC)

    assert visible(once, PUBLIC) == once
