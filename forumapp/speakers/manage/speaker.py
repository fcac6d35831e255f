"""One person of the programme at the desk: sessions with answers, contact, own page, times."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.directory import service as directory
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.i18n import language_name
from forumapp.policy import Permission
from forumapp.programme import queries as programme
from forumapp.speakers import queries, service
from forumapp.speakers.forms import AvailabilityForm, ContactForm, PhotoForm, SlidesForm
from forumapp.speakers.manage.frame import PLACE, Desk, blueprint, person_of_desk
from forumapp.speakers.models import AnswerState
from forumapp.speakers.presentation import part_views, places_of, slides_views, span_words, zone_line
from forumapp.web import desk
from forumapp.web.guards import guard


@blueprint.get(f"{PLACE}/people/<key>/speaker/")
@guard(Permission.PROGRAMME_READ, person_of_desk)
def speaker(subject: Desk) -> ResponseReturnValue:
    """Show what is agreed with somebody."""
    return speaker_page(subject)


@blueprint.post(f"{PLACE}/people/<key>/speaker/contact")
@guard(Permission.PROGRAMME_EDIT, person_of_desk)
def contact(subject: Desk) -> ResponseReturnValue:
    """Say where letters to somebody go."""
    form = ContactForm.of(subject.speaker)
    if not form.validate_on_submit():
        return speaker_page(subject, contact_form=form), form.status
    with transaction():
        service.set_contact(
            subject.forum, subject.person, email=form.email.data, language=form.language.data, now=clock.now()
        )
    desk.tell(_("Saved."))
    return back(subject, "contact")


@blueprint.post(f"{PLACE}/people/<key>/speaker/link")
@guard(Permission.PROGRAMME_EDIT, person_of_desk)
def link(subject: Desk) -> ResponseReturnValue:
    """Make a link to somebody's own page, make a new one, or close it."""
    is_closing = request.form.get("action") == "revoke"
    with transaction():
        if is_closing:
            service.revoke_link(subject.forum, subject.person, now=clock.now())
        else:
            service.renew_link(subject.forum, subject.person, now=clock.now())
    desk.tell(
        _("The link opens no more.") if is_closing else _("The new link stands below. Earlier links open no more.")
    )
    return back(subject, "link")


@blueprint.post(f"{PLACE}/people/<key>/speaker/answer")
@guard(Permission.PROGRAMME_EDIT, person_of_desk)
def answer(subject: Desk) -> ResponseReturnValue:
    """Note what somebody answered by telephone or letter."""
    states = {state.value: state for state in AnswerState}
    state = states.get(request.form.get("answer", ""))
    session_key = request.form.get("session", "")
    if state is not None:
        desk.attempt(
            lambda: service.answer(subject.forum, subject.person, session_key, state, now=clock.now()),
            words=_("The answer is noted."),
        )
    return back(subject, "sessions")


@blueprint.route(f"{PLACE}/people/<key>/availability/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, person_of_desk)
def availability(subject: Desk) -> ResponseReturnValue:
    """Say when somebody can and cannot take part."""
    form = AvailabilityForm.of(directory.said_of(subject.person))
    if form.validate_on_submit():
        try:
            with transaction():
                directory.set_availability(subject.forum, subject.person, form.spans.data, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("The times are saved."))
            return back(subject, "availability")
    page = desk.render_desk(
        "speakers/desk/availability.html",
        forum=subject.forum,
        section="people",
        item={"key": subject.person.key, "name": subject.name},
        form=form,
        zone_line=zone_line(subject.forum),
    )
    return page, form.status


def back(subject: Desk, anchor: str) -> ResponseReturnValue:
    """Go back to the page of the person."""
    return redirect(
        url_for("speakers_desk.speaker", slug=subject.forum.slug, key=subject.person.key, _anchor=anchor), 303
    )


def speaker_page(
    subject: Desk,
    *,
    contact_form: ContactForm | None = None,
    photo_form: PhotoForm | None = None,
    slides_form: SlidesForm | None = None,
) -> str:
    """Return the page of the person; a form that was refused stands in it as it was sent."""
    forum, person = subject.forum, subject.person
    parts = part_views(forum, person.key, programme.whole_sessions_with(person), queries.answers_of(person))
    places = places_of(parts)
    known_link = queries.live_link(person)
    return desk.render_desk(
        "speakers/desk/speaker.html",
        forum=forum,
        section="people",
        item={"key": person.key, "name": subject.name},
        parts=parts,
        zone_line=zone_line(forum),
        spans=span_words(directory.said_of(person)),
        spoken=[language_name(code) for code in (subject.speaker.languages if subject.speaker else None) or ()],
        photo=person.photo,
        slides=slides_views(forum, queries.slides_of(person), dict(places)),
        link=service.address_of(forum, known_link) if known_link else None,
        written_at=subject.speaker.written_at if subject.speaker else None,
        contact_form=contact_form or ContactForm(formdata=None, obj=subject.speaker),
        photo_form=photo_form or PhotoForm(formdata=None),
        slides_form=slides_form or SlidesForm.among(places),
    )
