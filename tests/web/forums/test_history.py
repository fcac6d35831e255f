import pytest

from forumapp import audit
from forumapp.forums import service
from forumapp.policy import TeamRole
from tests import factories
from tests.signing_in import sign_in_as

HISTORY = "/forums/library-days/manage/audit/"


@pytest.fixture
def forum(session):
    return factories.Forum(slug="library-days")


@pytest.fixture(autouse=True)
def owner(client, session, forum):
    return sign_in_as(client, session, forum, TeamRole.OWNER)


def note(forum, times, action="session:move", **values):
    for number in range(times):
        audit.record(action, subject=f"session:s{number}", forum=forum.slug, now=factories.CREATED, **values)


def shown(client, **asked):
    return client.get(HISTORY, query_string={"lang": "en", **asked}).get_data(as_text=True)


def test_a_deed_is_shown_with_what_was_and_what_became(client, session, forum):
    member = factories.Membership(forum=forum, role=TeamRole.REGISTRAR)
    with audit.acting("ayna@example.org"):
        service.set_roles(forum, member.account, [TeamRole.OWNER], now=factories.CREATED)
    session.commit()

    page = shown(client)

    assert "ayna@example.org" in page
    assert "Changed roles" in page
    assert "Roles: <del>Registrar</del> <ins>Owner</ins>" in page
    assert "1 November 2026, 14:00" in page


def test_a_time_is_shown_in_words_on_the_forums_clock(client, session, forum):
    note(forum, 1, after={"hold_until": "2026-11-24T02:34:42.395077+00:00", "starts_at": "2027-04-12T10:00:00"})
    session.commit()

    page = shown(client)

    assert "Held until: <ins>24 November 2026, 07:34</ins>" in page
    assert "Begins: <ins>12 April 2027, 10:00</ins>" in page


def test_what_was_written_is_shown_as_text(client, session, forum):
    note(forum, 1, after={"title": {"en": "<script>alert(1)</script>"}, "is_open": True, "note": None})
    session.commit()

    page = shown(client)

    assert "<script>alert" not in page
    assert "en: &lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_other_forums_deeds_are_not_shown(client, session, forum):
    note(factories.Forum(slug="other"), 1, after={"title": "a marker"})
    session.commit()

    assert "a marker" not in shown(client)
    assert "Every change of the forum is written down here." in shown(client)


def test_deeds_are_filtered_by_what_was_done(client, session, forum):
    note(forum, 2)
    note(forum, 1, action="session:cancel")
    session.commit()

    assert [
        shown(client, action=action).count('<th scope="row">') for action in ("session:move", "session:cancel")
    ] == [2, 1]
    assert shown(client, action="never:done").count('<th scope="row">') == 3


@pytest.mark.parametrize(
    ("asked", "rows"), [("1", 50), ("2", 2), ("3", 2), ("0", 50), ("-1", 50), ("x", 50), ("9" * 50, 50)]
)
def test_the_list_goes_by_pages_and_no_number_breaks_it(client, session, forum, asked, rows):
    note(forum, 52)
    session.commit()

    assert shown(client, page=asked).count('<th scope="row">') == rows


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_asks_the_same_number_of_questions(client, session, forum, queries, count):
    note(forum, count)
    session.commit()
    queries.clear()

    client.get(HISTORY)

    # The actions, the count, the rows; and the newest deed, by which the frame knows what is not published.
    assert len([asked for asked in queries if "audit_entries" in asked]) == 4
