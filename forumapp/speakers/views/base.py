"""What the pages behind a speaker's secret link share. All of it is private: never kept, never indexed."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.directory import rules as names
from forumapp.directory import service as directory
from forumapp.directory.models import ForumPerson
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.i18n import LANGUAGE_NAMES, current_language, language_name
from forumapp.programme import queries as programme
from forumapp.speakers import queries, service
from forumapp.speakers.forms import PhotoForm, SlidesForm
from forumapp.speakers.models import Speaker
from forumapp.speakers.presentation import part_views, places_of, slides_views, span_words, zone_line
from forumapp.speakers.rules.answers import is_link_over
from forumapp.speakers.rules.tokens import fingerprint

blueprint = Blueprint("speakers", __name__)

PLACE = "/forums/<slug>/speaker/<token>"


@dataclass(frozen=True)
class Own:
    """Somebody on their own page: the forum as the organizers have it, the person, and the secret link's token."""

    forum: Forum
    person: ForumPerson
    speaker: Speaker | None
    token: str

    @property
    def name(self) -> str:
        """The whole name in the page's language."""
        entry = self.person.person
        return names.display_name(
            entry.given_name, entry.family_name, entry.patronymic, current_language(), self.forum.languages
        )


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Keep these pages out of search engines and caches."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def own_by_token(slug: str, token: str) -> Own | None:
    """Return whose secret link this is, and speak their language; answers 410 when it is closed or the forum long over."""
    link = queries.link_by_hash(fingerprint(token))
    forum = forum_by_slug(slug) if link is not None else None
    if link is None or forum is None or link.forum_person.forum_id != forum.id:
        return None
    if link.revoked_at is not None or is_link_over(last=forum.ends_on, zone=forum.timezone, now=clock.now()):
        abort(410)
    audit.act_as("speaker", request_id=g.request_id)
    speaker = queries.speaker_of(link.forum_person)
    g.preferred_language = service.language_of(forum, speaker)
    g.content_languages = forum.languages
    return Own(forum, link.forum_person, speaker, token)


def back(own: Own, anchor: str | None = None) -> ResponseReturnValue:
    """Go back to the own page."""
    return redirect(url_for("speakers.own", slug=own.forum.slug, token=own.token, _anchor=anchor), 303)


def render(own: Own, template: str, **values: Any) -> str:
    """Return a page that names the forum as the organizers have it."""
    return render_template(template, forum=own.forum, token=own.token, name=own.name, **values)


def own_page(own: Own, *, photo_form: PhotoForm | None = None, slides_form: SlidesForm | None = None) -> str:
    """Return the own page; a form that was refused stands in it as it was sent."""
    forum, person = own.forum, own.person
    parts = part_views(forum, person.key, programme.whole_sessions_with(person), queries.answers_of(person))
    places = places_of(parts)
    part = directory.person_part(forum, person)
    return render(
        own,
        "speakers/own.html",
        parts=parts,
        zone_line=zone_line(forum),
        part=part,
        spoken=[language_name(code) for code in (own.speaker.languages if own.speaker else None) or ()],
        spans=span_words(directory.said_of(person)),
        photo=person.photo,
        photo_form=photo_form or PhotoForm(formdata=None),
        slides=slides_views(forum, queries.slides_of(person), dict(places)),
        slides_form=slides_form or SlidesForm.among(places),
        language=service.language_of(forum, own.speaker),
        language_choices=list(LANGUAGE_NAMES.items()),
    )
