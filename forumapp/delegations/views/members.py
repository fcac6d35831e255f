"""One member: entered by a form, changed, moved, taken out with a way back, substituted."""

from uuid import UUID

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.delegations import queries, service
from forumapp.delegations.forms import MemberForm, Offer
from forumapp.delegations.models import Member
from forumapp.delegations.views.base import PLACE, Own, OwnMember, back, blueprint, own_by_token, render
from forumapp.errors import RuleBroken
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.registration.models import RegistrationStatus
from forumapp.registration.presentation import name_of
from forumapp.registration.rules.statuses import ENDED
from forumapp.web import desk, limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


def member_by_uid(slug: str, token: str, uid: UUID) -> OwnMember | None:
    """Return a member of the delegation behind a secret link."""
    own = own_by_token(slug, token)
    member = queries.member_by_uid(own.delegation, uid) if own is not None else None
    return OwnMember(own, member) if own is not None and member is not None else None


@blueprint.route(f"{PLACE}/members/new", methods=["GET", "POST"])
@guard(Permission.DELEGATION_OWN, own_by_token)
@limiter.limit(limits.OWN_PAGE, methods=["POST"])
def add(own: Own) -> ResponseReturnValue:
    """Enter a person."""
    if own.is_over:
        return _too_late(own)
    form = MemberForm.of(Offer.of(own.delegation))
    if form.validate_on_submit():
        nominee = form.nominee()
        try:
            with transaction():
                (entered,) = service.add_members(own.delegation, [nominee], now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("%(name)s is on the list.", name=name_of(entered)))
            return back(own, "members")
    page = render(own, "delegations/member.html", form=form, heading=_("Enter a person"), button=_("Put on the list"))
    return page, form.status


@blueprint.route(f"{PLACE}/members/<uuid:uid>/", methods=["GET", "POST"])
@guard(Permission.DELEGATION_OWN, member_by_uid)
@limiter.limit(limits.OWN_PAGE, methods=["POST"])
def edit(subject: OwnMember) -> ResponseReturnValue:
    """Change what is known of a member."""
    own, known = subject.own, subject.member.registration
    if subject.member.removed_at is not None or known.seen_status in ENDED:
        abort(404)
    if own.is_over:
        return _too_late(own)
    uid = known.uid
    form = MemberForm.of(Offer.of(own.delegation), known)
    if form.validate_on_submit():
        nominee = form.nominee()
        try:
            with transaction():
                service.revise_member(own.delegation, uid, nominee, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("The details are saved."))
            return back(own, f"member-{uid}")
    page = render(own, "delegations/member.html", form=form, heading=name_of(known), button=_("Save"))
    return page, form.status


@blueprint.route(f"{PLACE}/members/<uuid:uid>/substitute", methods=["GET", "POST"])
@guard(Permission.DELEGATION_OWN, member_by_uid)
@limiter.limit(limits.OWN_PAGE, methods=["POST"])
def substitute(subject: OwnMember) -> ResponseReturnValue:
    """Let another person have a member's place."""
    own, known = subject.own, subject.member.registration
    if subject.member.removed_at is not None:
        abort(404)
    if own.is_over:
        return _too_late(own)
    uid, former = known.uid, name_of(known)
    offer = Offer.of(own.delegation)
    form = MemberForm.of(offer, data=_as_former(subject.member, offer))
    if form.validate_on_submit():
        nominee = form.nominee()
        try:
            with transaction():
                new = service.substitute(own.delegation, uid, nominee, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("%(name)s takes part instead of %(former)s.", name=name_of(new), former=former))
            return back(own, f"member-{new.uid}")
    page = render(
        own,
        "delegations/member.html",
        form=form,
        heading=_("Instead of %(name)s", name=former),
        lead=_(
            "The place stays with the delegation. The link that %(name)s has ends, and the new person gets a letter.",
            name=former,
        ),
        button=_("Substitute"),
    )
    return page, form.status


@blueprint.post(f"{PLACE}/members/<uuid:uid>/<any(earlier, later):direction>")
@guard(Permission.DELEGATION_OWN, member_by_uid)
@limiter.limit(limits.OWN_PAGE)
def move(subject: OwnMember, direction: str) -> ResponseReturnValue:
    """Put a member a place earlier or later."""
    own, uid = subject.own, subject.member.registration.uid
    desk.attempt(lambda: service.move(own.delegation, uid, is_earlier=direction == "earlier", now=clock.now()))
    return back(own, f"member-{uid}")


@blueprint.post(f"{PLACE}/members/<uuid:uid>/take-out")
@guard(Permission.DELEGATION_OWN, member_by_uid)
@limiter.limit(limits.OWN_PAGE)
def take_out(subject: OwnMember) -> ResponseReturnValue:
    """Take a member off the list; the notice has the way back."""
    own, known = subject.own, subject.member.registration
    uid, name = known.uid, name_of(known)
    if desk.attempt(lambda: service.take_out(own.delegation, uid, now=clock.now())):
        undo = url_for(".put_back", slug=own.forum.slug, token=own.token, uid=uid)
        desk.tell(_("%(name)s is off the list.", name=name), undo=undo)
    return back(own, "members")


@blueprint.post(f"{PLACE}/members/<uuid:uid>/put-back")
@guard(Permission.DELEGATION_OWN, member_by_uid)
@limiter.limit(limits.OWN_PAGE)
def put_back(subject: OwnMember) -> ResponseReturnValue:
    """Put a member back whom the head took out."""
    own, known = subject.own, subject.member.registration
    uid, name = known.uid, name_of(known)
    if desk.attempt(lambda: service.put_back(own.delegation, uid, now=clock.now())):
        member = queries.member_by_uid(own.delegation, uid)
        is_waiting = member is not None and member.registration.status is RegistrationStatus.WAITLISTED
        words = _(
            "%(name)s is on the list again, in the waiting list: the place was given to somebody else.", name=name
        )
        desk.tell(words if is_waiting else _("%(name)s is on the list again.", name=name))
    return back(own, f"member-{uid}")


def _too_late(own: Own) -> ResponseReturnValue:
    flash(_("The deadline has passed: the list can be read, but no longer changed. Write to the organizers."), "warn")
    return back(own)


def _as_former(member: Member, offer: Offer) -> dict[str, str]:
    """Return how the person who comes instead is taken to take part: as the former one does."""
    known = member.registration
    return {
        **offer.defaults(),
        "country": known.country,
        "category": known.category,
        "attendance": known.attendance.value,
        "language": known.language,
    }
