"""A delegate's own programme day by day, its marks, and the personal calendar."""

from flask import current_app, flash, make_response, request, session
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.registration import queries as registrations
from forumapp.registration import service as registration
from forumapp.registration.models import RegistrationStatus
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.views.base import Delegate, delegate_by_token, presenter_of, remember, render
from forumapp.registration.views.marks import forget_marks, marks_of_browser
from forumapp.registration.words import STATUS_WORDS
from forumapp.signups import queries
from forumapp.signups.presentation import Standing, fetched_words, gone_titles, own_days
from forumapp.signups.views.base import back, blueprint
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

CALENDAR = "registration_calendar"
"""Where the browser's session keeps the address of a personal calendar until it was shown, once."""


@blueprint.get("/forums/<slug>/registration/<token>/programme/")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def programme(delegate: Delegate) -> ResponseReturnValue:
    """Show a delegate what they signed up for, marked and are invited to, and what else can be chosen."""
    response = make_response(_page(delegate))
    if delegate.registration.seen_status not in ENDED:
        remember(response, delegate)
    return response


@blueprint.post("/forums/<slug>/registration/<token>/programme")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def keep_stars(delegate: Delegate) -> ResponseReturnValue:
    """Keep the marks of the whole programme as they stand on the page."""
    offered = [part.key for part in delegate.document.sessions]
    chosen = request.form.getlist("starred")
    with transaction():
        registration.keep_stars(delegate.registration, chosen=chosen, offered=offered, now=clock.now())
    flash(_("Your programme is saved."))
    return back(delegate)


@blueprint.post("/forums/<slug>/registration/<token>/programme/join")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def join_marks(delegate: Delegate) -> ResponseReturnValue:
    """Put what this browser marked before into the delegate's programme, or forget it."""
    marks = _marks(delegate)
    if request.form.get("action") != "forget":
        with transaction():
            for key in marks:
                registration.star(delegate.registration, key, now=clock.now())
        flash(_("What you marked in this browser is in your programme now."))
    response = make_response(back(delegate))
    forget_marks(response, delegate.slug)
    return response


@blueprint.post("/forums/<slug>/registration/<token>/calendar")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
@limiter.limit(limits.MAIL, methods=["POST"])
def calendar(delegate: Delegate) -> ResponseReturnValue:
    """Make the personal calendar's address, make a new one, or close it."""
    is_closing = request.form.get("action") == "revoke" or delegate.registration.seen_status in ENDED
    with transaction():
        if is_closing:
            registration.revoke_feed(delegate.registration, now=clock.now())
        else:
            token = registration.renew_feed(delegate.registration, now=clock.now())
            session[CALENDAR] = {"of": str(delegate.registration.uid), "token": token}
    if is_closing:
        flash(_("Your calendar is closed: its address does not answer any more."))
    return back(delegate, "calendar")


def _page(delegate: Delegate) -> str:
    own, now = delegate.registration, clock.now()
    starred = frozenset(registrations.starred_keys(own))
    signups = {each.session_key: each for each in queries.signups_of(own)}
    standing = Standing(
        signups=signups,
        starred=starred,
        tallies=queries.tallies(own.forum),
        turns=queries.places_in_line(own),
        is_confirmed=own.seen_status is RegistrationStatus.CONFIRMED,
        has_ended=own.seen_status in ENDED,
    )
    token = registrations.live_feed_token(own)
    days = own_days(presenter_of(delegate, starred), standing, now=now)
    return render(
        "signups/programme.html",
        delegate.released,
        token=delegate.token,
        status_words=STATUS_WORDS[own.seen_status],
        is_confirmed=standing.is_confirmed,
        has_ended=standing.has_ended,
        days=days,
        has_mine=any(day.mine for day in days),
        gone=gone_titles(signups.values(), delegate.document),
        marks=[] if standing.has_ended else [key for key in _marks(delegate) if key not in starred],
        calendar=token,
        fetched=fetched_words(token, now=now),
        calendar_address=_new_address(delegate),
    )


def _marks(delegate: Delegate) -> list[str]:
    """Return what this browser marked without being known, of what the delegate may see."""
    visible = {part.key for part in delegate.document.sessions}
    return [key for key in marks_of_browser(delegate.slug) if key in visible]


def _new_address(delegate: Delegate) -> str | None:
    """Return the address of the calendar that was just made, once."""
    kept = session.pop(CALENDAR, None)
    if not isinstance(kept, dict) or kept.get("of") != str(delegate.registration.uid):
        return None
    return f"{current_app.config['BASE_URL']}/calendar/{kept['token']}.ics"
