"""The delegation's page: how it stands, the members in order, and the button that sends the list."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.delegations import queries, service
from forumapp.delegations.models import DelegationState
from forumapp.delegations.presentation import member_lines
from forumapp.delegations.rules.states import places_left
from forumapp.delegations.views.base import PLACE, Own, address, back, blueprint, own_by_token, render
from forumapp.delegations.words import STATE_KINDS, STATES, WAITING_MODES
from forumapp.directory import queries as directory
from forumapp.errors import RuleBroken
from forumapp.i18n import LANGUAGE_NAMES, current_language, date_words
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import service as questions
from forumapp.registration.models import RegistrationStatus
from forumapp.registration.presentation import name_of
from forumapp.registration.rules.statuses import ENDED
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get(f"{PLACE}/")
@guard(Permission.DELEGATION_OWN, own_by_token)
def own(own: Own) -> ResponseReturnValue:
    """Show a head the members and what can be done."""
    return _page(own)


@blueprint.post(f"{PLACE}/submit")
@guard(Permission.DELEGATION_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE)
def submit(own: Own) -> ResponseReturnValue:
    """Send the list."""
    try:
        with transaction():
            service.submit(own.delegation, now=clock.now())
    except RuleBroken as broken:
        flash(broken.sentence, "warn")
    else:
        flash(_("The list is sent. A letter to you says what has arrived."))
    return back(own)


@blueprint.post(f"{PLACE}/language")
@guard(Permission.DELEGATION_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE)
def language(own: Own) -> ResponseReturnValue:
    """Change the language of letters and page."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGE_NAMES:
        with transaction():
            service.change_language(own.delegation, chosen, now=clock.now())
    return redirect(address(own, "own", lang=None), 303)


def _page(own: Own) -> str:
    delegation = own.delegation
    members = queries.members(delegation)
    names = directory.country_names(current_language())
    standing = [each.registration for each in members if each.registration.seen_status not in ENDED]
    counted: dict[str, Any] = {
        "quota": delegation.quota,
        "count": len(standing),
        "left": places_left(quota=delegation.quota, members=len(standing)),
        "waiting": sum(each.seen_status is RegistrationStatus.WAITLISTED for each in standing),
        "signing": sum(each.email is None for each in standing),
        "unsent": sum(each.is_unsent for each in standing),
    }
    return render(
        own,
        "delegations/own.html",
        members=member_lines(members, countries=names, categories=questions.names_of(own.forum)["category"]),
        state=STATES[delegation.state],
        state_kind=STATE_KINDS[delegation.state],
        is_submitted=delegation.state is DelegationState.SUBMITTED,
        head_name=delegation.head_name,
        deadline=date_words(delegation.deadline) if delegation.deadline else None,
        alone=[name_of(each) for each in queries.come_alone(delegation)],
        waiting_words=WAITING_MODES[delegation.waiting_mode],
        language=delegation.head_language,
        language_choices=list(LANGUAGE_NAMES.items()),
        **counted,
    )
