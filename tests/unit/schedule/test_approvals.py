"""Four eyes: an approval holds for exactly what was read, and a publisher's own does not count."""

from dataclasses import replace

import pytest

from forumapp.exchange.document import Document
from forumapp.schedule.rules import REMOVED, Approval, ApprovalState, awaiting, fingerprints, state_of, unapproved
from tests import parts

BEFORE = parts.document(
    parts.session("talk", room="hall", people=(parts.speaker("ayna"),)),
    parts.session("other"),
    rooms=(parts.room("hall"),),
    people=(parts.person("ayna"),),
)
AFTER = replace(BEFORE, sessions=(replace(BEFORE.sessions[0], title={"en": "Renamed"}), BEFORE.sessions[1]))


def given(key: str, fingerprint: str, by: str = "second@example.org") -> Approval:
    return Approval(session_key=key, fingerprint=fingerprint, email_key=by)


def test_changed_and_removed_sessions_wait() -> None:
    after = replace(AFTER, sessions=AFTER.sessions[:1])

    assert awaiting(BEFORE, after) == {"talk": fingerprints(after)["talk"], "other": REMOVED}


def test_everything_waits_for_the_first_release() -> None:
    assert set(awaiting(None, BEFORE)) == {"talk", "other"}


def test_another_time_zone_lets_every_session_wait() -> None:
    moved = replace(BEFORE, forum=parts.forum(timezone="Asia/Almaty"))

    assert set(awaiting(BEFORE, moved)) == {"talk", "other"}
    assert fingerprints(moved)["talk"] != fingerprints(BEFORE)["talk"]


@pytest.mark.parametrize(("by", "missing"), [("second@example.org", ()), ("publisher@example.org", ("talk",))])
def test_the_approval_of_somebody_else_is_needed(by: str, missing: tuple[str, ...]) -> None:
    needed = awaiting(BEFORE, AFTER)

    assert unapproved(needed, [given("talk", needed["talk"], by)], publisher="publisher@example.org") == missing


def edited(document: Document) -> Document:
    return replace(document, sessions=(replace(document.sessions[0], abstract={"en": "More"}), document.sessions[1]))


def room_renamed(document: Document) -> Document:
    return replace(document, rooms=(parts.room("hall", title={"en": "Other"}),))


def person_renamed(document: Document) -> Document:
    return replace(document, people=(parts.person("ayna", family_name={"en": "Other"}),))


@pytest.mark.parametrize("edit", [edited, room_renamed, person_renamed])
def test_an_approval_ends_with_what_it_was_given_for(edit: object) -> None:
    later = edit(AFTER)  # type: ignore[operator]
    approval = given("talk", fingerprints(AFTER)["talk"])
    needed = awaiting(BEFORE, later)

    assert unapproved({"talk": needed["talk"]}, [approval], publisher="") == ("talk",)
    assert state_of("talk", needed["talk"], [approval]) is ApprovalState.OUTDATED
    assert state_of("talk", fingerprints(AFTER)["talk"], [approval]) is ApprovalState.APPROVED
    assert state_of("other", needed.get("other", ""), [approval]) is ApprovalState.OPEN


def test_order_of_languages_is_no_change() -> None:
    title = BEFORE.sessions[0].title
    turned = replace(BEFORE.sessions[0], title=dict(reversed(title.items())))

    assert fingerprints(replace(BEFORE, sessions=(turned,)))["talk"] == fingerprints(BEFORE)["talk"]
