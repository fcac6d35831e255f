"""What a frab event has beside its session: kept as its origin, with addresses made whole, and written again."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, urljoin, urlsplit

from forumapp.exchange.document import Origin, Reference
from forumapp.exchange.fields import is_web_address
from forumapp.exchange.frabsource import SourceEvent, SourceReference, SourceSchedule

OWN_GENERATOR = "forumapp"
"""What the application calls itself in the schedules it writes."""

_OWN_ADDRESS = re.compile(r".*/programme/([a-z0-9-]{1,80})/")
_SAFE = "%/:?@!$&'()*+,;=~"
_STRAY_PERCENT = re.compile("%(?![0-9a-fA-F]{2})")


def origin_of(event: SourceEvent, source: SourceSchedule) -> Origin | None:
    """Return what is kept of an event beside its session; None when there is nothing."""
    base = source.base_url or event.url
    url = event.origin_url or ("" if source.is_own else event.url)
    origin = Origin(
        id=event.id or None,
        guid=event.guid or None,
        type=event.type or None,
        slug=event.slug or None,
        url=url if is_web_address(url) else None,
        logo=_whole(event.logo, base),
        license=event.license or None,
        do_not_record=event.do_not_record or None,
        links=_references(event.links, base),
        attachments=_references(event.attachments, base),
    )
    return origin if origin != Origin() else None


def own_key(event: SourceEvent, source: SourceSchedule) -> str:
    """Return the key that a session had when the application wrote it itself; empty for others."""
    found = _OWN_ADDRESS.fullmatch(event.url) if source.is_own else None
    return found[1] if found else ""


def lost(event: SourceEvent, source: SourceSchedule) -> Iterator[str]:
    """Yield what an event has that cannot be kept, since its address is none of the web: links, attachments, logo."""
    base = source.base_url or event.url
    for name, written in (("links", event.links), ("attachments", event.attachments)):
        if any(_whole(one.url, base) is None for one in written):
            yield name
    if event.logo and _whole(event.logo, base) is None:
        yield "logo"


def written_address(address: str) -> str:
    """Write a web address with nothing but what an address may hold."""
    parts = urlsplit(address)
    rest = address[len(f"{parts.scheme}://{parts.netloc}") :]
    path, _, fragment = rest.partition("#")
    written = "#".join(quote(_STRAY_PERCENT.sub("%25", one), safe=_SAFE) for one in (path, fragment) if one)
    return f"{parts.scheme}://{quote(parts.netloc, safe=_SAFE + '[]')}{'#' if fragment and not path else ''}{written}"


def _references(written: Iterable[SourceReference], base: str) -> tuple[Reference, ...] | None:
    whole = [(one, url) for one in written if (url := _whole(one.url, base))]
    return tuple(Reference(url=url, title=one.title or None, type=one.type or None) for one, url in whole) or None


def _whole(address: str, base: str) -> str | None:
    """Return a web address as it is, one that is only a path as it is meant from `base`; None for anything else."""
    try:
        whole = urljoin(base, address.strip().replace(" ", "%20")) if address else ""
    except ValueError:
        return None
    return whole if is_web_address(whole) else None
