"""Home, front page, programme, session, people, changes."""

from typing import Any

from flask import abort, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.exchange import zones
from forumapp.exchange.document import Document, Kind, SessionPart, Signup, Status
from forumapp.i18n import date_words, instant_words, weekday_words
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.programme.rules import tally
from forumapp.programme.words import count_words
from forumapp.schedule import queries, rules
from forumapp.schedule.presentation import Presenter, SessionView, cities_at, day_views, switcher
from forumapp.schedule.presentation.cards import forum_card, session_card, zone_line
from forumapp.schedule.presentation.events import event_views
from forumapp.schedule.presentation.filters import filters
from forumapp.schedule.presentation.home import forum_entries, next_midnight, place_words
from forumapp.schedule.presentation.papers import paper_links
from forumapp.schedule.presentation.structured import forum_event, further_event, session_event
from forumapp.schedule.presentation.terms import next_turn, register_href, registration_words
from forumapp.schedule.queries import Released, released
from forumapp.schedule.views.blueprint import asker, blueprint, keep_page, page, presenter_for, visitor_zone
from forumapp.web.guards import guard

FILTERS = ("day", "track", "room", "kind", "language")
FEW = 5
"""How many sessions of a day the front page names."""


@blueprint.get("/")
@guard(Permission.PUBLIC_READ)
def home() -> ResponseReturnValue:
    """List the forums that are published: now, coming, past."""
    now = clock.now()
    current = queries.published_forums()
    pairs = [(queries.seen_by_public(release), register_href(release.forum, now=now)) for release in current]
    lists = forum_entries(pairs, now=now)
    turns = [next_midnight((release.forum.timezone for release in current), now=now)]
    turns += [next_turn(release.forum, now=now) for release in current]
    html = render_template(
        "home.html",
        now=lists.now,
        coming=lists.coming,
        past=lists.past,
        calendar_href=url_for("feeds.all_forums_calendar"),
    )
    newest = max((release.published_at for release in current), default=now)
    return keep_page(html, last_modified=newest, fresh_until=min((turn for turn in turns if turn), default=None))


@blueprint.get("/forums/<slug>/")
@guard(Permission.PUBLIC_READ, released)
def front(released: Released) -> ResponseReturnValue:
    """Show a forum's front page."""
    asking = asker(released)
    document = released.seen_by(asking.viewer)
    presenter = presenter_for(document)
    days, events = day_views(presenter), event_views(presenter)
    front_url = _absolute(url_for(".front", slug=document.forum.slug))
    now = clock.now()
    return page(
        "schedule/front.html",
        released,
        document,
        asking,
        theme=presenter.text(document.forum.theme) or None,
        theme_language=presenter.foreign(document.forum.theme),
        description=presenter.text(document.forum.description) or None,
        description_language=presenter.foreign(document.forum.description),
        place=place_words(document.forum),
        card_rows=forum_card(presenter),
        registration=registration_words(released.forum, now=now),
        lists_participants=released.forum.lists_participants,
        days=[_day_in_short(day) for day in days],
        months=switcher(document).months,
        count_words=count_words(tally(Kind(each.kind) for day in days for each in day.sessions)),
        tracks=[
            {"key": key, "title": track.title, "href": _programme_href(document, track=key)}
            for key, track in presenter.tracks.items()
        ],
        release={"words": _release_words(released), "changes_href": url_for(".changes", slug=document.forum.slug)},
        events=events,
        events_structured=[further_event(event, page=front_url, base_url=_base_url()) for event in events],
        structured=forum_event(
            document.forum,
            url=front_url,
            sessions=[session for day in days for session in day.sessions if session.href],
            base_url=_base_url(),
        ),
        fresh_until=next_turn(released.forum, now=now),
    )


@blueprint.get("/forums/<slug>/programme/")
@guard(Permission.PUBLIC_READ, released)
def programme(released: Released) -> ResponseReturnValue:
    """Show the programme: all of it, or what the address selects."""
    asking = asker(released)
    document = released.seen_by(asking.viewer)
    asked = {name: request.args.get(name, "") for name in FILTERS}
    selection = rules.selection_from(asked, document)
    if selection is None:
        abort(404)
    is_rooms = request.args.get("view") == "rooms"
    whole = presenter_for(document)
    presenter = presenter_for(rules.selected(document, selection), asking)
    days = day_views(presenter, has_grid=is_rooms)
    choices = filters(whole, selection)
    chosen = [each.chosen for each in choices if each.chosen]
    kept: dict[str, Any] = {name: value for name, value in asked.items() if value}
    return page(
        "schedule/programme.html",
        released,
        document,
        asking,
        days=days,
        events=event_views(presenter),
        switcher=switcher(document),
        current_day=selection.day,
        zone=_zone(document, days),
        visitor_zone=_visitor_zone(presenter, days),
        filters=choices,
        chosen_words=", ".join(chosen) or None,
        clear_href=_programme_href(document),
        is_rooms=is_rooms and all(day.grid for day in days),
        other_view=_other_view(document, kept, is_rooms=is_rooms) if len(document.rooms) > 1 else None,
        calendar_href=url_for("feeds.forum_calendar", slug=document.forum.slug, **kept),
        text_href=url_for("feeds.programme_text", slug=document.forum.slug, **kept),
        papers=paper_links(document.forum.slug),
        release_words=_release_words(released),
        structured=None,
    )


@blueprint.get("/forums/<slug>/programme/<code>/")
@guard(Permission.PUBLIC_READ, released)
def session(released: Released, code: str) -> ResponseReturnValue:
    """Show one session."""
    asking = asker(released)
    document = released.seen_by(asking.viewer)
    part = _found(document.sessions, code)
    presenter = presenter_for(document, asking)
    slug = document.forum.slug
    trail = [(_("Programme"), url_for(".programme", slug=slug))]
    if part.starts_at is None or part.ends_at is None:
        return page(
            "schedule/unscheduled.html",
            released,
            document,
            asking,
            session=presenter.unscheduled(part),
            card_rows=session_card(presenter, part),
            trail=trail,
        )
    view = presenter.session(part)
    is_public = rules.may_see(part, rules.PUBLIC)
    can_star = released.forum.has_registration and (is_public or asking.starred is not None)
    day = zones.day_of(part.starts_at, document.forum.starts_on)
    trail.append((weekday_and_date(day), url_for(".programme", slug=slug, day=day.isoformat())))
    return page(
        "schedule/session.html",
        released,
        document,
        asking,
        session=view,
        date_words=weekday_and_date(part.starts_at.date(), with_year=True),
        zone_words=zone_line(document.forum.timezone, view.starts),
        cities=cities_at(presenter, view.starts),
        zone={"name": document.forum.timezone},
        visitor_zone={"name": presenter.visitor_zone} if presenter.visitor_zone else None,
        card_rows=session_card(presenter, part),
        calendar_href=url_for("feeds.session_calendar", slug=slug, code=part.key) if is_public else None,
        star_href=url_for("registration.star", slug=slug, code=part.key) if can_star else None,
        signup_href=url_for("signups.session_signup", slug=slug, code=part.key)
        if _has_signup(part, can_star)
        else None,
        join=None,
        trail=trail,
        structured={
            "@context": "https://schema.org",
            **session_event(view, document.forum, base_url=_base_url()),
        },
    )


@blueprint.get("/forums/<slug>/people/")
@guard(Permission.PUBLIC_READ, released)
def people(released: Released) -> ResponseReturnValue:
    """List everybody who has a part in a session."""
    asking = asker(released)
    document = released.seen_by(asking.viewer)
    presenter = presenter_for(document)
    return page("schedule/people.html", released, document, asking, people=presenter.people_in_programme())


@blueprint.get("/forums/<slug>/people/<code>/")
@guard(Permission.PUBLIC_READ, released)
def person(released: Released, code: str) -> ResponseReturnValue:
    """Show somebody and their sessions."""
    asking = asker(released)
    document = released.seen_by(asking.viewer)
    part = _found(document.people, code)
    presenter = presenter_for(rules.selected(document, rules.Selection(person=code)), asking)
    days = day_views(presenter)
    view = presenter.person(code)
    return page(
        "schedule/person.html",
        released,
        document,
        asking,
        person=view,
        biography=presenter.text(part.biography) or None,
        biography_language=presenter.foreign(part.biography),
        days=days,
        zone=_zone(document, days),
        calendar_href=url_for("feeds.person_calendar", slug=document.forum.slug, code=code),
        trail=[(_("People"), url_for(".people", slug=document.forum.slug))],
    )


def weekday_and_date(day: Any, *, with_year: bool = False) -> str:
    """Return a day in words: "Thursday, 11 March"."""
    words = f"{weekday_words(day)}, {date_words(day, with_year=with_year)}"
    return words[:1].upper() + words[1:]


def _found(parts: Any, key: str) -> Any:
    """Return the part with that key; answers 404 when the viewer knows of none."""
    return next((part for part in parts if part.key == key), None) or abort(404)


def _day_in_short(day: Any) -> dict[str, Any]:
    named: list[SessionView] = [each for each in day.sessions if each.href and each.status != "cancelled"]
    return {
        "title": day.title,
        "href": day.href,
        "count_words": count_words(tally(Kind(each.kind) for each in day.sessions)),
        "sessions": named[:FEW],
    }


def _has_signup(part: SessionPart, can_star: bool) -> bool:
    """Say whether a session's page leads to its sign-up."""
    return can_star and part.signup in (Signup.OPEN, Signup.APPROVAL) and part.status is not Status.CANCELLED


def _release_words(released: Released) -> str:
    moment = instant_words(released.release.published_at, released.document.forum.timezone)
    return _("Release %(number)d, published %(moment)s", number=released.release.number, moment=moment)


def _programme_href(document: Document, **parts: Any) -> str:
    return url_for(".programme", slug=document.forum.slug, **parts, tz=visitor_zone())


def _zone(document: Document, days: Any) -> dict[str, str]:
    zone = document.forum.timezone
    moment = days[0].sessions[0].starts if days else clock.now()
    return {"name": zone, "words": _("Times are those of %(zone)s.", zone=zone_line(zone, moment))}


def _visitor_zone(presenter: Presenter, days: Any) -> dict[str, str] | None:
    if presenter.visitor_zone is None or not days:
        return None
    moment = days[0].sessions[0].starts
    line = zone_line(presenter.visitor_zone, moment)
    return {"name": presenter.visitor_zone, "words": _("Small times: %(zone)s.", zone=line)}


def _other_view(document: Document, kept: dict[str, Any], *, is_rooms: bool) -> dict[str, Any]:
    """Return the way to the other view: rooms side by side are offered on wide screens, the way back everywhere."""
    href = _programme_href(document, **kept, **({} if is_rooms else {"view": "rooms"}))
    return {"href": href, "words": _("By time") if is_rooms else _("By room"), "is_wide": not is_rooms}


def _base_url() -> str:
    return str(current_app.config["BASE_URL"])


def _absolute(path: str) -> str:
    return f"{_base_url()}{path.partition('?')[0]}"
