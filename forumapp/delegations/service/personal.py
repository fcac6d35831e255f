"""What delegations hold about people: told to a member, taken out of a forum whose time has come."""

from collections.abc import Sequence

from sqlalchemy import delete

from forumapp.db import db
from forumapp.delegations import queries
from forumapp.delegations.models import DelegationLink, Member
from forumapp.delegations.service.base import names_of
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.personal import Holding, fact
from forumapp.registration.models import Registration
from forumapp.registration.rules.statuses import ENDED


def personal_data(registration: Registration) -> list[Holding]:
    """Return where somebody stands in a delegation, and which delegations they lead."""
    member = queries.member_of(registration)
    delegation = None if member is None else queries.delegation_by_id(member.delegation_id)
    languages = registration.forum.languages
    rows = []
    if member is not None and delegation is not None:
        name = localized(names_of(delegation), languages)
        rows.append([fact("delegation", _("Delegation"), name), fact("position", _("Number in it"), member.position)])
    led = [
        [
            fact("delegation", _("Delegation"), localized(names_of(each), languages)),
            fact("head_name", _("Name of the head"), each.head_name),
            fact("head_email", _("E-mail address of the head"), each.head_email),
        ]
        for each in queries.led_by(registration.forum, registration.email)
    ]
    return [
        Holding(key="delegation", title=_("Delegation"), rows=rows),
        Holding(key="delegations_led", title=_("Head of delegations"), rows=led),
    ]


def refuse_head(registration: Registration) -> None:
    """Raise RuleBroken for who leads a delegation: somebody else is named first, or it would have nobody."""
    led = queries.led_by(registration.forum, registration.email)
    if led:
        name = localized(names_of(led[0]), registration.forum.languages)
        raise RuleBroken(_("This person leads the delegation “%(name)s”. Name another head first.", name=name))


def erase(registrations: Sequence[Registration]) -> None:
    """Take those whose registrations ended off the lists: heads see nobody there without a name."""
    ended = [each.id for each in registrations if each.status in ENDED]
    db.session.execute(delete(Member).where(Member.registration_id.in_(ended)))


def anonymize(forum: Forum) -> None:
    """Take the heads out of a forum's delegations, with their links; names of delegations and numbers stay."""
    found = queries.delegations(forum)
    for delegation in found:
        delegation.head_name = delegation.head_email = ""
    db.session.execute(delete(DelegationLink).where(DelegationLink.delegation_id.in_([each.id for each in found])))
    db.session.flush()
