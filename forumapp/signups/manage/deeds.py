"""What the desk does with sign-ups: decide, take out, add."""

from collections.abc import Sequence
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.policy import Permission
from forumapp.registration import queries as registrations
from forumapp.registration.models import Registration
from forumapp.registration.rules.addresses import mailbox
from forumapp.signups import queries, service
from forumapp.signups.forms import AddForm
from forumapp.signups.manage.frame import PLACE, Desk, back, blueprint, chosen_uids, session_of_desk
from forumapp.signups.manage.listing import session_page
from forumapp.web import desk as frame
from forumapp.web.guards import guard

LARGEST_NUMBER = 2**31 - 1


@blueprint.post(f"{PLACE}/<key>/decide")
@guard(Permission.REGISTRATION_EDIT, session_of_desk)
def decide(desk: Desk) -> ResponseReturnValue:
    """Let the selected people in, turn them down, or take them out."""
    uids, deed = chosen_uids(), request.form.get("deed", "")
    if not uids:
        frame.warn(_("Select somebody first."))
        return back(desk)
    try:
        with transaction():
            done = _do(desk, deed, uids)
    except RuleBroken as broken:
        frame.warn(broken.sentence)
    else:
        frame.tell(done)
    return back(desk)


@blueprint.post(f"{PLACE}/<key>/add")
@guard(Permission.REGISTRATION_EDIT, session_of_desk)
def add(desk: Desk) -> ResponseReturnValue:
    """Sign somebody up on their behalf."""
    form = AddForm()
    if form.validate_on_submit():
        try:
            registration = _found(desk.forum, form.who.data or "")
            with transaction():
                service.add(registration, desk.part.key, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            frame.tell(_("Signed up. The letter is on its way."))
            return back(desk)
    return session_page(desk, form), form.status


def _do(desk: Desk, deed: str, uids: Sequence[UUID]) -> str:
    forum, key, now = desk.forum, desk.part.key, clock.now()
    if deed == "take-out":
        number = service.take_out(forum, key, uids, now=now)
        return ngettext("%(num)d person is taken out.", "%(num)d people are taken out.", number)
    if deed not in {"agree", "decline"}:
        raise RuleBroken(_("Choose what is to happen."))
    number = service.decide(forum, key, uids, is_agreed=deed == "agree", now=now)
    if not number:
        raise RuleBroken(_("None of those selected waits for a decision."))
    if deed == "agree":
        return ngettext("%(num)d person is let in.", "%(num)d people are let in.", number)
    return ngettext("%(num)d person is turned down.", "%(num)d people are turned down.", number)


def _found(forum: Forum, words: str) -> Registration:
    """Return whom the desk means: by number of the registration or by address."""
    text, found = words.strip().removeprefix("№").strip(), None
    if text.isdecimal() and int(text) <= LARGEST_NUMBER:
        found = queries.registration_by_number(forum, int(text))
    elif (box := mailbox(text)) is not None:
        found = registrations.registration_by_email_key(forum, box.key)
    if found is None:
        raise RuleBroken(_("No registration has this number or address."), field="who")
    return found
