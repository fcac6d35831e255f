"""Inviting out of the registrations: by country, category, way of taking part and kind of institution."""

from enum import Enum
from typing import Any, TypeVar

from flask import abort, request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.directory import queries as directory
from forumapp.directory.words import INSTITUTION_KINDS
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance, InstitutionKind
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, ngettext
from forumapp.i18n import gettext as _
from forumapp.meetings import queries, service
from forumapp.meetings.manage.frame import PLACE, Desk, back, blueprint, meeting_of_desk, render, uuids
from forumapp.meetings.queries import Wanted
from forumapp.meetings.rules.lists import Entry
from forumapp.policy import Permission
from forumapp.questions import service as questions
from forumapp.registration import queries as registrations
from forumapp.registration.models import Registration
from forumapp.registration.presentation import category_word, library_of, name_of
from forumapp.registration.rules.addresses import Mailbox
from forumapp.registration.words import ATTENDANCE_WORDS
from forumapp.web import desk
from forumapp.web.actors import may
from forumapp.web.guards import guard

Member = TypeVar("Member", bound=Enum)
Choices = list[tuple[str, str]]


@blueprint.get(f"{PLACE}/<name>/registrations/")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
def choose(subject: Desk) -> ResponseReturnValue:
    """Show which delegates a filter selects."""
    _check_right(subject)
    return _page(subject)


@blueprint.post(f"{PLACE}/<name>/registrations/")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
def invite_chosen(subject: Desk) -> ResponseReturnValue:
    """Put the delegates that are selected on the list."""
    _check_right(subject)
    forum = subject.forum
    chosen = queries.candidates_by_uid(forum, uuids(request.form.getlist("registration")[: queries.MOST_CANDIDATES]))
    entries = [_entry(each) for each in chosen]
    if not entries:
        desk.warn(_("Select the delegates to invite."))
        return _page(subject), 422
    try:
        with transaction():
            number = service.invite(forum, subject.name, entries, language=None, now=clock.now())
    except RuleBroken as broken:
        desk.warn(broken.sentence)
        return _page(subject), 422
    desk.tell(
        ngettext(
            "%(num)d person is on the list. No letter has left yet.",
            "%(num)d people are on the list. No letters have left yet.",
            number,
        )
    )
    return back(subject)


def _check_right(subject: Desk) -> None:
    """Answer 403 to who may invite but not read registrations."""
    if not may(Permission.REGISTRATION_READ, subject):
        abort(403)


def _page(subject: Desk) -> str:
    forum = subject.forum
    categories = questions.names_of(forum)["category"]
    wanted = Wanted(
        country=request.args.get("country", "")[:2].upper() or None,
        category=_known(request.args.get("category", ""), categories),
        attendance=_member(Attendance, request.args.get("attendance", "")),
        institution_kind=_member(InstitutionKind, request.args.get("institution", "")),
    )
    found = queries.candidates(forum, wanted)
    known = queries.invitations_to(forum, subject.name)
    invited = {each.email_key for each in known if not service.was_deputy(each)}
    countries = directory.country_names(current_language())
    return render(
        subject,
        "meetings/desk/choose.html",
        rows=[_row(each, countries, categories, is_invited=each.email_key in invited) for each in found],
        new=sum(each.email_key not in invited for each in found),
        is_cut=len(found) == queries.MOST_CANDIDATES,
        has_asked=any(value is not None for value in vars(wanted).values()),
        choices=_choices(forum, wanted, countries, categories),
    )


def _row(
    each: Registration, countries: dict[str, str], categories: dict[str, str], *, is_invited: bool
) -> dict[str, Any]:
    return {
        "uid": str(each.uid),
        "name": name_of(each),
        "email": each.email,
        "library": library_of(each) or "",
        "post": each.post or "",
        "country": countries.get(each.country, each.country),
        "category": category_word(each.category, categories),
        "attendance": str(ATTENDANCE_WORDS[each.attendance]),
        "is_invited": is_invited,
    }


def _entry(each: Registration) -> Entry:
    return Entry(
        mailbox=Mailbox(address=each.email or "", key=each.email_key or ""),
        name=name_of(each)[:240],
        post=each.post or "",
        institution=(library_of(each) or "")[:300],
        language=each.language,
    )


def _choices(
    forum: Forum, wanted: Wanted, countries: dict[str, str], categories: dict[str, str]
) -> list[tuple[str, str, Choices, str]]:
    """Return the filters: name, label, values with words, the value chosen."""
    here = set(registrations.countries_of(forum))
    modes = [(mode.value, str(ATTENDANCE_WORDS[mode])) for mode in (Attendance.ONLINE, Attendance.ONSITE)]
    return [
        (
            "country",
            _("Country"),
            [(code, name) for code, name in countries.items() if code in here],
            wanted.country or "",
        ),
        (
            "category",
            _("Takes part as"),
            [(key, str(word)) for key, word in categories.items()],
            wanted.category or "",
        ),
        ("attendance", _("Taking part"), modes, wanted.attendance.value if wanted.attendance else ""),
        (
            "institution",
            _("Kind of institution"),
            [(kind.value, str(word)) for kind, word in INSTITUTION_KINDS.items()],
            wanted.institution_kind.value if wanted.institution_kind else "",
        ),
    ]


def _known(value: str, words: dict[str, Any]) -> str | None:
    return value if value in words else None


def _member(kind: type[Member], value: str) -> Member | None:
    return next((member for member in kind if member.value == value), None)
