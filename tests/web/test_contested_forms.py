"""What two people change at once, beside sessions: rooms, tracks, people, institutions, further events, a speaker's own text."""

import html
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.directory.queries import forum_person_by_key
from forumapp.forums.queries import forum_by_slug
from forumapp.policy import TeamRole
from forumapp.speakers import service as speakers
from tests import factories, parts
from tests.browsing import Browser, forms_of
from tests.publishing import load
from tests.signing_in import sign_in_as

DESK = "/forums/forum/manage/"


@dataclass(frozen=True)
class Thing:
    """A page with a form: two fields that do not touch, and what the form calls the second one's part."""

    address: str
    form: str
    free: tuple[str, str]
    contested: str
    name: str
    remove: str = "remove"


THINGS = {
    "room": Thing(f"{DESK}programme/rooms/hall/", "room-form", ("capacity", "40"), "title-en", "title"),
    "track": Thing(f"{DESK}programme/tracks/heritage/", "track-form", ("color", "#112233"), "title-en", "title"),
    "person": Thing(f"{DESK}people/ayna/", "person-form", ("post-en", "Director"), "biography-en", "biography"),
    "institution": Thing(f"{DESK}institutions/museum/", "institution-form", ("isil", "RU-10010033"), "city-en", "city"),
    "event": Thing(f"{DESK}events/readings/", "event-form", ("place-en", "Ashgabat"), "ends_on", "when", "delete"),
}
VALUES = {"ends_on": ("2027-05-28", "2027-05-30")}


@pytest.fixture(params=THINGS)
def thing(request: pytest.FixtureRequest) -> Thing:
    """Give each of the things in turn."""
    return THINGS[request.param]


@pytest.fixture
def others(app: Flask, client: FlaskClient, session: DatabaseSession) -> list[Browser]:
    """Give the browsers of two organizers of one forum."""
    load(
        parts.document(
            rooms=(parts.room("hall"),),
            tracks=(parts.track("heritage"),),
            institutions=(parts.institution("museum"),),
            people=(parts.person("ayna"),),
            events=(parts.event("readings"),),
        )
    )
    found = []
    for each in (client, app.test_client()):
        sign_in_as(each, session, forum(), TeamRole.PROGRAMME_EDITOR)
        found.append(Browser(each))
    return found


def forum() -> Any:
    return forum_by_slug("forum")


def stands(browser: Browser, thing: Thing) -> dict[str, str]:
    return next(form for form in forms_of(browser.get(thing.address)) if form.identifier == thing.form).values.to_dict()


def send(browser: Browser, page: TestResponse, thing: Thing, **values: Any) -> TestResponse:
    return browser.send(page, thing.address, values, form=thing.form)


def token(page: TestResponse) -> dict[str, str]:
    return {"csrf_token": forms_of(page)[-1].values["csrf_token"]}


def theirs_and_ours(thing: Thing) -> tuple[str, str]:
    return VALUES.get(thing.contested, ("Their words", "Our words"))


def test_what_does_not_touch_is_kept_of_both_and_told(others: list[Browser], thing: Thing) -> None:
    we, they = others
    name, value = thing.free
    theirs, _ours = theirs_and_ours(thing)
    page = we.get(thing.address)
    they.fill(thing.address, {thing.contested: theirs}, form=thing.form)

    answer = send(we, page, thing, **{name: value})

    assert answer.status_code == 303
    after = stands(we, thing)
    assert (after[name], after[thing.contested]) == (value, theirs)


def test_the_notice_names_what_somebody_else_changed(others: list[Browser]) -> None:
    we, they = others
    page = we.get(THINGS["room"].address)
    they.fill(THINGS["room"].address, {"attendance": "online"})

    answer = send(we, page, THINGS["room"], capacity="40")

    text = html.unescape(we.get(f"{answer.location}?lang=en").get_data(as_text=True))
    assert "What somebody else changed meanwhile stands too: attendance." in text


@pytest.mark.parametrize("is_theirs_kept", [False, True])
def test_where_both_changed_the_same_both_are_shown_and_the_asker_chooses(
    others: list[Browser], thing: Thing, is_theirs_kept: bool
) -> None:
    we, they = others
    name, value = thing.free
    theirs, ours = theirs_and_ours(thing)
    page = we.get(thing.address)
    they.fill(thing.address, {thing.contested: theirs}, form=thing.form)

    answer = send(we, page, thing, **{thing.contested: ours, name: value})

    text = html.unescape(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert "data-errors" in text
    assert f'name="keep_theirs" value="{thing.name}"' in text
    assert stands(we, thing)[thing.contested] == theirs
    again = send(we, answer, thing, **({"keep_theirs": [thing.name]} if is_theirs_kept else {}))
    assert again.status_code == 303
    after = stands(we, thing)
    assert (after[name], after[thing.contested]) == (value, theirs if is_theirs_kept else ours)


def test_a_choice_between_what_no_longer_stands_is_asked_again(others: list[Browser], thing: Thing) -> None:
    we, they = others
    theirs, ours = theirs_and_ours(thing)
    page = we.get(thing.address)
    they.fill(thing.address, {thing.contested: theirs}, form=thing.form)
    answer = send(we, page, thing, **{thing.contested: ours})
    newest = "2027-05-31" if thing.contested == "ends_on" else "Their newest"
    they.fill(thing.address, {thing.contested: newest}, form=thing.form)

    again = send(we, answer, thing)

    assert again.status_code == 409
    assert stands(we, thing)[thing.contested] == newest


@pytest.mark.parametrize("text", ["", "not sealed by us"])
def test_who_does_not_say_what_they_read_sees_all_that_differs_and_saves_then(
    others: list[Browser], thing: Thing, text: str
) -> None:
    we, _they = others
    _theirs, ours = theirs_and_ours(thing)

    answer = send(we, we.get(thing.address), thing, **{thing.contested: ours, "based_on": text})

    assert answer.status_code == 409
    assert send(we, answer, thing).status_code == 303
    assert stands(we, thing)[thing.contested] == ours


def test_what_somebody_else_took_off_its_list_comes_back_with_what_was_typed(
    others: list[Browser], thing: Thing
) -> None:
    we, they = others
    _theirs, ours = theirs_and_ours(thing)
    page = we.get(thing.address)
    gone = they.client.post(f"{thing.address}{thing.remove}", data=token(they.get(thing.address)))
    assert (gone.status_code, we.get(thing.address).status_code) == (303, 404)

    answer = send(we, page, thing, **{thing.contested: ours})

    assert answer.status_code == 409
    assert "Save again to bring it back with what you typed." in answer.get_data(as_text=True)
    assert we.get(thing.address).status_code == 404
    assert send(we, answer, thing).status_code == 303
    assert stands(we, thing)[thing.contested] == ours


def test_what_never_was_on_the_list_is_no_page(others: list[Browser], thing: Thing) -> None:
    we, _they = others
    elsewhere = f"{thing.address.rsplit('/', 2)[0]}/nothing/"

    assert we.client.post(elsewhere, data=token(we.get(thing.address))).status_code == 404


def test_a_speaker_s_own_words_and_an_organizer_s_do_not_overwrite_each_other(
    app: Flask, others: list[Browser], session: DatabaseSession
) -> None:
    person = forum_person_by_key(forum(), "ayna")
    assert person is not None
    link = speakers.link_for(forum(), person, now=factories.CREATED)
    session.commit()
    own = "/" + speakers.address_of(forum(), link).split("/", 3)[3] + "about"
    organizer, speaker = others[0], Browser(app.test_client())
    opened = organizer.get(THINGS["person"].address)
    opened_about = speaker.get(own)
    speaker.send(opened_about, own, {"biography-en": "I keep manuscripts."})

    kept = send(organizer, opened, THINGS["person"], **{"post-en": "Keeper"})
    stale = speaker.send(opened_about, own, {"post-en": "Librarian", "biography-en": "I keep old manuscripts."})

    assert (kept.status_code, stale.status_code) == (303, 409)
    after = stands(organizer, THINGS["person"])
    assert (after["post-en"], after["biography-en"]) == ("Keeper", "I keep manuscripts.")
