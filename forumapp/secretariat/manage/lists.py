"""The list of registrations and one delegate's page."""

from collections.abc import Collection
from typing import Any

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.delegations.manage import party_name
from forumapp.directory import queries as directory
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, instant_words, language_name, localized
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.privacy import service as privacy
from forumapp.questions import queries as question_rows
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import QuestionKind
from forumapp.registration import queries
from forumapp.registration.models import ConsentPurpose, Registration, RegistrationStatus
from forumapp.registration.presentation import (
    Names,
    answer_rows,
    category_word,
    deeds,
    former_emails,
    library_of,
    lines,
    name_of,
)
from forumapp.registration.queries import PAGE, Filter
from forumapp.registration.rules.places import Places, modes_of
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.words import ATTENDANCE_WORDS, STATUS_WORDS
from forumapp.secretariat.manage.frame import asked_filter, asked_for, blueprint, forum_by_slug, registration_in_list
from forumapp.web.actors import may
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard

LAST_PAGE = 100_000
Choices = list[tuple[str, str]]


@blueprint.get("/forums/<slug>/manage/registrations/")
@guard(Permission.REGISTRATION_READ, forum_by_slug)
def registrations(forum: Forum) -> ResponseReturnValue:
    """List registrations, all or those that the address asks for."""
    wanted = asked_filter()
    number = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    rows, total = queries.page_of_registrations(forum, wanted, number=number)
    last = max(-(-total // PAGE), 1)
    if number > last:
        abort(404)
    counts = queries.counts_by_status(forum)
    names = directory.country_names(current_language())
    categories = questions.names_of(forum)["category"]
    return render_desk(
        "secretariat/registrations.html",
        forum=forum,
        section="registrations",
        rows=lines(rows, countries=names, categories=categories),
        can_pick=any(row.status is RegistrationStatus.PENDING for row in rows)
        and may(Permission.REGISTRATION_EDIT, forum),
        total=total,
        all=sum(counts.values()),
        totals=[(counts[status], str(word)) for status, word in STATUS_WORDS.items() if status in counts],
        places=_places(forum, queries.places(forum, now=clock.now())),
        words=wanted.words,
        choices=_choices(forum, wanted, names, categories),
        has_special=may(Permission.REGISTRATION_SPECIAL, forum)
        and any(row.is_special for row in question_rows.questions_by_id(forum).values()),
        asked=asked_for(wanted),
        page=_page(forum, wanted, number=number, last=last),
    )


@blueprint.get("/forums/<slug>/manage/registrations/<uuid:uid>/")
@guard(Permission.REGISTRATION_READ, registration_in_list)
def registration(registration: Registration) -> ResponseReturnValue:
    """Show a delegate with what was done and written."""
    forum = registration.forum
    history = queries.history(registration, slug=forum.slug)
    rows, answers = list(question_rows.questions_by_id(forum).values()), queries.answers_of(registration)
    names = questions.names_of(forum)
    return render_desk(
        "secretariat/registration.html",
        forum=forum,
        section="registrations",
        registration=registration,
        name=name_of(registration),
        status_words=STATUS_WORDS[registration.status],
        card_rows=_card(registration, names),
        answer_rows=answer_rows(
            [row for row in rows if row.kind is not QuestionKind.FILE], answers, forum.languages, is_special=False
        ),
        files=[
            (localized(row.label, forum.languages), answers[row.key]["name"], row.key)
            for row in rows
            if row.kind is QuestionKind.FILE and not row.is_special and row.key in answers
        ],
        special_count=sum(row.is_special and row.key in answers for row in rows),
        is_pending=registration.status is RegistrationStatus.PENDING,
        is_confirmed=registration.status is RegistrationStatus.CONFIRMED,
        has_ended=registration.status in ENDED,
        is_anonymized=registration.anonymized_at is not None,
        looks=privacy.looks(registration),
        deeds=deeds(history, zone=forum.timezone, names=names),
        letters=queries.letters_to(registration, slug=forum.slug, former=former_emails(history)),
    )


def _choices(
    forum: Forum, wanted: Filter, names: dict[str, str], categories: dict[str, str]
) -> list[tuple[str, str, Choices, str]]:
    """Return the filters: name, label, values with words, the value chosen."""
    statuses = [(status.value, str(word)) for status, word in STATUS_WORDS.items()]
    modes = [(mode.value, str(ATTENDANCE_WORDS[mode])) for mode in (Attendance.ONLINE, Attendance.ONSITE)]
    here = set(queries.countries_of(forum))
    countries = [(code, name) for code, name in names.items() if code in here]
    return [
        ("status", _("State"), statuses, wanted.status or ""),
        ("country", _("Country"), countries, wanted.country or ""),
        ("attendance", _("Taking part"), modes, wanted.attendance or ""),
        ("category", _("Takes part as"), list(categories.items()), wanted.category or ""),
    ]


def _places(forum: Forum, places: Places) -> list[str]:
    """Say how many places are taken for each way of taking part."""
    return [
        _("%(mode)s: %(taken)s of %(all)s places taken", mode=ATTENDANCE_WORDS[mode], taken=taken, all=limit)
        if (limit := places.capacity.get(mode)) is not None
        else _("%(mode)s: %(taken)s places taken, no limit", mode=ATTENDANCE_WORDS[mode], taken=taken)
        for mode in modes_of(forum.attendance)
        for taken in [places.taken.get(mode, 0)]
    ]


def _page(forum: Forum, wanted: Filter, *, number: int, last: int) -> dict[str, object]:
    def href(page: int) -> str | None:
        parts: dict[str, Any] = {**asked_for(wanted), **({"page": page} if page > 1 else {})}
        return url_for(".registrations", slug=forum.slug, **parts) if 1 <= page <= last else None

    return {"number": number, "last": last, "previous_href": href(number - 1), "next_href": href(number + 1)}


def _card(registration: Registration, names: Names) -> list[tuple[str, str | None]]:
    interpretation = registration.interpretation
    consents = {each.purpose for each in queries.active_consents(registration)}
    return [
        (_("Number"), str(registration.arrived)),
        (_("Delegation"), party_name(registration)),
        (_("Taking part"), str(ATTENDANCE_WORDS[registration.attendance])),
        (_("Takes part as"), category_word(registration.category, names["category"])),
        (_("E-mail"), registration.email),
        (_("Address confirmed at"), _confirmed_at(registration)),
        (_("Telephone"), registration.phone),
        (_("Name in Latin letters"), registration.latin_name),
        (_("Country"), directory.country_name(registration.country, current_language())),
        (_("Library or organization"), library_of(registration)),
        (_("Post"), registration.post),
        (_("Language of letters"), language_name(registration.language)),
        (_("Interpretation"), language_name(interpretation) if interpretation else None),
        (_("Consent"), _("given") if ConsentPurpose.DATA in consents else _("not given")),
        (_("List of participants"), _("agreed") if ConsentPurpose.LIST in consents else _("not agreed")),
        (_("Agreed to besides"), _besides(consents, names)),
        (_("Place in the waiting list"), _place(registration)),
        (_("Reason"), registration.decision_reason),
    ]


def _besides(consents: Collection[str], names: Names) -> str:
    """Return what else somebody agreed to."""
    shown = {ConsentPurpose.DATA, ConsentPurpose.LIST}
    return ", ".join(name for key, name in names["consent"].items() if key in consents and key not in shown)


def _confirmed_at(registration: Registration) -> str:
    instant = registration.verified_at
    return _("not yet") if instant is None else instant_words(instant, registration.forum.timezone)


def _place(registration: Registration) -> str | None:
    if registration.status is not RegistrationStatus.WAITLISTED:
        return None
    return str(queries.place_in_queue(registration))
