"""A visible programme as octets, in one language or in two side by side."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from forumapp.documents.presentation.papers import paper_of
from forumapp.documents.presentation.tables import sheets_of
from forumapp.documents.rules import Kind
from forumapp.documents.service import pdf, word, workbook
from forumapp.exchange.document import Document
from forumapp.i18n import force_locale, instant_words, localized_in
from forumapp.i18n import gettext as _


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Which state of a programme a document shows."""

    release: int | None
    """The number of the release; None for the working copy."""
    made_at: datetime
    """When it was published, or when the working copy was read."""
    address: str | None = None
    """Where the programme stands on the web."""
    accent: str | None = None


def octets_of(document: Document, edition: Edition, kind: Kind, *, languages: tuple[str, ...]) -> bytes:
    """Return a document, reduced to its reader, as a file; only Word takes a second language."""
    if kind is Kind.EXCEL:
        return _workbook(document, edition, languages[0])
    papers = []
    for language in languages:
        with speaking(language):
            papers.append(
                paper_of(
                    document,
                    language=language,
                    edition=_edition_words(document, edition),
                    address=edition.address,
                    accent=edition.accent,
                )
            )
    if kind is Kind.WORD:
        return word.write(papers, made_at=edition.made_at)
    return pdf.write(papers[0], made_at=edition.made_at)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language of the forum inside, also one that the interface does not have: its own words are English then."""
    with force_locale(language.replace("-", "_")):
        yield


def _workbook(document: Document, edition: Edition, language: str) -> bytes:
    forum = document.forum
    with speaking(language):
        return workbook.write(
            sheets_of(document),
            title=localized_in(forum.title, language, forum.languages),
            foot=_edition_words(document, edition),
            made_at=edition.made_at,
        )


def _edition_words(document: Document, edition: Edition) -> str:
    moment = instant_words(edition.made_at, document.forum.timezone)
    if edition.release is None:
        return _("Working copy, %(moment)s; not published", moment=moment)
    return _("Release %(number)d, published %(moment)s", number=edition.release, moment=moment)
