"""Where the published programme can be had to print and for offices."""

from flask import url_for

from forumapp.i18n import gettext as _


def paper_links(slug: str) -> list[tuple[str, str]]:
    """Return the kinds of document in words, each with its address (the documents feature answers there)."""
    kinds = ((_("PDF"), "pdf"), (_("Word"), "word"), (_("Excel"), "excel"))
    return [(words, url_for(f"documents.{name}", slug=slug)) for words, name in kinds]
