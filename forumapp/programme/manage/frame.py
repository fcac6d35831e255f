"""What the pages of the programme's desk have in common."""

from flask import Blueprint, abort, g, request

from forumapp import clock
from forumapp.directory import queries as directory
from forumapp.directory.manage.frame import whole_name
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.i18n import localized
from forumapp.programme import queries, service
from forumapp.programme.forms import Offer, ReportForm, SessionForm, VersionedForm
from forumapp.programme.models import Room, Session, Track

blueprint = Blueprint("programme_desk", __name__, url_prefix="/forums/<slug>/manage/programme")


def forum_of_desk(slug: str) -> Forum | None:
    """Load the forum, whose languages the page falls back on."""
    forum = forum_by_slug(slug)
    g.content_languages = forum.languages if forum else ()
    return forum


def session_of_desk(slug: str, key: str) -> Session | None:
    """Load a session that was not deleted, with its forum."""
    session = queries.session_by_key(slug, key)
    if session is None or session.deleted_at is not None:
        return None
    g.content_languages = session.forum.languages
    return session


def session_of_form(slug: str, key: str) -> Session | None:
    """Load a session that a form is for; one that was deleted only when the form is sent, lest what was typed is lost."""
    session = session_of_desk(slug, key)
    if session is None and request.method == "POST":
        session = queries.deleted_session_by_key(slug, key)
        g.content_languages = session.forum.languages if session else ()
    return session


def revive(subject: Session, form: VersionedForm) -> None:
    """Bring a deleted session back where the asker knows of it and sends the form again."""
    if subject.deleted_at is not None and form.revive.data:
        service.bring_back_session(subject, now=clock.now())


def room_of(forum: Forum, key: str) -> Room | None:
    """Load a room of the forum."""
    return next((room for room in queries.rooms(forum) if room.key == key), None)


def room_or_404(forum: Forum, key: str) -> Room:
    """Load a room of the forum, or answer that there is none."""
    return room_of(forum, key) or abort(404)


def track_of(forum: Forum, key: str) -> Track | None:
    """Load a track of the forum."""
    return next((track for track in queries.tracks(forum) if track.key == key), None)


def track_or_404(forum: Forum, key: str) -> Track:
    """Load a track of the forum, or answer that there is none."""
    return track_of(forum, key) or abort(404)


def offer_of(forum: Forum) -> Offer:
    """Return what the forum's sessions have to choose from."""
    people = [(link.key, whole_name(link.person)) for link in directory.forum_people(forum)]
    return Offer(
        languages=forum.languages,
        rooms=[(room.key, localized(room.title, forum.languages)) for room in queries.rooms(forum)],
        tracks=[(track.key, localized(track.title, forum.languages)) for track in queries.tracks(forum)],
        people=sorted(people, key=lambda choice: choice[1].casefold()),
    )


def wants_more_rows(form: SessionForm | ReportForm) -> bool:
    """Say whether the button for more rows of people was used, and make room for them."""
    if "more_rows" not in request.form:
        return False
    form.people.extra_rows = 5
    return True
