"""What search engines are told: the public pages of all forums, and where not to look."""

from collections.abc import Iterable, Iterator
from itertools import islice
from xml.etree.ElementTree import Element, SubElement, tostring

from forumapp.exchange.document import Document, Kind
from forumapp.schedule.models import Release
from forumapp.schedule.queries import seen_by_public
from forumapp.web.addresses import absolute

MOST = 50_000
"""Addresses that a sitemap may hold (sitemaps.org)."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES = ("schedule.front", "schedule.programme", "schedule.people", "schedule.changes", "feeds.subscribe")

_CLOSED = (
    "/account/",
    "/admin/",
    "/forums/new",
    "/forums/*/manage/",
    "/forums/*/registration/",
    "/forums/*/address/",
    "/forums/*/delegation/",
    "/forums/*/speaker/",
    "/forums/*/invitation/",
    "/forums/*/draft/",
    "/forums/*/join/",
)


def sitemap(current: Iterable[Release]) -> bytes:
    """Return the sitemap of these forums' public pages, the latest forum first."""
    root = Element("urlset", {"xmlns": _NAMESPACE})
    _add(root, absolute("schedule.home"), None)
    entries = (
        (address, release) for release in reversed(list(current)) for address in _addresses(seen_by_public(release))
    )
    for address, release in islice(entries, MOST - 1):
        _add(root, address, release.published_at.date().isoformat())
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def robots() -> str:
    """Return what crawlers shall leave alone: desks, accounts and secret links. Feeds stay open, importers obey this too."""
    closed = "".join(f"Disallow: {path}\n" for path in _CLOSED)
    return f"User-agent: *\n{closed}\nSitemap: {absolute('feeds.sitemap')}\n"


def _addresses(document: Document) -> Iterator[str]:
    slug = document.forum.slug
    for endpoint in _PAGES:
        yield absolute(endpoint, slug=slug)
    for session in document.sessions:
        if session.kind is not Kind.BREAK:
            yield absolute("schedule.session", slug=slug, code=session.key)
    for person in document.people:
        yield absolute("schedule.person", slug=slug, code=person.key)


def _add(root: Element, address: str, changed_on: str | None) -> None:
    url = SubElement(root, "url")
    SubElement(url, "loc").text = address
    if changed_on is not None:
        SubElement(url, "lastmod").text = changed_on
