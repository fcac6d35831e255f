"""The history of a forum: every deed in words, nothing as it is stored."""

import re
from html import unescape

import pytest

from forumapp import audit
from forumapp.demo import loading
from forumapp.forums import service
from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from tests import factories
from tests.signing_in import sign_in_as

HISTORY = "/forums/library-days/manage/audit/"
ROW = '<th class="deed" scope="row">'


@pytest.fixture
def forum(session):
    return factories.Forum(slug="library-days")


@pytest.fixture(autouse=True)
def owner(client, session, forum):
    return sign_in_as(client, session, forum, TeamRole.OWNER)


def note(forum, times=1, action="session:move", subject="session:s{}", **values):
    for number in range(times):
        audit.record(action, subject=subject.format(number), forum=forum.slug, now=factories.CREATED, **values)


def shown(client, language="en", **asked):
    return client.get(HISTORY, query_string={"lang": language, **asked}).get_data(as_text=True)


def lines(page):
    """Return what the deeds of a page changed, as text; the words that were struck out between tildes."""
    struck = re.sub(r"<del>(.*?)</del>", r"~\1~", page, flags=re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", line)) for line in re.findall(r"<p>([^<:]+: .*?)</p>", struck, re.DOTALL)]


def test_a_deed_is_shown_with_what_was_and_what_became(client, session, forum):
    member = factories.Membership(forum=forum, role=TeamRole.REGISTRAR)
    factories.Account(email="ayna@example.org", name="Ayna Ataeva")
    with audit.acting("ayna@example.org"):
        service.set_roles(forum, member.account, [TeamRole.OWNER], now=factories.CREATED)
    session.commit()

    page = shown(client)

    assert 'Ayna Ataeva<br><span class="muted">ayna<wbr>@example.org</span>' in page
    assert 'Changed roles<br><span class="muted">Ayna Organizer</span>' in page
    assert "Roles: <del>Registrar</del> <ins>Owner</ins>" in page
    assert "1 November 2026, 14:00" in page


def test_a_time_is_shown_in_words_on_the_forums_clock(client, session, forum):
    note(
        forum,
        action="registration:promote",
        subject="session:none",
        after={"hold_until": "2026-11-24T02:34:42.395077+00:00"},
    )
    note(forum, after={"starts_at": "2027-04-12T10:00:00"})
    session.commit()

    assert lines(shown(client)) == ["Begins: 12 April 2027, 10:00", "Held until: 24 November 2026, 07:34"]


def test_what_is_on_or_off_is_shown_in_words(client, session, forum):
    note(
        forum,
        action="forum:require-approval",
        subject="forum:library-days",
        before={"needs_approval": False},
        after={"needs_approval": True},
    )
    note(forum, action="draft:send", subject="approver:anna@example.org", after={"sees_closed": False})
    session.commit()

    page = shown(client)

    assert lines(page) == ["Shows closed sessions: no", "Publishing needs an approval: ~no~ yes"]


def test_an_approver_is_called_by_the_address(client, session, forum):
    note(forum, action="draft:send", subject="approver:anna@example.org", after={"name": "Anna"})
    session.commit()

    assert "anna<wbr>@example.org</span></th>" in shown(client)


def test_what_was_written_is_shown_as_text(client, session, forum):
    note(forum, after={"title": {"en": "<script>alert(1)</script>"}, "abstract": None})
    session.commit()

    page = shown(client)

    assert "<script>alert" not in page
    assert lines(page) == ["Title (English): <script>alert(1)</script>"]


def test_things_are_called_by_their_names(client, session, forum):
    hall = factories.Room(forum_id=forum.id, key="hall", title={"ru": "Зал", "en": "Hall"})
    factories.Session(forum=forum, key="s0", title={"ru": "Открытие", "en": "Opening"}, room=hall)
    factories.ForumPerson(forum_id=forum.id, key="ayna")
    note(
        forum,
        before={"room": "cellar", "people": [], "status": "confirmed"},
        after={"room": "hall", "people": [{"person": "ayna", "role": "moderator"}], "status": "tentative"},
    )
    note(forum, action="room:remove", subject="room:cellar", before={"key": "cellar", "title": {"en": "Cellar"}})
    session.commit()

    page = shown(client)

    assert 'Moved a session<br><span class="muted">Opening</span>' in page
    assert 'Removed a room<br><span class="muted">Cellar</span>' in page
    assert lines(page)[1:] == [
        "Room: ~Cellar~ Hall",
        "Status: ~Confirmed~ To be confirmed",
        "People: Ayna Ataeva (moderator)",
    ]


def test_only_what_differs_of_long_lists_and_texts_is_shown(client, session, forum):
    codes = ["ru", "en", "kk", "ky", "tg"]
    long = "Word " * 200
    note(
        forum,
        action="forum:revise",
        subject="forum:library-days",
        before={"languages": codes, "description": {"ru": "Слово", "en": long + "old end"}},
        after={"languages": [*codes[1:], "tk"], "description": {"ru": "Слово", "en": long + "new end"}},
    )
    session.commit()

    assert lines(shown(client)) == [
        "Languages: ~Russian~ taken out",
        "Languages: added: Turkmen",
        f"Description (English): ~…{long[-40:]}old end~ …{long[-40:]}new end",
    ]


def test_reports_are_told_one_by_one(client, session, forum):
    factories.ForumPerson(forum_id=forum.id, key="ayna")

    def report(key, **values):
        return {"key": key, "title": {"en": key.title()}, "minutes": 20, "people": ["ayna"], "abstract": None, **values}

    note(
        forum,
        action="report:revise",
        before={"reports": [report("first"), report("second"), report("third")]},
        after={"reports": [report("third"), report("first", minutes=30), report("fourth")]},
    )
    session.commit()

    assert lines(shown(client)) == [
        "Report “First”: Minutes: ~20~ 30",
        "Report: ~Second, 20 minutes, Ayna Ataeva~ nothing",
        "Report: Fourth, 20 minutes, Ayna Ataeva",
        "Order of reports: ~First; Second; Third~ Third; First; Fourth",
    ]


RAW = re.compile(
    r"\d{4}-\d\d-\d\d|\b(?:None|True|False)\b|[{}]|\b(?:en|ru): "
    r"|\b(?:expert_meeting|round_table|onsite|unverified|waitlisted|programme_editor|read_only)\b"
    r"|\b[A-Z][a-z]+/[A-Z][a-z]+\b|\b\d+:\d\d:\d\d"
)
"""What only a program would write."""


@pytest.mark.parametrize(("language", "foreign"), [("en", r"\b[a-z]+-[a-z]+-[a-z]+\b"), ("ru", r"\b[a-z]{3,}\b")])
def test_nothing_of_a_whole_forums_history_is_raw(client, session, owner, language, foreign):
    loading.load(now=factories.CREATED)
    found = [forum_by_slug(slug) for slug in loading.FORUMS]
    for each in found:
        factories.Membership(forum=each, account=owner, role=TeamRole.OWNER)
    session.commit()

    raw = []
    for each in found:
        for number in range(1, 20):
            address = f"/forums/{each.slug}/manage/audit/"
            page = client.get(address, query_string={"lang": language, "page": number}).get_data(as_text=True)
            raw += [line for line in lines(page) if RAW.search(line)]
            raw += [label for label in re.findall(r"<p>([^<>\n]*?):", page) if re.search(foreign, label)]
            if f"page={number + 1}" not in page:
                break

    assert raw == []


def test_other_forums_deeds_are_not_shown(client, session, forum):
    note(factories.Forum(slug="other"), after={"title": {"en": "a marker"}})
    session.commit()

    assert "a marker" not in shown(client)
    assert "Every change of the forum is written down here." in shown(client)


def test_deeds_are_filtered_by_what_was_done_and_by_whom(client, session, forum):
    note(forum, 2)
    with audit.acting("delegate"):
        note(forum, action="session:cancel")
    session.commit()

    asked = [{"action": "session:move"}, {"action": "session:cancel"}, {"actor": "delegate"}, {"action": "never:done"}]
    assert [shown(client, **each).count(ROW) for each in asked] == [2, 1, 1, 3]
    assert shown(client, action="session:move", actor="delegate").count(ROW) == 0


@pytest.mark.parametrize(
    ("asked", "rows"), [("1", 50), ("2", 2), ("3", 2), ("0", 50), ("-1", 50), ("x", 50), ("9" * 50, 50)]
)
def test_the_list_goes_by_pages_and_no_number_breaks_it(client, session, forum, asked, rows):
    note(forum, 52)
    session.commit()

    assert shown(client, page=asked).count(ROW) == rows


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_asks_the_same_number_of_questions(client, session, forum, queries, count):
    for number in range(count):
        each = factories.Registration(forum=forum, institution_id=factories.Institution().id)
        factories.Room(forum_id=forum.id)
        factories.ForumPerson(forum_id=forum.id)
        change = {"institution_id": each.institution_id, "country": "TM"}
        note(
            forum, action="registration:revise", subject=f"registration:{each.uid}", before=change, after={"post": "x"}
        )
        note(forum, action="room:remove", subject=f"room:gone-{number}", before={"title": {"en": "Gone"}})
    session.commit()
    queries.clear()

    client.get(HISTORY)

    assert len(queries) == 35
