"""What was published when: as a page and as Atom; and a forum's colors."""

from xml.etree.ElementTree import Element, SubElement, tostring

from flask import current_app, url_for
from flask.typing import ResponseReturnValue

from forumapp.i18n import current_language, instant_words, ngettext
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.schedule import queries, rules
from forumapp.schedule.models import Release
from forumapp.schedule.presentation import ChangeView, Presenter, by_day, change_views
from forumapp.schedule.presentation.colors import stylesheet
from forumapp.schedule.queries import Released, released
from forumapp.schedule.views.blueprint import asker, blueprint, page
from forumapp.web.guards import guard
from forumapp.web.kept import FEED, keep

ATOM = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 50
CSS = "text/css; charset=utf-8"


@blueprint.get("/forums/<slug>/changes/")
@guard(Permission.PUBLIC_READ, released)
def changes(released: Released) -> ResponseReturnValue:
    """Show the releases and what changed in each, newest first."""
    asking = asker(released)
    document = released.seen_by(asking.viewer)
    presenter = Presenter(document)
    listed = [
        {
            "number": release.number,
            "published_words": instant_words(release.published_at, document.forum.timezone),
            "note": release.note or None,
            "restores": release.restores,
            "groups": by_day(_changes(release, presenter, asking.viewer)),
        }
        for release in queries.releases(released.forum)
    ]
    feed_href = url_for(".changes_feed", slug=document.forum.slug)
    return page("schedule/changes.html", released, document, asking, releases=listed, feed_href=feed_href)


@blueprint.get("/forums/<slug>/changes.atom")
@guard(Permission.PUBLIC_READ, released)
def changes_feed(released: Released) -> ResponseReturnValue:
    """Give the releases as an Atom feed (RFC 4287)."""
    document = released.seen_by(rules.PUBLIC)
    presenter = Presenter(document)
    base = str(current_app.config["BASE_URL"])
    page_href = f"{base}{url_for('.changes', slug=document.forum.slug)}"
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": current_language()})
    SubElement(feed, "id").text = page_href.partition("?")[0]
    SubElement(feed, "title").text = _("%(title)s: changes", title=presenter.text(document.forum.title))
    SubElement(feed, "updated").text = released.release.published_at.isoformat()
    SubElement(feed, "link", {"href": page_href})
    SubElement(feed, "link", {"rel": "self", "href": f"{base}{url_for('.changes_feed', slug=document.forum.slug)}"})
    SubElement(SubElement(feed, "author"), "name").text = presenter.text(document.forum.title)
    for release in queries.releases(released.forum, most=MOST_ENTRIES):
        _entry(feed, release, _changes(release, presenter, rules.PUBLIC), page_href)
    return keep(
        tostring(feed, encoding="utf-8", xml_declaration=True),
        content_type="application/atom+xml; charset=utf-8",
        last_modified=released.release.published_at,
        cache_control=FEED,
    )


@blueprint.get("/forums/<slug>/colors.css")
@guard(Permission.PUBLIC_READ, released)
def colors(released: Released) -> ResponseReturnValue:
    """Give the forum's accent and the colors of its public tracks as a stylesheet."""
    document = released.seen_by(rules.PUBLIC)
    css = stylesheet(released.forum.accent, {track.key: track.color for track in document.tracks})
    return keep(css.encode(), content_type=CSS, last_modified=released.release.published_at, cache_control=FEED)


def _changes(release: Release, presenter: Presenter, viewer: rules.Viewer) -> list[ChangeView]:
    """Return a release's changes in words; the first release is one thing, not a list of everything."""
    if release.number == 1:
        return []
    return change_views(tuple(rules.change_from(change) for change in release.changes), presenter, viewer)


def _entry(feed: Element, release: Release, listed: list[ChangeView], page_href: str) -> None:
    address = page_href.partition("?")[0]
    entry = SubElement(feed, "entry")
    SubElement(entry, "id").text = f"{address}#release-{release.number}"
    SubElement(entry, "title").text = _("Release %(number)s", number=release.number)
    SubElement(entry, "updated").text = release.published_at.isoformat()
    SubElement(entry, "link", {"href": f"{page_href}#release-{release.number}"})
    lines = [release.note] if release.note else []
    lines += (
        [_("The programme is again that of release %(number)d.", number=release.restores)] if release.restores else []
    )
    lines += [f"{change.title} — {change.words}" for change in listed]
    summary = "\n".join(lines) or ngettext("%(num)d change", "%(num)d changes", len(listed))
    SubElement(entry, "summary").text = summary
