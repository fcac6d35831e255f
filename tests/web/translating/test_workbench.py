"""The texts of a forum side by side, a form each."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp.audit import AuditEntry
from forumapp.policy import TeamRole
from forumapp.programme import queries as programme
from forumapp.programme import service as programme_service
from tests import parts
from tests.browsing import Browser, forms_of
from tests.publishing import NOW, load
from tests.signing_in import sign_in_as
from tests.web.translating.conftest import DESK, PAGE, marks, row_of, send_row, standing, whole_forum, words_at

TITLE = ("session", "opening", "title")
EVERYTHING = {
    ("forum", "", "title"): "The Forum",
    ("session", "opening", "title"): "Opening",
    ("session", "opening", "abstract"): "About the\n\nsession",
    ("report", "opening/first", "title"): "Report",
    ("room", "hall", "title"): "Hall",
    ("track", "heritage", "title"): "Heritage",
    ("person", "ayna", "post"): "Director",
    ("institution", "library", "name"): "Library",
}


def places(browser: Browser, query: str = "") -> list[str]:
    page = browser.get(f"{PAGE}{query}")
    return [form.values["kind"] + " " + form.values["field"] for form in forms_of(page) if "seen_text" in form.values]


def states(browser: Browser) -> list[list[str]]:
    page = html.unescape(browser.get(PAGE).get_data(as_text=True))
    table = page[page.index('<table class="table tally">') : page.index("</table>")]
    return [re.findall(r">(\d+)[<:]", row) for row in table.split("<tr>")[2:]]


@pytest.mark.parametrize("place", EVERYTHING)
def test_each_text_is_stored_where_it_belongs(
    browser: Browser, session: DatabaseSession, forum: Any, place: tuple[str, str, str]
) -> None:
    before = words_at(session, *place)

    response = send_row(browser, place, EVERYTHING[place])

    assert response.status_code == 303
    assert words_at(session, *place) == {**before, "en": EVERYTHING[place]}


def test_saving_leads_on_to_the_next_row(browser: Browser, forum: Any) -> None:
    page = browser.get(PAGE)
    following = [form for form in forms_of(page) if "seen_text" in form.values][1]
    target = re.search(
        r'id="(text-\w+)-words" name="text" lang="en"', page.get_data(as_text=True).split('<tr class="text-row')[2]
    )

    response = send_row(browser, ("forum", "", "title"), "The Forum", page=page)

    assert following.values["kind"] == "session"
    assert target is not None
    assert response.location == f"{DESK}?source=ru&target=en&lang=en#{target[1]}-words"


def test_a_session_saved_here_can_be_undone(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    send_row(browser, TITLE, "Opening")

    browser.fill("/forums/forum/manage/programme/?lang=en", form="/undo?lang=en")

    assert words_at(session, *TITLE) == {"ru": "Открытие"}


def test_an_emptied_text_loses_its_language_and_a_title_keeps_one(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    send_row(browser, TITLE, "Opening")
    send_row(browser, TITLE, "")

    assert words_at(session, *TITLE) == {"ru": "Открытие"}
    page = browser.get(f"{DESK}?lang=en&source=en&target=ru")
    response = browser.send(
        page, f"{DESK}?lang=en&source=en&target=ru", {"text": "", "deed": "save"}, form=row_of(page, *TITLE)
    )
    assert response.status_code == 422
    assert words_at(session, *TITLE) == {"ru": "Открытие"}


@pytest.mark.parametrize(("query", "found"), [
    ("&state=missing", ["session title", "session abstract", "report title", "room title", "track title", "person post", "institution name"]),
    ("&state=missing&kind=room", ["room title"]),
    ("&q=nasledie", ["track title"]),
    ("&q=Ataeva", ["person family_name", "person given_name", "person post"]),
    ("&state=reviewed", []),
    ("&state=nonsense&kind=nonsense&q=zal", ["room title"]),
])  # fmt: skip
def test_filters_combine(browser: Browser, forum: Any, query: str, found: list[str]) -> None:
    assert places(browser, query) == found


def test_states_are_counted_for_each_language(browser: Browser, forum: Any) -> None:
    send_row(browser, TITLE, "Opening", deed="reviewed")
    send_row(browser, ("room", "hall", "title"), "Hall", deed="machine")

    assert states(browser) == [["0", "0", "10", "0", "0"], ["5", "1", "3", "0", "1"]]


def test_a_mark_is_stored_and_lasts_as_long_as_its_texts(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    send_row(browser, TITLE, "Opening", deed="reviewed")
    assert places(browser, "&state=reviewed") == ["session title"]

    russian = f"{DESK}?lang=en&source=en&target=ru"
    page = browser.get(russian)
    browser.send(page, russian, {"text": "Торжественное открытие", "deed": "save"}, form=row_of(page, *TITLE))

    assert places(browser, "&state=stale") == ["session title"]
    send_row(browser, TITLE, "The opening")
    assert places(browser, "&state=written&q=opening") == ["session title"]


def test_marking_is_in_the_history(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    send_row(browser, TITLE, "Opening", deed="machine")

    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.action, entry.subject, entry.after) == (
        "translation:mark",
        "session:opening",
        {"language": "en", "state": "machine", "texts": 1},
    )
    assert "Marked translations" in browser.get("/forums/forum/manage/audit/?lang=en").get_data(as_text=True)


def test_nothing_can_be_marked_without_a_translation(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    response = send_row(browser, TITLE, "", deed="reviewed")

    assert response.status_code == 422
    assert marks(session) == {}


def test_a_text_with_blanks_of_its_own_is_marked_as_it_stands(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    place, words = ("room", "hall", "title"), "Hall\u00a01,  left"
    load(replace(standing(session), rooms=(replace(standing(session).rooms[0], title={"ru": "Зал", "en": words}),)))

    send_row(browser, place, words, deed="reviewed")

    assert words_at(session, *place)["en"] == words
    assert marks(session) == {"room hall title": "reviewed"}


def test_a_translation_of_another_source_is_not_marked_unseen(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    send_row(browser, TITLE, "Opening")
    page, russian = browser.get(PAGE), f"{DESK}?lang=en&source=en&target=ru"
    other = browser.get(russian)
    browser.send(other, russian, {"text": "Закрытие", "deed": "save"}, form=row_of(other, *TITLE))

    response = send_row(browser, TITLE, "Opening", deed="reviewed", page=page)

    assert response.status_code == 409
    assert "Somebody else changed the source since you opened the page." in response.get_data(as_text=True)
    assert marks(session) == {}


def test_what_a_page_shows_is_marked_at_once(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    browser.fill(f"{PAGE}&kind=person", form="mark")

    assert marks(session) == {"person ayna family_name": "reviewed", "person ayna given_name": "reviewed"}


def test_a_page_that_was_changed_meanwhile_is_not_marked(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    page = browser.get(f"{PAGE}&kind=person")
    send_row(browser, ("person", "ayna", "family_name"), "Atayeva")

    browser.send(page, f"{PAGE}&kind=person", form="mark")

    assert marks(session) == {}


def test_too_long_a_title_is_refused_and_kept(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    response = send_row(browser, TITLE, "x" * 301)

    assert response.status_code == 422
    assert "Use at most 300 characters." in response.get_data(as_text=True)
    assert "x" * 301 in response.get_data(as_text=True)
    assert words_at(session, *TITLE) == {"ru": "Открытие"}


@pytest.mark.parametrize("place", [TITLE, ("room", "hall", "title"), ("person", "ayna", "post")])
def test_two_people_who_write_one_text_lose_nothing(
    browser: Browser, session: DatabaseSession, forum: Any, place: tuple[str, str, str]
) -> None:
    page = browser.get(PAGE)
    send_row(browser, place, "Theirs")

    response = send_row(browser, place, "Mine", page=page)

    assert response.status_code == 409
    assert words_at(session, *place)["en"] == "Theirs"
    text = response.get_data(as_text=True)
    assert "Mine</textarea>" in text
    assert '<span lang="en">Theirs</span>' in text
    assert browser.send(response, PAGE, {"deed": "save"}, form=row_of(response, *place)).status_code == 303
    assert words_at(session, *place)["en"] == "Mine"


def test_what_others_change_beside_a_text_stands_too(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = browser.get(PAGE)
    send_row(browser, ("session", "opening", "abstract"), "About it")
    send_row(browser, ("report", "opening/first", "title"), "Report")

    response = send_row(browser, TITLE, "Opening", page=page)

    assert response.status_code == 303
    session_part = standing(session).sessions[0]
    assert (session_part.title["en"], (session_part.abstract or {})["en"]) == ("Opening", "About it")
    assert (session_part.reports or ())[0].title["en"] == "Report"


def test_a_text_that_went_is_told_and_what_was_typed_is_kept(
    browser: Browser, session: DatabaseSession, forum: Any
) -> None:
    page = browser.get(PAGE)
    row = programme.session_by_key("forum", "opening")
    assert row is not None
    programme_service.delete_session(row, now=NOW)
    session.commit()

    response = send_row(browser, TITLE, "Opening of the forum", page=page)

    assert response.status_code == 422
    assert '<pre class="said-text">Opening of the forum</pre>' in response.get_data(as_text=True)


def test_a_script_gets_the_row_alone(browser: Browser, session: DatabaseSession, forum: Any) -> None:
    page = browser.get(PAGE)
    posting = [form for form in forms_of(page) if form.method == "post"]
    values = dict(posting[row_of(page, *TITLE)].values) | {"text": "Opening", "deed": "save"}

    response = browser.client.post(PAGE, data=values, headers={"X-Row": "1"})
    late = browser.client.post(PAGE, data=values | {"text": "Start"}, headers={"X-Row": "1"})

    assert (response.status_code, late.status_code) == (200, 409)
    assert response.get_data(as_text=True).count("<tr ") == 1
    assert "Somebody else changed this text since you opened the page." in late.get_data(as_text=True)
    assert words_at(session, *TITLE)["en"] == "Opening"


def test_readers_see_and_cannot_write(client: FlaskClient, browser: Browser, session: DatabaseSession) -> None:
    forum = load(whole_forum())
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)

    page = browser.get(PAGE)

    assert page.status_code == 200
    assert [form.method for form in forms_of(page)] == ["get"]
    token = forms_of(browser.get("/account/logout"))[-1].values["csrf_token"]
    refused = [
        client.post(f"{DESK}{page}", data={"csrf_token": token}).status_code for page in ("", "mark", "file/", "take")
    ]
    assert refused == [403] * 4


def test_programme_editors_leave_the_forums_own_texts(
    client: FlaskClient, browser: Browser, session: DatabaseSession
) -> None:
    forum = load(whole_forum())
    sign_in_as(client, session, forum, TeamRole.PROGRAMME_EDITOR)
    page = browser.get(PAGE)
    values = dict(next(form for form in forms_of(page) if "seen_text" in form.values).values)

    response = client.post(PAGE, data=values | {"kind": "forum", "key": "", "text": "Mine", "deed": "save"})

    assert places(browser)[0] == "session title"
    assert response.status_code == 403
    assert words_at(session, "forum", "", "title")["en"] == "The Library Community"


def test_a_forum_of_one_language_says_so(client: FlaskClient, browser: Browser, session: DatabaseSession) -> None:
    forum = load(parts.document(forum=parts.forum(languages=("ru",))))
    sign_in_as(client, session, forum, TeamRole.OWNER)

    assert "This forum has one language." in browser.get(PAGE).get_data(as_text=True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries_for_any_number_of_rows(
    client: FlaskClient, session: DatabaseSession, queries: list[str], own_queries: None, count: int
) -> None:
    report = (whole_forum().sessions[0].reports or ())[0]
    keys = [f"one-{number}" for number in range(count)]
    forum = load(
        parts.document(
            *(parts.session(key, reports=(report,), room=key, track=key) for key in keys),
            rooms=tuple(parts.room(key) for key in keys),
            tracks=tuple(parts.track(key) for key in keys),
            people=(parts.person("ayna"), *(parts.person(key, institution=key) for key in keys)),
            institutions=tuple(parts.institution(key) for key in keys),
        )
    )
    sign_in_as(client, session, forum, TeamRole.READ_ONLY)
    queries.clear()

    client.get(PAGE)

    assert len([statement for statement in queries if statement.startswith("SELECT")]) == 15
