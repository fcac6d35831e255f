"""Writing to the invited: who is waiting for a letter, what it says in each language, and the button that sends."""

from collections.abc import Iterable, Sequence

from flask import request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.i18n import language_name, ngettext
from forumapp.mail import Letter
from forumapp.meetings import queries, service
from forumapp.meetings.manage.frame import PLACE, Desk, back, blueprint, meeting_of_desk, render, uuids
from forumapp.meetings.models import Invitation
from forumapp.meetings.presentation import invitation_rows
from forumapp.policy import Permission
from forumapp.web import desk, limits
from forumapp.web.forms import Form
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get(f"{PLACE}/<name>/letters/")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
def letters(subject: Desk) -> ResponseReturnValue:
    """Show to whom a letter can go today, all of them chosen."""
    waiting = _waiting(subject)
    return _page(subject, Form(), waiting, chosen=waiting)


@blueprint.post(f"{PLACE}/<name>/letters/")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
@limiter.limit(limits.MAIL)
def write(subject: Desk) -> ResponseReturnValue:
    """Show the letters as they would be, or send them."""
    form = Form()
    waiting = _waiting(subject)
    asked = set(uuids(request.form.getlist("invitation")))
    chosen = [each for each in waiting if each.uid in asked]
    if not form.validate_on_submit():
        return _page(subject, form, waiting, chosen=chosen), form.status
    if not chosen:
        form.reject(RuleBroken(_("Choose to whom to write.")))
        return _page(subject, form, waiting, chosen=chosen), form.status
    if request.form.get("step") != "send":
        return _page(subject, form, waiting, chosen=chosen, previews=_previews(subject, chosen))
    try:
        with transaction():
            number = service.write_to(subject.forum, subject.name, [each.uid for each in chosen], now=clock.now())
    except RuleBroken as broken:
        form.reject(broken)
        return _page(subject, form, _waiting(subject), chosen=chosen), form.status
    desk.tell(ngettext("%(num)d letter is on its way.", "%(num)d letters are on their way.", number))
    return back(subject)


def _waiting(subject: Desk) -> list[Invitation]:
    now = clock.now()
    return [
        each
        for each in queries.invitations_to(subject.forum, subject.name)
        if service.is_waiting(each, subject.forum, now=now)
    ]


def _previews(subject: Desk, chosen: Iterable[Invitation]) -> list[tuple[str, Letter]]:
    """Return the first letter of each kind in each language."""
    letters = service.desk_of(subject.forum, subject.face)
    found: dict[tuple[str, str], Letter] = {}
    for invitation in chosen:
        kind = (invitation.language, invitation.state.value)
        if kind not in found:
            found[kind] = service.preview(letters, invitation)
    return [(language_name(language), letter) for (language, _state), letter in found.items()]


def _page(
    subject: Desk,
    form: Form,
    waiting: Sequence[Invitation],
    *,
    chosen: Iterable[Invitation],
    previews: Sequence[tuple[str, Letter]] = (),
) -> str:
    uids = {str(each.uid) for each in chosen}
    return render(
        subject,
        "meetings/desk/letters.html",
        form=form,
        rows=invitation_rows(waiting, subject.forum, {}),
        chosen=uids,
        previews=previews,
        count=len(uids),
        is_published=service.published(subject.forum, subject.name) is not None,
    )
