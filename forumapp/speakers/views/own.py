"""Answers, the text about oneself, times and languages. Opening a page changes nothing; its buttons do."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.directory import service as directory
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import PersonPart
from forumapp.i18n import LANGUAGE_NAMES
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.speakers import service
from forumapp.speakers.forms import AboutForm, AnswerForm, AvailabilityForm
from forumapp.speakers.models import AnswerState
from forumapp.speakers.presentation import zone_line
from forumapp.speakers.views.base import PLACE, Own, back, blueprint, own_by_token, own_page, render
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter
from forumapp.web.revising import compared


@blueprint.get(f"{PLACE}/")
@guard(Permission.SPEAKER_OWN, own_by_token)
def own(own: Own) -> ResponseReturnValue:
    """Show somebody their sessions and what we know of them."""
    return own_page(own)


@blueprint.post(f"{PLACE}/answer")
@guard(Permission.SPEAKER_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE)
def answer(own: Own) -> ResponseReturnValue:
    """Take somebody's answer about a session."""
    form = AnswerForm()
    if not form.validate_on_submit():
        flash(_("Use the buttons under the session to answer. A note has 2000 characters at most."), "warn")
        return back(own, "sessions")
    state = AnswerState(str(form.answer.data))
    try:
        with transaction():
            service.answer(
                own.forum, own.person, form.session.data or "", state, note=form.note.data or "", now=clock.now()
            )
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        is_coming = state is AnswerState.CONFIRMED
        flash(_("Thank you, you confirmed.") if is_coming else _("You declined. The organizers see it."))
    return back(own, "sessions")


@blueprint.post(f"{PLACE}/answer-all")
@guard(Permission.SPEAKER_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE)
def answer_all(own: Own) -> ResponseReturnValue:
    """Confirm all sessions that the page named as unanswered; notes and answers that stand already stay."""
    try:
        with transaction():
            service.confirm_all(own.forum, own.person, request.form.getlist("session"), now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        flash(_("Thank you, you confirmed."))
    return back(own, "sessions")


@blueprint.route(f"{PLACE}/about", methods=["GET", "POST"])
@guard(Permission.SPEAKER_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE, methods=["POST"])
def about(own: Own) -> ResponseReturnValue:
    """Change post, biography and the languages spoken."""
    before = directory.person_part(own.forum, own.person)
    spoken = (own.speaker.languages if own.speaker else None) or ()
    form = AboutForm.of(own.forum.languages, before, spoken)
    found = None
    if form.validate_on_submit():
        typed, basis = form.part(before), form.basis(PersonPart)
        try:
            with transaction():
                directory.revise_person(own.forum, own.person.key, typed, basis=basis, now=clock.now())
                service.set_languages(own.forum, own.person, form.languages.data or (), now=clock.now())
        except Overtaken as overtaken:
            part = directory.person_part(own.forum, own.person)
            stored = AboutForm.of(own.forum.languages, part, spoken, is_stored=True)
            found = compared(form, stored, part, overtaken)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("Saved. The public sees it when the organizers publish the programme next."))
            return back(own, "about")
    return render(own, "speakers/about.html", form=form, differences=found), form.status


@blueprint.route(f"{PLACE}/availability", methods=["GET", "POST"])
@guard(Permission.SPEAKER_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE, methods=["POST"])
def availability(own: Own) -> ResponseReturnValue:
    """Say when one can and cannot take part."""
    form = AvailabilityForm.of(directory.said_of(own.person))
    if form.validate_on_submit():
        try:
            with transaction():
                directory.set_availability(own.forum, own.person, form.spans.data, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("Your times are saved."))
            return back(own, "availability")
    return render(own, "speakers/availability.html", form=form, zone_line=zone_line(own.forum)), form.status


@blueprint.post(f"{PLACE}/language")
@guard(Permission.SPEAKER_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE)
def language(own: Own) -> ResponseReturnValue:
    """Change the language of letters and page."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGE_NAMES:
        with transaction():
            service.set_language(own.forum, own.person, chosen, now=clock.now())
    return redirect(url_for(".own", slug=own.forum.slug, token=own.token, lang=None), 303)
