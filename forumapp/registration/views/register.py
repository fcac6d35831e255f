"""Registering: the form, the page after it, and the way back to a lost link."""

from datetime import datetime

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.rules.terms import Window, terms_of
from forumapp.i18n import date_words, ngettext, zone_words
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions.presentation import consent_fields, sections_of
from forumapp.registration import queries, service
from forumapp.registration.forms import MailboxForm, RegistrationForm
from forumapp.registration.rules.addresses import masked
from forumapp.registration.rules.places import Places, modes_of
from forumapp.registration.rules.statuses import Arrival
from forumapp.registration.views.base import LETTERS, SENT, blueprint, render, typed_address
from forumapp.registration.views.marks import marks_of_browser
from forumapp.registration.words import ATTENDANCE_WORDS
from forumapp.schedule.queries import Released, released
from forumapp.schedule.rules import PUBLIC
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter
from forumapp.web.packing import packed


@blueprint.route("/forums/<slug>/register/", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_CREATE, released)
@limiter.limit(limits.REGISTRATION, methods=["POST"])
@limiter.limit(limits.UPLOADS, methods=["POST"], exempt_when=lambda: not any(request.files.values()))
@limiter.limit(
    LETTERS, key_func=typed_address, methods=["POST"], deduct_when=lambda response: response.status_code == 303
)
def register(released: Released) -> ResponseReturnValue:
    """Register a delegate."""
    form = RegistrationForm.of(released.forum, released.seen_by(PUBLIC))
    if not form.was_asked_to_spell() and form.validate_on_submit():
        try:
            awaiting = _arrival(released, form)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            session[SENT] = {"slug": released.forum.slug, "address": masked(form.mailbox.address), "awaiting": awaiting}
            return redirect(url_for(".sent", slug=released.forum.slug), 303)
    return packed(_form_page(released, form, now=clock.now())), form.status


@blueprint.get("/forums/<slug>/register/sent")
@guard(Permission.REGISTRATION_CREATE, released)
def sent(released: Released) -> ResponseReturnValue:
    """Say what happens next."""
    kept = session.get(SENT)
    if not isinstance(kept, dict) or kept.get("slug") != released.forum.slug:
        return redirect(url_for(".register", slug=released.forum.slug))
    return render("registration/sent.html", released, address=kept["address"], awaiting=kept["awaiting"])


@blueprint.route("/forums/<slug>/register/link", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_CREATE, released)
@limiter.limit(limits.MAIL, methods=["POST"])
@limiter.limit(LETTERS, key_func=typed_address, methods=["POST"])
def lost_link(released: Released) -> ResponseReturnValue:
    """Send the link to an own page again; the answer is the same for every address."""
    form = MailboxForm()
    if form.validate_on_submit():
        with transaction():
            service.remind(released.forum, form.mailbox, now=clock.now())
        session[SENT] = {"slug": released.forum.slug, "address": masked(form.mailbox.address), "awaiting": "link"}
        return redirect(url_for(".sent", slug=released.forum.slug), 303)
    return render("registration/link.html", released, form=form), form.status


def _arrival(released: Released, form: RegistrationForm) -> Arrival:
    """Store a registration, unless a robot filled in the form: it gets the same answer."""
    if form.is_from_robot:
        return Arrival.HELD
    audit.act_as("delegate", request_id=g.request_id)
    answers = form.said(released.forum)
    visible = {part.key for part in released.seen_by(PUBLIC).sessions}
    with transaction():
        return service.register(
            released.forum,
            form.mailbox,
            answers,
            attendance=form.mode,
            consents=form.consents(),
            sessions=form.chosen_sessions(),
            submission_key=form.submission_key.data,
            replies=form.replies(),
            marked=tuple(key for key in marks_of_browser(released.forum.slug) if key in visible),
            now=clock.now(),
        )


def _form_page(released: Released, form: RegistrationForm, *, now: datetime) -> str:
    window = terms_of(released.forum, now=now)
    places = queries.places(released.forum, now=now) if window.is_open else None
    return render(
        "registration/register.html",
        released,
        form=form,
        window=window,
        state_words=_state_words(released, window),
        places_words=_places_words(released.forum, places) if places else [],
        is_full=places is not None and _is_full(released.forum, places),
        needs_approval=released.forum.registration_approval,
        kept_until=released.forum.kept_until,
        asked=sections_of(form.sheet, form.questions) if form.sheet is not None else [],
        consents=consent_fields(form.sheet) if form.sheet is not None else [],
    )


def _state_words(released: Released, window: Window) -> str:
    """Say until when registration is open, or from when on."""
    city = zone_words(released.forum.timezone)
    moment = window.closes_at if window.opens_at is None or window.terms != "not yet" else window.opens_at
    words = {"moment": f"{date_words(moment.date())}, {moment:%H:%M}", "city": city}
    if window.terms == "not yet":
        return _("Registration opens on %(moment)s (%(city)s).", **words)
    if window.is_open:
        return _("Registration is open until %(moment)s (%(city)s).", **words)
    if window.terms == "closed":
        return _("Registration closed on %(moment)s (%(city)s).", **words)
    return _("This forum takes no registrations here.")


def _places_words(forum: Forum, places: Places) -> list[str]:
    """Say how many places are left for each way of taking part, how many of them are kept, and what follows where none is."""
    modes = modes_of(forum.attendance)
    found = [_left_words(str(ATTENDANCE_WORDS[mode]), places.left(mode), forum) for mode in modes]
    kept, day = sum(places.kept(mode) for mode in modes), forum.registration_quota_released_on
    if kept and day is not None:
        words = ngettext(
            "%(num)d of them is kept for countries until %(day)s",
            "%(num)d of them are kept for countries until %(day)s",
            kept,
            day=date_words(day),
        )
        found.append(words)
    return found


def _left_words(mode: str, left: int | None, forum: Forum) -> str:
    if left is None:
        return _("%(mode)s: there is room for everybody", mode=mode)
    if left:
        number = ngettext("%(num)d place is free", "%(num)d places are free", left)
        return _("%(mode)s: %(places)s", mode=mode, places=number)
    if forum.registration_waitlist:
        return _("%(mode)s: all places are taken, you join the waiting list", mode=mode)
    return _("%(mode)s: all places are taken", mode=mode)


def _is_full(forum: Forum, places: Places) -> bool:
    """Say whether nobody can take part in any more."""
    return not forum.registration_waitlist and all(places.left(mode) == 0 for mode in modes_of(forum.attendance))
