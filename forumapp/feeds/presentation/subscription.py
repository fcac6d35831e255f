"""The page that offers every feed: what is in it, and the ways into the usual calendar programs."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import segno
from markupsafe import Markup

from forumapp.events.words import KINDS as FURTHER_EVENTS
from forumapp.exchange.document import Document, Kind, LanguageMap
from forumapp.feeds.presentation.names import feed_title
from forumapp.feeds.rules import counts
from forumapp.i18n import gettext as _
from forumapp.i18n import language_name
from forumapp.programme.rules import Tally
from forumapp.programme.words import count_words
from forumapp.schedule.presentation import Presenter
from forumapp.schedule.presentation.days import day_title
from forumapp.schedule.presentation.sessions import sort_key
from forumapp.schedule.rules import EVENT, Selection, days_of, languages_of
from forumapp.schedule.words import kind_word
from forumapp.web.addresses import absolute

GOOGLE_SETTINGS = "https://calendar.google.com/calendar/u/0/r/settings/addbyurl"
"""Where one types an address into Google Calendar by hand."""

_GOOGLE = "https://calendar.google.com/calendar/r?cid="
_OUTLOOK = "https://outlook.live.com/calendar/0/addfromweb?"
_OFFICE = "https://outlook.office.com/calendar/0/addfromweb?"


@dataclass(frozen=True, kw_only=True)
class FeedView:
    """One feed on the page; ``href`` is its absolute address."""

    title: str
    title_language: str | None
    href: str
    webcal_href: str
    google_href: str
    outlook_href: str
    office_href: str
    count_words: str
    track_key: str | None = None


@dataclass(frozen=True, kw_only=True)
class FeedGroup:
    """The feeds of one kind: by day, by track."""

    title: str
    feeds: tuple[FeedView, ...]


class Subscription:
    """All feeds of a public programme, with the words of the page's language."""

    def __init__(self, document: Document, *, language: str | None) -> None:
        """Take what strangers see, and the language that feeds shall have: None for the forum's first."""
        self._document = document
        self._presenter = Presenter(document)
        self._counts = counts(document)
        self._lang = language
        self._language = language or document.forum.languages[0]

    def whole(self) -> FeedView:
        """Return the feed of the whole programme."""
        href = absolute("feeds.forum_calendar", slug=self._document.forum.slug, lang=self._lang)
        name = feed_title(self._document, Selection(), self._language)
        return _feed(_("The whole programme"), href, name=name, count=self._counts["all"][""])

    def groups(self) -> list[FeedGroup]:
        """Return the feeds of every day, track, room, kind, language and person of the programme."""
        document = self._document
        kinds: list[_Row] = [(kind.value, kind_word(kind), None) for kind in Kind if kind.value in self._counts["kind"]]
        if document.events:
            kinds.append((EVENT, str(FURTHER_EVENTS), None))
        days = [(day.isoformat(), day_title(day), None) for day in days_of(document.forum)]
        rows: list[tuple[str, str, Iterable[_Row]]] = [
            (_("By day"), "day", days),
            (_("By track"), "track", [self._titled(track.key, track.title) for track in document.tracks]),
            (_("By room"), "room", [self._titled(room.key, room.title) for room in document.rooms]),
            (_("By kind"), "kind", kinds),
            (_("By language"), "language", self._languages()),
            (_("By person"), "person", self._people()),
        ]
        groups = [FeedGroup(title=title, feeds=tuple(self._feeds(name, values))) for title, name, values in rows]
        return [group for group in groups if group.feeds]

    def _titled(self, key: str, title: LanguageMap) -> "_Row":
        return key, self._presenter.text(title), self._presenter.foreign(title)

    def _languages(self) -> list["_Row"]:
        codes = languages_of(self._document)
        return sorted(((code, language_name(code), None) for code in codes), key=lambda row: sort_key(row[1]))

    def _people(self) -> list["_Row"]:
        views = [self._presenter.person(person.key) for person in self._document.people]
        ordered = sorted(views, key=lambda view: (sort_key(view.sort_name), view.key))
        return [(view.key, view.sort_name, view.name_language) for view in ordered]

    def _feeds(self, name: str, rows: Iterable["_Row"]) -> Iterable[FeedView]:
        part = _PARTS.get(name, name)
        forum = self._document.forum
        for value, title, title_language in rows:
            parts: Mapping[str, str | None] = {"slug": forum.slug, part: value, "lang": self._lang}
            yield _feed(
                title,
                absolute(f"feeds.{name}_calendar", **parts),
                name=f"{self._presenter.text(forum.title)}: {title}",
                count=self._counts[name][value],
                title_language=title_language,
                track_key=value if name == "track" else None,
            )


_Row = tuple[str, str, str | None]
"""A value in an address, its words and their language where it is not the page's."""

_PARTS = {"track": "key", "room": "key", "person": "code"}
"""What addresses call the value of a scope, where it is not the scope's own name."""


def qr_code(address: str) -> Markup:
    """Return an address as a QR code: SVG without styles, scaled by the page."""
    out = io.BytesIO()
    segno.make(address, micro=False, error="m").save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, svgclass=None, lineclass=None, border=2
    )
    return Markup(out.getvalue().decode())  # noqa: S704


def _feed(
    title: str, href: str, *, name: str, count: Tally, title_language: str | None = None, track_key: str | None = None
) -> FeedView:
    """Return a feed with its ways: Google takes the webcal address only, Outlook the https one only."""
    webcal = f"webcal://{href.partition('://')[2]}"
    query = urlencode({"url": href, "name": name}, quote_via=quote)
    return FeedView(
        title=title,
        title_language=title_language,
        href=href,
        webcal_href=webcal,
        google_href=f"{_GOOGLE}{quote(webcal, safe='')}",
        outlook_href=f"{_OUTLOOK}{query}",
        office_href=f"{_OFFICE}{query}",
        count_words=count_words(count),
        track_key=track_key,
    )
