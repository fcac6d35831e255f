"""The lasting address of an online session."""

from datetime import UTC, datetime, timedelta

import pytest

from forumapp.exchange.document import Status
from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from forumapp.registration.models import RegistrationStatus
from forumapp.registration.rules.tokens import fingerprint
from tests import factories
from tests.signing_in import sign_in_as
from tests.web.feeds.samples import NOW, SECRET, SLUG, document, revised

STARTS = datetime(2027, 4, 12, 5, 0, tzinfo=UTC)
"""When the opening begins."""
MEETING = f"https://meet.example.org/{SECRET}-hall"


def known(reader, session, status=RegistrationStatus.CONFIRMED):
    """Make the browser a delegate's: it opened the page behind the secret link."""
    factories.Registration(forum=forum_by_slug(SLUG), status=status, token_hash=fingerprint("token"))
    session.commit()
    assert reader.client.get(f"/forums/{SLUG}/registration/token/").status_code == 200


def join(reader, key="opening"):
    return reader.client.get(f"/forums/{SLUG}/join/{key}")


@pytest.mark.parametrize("before", [timedelta(minutes=15), timedelta(0), timedelta(minutes=-59)])
def test_a_confirmed_delegate_is_led_on_from_shortly_before_the_start(reader, session, clock, before):
    known(reader, session)
    clock.move_to(STARTS - before)

    response = join(reader)

    assert (response.status_code, response.location) == (302, MEETING)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("moment", [STARTS - timedelta(minutes=15, seconds=1), STARTS + timedelta(hours=1)])
def test_too_early_and_too_late_a_page_says_so(reader, session, clock, moment):
    known(reader, session)
    clock.move_to(moment)

    response = join(reader)

    assert response.status_code == 200
    assert SECRET not in response.text


def test_nobody_is_led_to_a_cancelled_session(reader, session, clock):
    reader.publish(revised(document(), "opening", status=Status.CANCELLED), now=NOW + timedelta(minutes=1))
    known(reader, session)
    clock.move_to(STARTS)

    assert join(reader).status_code == 200


def test_a_stranger_is_told_how_to_get_in(reader, clock):
    clock.move_to(STARTS)

    response = join(reader)

    assert response.status_code == 403
    assert SECRET not in response.text


def test_who_waits_for_a_place_is_no_delegate_yet(reader, session, clock):
    known(reader, session, RegistrationStatus.WAITLISTED)
    clock.move_to(STARTS)

    assert join(reader).status_code == 403


@pytest.mark.parametrize("key", ["nothing", "closed", "delegates", "someday", "reports", "lunch"])
def test_what_is_unknown_hidden_or_has_no_online_side_is_not_there(reader, clock, key):
    clock.move_to(STARTS)

    assert join(reader, key).status_code == 404


def test_a_delegate_joins_a_session_for_delegates_and_not_a_closed_one(reader, session, clock):
    known(reader, session)
    clock.move_to(datetime(2027, 4, 12, 9, 30, tzinfo=UTC))

    assert join(reader, "delegates").location == f"https://meet.example.org/{SECRET}-delegates"
    assert join(reader, "closed").status_code == 404


def test_the_team_joins_closed_sessions_too(reader, session, clock):
    clock.move_to(datetime(2027, 4, 12, 8, 30, tzinfo=UTC))
    sign_in_as(reader.client, session, forum_by_slug(SLUG), TeamRole.MODERATOR)

    assert join(reader, "closed").location == f"https://meet.example.org/{SECRET}-closed"
