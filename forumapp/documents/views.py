"""The published programme to print and for offices: kept for strangers, a delegate's own for a delegate."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from forumapp.documents.presentation import Edition
from forumapp.documents.presentation.answers import TYPES, asked_languages, named, octets_in_turn, own_file
from forumapp.documents.rules import Kind
from forumapp.policy import Permission
from forumapp.schedule.queries import Released, released
from forumapp.schedule.rules import PUBLIC
from forumapp.schedule.views.blueprint import asker
from forumapp.web import limits
from forumapp.web.addresses import absolute
from forumapp.web.guards import guard
from forumapp.web.kept import keep
from forumapp.web.limits import limiter

blueprint = Blueprint("documents", __name__)


@blueprint.get("/forums/<slug>/programme.pdf")
@guard(Permission.PUBLIC_READ, released)
@limiter.shared_limit(limits.DOCUMENTS, scope="documents")
def pdf(released: Released) -> ResponseReturnValue:
    """Give the programme to print."""
    return _programme(released, Kind.PDF)


@blueprint.get("/forums/<slug>/programme.docx")
@guard(Permission.PUBLIC_READ, released)
@limiter.shared_limit(limits.DOCUMENTS, scope="documents")
def word(released: Released) -> ResponseReturnValue:
    """Give the programme as a Word file, in one language or in two side by side."""
    return _programme(released, Kind.WORD)


@blueprint.get("/forums/<slug>/programme.xlsx")
@guard(Permission.PUBLIC_READ, released)
@limiter.shared_limit(limits.DOCUMENTS, scope="documents")
def excel(released: Released) -> ResponseReturnValue:
    """Give the programme as tables."""
    return _programme(released, Kind.EXCEL)


def _programme(released: Released, kind: Kind) -> ResponseReturnValue:
    """Answer with what the asker may see: kept for all strangers, private for a delegate who sees more."""
    viewer = asker(released).viewer
    document, release = released.seen_by(viewer), released.release
    languages = asked_languages(document.forum.languages, kind)
    edition = Edition(
        release=release.number,
        made_at=release.published_at,
        address=absolute("schedule.programme", slug=document.forum.slug),
        accent=released.forum.accent,
    )
    octets = octets_in_turn(document, edition, kind, languages=languages, key=(release.id, viewer))
    if viewer != PUBLIC:
        return own_file(octets, document.forum.slug, kind, languages=languages)
    return keep(
        octets,
        content_type=TYPES[kind],
        last_modified=release.published_at,
        headers=named(document.forum.slug, kind, languages=languages),
    )
