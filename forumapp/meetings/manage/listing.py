"""All closed meetings with their numbers, and one of them with who is invited."""

from flask import request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.meetings import queries, service
from forumapp.meetings.forms import TermsForm
from forumapp.meetings.manage.frame import (
    PLACE,
    Desk,
    back,
    blueprint,
    forum_of_desk,
    invited_with_registrations,
    meeting_of_desk,
    render,
)
from forumapp.meetings.presentation import fitting, invitation_rows, meeting_row, state_choices, totals
from forumapp.policy import Permission
from forumapp.web import desk
from forumapp.web.guards import guard

MOST_WORDS = 200
"""Characters of a search."""


@blueprint.get(f"{PLACE}/")
@guard(Permission.MEETING_INVITE, forum_of_desk)
def meetings(forum: Forum) -> ResponseReturnValue:
    """List the closed sessions and events of a forum with the numbers of their invitations."""
    counts, terms = queries.counts(forum), queries.meetings_of(forum)
    rows = [
        meeting_row(face, forum, counts.get(face.name, {}), service.terms_of(terms.get(face.name)))
        for face in service.faces_of_desk(forum)
    ]
    return desk.render_desk("meetings/desk/meetings.html", forum=forum, section="invitations", rows=rows)


@blueprint.get(f"{PLACE}/<name>/")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
def meeting(subject: Desk) -> ResponseReturnValue:
    """Show who is invited to a meeting and what they answered."""
    return _page(subject)


@blueprint.post(f"{PLACE}/<name>/")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
def save_terms(subject: Desk) -> ResponseReturnValue:
    """Say what holds for all invitations to a meeting."""
    forum = subject.forum
    form = TermsForm.of(forum.languages, _terms(subject))
    if form.validate_on_submit():
        try:
            with transaction():
                service.set_terms(
                    forum,
                    subject.name,
                    answer_by=form.answer_by.data,
                    has_deputies=form.has_deputies.data,
                    words=form.words.data,
                    now=clock.now(),
                )
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("Saved."))
            return back(subject, _anchor="terms")
    return _page(subject, form), form.status


def _page(subject: Desk, form: TermsForm | None = None) -> str:
    forum = subject.forum
    invitations, registrations = invited_with_registrations(subject)
    rows = invitation_rows(invitations, forum, registrations)
    words, state = request.args.get("q", "")[:MOST_WORDS].strip(), request.args.get("state", "")
    counts = queries.counts(forum).get(subject.name, {})
    now = clock.now()
    return render(
        subject,
        "meetings/desk/meeting.html",
        rows=fitting(rows, words=words, state=state),
        all=len(rows),
        totals=totals(counts),
        words=words,
        state=state,
        states=state_choices(counts),
        waiting=sum(service.is_waiting(each, forum, now=now) for each in invitations),
        form=form or TermsForm.of(forum.languages, _terms(subject)),
    )


def _terms(subject: Desk) -> service.Terms:
    return service.terms_of(queries.meeting_of(subject.forum, subject.name))
