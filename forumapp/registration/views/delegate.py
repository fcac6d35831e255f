"""The delegate's own page, by secret link. Opening it changes nothing; its buttons do."""

from collections.abc import Mapping
from typing import Any

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.directory import queries as directory
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance
from forumapp.forums.rules.terms import terms_of
from forumapp.i18n import LANGUAGE_NAMES, current_language, instant_words, language_name, zone_words
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import queries as question_rows
from forumapp.questions import service as questions
from forumapp.questions.presentation import AskedSection, consent_fields, consent_rows, sections_of
from forumapp.questions.rules.answers import chosen_in
from forumapp.questions.rules.asking import applying
from forumapp.questions.rules.parts import QuestionPart, Sheet, Stage
from forumapp.registration import queries, service
from forumapp.registration.forms import AnswersForm, ConsentForm, ReturnForm, RevisionForm
from forumapp.registration.models import AddressChange, Registration, RegistrationStatus
from forumapp.registration.presentation import answer_rows, category_word, library_of, name_of
from forumapp.registration.rules.places import Wanted, modes_of
from forumapp.registration.rules.statuses import ENDED, is_holding
from forumapp.registration.views.base import Delegate, blueprint, delegate_by_token, remember, render
from forumapp.registration.views.queue import queue_words
from forumapp.registration.words import ATTENDANCE_WORDS, STATUS_WORDS
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get("/forums/<slug>/registration/<token>/")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def delegate(delegate: Delegate) -> ResponseReturnValue:
    """Show a delegate how their registration stands, and what they can do."""
    response = make_response(_page(delegate))
    if delegate.registration.seen_status not in ENDED:
        remember(response, delegate)
    return response


@blueprint.post("/forums/<slug>/registration/<token>/confirm")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def confirm(delegate: Delegate) -> ResponseReturnValue:
    """Take the answer to our letter, with the consents of somebody whom others entered."""
    registration = delegate.registration
    form = ConsentForm.of(delegate.released.forum) if _needs_consent(registration) else None
    if form is not None and not form.validate_on_submit():
        return _page(delegate, consent_form=form), form.status
    consents = form.consents() if form is not None else ()
    answers, was_verified = queries.answers_of(registration), registration.verified_at is not None
    try:
        with transaction():
            service.verify(delegate.registration, consents=consents, now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        flash(_("Thank you, your consent is saved.") if was_verified else _("Thank you, your address is confirmed."))
        if queries.answers_of(delegate.registration) != answers:
            flash(_("Something that you chose is full by now. Look through your answers and choose anew."), "warn")
    return _back(delegate)


@blueprint.route("/forums/<slug>/registration/<token>/edit", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def edit(delegate: Delegate) -> ResponseReturnValue:
    """Change a registration's details."""
    if delegate.registration.seen_status in ENDED:
        return _back(delegate)
    form = RevisionForm.of(delegate.registration, delegate.document)
    if not form.was_asked_to_spell() and form.validate_on_submit():
        answers = form.said(delegate.released.forum)
        try:
            with transaction():
                service.revise(delegate.registration, answers, replies=form.replies(), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("Your details are saved."))
            return _back(delegate)
    page = render("registration/edit.html", delegate.released, form=form, back=_own(delegate), asked=_asked(form))
    return page, form.status


@blueprint.route("/forums/<slug>/registration/<token>/details", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
@limiter.limit(limits.UPLOADS, methods=["POST"])
def details(delegate: Delegate) -> ResponseReturnValue:
    """Answer what is asked once somebody has a place: the journey, the hotel."""
    if delegate.registration.seen_status is not RegistrationStatus.CONFIRMED:
        return _back(delegate)
    form = AnswersForm.of(delegate.registration, stage=Stage.DETAILS)
    if form.validate_on_submit():
        try:
            with transaction():
                service.answer(delegate.registration, form.replies(), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("Your answers are saved."))
            return _back(delegate)
    page = render("registration/details.html", delegate.released, form=form, back=_own(delegate), asked=_asked(form))
    return page, form.status


@blueprint.post("/forums/<slug>/registration/<token>/attendance")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def attendance(delegate: Delegate) -> ResponseReturnValue:
    """Take part in another way."""
    try:
        wanted = Attendance(request.form.get("attendance", ""))
        with transaction():
            service.change_attendance(delegate.registration, wanted, now=clock.now())
    except ValueError:
        flash(_("Choose how you take part."), "warn")
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        flash(_("Your way of taking part is changed."))
    return _back(delegate)


@blueprint.post("/forums/<slug>/registration/<token>/take")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def take(delegate: Delegate) -> ResponseReturnValue:
    """Take the place that is offered; one whose time has ended goes to the next one first, whatever the answer is."""
    try:
        with transaction():
            service.settle(delegate.registration.forum, now=clock.now())
        with transaction():
            service.take_offer(delegate.registration, now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        flash(_("The place is yours. You take part in the forum."))
    return _back(delegate)


@blueprint.post("/forums/<slug>/registration/<token>/withdraw")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def withdraw(delegate: Delegate) -> ResponseReturnValue:
    """Withdraw, and with it all consents."""
    with transaction():
        service.withdraw(delegate.registration, now=clock.now())
    flash(_("Your registration is withdrawn."))
    return _back(delegate)


@blueprint.post("/forums/<slug>/registration/<token>/again")
@guard(Permission.REGISTRATION_OWN, delegate_by_token)
def again(delegate: Delegate) -> ResponseReturnValue:
    """Register again after a withdrawal."""
    form = ReturnForm.of(delegate.released.forum)
    if not form.validate_on_submit():
        return _page(delegate, return_form=form), form.status
    try:
        with transaction():
            service.register_again(delegate.registration, consents=form.consents(), now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    return _back(delegate)


def _page(delegate: Delegate, *, return_form: ReturnForm | None = None, consent_form: ConsentForm | None = None) -> str:
    registration = delegate.registration
    sheet, answers = questions.sheet_of(registration.forum), queries.answers_of(registration)
    has_ended = registration.seen_status in ENDED
    is_waiting = registration.seen_status is RegistrationStatus.WAITLISTED
    details = () if has_ended else _details(registration, sheet, answers)
    given = dict.fromkeys(each.purpose for each in queries.active_consents(registration))
    window = terms_of(registration.forum, now=clock.now())
    return render(
        "registration/delegate.html",
        delegate.released,
        token=delegate.token,
        name=name_of(registration),
        status=registration.seen_status.value,
        status_words=STATUS_WORDS[registration.seen_status],
        story=_story(registration),
        is_offered=is_offered(registration),
        queue_words=queue_words(registration, now=clock.now()) if is_waiting else [],
        is_verified=registration.verified_at is not None,
        has_ended=has_ended,
        can_return=registration.seen_status is RegistrationStatus.WITHDRAWN and window.is_open,
        return_form=return_form or ReturnForm.of(registration.forum, is_sent=False),
        return_consents=[name for name, is_required in consent_fields(sheet) if is_required],
        consent_form=consent_form or _unsent_consents(registration),
        handing_refusal=service.handing_refusal(registration, by_delegate=True, now=clock.now()),
        is_of_party=registration.party is not None,
        consent_fields=[name for name, _is_required in consent_fields(sheet)],
        card_rows=_card(delegate),
        answer_rows=answer_rows(
            question_rows.questions_by_id(registration.forum).values(), answers, registration.forum.languages
        ),
        details_open=len(details),
        details_missing=[question for question in details if question.key not in answers],
        asked_email=_asked_email(registration),
        modes=_other_modes(delegate),
        language=registration.language,
        language_choices=list(LANGUAGE_NAMES.items()),
        consents=consent_rows(sheet, given),
        has_calendar=queries.live_feed_token(registration) is not None,
        kept_until=registration.forum.kept_until,
    )


def _needs_consent(registration: Registration) -> bool:
    """Say whether this delegate takes part without the consents that it takes: others entered them."""
    if registration.seen_status in ENDED:
        return False
    given = {each.purpose for each in queries.active_consents(registration)}
    sheet = questions.sheet_of(registration.forum)
    return any(consent.is_required and consent.key not in given for consent in sheet.consents)


def _unsent_consents(registration: Registration) -> ConsentForm | None:
    """Return the form that asks for consents, where they are still to be asked for."""
    return ConsentForm.of(registration.forum, is_sent=False) if _needs_consent(registration) else None


def is_offered(registration: Registration) -> bool:
    """Say whether a place is this delegate's to take now."""
    is_held = is_holding(registration.seen_status, hold_until=registration.hold_until, now=clock.now())
    return is_held and registration.seen_status is RegistrationStatus.OFFERED


def _story(registration: Registration) -> str:
    """Say in a sentence or two how a registration stands and what comes next."""
    if registration.seen_status is RegistrationStatus.UNVERIFIED:
        if registration.hold_until is not None and registration.hold_until > clock.now():
            zone = registration.forum.timezone
            moment = instant_words(registration.hold_until, zone)
            return _(
                "A place is held for you until %(moment)s (%(city)s). Press the button to keep it.",
                moment=moment,
                city=zone_words(zone),
            )
        if registration.forum.registration_approval:
            return _("Confirm your address; after that the organizers decide on your registration.")
        return _(
            "The time for which your place was held has ended. Confirm your address: if a place is free, it is yours."
        )
    if is_offered(registration) and registration.hold_until is not None:
        zone = registration.forum.timezone
        moment = instant_words(registration.hold_until, zone)
        return _(
            "It is your turn: a place is yours if you take it until %(moment)s (%(city)s). After that it goes to the next one.",
            moment=moment,
            city=zone_words(zone),
        )
    if registration.seen_status is RegistrationStatus.WAITLISTED:
        place = queries.place_in_queue(registration)
        return _("Your place in the waiting list: %(place)s. We will write to you when it is your turn.", place=place)
    words = {
        RegistrationStatus.PENDING: _("The organizers look at your registration and will write to you."),
        RegistrationStatus.OFFERED: _("The time for taking the place has ended, and it went to the next one."),
        RegistrationStatus.CONFIRMED: _("You take part in the forum. We look forward to seeing you."),
        RegistrationStatus.DECLINED: registration.decision_reason
        or _("The organizers cannot accept your registration."),
        RegistrationStatus.WITHDRAWN: _("You take no part in the forum any more. Your consents are taken back too."),
    }
    return words[registration.seen_status]


def _card(delegate: Delegate) -> list[tuple[str, str | None]]:
    registration = delegate.registration
    categories = questions.names_of(registration.forum)["category"]
    return [
        (_("Taking part"), str(ATTENDANCE_WORDS[registration.attendance])),
        (_("As"), category_word(registration.category, categories)),
        (_("E-mail"), registration.email),
        (_("Telephone"), registration.phone),
        (_("Name in Latin letters"), registration.latin_name),
        (_("Country"), directory.country_name(registration.country, current_language())),
        (_("Library or organization"), library_of(registration)),
        (_("Post"), registration.post),
        (_("Interpretation"), language_name(registration.interpretation) if registration.interpretation else None),
    ]


def _asked(form: RevisionForm | AnswersForm) -> list[AskedSection]:
    return sections_of(form.sheet, form.questions) if form.sheet is not None else []


def _details(registration: Registration, sheet: Sheet, answers: Mapping[str, Any]) -> tuple[QuestionPart, ...]:
    """Return the questions that are asked of a delegate now that they have a place."""
    if registration.seen_status is not RegistrationStatus.CONFIRMED:
        return ()
    asked = applying(
        sheet.questions,
        category=registration.category,
        attendance=registration.attendance,
        chosen=chosen_in(sheet.questions, answers),
    )
    return tuple(question for question in asked if question.stage is Stage.DETAILS)


def _asked_email(registration: Registration) -> AddressChange | None:
    """Return the address that waits for its letter to be answered."""
    change = queries.address_change_of(registration)
    return change if change is not None and service.is_open(change, registration, now=clock.now()) else None


def _other_modes(delegate: Delegate) -> list[tuple[str, str, bool]]:
    """Return the other ways of taking part: value, word, whether a place is free."""
    registration = delegate.registration
    if registration.seen_status in ENDED:
        return []
    places = queries.places(registration.forum, now=clock.now())
    if is_holding(registration.status, hold_until=registration.hold_until, now=clock.now()):
        places = places.without_one(registration)
    others = [mode for mode in modes_of(registration.forum.attendance) if mode is not registration.attendance]
    wanted = [Wanted(attendance=mode, country=registration.country, category=registration.category) for mode in others]
    return [(each.attendance.value, str(ATTENDANCE_WORDS[each.attendance]), places.has_room(each)) for each in wanted]


def _own(delegate: Delegate, fragment: str | None = None) -> str:
    return url_for(".delegate", slug=delegate.slug, token=delegate.token, _anchor=fragment)


def _back(delegate: Delegate, fragment: str | None = None) -> ResponseReturnValue:
    return redirect(_own(delegate, fragment), 303)
