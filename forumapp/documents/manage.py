"""The desk's documents: the working copy to print and for offices, in every language of the forum."""

from dataclasses import dataclass

from flask import Blueprint, Response, g, make_response, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.documents.presentation import Edition
from forumapp.documents.presentation.answers import asked_languages, octets_in_turn, own_file
from forumapp.documents.rules import Kind, paper_language
from forumapp.documents.service.calendar import working_calendar
from forumapp.exchange import ics
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.i18n import current_language, language_name
from forumapp.policy import Permission
from forumapp.schedule.service import working_copy
from forumapp.web import limits
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

blueprint = Blueprint("documents_desk", __name__, url_prefix="/forums/<slug>/manage/documents")


@dataclass(frozen=True)
class Download:
    """A file to take: its language in words and the address."""

    language: str
    href: str


@blueprint.get("/")
@guard(Permission.PROGRAMME_READ, forum_by_slug)
def documents(forum: Forum) -> ResponseReturnValue:
    """Show in which forms and languages the programme can be had on paper."""
    g.content_languages = forum.languages
    return render_desk(
        "documents/documents.html",
        forum=forum,
        section="files",
        choices=[(code, language_name(code)) for code in forum.languages],
        first=paper_language(None, current_language(), forum.languages),
        pdf=_downloads(forum, "pdf"),
        excel=_downloads(forum, "excel"),
        calendar=_downloads(forum, "calendar"),
    )


@blueprint.get("/programme.pdf")
@guard(Permission.PROGRAMME_READ, forum_by_slug)
@limiter.shared_limit(limits.DOCUMENTS, scope="documents")
def pdf(forum: Forum) -> ResponseReturnValue:
    """Give the working copy to print."""
    return _working_copy(forum, Kind.PDF)


@blueprint.get("/programme.docx")
@guard(Permission.PROGRAMME_READ, forum_by_slug)
@limiter.shared_limit(limits.DOCUMENTS, scope="documents")
def word(forum: Forum) -> ResponseReturnValue:
    """Give the working copy as a Word file, in one language or in two side by side."""
    return _working_copy(forum, Kind.WORD)


@blueprint.get("/programme.xlsx")
@guard(Permission.PROGRAMME_READ, forum_by_slug)
@limiter.shared_limit(limits.DOCUMENTS, scope="documents")
def excel(forum: Forum) -> ResponseReturnValue:
    """Give the working copy as tables."""
    return _working_copy(forum, Kind.EXCEL)


@blueprint.get("/programme.ics")
@guard(Permission.PROGRAMME_READ, forum_by_slug)
def calendar(forum: Forum) -> ResponseReturnValue:
    """Give the working copy as a calendar file."""
    language = paper_language(request.args.get("lang"), current_language(), forum.languages)
    response = make_response(working_calendar(forum, language=language, now=clock.now()))
    response.content_type = ics.CONTENT_TYPE
    response.headers["Content-Disposition"] = f'attachment; filename="{forum.slug}-draft-{language}.ics"'
    return response


def _working_copy(forum: Forum, kind: Kind) -> Response:
    document = working_copy(forum)
    languages = asked_languages(document.forum.languages, kind)
    edition = Edition(release=None, made_at=clock.now(), accent=forum.accent)
    octets = octets_in_turn(document, edition, kind, languages=languages, key=None)
    return own_file(octets, f"{forum.slug}-draft", kind, languages=languages)


def _downloads(forum: Forum, name: str) -> list[Download]:
    return [Download(language_name(code), url_for(f".{name}", slug=forum.slug, lang=code)) for code in forum.languages]
