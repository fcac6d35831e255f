"""The list of registrations and one delegate's page."""

from collections.abc import Collection
from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.delegations.manage import party_name
from forumapp.directory import queries as directory
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
from forumapp.secretariat import queries as kept
from forumapp.secretariat.manage.filters import Known, alphabets, groups, permitted, single, sorts
from forumapp.secretariat.manage.frame import (
    asked_filter,
    asked_for,
    asked_here,
    asked_page,
    blueprint,
    forum_by_slug,
    list_address,
    registration_in_list,
)
from forumapp.secretariat.manage.undoable import undoable, undoable_of
from forumapp.secretariat.presentation import Tab, gone_parts, known_parts
from forumapp.secretariat.service.asking import filter_of
from forumapp.web.actors import current_actor, may
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard


@blueprint.get("/forums/<slug>/manage/registrations/")
@guard(Permission.REGISTRATION_READ, forum_by_slug)
def registrations(forum: Forum) -> ResponseReturnValue:
    """List registrations, all or those that the address asks for."""
    names = directory.country_names(current_language())
    known = Known(
        countries=names,
        categories=questions.names_of(forum)["category"],
        questions=list(question_rows.questions_by_id(forum).values()),
    )
    wanted, number = permitted(asked_filter(), forum, known.questions), asked_page()
    rows, total = queries.page_of_registrations(forum, wanted, number=number, alphabets=alphabets(names))
    last = max(-(-total // PAGE), 1)
    if number > last:
        abort(404)
    counts = queries.counts_by_status(forum)
    return render_desk(
        "secretariat/registrations.html",
        forum=forum,
        section="registrations",
        rows=lines(rows, countries=names, categories=known.categories),
        can_pick=may(Permission.REGISTRATION_EDIT, forum),
        total=total,
        all=sum(counts.values()),
        totals=[(counts[status], str(word)) for status, word in STATUS_WORDS.items() if status in counts],
        places=_places(forum, queries.places(forum, now=clock.now())),
        undoable=undoable(forum),
        tabs=_tabs(forum, wanted, known),
        gone=gone_parts(asked_for(wanted), known_parts(questions.sheet_of(forum), questions.names_of(forum))),
        words=wanted.words,
        groups=groups(forum, wanted, known),
        single=single(wanted, forum),
        sorts=sorts(wanted),
        has_special=may(Permission.REGISTRATION_SPECIAL, forum) and any(row.is_special for row in known.questions),
        asked=asked_for(wanted),
        here=asked_here(),
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
        undoable=undoable_of(registration),
        notes=kept.notes_of(registration),
        myself=audit.current_actor_name(),
        asked=asked_here(),
        back=list_address(forum.slug),
    )


def _tabs(forum: Forum, wanted: Filter, known: Known) -> list[Tab]:
    """Return the saved views, each with how many fit it, those left out that ask for what the asker may not know."""
    found = [
        (view, filter_of(view.asked, now=clock.now())) for view in kept.views_for(forum, current_actor().account_id)
    ]
    open_ones = [(view, each) for view, each in found if permitted(each, forum, known.questions) == each]
    return [
        Tab(
            name=view.name,
            href=url_for(".registrations", slug=forum.slug, **view.asked),
            number=number,
            is_current=asked_for(wanted) == view.asked,
        )
        for (view, _each), number in zip(
            open_ones, queries.counts_that_fit(forum, [each for _view, each in open_ones]), strict=True
        )
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
