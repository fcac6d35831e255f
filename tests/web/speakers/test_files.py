"""Photos and slides: sent, shown to whom they are for, taken away."""

import io
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp import clock
from forumapp.config import Settings
from forumapp.directory import queries as directory
from forumapp.exchange import forumfile
from forumapp.policy import TeamRole
from forumapp.programme.service import apply_document, document_of
from forumapp.schedule import service as schedule
from forumapp.speakers import queries
from forumapp.storage import keep
from forumapp.worker import sweep_files
from tests import factories, publishing
from tests.browsing import Browser, forms_of
from tests.portraits import opened, picture
from tests.signing_in import sign_in_as
from tests.web.speakers.conftest import Place

PUBLIC = "/forums/forum/people/ayna/"
DESK = "/forums/forum/manage/people/ayna/"
PDF = b"%PDF-1.7\nzq-slides"


def send(client: FlaskClient, page: str, ending: str, **values: Any) -> TestResponse:
    """Send a form of a page with a file, as a browser does."""
    form = next(form for form in forms_of(client.get(page)) if form.action.endswith(ending))
    data = {**{name: form.values[name] for name in form.values}, **values}
    return client.post(form.action, data=data, content_type="multipart/form-data")


def send_photo(client: FlaskClient, place: Place, octets: bytes | None = None) -> TestResponse:
    return send(client, place.own, "/photo", photo=(io.BytesIO(octets or picture()), "../../me.jpg"))


def send_slides(
    client: FlaskClient, page: str, octets: bytes = PDF, name: str = "slides.pdf", **values: Any
) -> TestResponse:
    return send(client, page, "/slides", slides=(io.BytesIO(octets), name), **values)


def release(session: DatabaseSession, place: Place) -> None:
    session.expire_all()
    schedule.publish(place.forum, by="organizer@example.org", now=publishing.NOW)
    session.commit()


def photo_of(session: DatabaseSession, place: Place) -> str | None:
    session.expire_all()
    link = directory.forum_person_by_key(place.forum, "ayna")
    assert link is not None
    return link.photo


def test_a_photo_is_stored_under_a_made_up_name_and_shown_to_its_owner(
    app: Flask, client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    response = send_photo(client, place)

    settings: Settings = app.extensions["forumapp.settings"]
    name = photo_of(session, place)
    shown = client.get(f"{place.own}photo.webp")
    assert (response.status_code, response.location) == (303, f"{place.own}#photo")
    assert {path.name for path in (settings.storage_dir / "photos").glob(f"{name}*")} == {
        f"{name}-large.webp",
        f"{name}-small.webp",
    }
    assert (shown.mimetype, shown.headers["Cache-Control"]) == ("image/webp", "private, no-store")
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert opened(shown.data).size == (640, 640)


def test_the_public_sees_a_photo_from_the_release_on_that_includes_it(
    client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    release(session, place)
    send_photo(client, place)

    assert "photo.webp" not in client.get(PUBLIC).get_data(as_text=True)
    assert client.get(f"{PUBLIC}photo.webp").status_code == 404
    release(session, place)
    page = client.get(f"{PUBLIC}?lang=en").get_data(as_text=True)
    name = photo_of(session, place) or ""
    assert f'src="{PUBLIC}photo.webp?v={name[:8]}" width="160" height="160" alt="Photo: Ayna Family"' in page
    assert "photo-small.webp" in client.get("/forums/forum/people/").get_data(as_text=True)
    shown = client.get(f"{PUBLIC}photo-small.webp")
    assert (shown.status_code, opened(shown.data).size) == (200, (160, 160))
    assert shown.headers["Cache-Control"] == "public, max-age=3600"
    assert client.get(f"{PUBLIC}photo-small.webp", headers={"If-None-Match": shown.headers["ETag"]}).status_code == 304


def test_a_photo_taken_away_leaves_with_the_next_release(
    browser: Browser, client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    send_photo(client, place)
    release(session, place)
    browser.fill(place.own, form="photo/remove")

    assert client.get(f"{PUBLIC}photo.webp").status_code == 200
    release(session, place)
    assert client.get(f"{PUBLIC}photo.webp").status_code == 404


@pytest.mark.parametrize("octets", [b"<svg/>", picture()[:500], picture(size=(100, 100))])
def test_what_is_no_photo_is_refused_and_the_old_one_stays(
    client: FlaskClient, session: DatabaseSession, place: Place, octets: bytes
) -> None:
    send_photo(client, place)
    before = photo_of(session, place)

    response = send_photo(client, place, octets)

    assert (response.status_code, photo_of(session, place)) == (422, before)


def test_files_of_a_forum_neither_carry_nor_change_photos(
    client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    send_photo(client, place)
    name = photo_of(session, place)
    octets = forumfile.write(document_of(place.forum))
    applied = apply_document(forumfile.read(octets), forum=place.forum, owner=None, now=factories.CREATED)
    session.commit()

    assert (b"photo" in octets, applied.is_empty, photo_of(session, place)) == (False, True, name)
    named = octets.replace(b'"key": "ayna",', b'"key": "ayna", "photo": "' + b"0" * 32 + b'",')
    assert named != octets
    apply_document(forumfile.read(named), forum=place.forum, owner=None, now=factories.CREATED)
    assert photo_of(session, place) == name


def test_slides_are_for_the_team_and_for_saving_only(
    client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    response = send_slides(client, place.own, place="talks/memory", name='../"zq\r\n.html')
    slides = queries.slides_of(place.person)
    stranger = client.get(f"{DESK}slides/{slides[0].id}")
    sign_in_as(client, session, place.forum, TeamRole.READ_ONLY)
    download = client.get(f"{DESK}slides/{slides[0].id}")

    assert response.status_code == 303
    assert [(each.session.key, each.report_key, each.kind.value) for each in slides] == [("talks", "memory", "pdf")]
    assert stranger.status_code == 302
    assert (download.status_code, download.data, download.mimetype) == (200, PDF, "application/pdf")
    assert download.headers["Content-Disposition"].startswith("attachment; filename=")
    assert ".pdf" in download.headers["Content-Disposition"]
    assert download.headers["Cache-Control"] == "private, no-store"
    assert download.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_another_team_knows_of_no_slides(client: FlaskClient, session: DatabaseSession, place: Place) -> None:
    send_slides(client, place.own, place="panel")
    number = queries.slides_of(place.person)[0].id
    sign_in_as(client, session, factories.Forum(), TeamRole.OWNER)

    assert client.get(f"{DESK}slides/{number}").status_code == 404


@pytest.mark.parametrize(
    ("octets", "place_key"), [(b"MZ\x90", "panel"), (PDF, "talks"), (PDF, "panel/memory"), (PDF, "other")]
)
def test_slides_that_cannot_be_are_refused(client: FlaskClient, place: Place, octets: bytes, place_key: str) -> None:
    response = send_slides(client, place.own, octets, place=place_key)

    assert (response.status_code, list(queries.slides_of(place.person))) == (422, [])


def test_removed_slides_are_gone_from_the_disk(
    app: Flask, browser: Browser, client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    send_slides(client, place.own, place="panel")
    file = queries.slides_of(place.person)[0].file
    settings: Settings = app.extensions["forumapp.settings"]
    assert (settings.storage_dir / "slides" / file).read_bytes() == PDF

    browser.fill(place.own, form=f"slides/{queries.slides_of(place.person)[0].id}/remove")

    session.expire_all()
    assert list(queries.slides_of(place.person)) == []
    assert not (settings.storage_dir / "slides" / file).exists()


def test_the_desk_sends_and_shows_photo_and_slides(client: FlaskClient, session: DatabaseSession, place: Place) -> None:
    sign_in_as(client, session, place.forum, TeamRole.PROGRAMME_EDITOR)
    photo = send(client, f"{DESK}speaker/", "/photo", photo=(io.BytesIO(picture("PNG")), "me.png"))
    slides = send_slides(client, f"{DESK}speaker/", place="panel")

    assert (photo.status_code, slides.status_code) == (303, 303)
    assert opened(client.get(f"{DESK}photo.webp").data).size == (640, 640)
    assert [each.name for each in queries.slides_of(place.person)] == ["slides.pdf"]
    assert client.post(f"{DESK}photo").status_code == 400


def test_the_worker_deletes_what_nothing_names_any_more_after_a_day(
    app: Flask, browser: Browser, client: FlaskClient, session: DatabaseSession, place: Place
) -> None:
    settings: Settings = app.extensions["forumapp.settings"]
    send_slides(client, place.own, place="panel")
    kept = queries.slides_of(place.person)[0].file
    send_photo(client, place)
    published = photo_of(session, place)
    release(session, place)
    send_photo(client, place)
    replaced = photo_of(session, place)
    send_photo(client, place)
    at_desk = photo_of(session, place)
    orphan = keep("slides", {"": b"%PDF-"})

    sweep_files(clock.now())
    early = (settings.storage_dir / "slides" / orphan).exists()
    sweep_files(clock.now() + timedelta(days=1, minutes=1))

    names = {path.name[:32] for folder in ("photos", "slides") for path in (settings.storage_dir / folder).iterdir()}
    assert early
    assert ({published, at_desk, kept} - names, names & {replaced, orphan}) == (set(), set())
