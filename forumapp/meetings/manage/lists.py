"""Inviting by a list: pasted or as a file, looked at before anybody is put on the list."""

from flask import request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.exchange.problems import ExchangeError
from forumapp.exchange.tables import sources
from forumapp.exchange.tables.sources import Source, SourceKind
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.meetings import service
from forumapp.meetings.forms import ListForm
from forumapp.meetings.manage.frame import PLACE, Desk, back, blueprint, meeting_of_desk, render
from forumapp.meetings.rules import lists
from forumapp.meetings.words import FAULTS
from forumapp.policy import Permission
from forumapp.programme.manage.files import said
from forumapp.web import desk, limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get(f"{PLACE}/<name>/list/")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
def invite_list(subject: Desk) -> ResponseReturnValue:
    """Show the form that takes a list."""
    return _page(subject, ListForm.speaking(subject.forum.languages[0]))


@blueprint.post(f"{PLACE}/<name>/list/")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
@limiter.limit(limits.FILES)
def take_list(subject: Desk) -> ResponseReturnValue:
    """Show what was understood of a list, or put those on it on the meeting's."""
    form = ListForm.speaking(subject.forum.languages[0])
    if not form.validate_on_submit():
        return _page(subject, form), form.status
    try:
        reading = lists.read(_text(form))
        if not reading.entries and not reading.troubles:
            raise RuleBroken(_("Paste a list or choose a file."), field="people")
        if request.form.get("step") != "invite":
            return _page(subject, form, reading)
        with transaction():
            number = service.invite(
                subject.forum, subject.name, reading.entries, language=form.language.data, now=clock.now()
            )
    except ExchangeError as error:
        form.reject(RuleBroken(" ".join(sentence for _where, sentence in said(error.problems)), field="file"))
        return _page(subject, form), form.status
    except RuleBroken as broken:
        form.reject(broken)
        return _page(subject, form), form.status
    desk.tell(
        ngettext(
            "%(num)d person is on the list. No letter has left yet.",
            "%(num)d people are on the list. No letters have left yet.",
            number,
        )
    )
    return back(subject)


def _text(form: ListForm) -> str:
    """Return the list, of the file where there is one; the form holds it then, so that the next step needs no file."""
    octets = form.file.data.read() if form.file.data else b""
    if octets:
        kind = sources.detect(octets)
        if kind is SourceKind.ICS:
            raise RuleBroken(_("This is a calendar. Choose a table of people."), field="file")
        sheet = sources.read(Source(kind, octets))
        form.people.hold(lists.lines_of([cell.text for cell in row.cells] for row in sheet.rows))
    return form.people.raw_text or form.people.data or ""


def _page(subject: Desk, form: ListForm, reading: lists.Reading | None = None) -> str:
    found = service.sort_out(subject.forum, subject.name, reading.entries) if reading is not None else None
    return render(
        subject,
        "meetings/desk/list.html",
        form=form,
        found=found,
        troubles=[
            (each.number, each.text[:200], str(FAULTS[each.fault])) for each in (reading.troubles if reading else ())
        ],
    )
