"""What a head does with the members: enter, change, order, take out, put back, substitute, send the list.

Until the list is sent, members are only listed; afterwards every change counts at once and the registrars see it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from forumapp.db import db
from forumapp.delegations import mails, queries
from forumapp.delegations.models import Delegation, Member
from forumapp.delegations.rules.doubles import double_of
from forumapp.delegations.rules.states import places_left
from forumapp.delegations.service.base import locked_for_head, note, party_of
from forumapp.delegations.service.links import write
from forumapp.delegations.service.telling import tell_registrars
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language, ngettext
from forumapp.registration import service as registration
from forumapp.registration.models import Registration, RegistrationStatus
from forumapp.registration.presentation import name_of
from forumapp.registration.rules.names import full_name
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.service import Answers, Nominee

TOLD = (
    *("family_name", "given_name", "patronymic", "latin_name", "email", "country", "institution_id"),
    *("institution_name", "post", "category", "attendance", "language"),
)
"""What the audit trail tells of a change of a member."""


def left_in(delegation: Delegation) -> int:
    """Return how many more people the quota takes."""
    standing = [each for each in queries.members(delegation) if each.registration.seen_status not in ENDED]
    return places_left(quota=delegation.quota, members=len(standing))


def add_members(delegation: Delegation, nominees: Sequence[Nominee], *, now: datetime) -> list[Registration]:
    """Enter people at the end of the list; after it was sent they arrive at once.

    Raises RuleBroken when the quota does not take all of them, an address is registered already, or somebody of the same name is
    on the list and nobody said that these are two people: then none is entered.
    """
    delegation = locked_for_head(delegation, now=now)
    _refuse_over_quota(delegation, len(nominees))
    _refuse_doubles(delegation, nominees)
    party = party_of(delegation)
    found = registration.nominate(delegation.forum, party, nominees, now=now)
    last = max((each.position for each in queries.all_members(delegation)), default=0)
    known = queries.members_among(each.id for each in found)
    for position, each in enumerate(found, start=last + 1):
        _place(each, known.get(each.id), delegation, position=position)
        note(delegation, "delegation:add-member", after=_told(each), now=now)
    db.session.flush()
    if delegation.submitted_at is not None:
        registration.admit(delegation.forum, party, found, now=now)
    tell_registrars(delegation, now=now)
    return found


def revise_member(delegation: Delegation, uid: UUID, nominee: Nominee, *, now: datetime) -> None:
    """Change what is known of a member; refuses the name of another one as ``add_members`` does."""
    delegation = locked_for_head(delegation, now=now)
    member = _member(delegation, uid)
    _refuse_doubles(delegation, [nominee], apart_from=uid)
    before = _told(member.registration)
    registration.revise_member(member.registration, party_of(delegation), nominee, now=now)
    after = _told(member.registration)
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if changed:
        note(
            delegation,
            "delegation:revise-member",
            before={name: before.get(name) for name in changed},
            after={"member": name_of(member.registration), **{name: after.get(name) for name in changed}},
            now=now,
        )
        tell_registrars(delegation, now=now)


def move(delegation: Delegation, uid: UUID, *, is_earlier: bool, now: datetime) -> None:
    """Put a member a place earlier or later; those who wait get their turns in the new order."""
    delegation = locked_for_head(delegation, now=now)
    order = list(queries.members(delegation))
    place = next((number for number, each in enumerate(order) if each.registration.uid == uid), None)
    other = None if place is None else place - 1 if is_earlier else place + 1
    if place is None or other is None or not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for position, each in enumerate(order, start=1):
        each.position = position
    registration.reorder([each.registration for each in order])
    note(delegation, "delegation:order", after={"member": name_of(order[other].registration)}, now=now)
    db.session.flush()
    tell_registrars(delegation, now=now)


def take_out(delegation: Delegation, uid: UUID, *, now: datetime) -> Registration:
    """Take a member off the list; the place, where there was one, goes to the next in the queue. ``put_back`` undoes it."""
    delegation = locked_for_head(delegation, now=now)
    member = _member(delegation, uid)
    member.removed_at = now
    note(delegation, "delegation:take-out", before=_told(member.registration), now=now)
    registration.withdraw(member.registration, now=now)
    tell_registrars(delegation, now=now)
    return member.registration


def put_back(delegation: Delegation, uid: UUID, *, now: datetime) -> Registration:
    """Put a member back where they stood; once the list was sent, with a place that is free or at the end of the queue."""
    delegation = locked_for_head(delegation, now=now)
    member = queries.member_by_uid(delegation, uid)
    if member is None:
        raise RuleBroken(_("This person is not on the list any more."))
    if member.removed_at is None:
        return member.registration
    _refuse_over_quota(delegation, 1)
    member.removed_at = None
    note(delegation, "delegation:put-back", after=_told(member.registration), now=now)
    registration.put_back(member.registration, party_of(delegation), now=now)
    tell_registrars(delegation, now=now)
    return member.registration


def substitute(delegation: Delegation, uid: UUID, nominee: Nominee, *, now: datetime) -> Registration:
    """Let another person have a member's position and place; refuses the name of another one as ``add_members`` does."""
    delegation = locked_for_head(delegation, now=now)
    member = _member(delegation, uid)
    _refuse_doubles(delegation, [nominee], apart_from=uid)
    if member.registration.seen_status in ENDED:
        _refuse_over_quota(delegation, 1)
    former, position = member.registration, member.position
    new = registration.substitute(former, party_of(delegation), nominee, now=now)
    member.removed_at = now
    _place(new, queries.member_of(new), delegation, position=position)
    note(
        delegation,
        "delegation:substitute",
        before={"member": name_of(former)},
        after={"member": name_of(new)},
        now=now,
    )
    db.session.flush()
    tell_registrars(delegation, now=now)
    return new


def submit(delegation: Delegation, *, now: datetime) -> None:
    """Send the list: everybody on it arrives now, and those with an address get their letters. Sending twice is sending once.

    Raises RuleBroken when nobody is on it, or when there is no waiting list and not all fit.
    """
    delegation = locked_for_head(delegation, now=now)
    if delegation.submitted_at is not None:
        return
    _forget_removed(delegation)
    members = [each.registration for each in queries.members(delegation)]
    number = sum(each.seen_status not in ENDED for each in members)
    if not number:
        raise RuleBroken(_("There is nobody on the list yet."))
    registration.admit(delegation.forum, party_of(delegation), members, now=now)
    delegation.submitted_at, delegation.seen_at = now, None
    note(delegation, "delegation:submit", after={"people": number}, now=now)
    db.session.flush()
    waiting = sum(each.status is RegistrationStatus.WAITLISTED for each in members)
    with in_language(delegation.head_language):
        facts = ((_("People on the list"), str(number)), (_("In the waiting list"), str(waiting)))
    write(delegation, mails.RECEIPT, facts=facts, now=now)
    tell_registrars(delegation, now=now)


def change_language(delegation: Delegation, language: str, *, now: datetime) -> None:
    """Change the language of letters to the head and of the head's page."""
    if delegation.head_language == language:
        return
    before = delegation.head_language
    delegation.head_language = language
    note(delegation, "delegation:speak", before={"head_language": before}, after={"head_language": language}, now=now)


def note_export(delegation: Delegation, kind: str, *, now: datetime) -> None:
    """Take down that the head saved the list as a file."""
    note(delegation, "delegation:export", after={"format": kind}, now=now)


def _member(delegation: Delegation, uid: UUID) -> Member:
    member = queries.member_by_uid(delegation, uid)
    if member is None or member.removed_at is not None:
        raise RuleBroken(_("This person is not on the list any more."))
    return member


def _place(each: Registration, known: Member | None, delegation: Delegation, *, position: int) -> None:
    """Let a registration stand on a list; one that stood on another one before stands on this one from now on."""
    if known is None:
        db.session.add(Member(registration_id=each.id, delegation_id=delegation.id, position=position))
    else:
        known.delegation_id, known.position, known.removed_at = delegation.id, position, None


def _forget_removed(delegation: Delegation) -> None:
    """Delete those who were taken out before anybody wrote to them: nothing of them is needed any more."""
    removed = [each for each in queries.all_members(delegation) if each.removed_at is not None]
    gone = [each for each in removed if each.registration.is_unsent]
    registrations = [each.registration for each in gone]
    for each in gone:
        db.session.delete(each)
    db.session.flush()
    registration.forget_unsent(registrations)


def _refuse_over_quota(delegation: Delegation, number: int) -> None:
    left = left_in(delegation)
    if number <= left:
        return
    if not left:
        raise RuleBroken(
            _("The quota of %(quota)s is used up. To enter somebody else, take somebody out.", quota=delegation.quota)
        )
    sentence = ngettext(
        "The quota is %(quota)s: %(num)d more person fits.",
        "The quota is %(quota)s: %(num)d more people fit.",
        left,
        quota=delegation.quota,
    )
    raise RuleBroken(sentence)


def _refuse_doubles(delegation: Delegation, nominees: Sequence[Nominee], *, apart_from: UUID | None = None) -> None:
    """Raise RuleBroken for who has the name of somebody on the list, or before them, unless the head says that these are two."""
    standing: list[Registration | Answers] = [
        each.registration
        for each in queries.members(delegation)
        if each.registration.uid != apart_from and each.registration.status not in ENDED
    ]
    for nominee in nominees:
        known = None if nominee.is_other else double_of(nominee.answers, standing)
        if known is not None:
            words = _("%(name)s is on the list already. If these are two people, say so here.", name=_name(known))
            raise RuleBroken(words, field="is_other")
        standing.append(nominee.answers)


def _name(known: Registration | Answers) -> str:
    return full_name(family_name=known.family_name, given_name=known.given_name, patronymic=known.patronymic)


def _told(each: Registration) -> dict[str, Any]:
    values = {name: getattr(each, name) for name in TOLD}
    return {"member": name_of(each), **{name: value for name, value in values.items() if value is not None}}
