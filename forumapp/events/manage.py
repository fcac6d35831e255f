"""The desk of further events: the list in its order, adding, changing, deleting and bringing back."""

from collections.abc import Callable, Sequence

from flask import Blueprint, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.db.changes import differing
from forumapp.directory import queries as directory
from forumapp.errors import Overtaken, RuleBroken
from forumapp.events import queries, service
from forumapp.events.forms import EventForm, Offer, OtherForum
from forumapp.events.models import FurtherEvent
from forumapp.events.words import AUDIENCES
from forumapp.exchange.dated import days_of
from forumapp.exchange.document import EventPart
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.forums.words import ATTENDANCES
from forumapp.i18n import date_range, localized
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web import desk
from forumapp.web.guards import guard
from forumapp.web.lists import key_words, moves_of, shifted
from forumapp.web.revising import Differences, compared, with_others

blueprint = Blueprint("events_desk", __name__, url_prefix="/forums/<slug>/manage")

PublishedForums = Callable[[], Sequence[OtherForum]]
"""Which forums are published, the latest first. The schedule registers one as ``forumapp.published_forums``."""


def forum_of_desk(slug: str) -> Forum | None:
    """Load the forum, whose languages the page falls back on."""
    forum = forum_by_slug(slug)
    g.content_languages = forum.languages if forum else ()
    return forum


def event_of_desk(slug: str, key: str) -> FurtherEvent | None:
    """Load an event, deleted or not, with its forum."""
    event = queries.event_by_key(slug, key)
    g.content_languages = event.forum.languages if event else ()
    return event


@blueprint.get("/events/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def events(forum: Forum) -> ResponseReturnValue:
    """List the events in their order, and those that were deleted."""
    found = queries.all_events(forum)
    standing = [event for event in found if event.deleted_at is None]
    return desk.render_desk(
        "events/events.html",
        forum=forum,
        section="events",
        rows=[_row(forum, event, place, len(standing)) for place, event in enumerate(standing)],
        deleted=[
            {
                "title": localized(event.title, forum.languages),
                "deleted_at": event.deleted_at,
                "bring_back_href": url_for(".bring_back", slug=forum.slug, key=event.key),
            }
            for event in found
            if event.deleted_at is not None
        ],
    )


@blueprint.route("/add-event/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def add_event(forum: Forum) -> ResponseReturnValue:
    """Add an event."""
    form = EventForm.of(_offer(forum), None)
    if form.validate_on_submit():
        try:
            with transaction():
                key = service.new_key(forum, key_words(form.title.data))
                service.add_event(forum, form.part(key), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("The event is on the list. The public sees it with the next release."))
            return redirect(url_for(".events", slug=forum.slug), 303)
    return _page(forum, form, heading=_("New further event"), button=_("Add the event")), form.status


@blueprint.route("/events/<key>/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, event_of_desk)
def event(subject: FurtherEvent) -> ResponseReturnValue:
    """Change an event."""
    forum = subject.forum if request.method == "POST" else _standing(subject).forum
    before = service.part_of(subject)
    form = EventForm.of(_offer(forum), before)
    found = None
    if form.validate_on_submit():
        typed = form.part(subject.key)
        try:
            with transaction():
                if form.revive.data:
                    service.bring_back_event(subject, now=clock.now())
                service.revise_event(subject, typed, basis=form.basis(EventPart), now=clock.now())
        except Overtaken as overtaken:
            part = service.part_of(subject)
            found = compared(form, EventForm.of(_offer(forum), part, is_stored=True), part, overtaken)
        except RuleBroken as broken:
            form.reject(broken, is_lost=subject.deleted_at is not None)
        else:
            desk.tell(with_others(_("Saved."), form, differing(typed, service.part_of(subject))[1]))
            return redirect(url_for(".events", slug=forum.slug), 303)
    heading = localized(before.title, forum.languages)
    return _page(forum, form, heading=heading, button=_("Save the event"), found=found), form.status


@blueprint.post("/events/<key>/delete")
@guard(Permission.PROGRAMME_EDIT, event_of_desk)
def delete(subject: FurtherEvent) -> ResponseReturnValue:
    """Take an event off the list, such that it can be brought back."""
    slug = subject.forum.slug
    desk.attempt(
        lambda: service.delete_event(subject, now=clock.now()),
        words=_("“%(title)s” is deleted.", title=localized(subject.title, subject.forum.languages)),
        undo=url_for(".bring_back", slug=slug, key=subject.key),
    )
    return redirect(url_for(".events", slug=slug), 303)


@blueprint.post("/events/<key>/bring-back")
@guard(Permission.PROGRAMME_EDIT, event_of_desk)
def bring_back(subject: FurtherEvent) -> ResponseReturnValue:
    """Put a deleted event back where it was."""
    desk.attempt(lambda: service.bring_back_event(subject, now=clock.now()), words=_("The event is back on the list."))
    return redirect(url_for(".events", slug=subject.forum.slug), 303)


@blueprint.post("/events/<key>/<any(earlier, later):direction>")
@guard(Permission.PROGRAMME_EDIT, event_of_desk)
def shift_event(subject: FurtherEvent, direction: str) -> ResponseReturnValue:
    """Let an event change places with its neighbor."""
    forum = _standing(subject).forum
    keys = [each.key for each in queries.events(forum)]
    order = shifted(keys, subject.key, is_earlier=direction == "earlier")
    desk.attempt(lambda: service.order_events(forum, order, now=clock.now()), words=_("The order is changed."))
    return redirect(url_for(".events", slug=forum.slug), 303)


def _standing(subject: FurtherEvent) -> FurtherEvent:
    """Return the event unless it was deleted; answers 404 then."""
    return subject if subject.deleted_at is None else abort(404)


def _row(forum: Forum, event: FurtherEvent, place: int, count: int) -> dict[str, object]:
    part = service.part_of(event)
    return {
        "title": localized(event.title, forum.languages),
        "when": date_range(*days_of(part)),
        "attendance": ATTENDANCES[event.attendance],
        "audience": AUDIENCES[event.audience],
        "href": url_for(".event", slug=forum.slug, key=event.key),
        "moves": moves_of(".shift_event", slug=forum.slug, key=event.key, place=place, count=count),
        "delete_href": url_for(".delete", slug=forum.slug, key=event.key),
        "warning": _warning(part),
    }


def _published() -> Sequence[OtherForum]:
    """Return the published forums, asked once a request."""
    if "published_forums" not in g:
        load: PublishedForums | None = current_app.extensions.get("forumapp.published_forums")
        g.published_forums = load() if load is not None else ()
    found: Sequence[OtherForum] = g.published_forums
    return found


def _warning(part: EventPart) -> str | None:
    """Return what does not fit the forum to which an event leads: it is not published, or on other days."""
    if part.forum is None:
        return None
    other = next((each for each in _published() if each.slug == part.forum), None)
    if other is None:
        return _("The forum “%(slug)s” is not published: nothing leads there yet.", slug=part.forum)
    if days_of(part) != (other.starts_on, other.ends_on):
        days = date_range(other.starts_on, other.ends_on)
        return _("The forum that it leads to takes place on other days: %(days)s.", days=days)
    return None


def _offer(forum: Forum) -> Offer:
    links = directory.forum_institutions(forum)
    return Offer(
        languages=forum.languages,
        institutions=[(link.key, localized(link.institution.name, forum.languages)) for link in links],
        forums=[each for each in _published() if each.slug != forum.slug],
    )


def _page(forum: Forum, form: EventForm, *, heading: str, button: str, found: Differences | None = None) -> str:
    return desk.render_desk(
        "events/event.html",
        forum=forum,
        section="events",
        form=form,
        heading=heading,
        button=button,
        differences=found,
    )
