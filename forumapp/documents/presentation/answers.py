"""A document as an answer: in which languages, under which name, in its turn at the press."""

from collections.abc import Hashable, Sequence

from flask import Response, make_response, request
from werkzeug.exceptions import ServiceUnavailable

from forumapp.documents.presentation.rendering import Edition, octets_of
from forumapp.documents.rules import Kind, beside, paper_language
from forumapp.documents.service.press import PRESS, Busy
from forumapp.exchange.document import Document
from forumapp.i18n import current_language

TYPES = {
    Kind.PDF: "application/pdf",
    Kind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.EXCEL: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
TRY_AGAIN = 5
"""Seconds after which a crowded press is worth another try."""


def asked_languages(languages: Sequence[str], kind: Kind) -> tuple[str, ...]:
    """Return the languages of the document that the address asks for (``lang``, for Word also ``beside``)."""
    first = paper_language(request.args.get("lang"), current_language(), languages)
    second = beside(request.args.get("beside"), first, languages) if kind is Kind.WORD else None
    return (first, second) if second else (first,)


def octets_in_turn(
    document: Document, edition: Edition, kind: Kind, *, languages: tuple[str, ...], key: Hashable | None
) -> bytes:
    """Return the document once it is its turn; ``key`` tells whose it is, None for what is never kept.

    Answers 503 when too many wait.
    """
    whole = None if key is None else (key, edition, kind, languages)
    try:
        return PRESS.octets(whole, lambda: octets_of(document, edition, kind, languages=languages))
    except Busy:
        raise ServiceUnavailable(retry_after=TRY_AGAIN) from None


def named(slug: str, kind: Kind, *, languages: Sequence[str]) -> dict[str, str]:
    """Return the header that names the file; a PDF opens in the browser, the others are saved."""
    how = "inline" if kind is Kind.PDF else "attachment"
    return {"Content-Disposition": f'{how}; filename="{slug}-programme-{"-".join(languages)}.{kind}"'}


def own_file(octets: bytes, slug: str, kind: Kind, *, languages: Sequence[str]) -> Response:
    """Answer with a document that is for this asker only, and kept nowhere."""
    response = make_response(octets)
    response.content_type = TYPES[kind]
    response.headers.update(named(slug, kind, languages=languages))
    return response
