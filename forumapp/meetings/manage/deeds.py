"""What the desk does with invitations: taking back, giving again, new links, answers that came by telephone."""

from datetime import datetime

from flask import request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.meetings import service
from forumapp.meetings.manage.frame import PLACE, Desk, Row, back, blueprint, meeting_of_desk, row_of_desk, uuids
from forumapp.meetings.models import InvitationState
from forumapp.policy import Permission
from forumapp.web import desk, limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

MOST_AT_ONCE = 1000


@blueprint.post(f"{PLACE}/<name>/revoke")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
def revoke(subject: Desk) -> ResponseReturnValue:
    """Take the selected invitations back."""
    now = clock.now()
    chosen = uuids(request.form.getlist("invitation")[:MOST_AT_ONCE])
    with transaction():
        number = service.revoke(subject.forum, subject.name, chosen, now=now)
    if number == 0:
        desk.warn(_("Select invitations that hold."))
        return back(subject)
    address = url_for(".restore", slug=subject.forum.slug, name=subject.name, at=now.isoformat())
    words = ngettext(
        "%(num)d invitation is taken back. No letter says so.",
        "%(num)d invitations are taken back. No letter says so.",
        number,
    )
    desk.tell(words, undo=address)
    return back(subject)


@blueprint.post(f"{PLACE}/<name>/restore")
@guard(Permission.MEETING_INVITE, meeting_of_desk)
def restore(subject: Desk) -> ResponseReturnValue:
    """Give again what was taken back at one instant."""
    revoked_at = _instant(request.args.get("at", ""))
    number = 0
    if revoked_at is not None:
        with transaction():
            number = service.restore(subject.forum, subject.name, revoked_at=revoked_at, now=clock.now())
    if number == 0:
        desk.warn(_("There is nothing to undo here any more."))
    else:
        desk.tell(ngettext("%(num)d invitation holds again.", "%(num)d invitations hold again.", number))
    return back(subject)


@blueprint.post(f"{PLACE}/<name>/<uuid:uid>/restore")
@guard(Permission.MEETING_INVITE, row_of_desk)
def restore_one(row: Row) -> ResponseReturnValue:
    """Give one invitation again."""
    desk.attempt(
        lambda: service.restore_one(row.invitation, now=clock.now()),
        words=_("The invitation holds again. The link in the letters opens as before."),
    )
    return back(row.desk)


@blueprint.post(f"{PLACE}/<name>/<uuid:uid>/renew")
@guard(Permission.MEETING_INVITE, row_of_desk)
@limiter.limit(limits.MAIL)
def renew(row: Row) -> ResponseReturnValue:
    """Make a new link and send it."""
    desk.attempt(
        lambda: service.renew(row.invitation, now=clock.now()),
        words=_("A letter with the new link is on its way. The earlier link opens nothing."),
    )
    return back(row.desk)


@blueprint.post(f"{PLACE}/<name>/<uuid:uid>/answer")
@guard(Permission.MEETING_INVITE, row_of_desk)
def note_answer(row: Row) -> ResponseReturnValue:
    """Note what somebody answered by telephone or letter."""
    states = {state.value: state for state in InvitationState}
    state = states.get(request.form.get("answer", ""))
    if state is not None:
        desk.attempt(
            lambda: service.note_answer(row.invitation, state, now=clock.now()), words=_("The answer is noted.")
        )
    return back(row.desk)


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
