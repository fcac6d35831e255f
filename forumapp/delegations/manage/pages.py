"""The registrars' list of delegations, one delegation's page, and the forms that make and change one."""

from uuid import UUID

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.delegations import queries, service
from forumapp.delegations.forms import DelegationForm
from forumapp.delegations.manage.frame import PLACE, blueprint, delegation_of_desk, forum_of_desk
from forumapp.delegations.models import Delegation, DelegationState
from forumapp.delegations.presentation import deeds, lines, member_lines, title_of
from forumapp.delegations.words import STATE_KINDS, STATES, WAITING_MODES
from forumapp.directory import queries as directory
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, date_words, language_name
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import service as questions
from forumapp.registration.models import Registration
from forumapp.registration.presentation import name_of
from forumapp.web.desk import render_desk, tell
from forumapp.web.guards import guard


@blueprint.get(f"{PLACE}/")
@guard(Permission.REGISTRATION_READ, forum_of_desk)
def delegations(forum: Forum) -> ResponseReturnValue:
    """List a forum's delegations in protocol order of countries."""
    names = directory.country_names(current_language())
    rows = lines(
        queries.delegations(forum),
        counts=queries.counts(forum, now=clock.now()),
        news=queries.news(forum),
        countries=names,
        languages=forum.languages,
    )
    return render_desk("delegations/desk/delegations.html", forum=forum, section="delegations", rows=rows)


@blueprint.route(f"{PLACE}/new", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def add(forum: Forum) -> ResponseReturnValue:
    """Make a delegation."""
    form = DelegationForm.of(forum)
    if form.validate_on_submit():
        slug = forum.slug
        with transaction():
            delegation = service.add(forum, form.terms(), now=clock.now())
        tell(_("The delegation is made. Its head gets the link when you send it."))
        return redirect(url_for(".delegation", slug=slug, uid=delegation.uid), 303)
    page = render_desk("delegations/desk/form.html", forum=forum, section="delegations", form=form, delegation=None)
    return page, form.status


@blueprint.route(f"{PLACE}/<uuid:uid>/edit", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, delegation_of_desk)
def edit(delegation: Delegation) -> ResponseReturnValue:
    """Change a delegation."""
    forum, uid = delegation.forum, delegation.uid
    title = _title(delegation)
    form = DelegationForm.of(forum, delegation)
    if form.validate_on_submit():
        slug = forum.slug
        try:
            with transaction():
                service.revise(delegation, form.terms(), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            tell(_("Saved."))
            return redirect(url_for(".delegation", slug=slug, uid=uid), 303)
    page = render_desk(
        "delegations/desk/form.html",
        forum=forum,
        section="delegations",
        form=form,
        delegation={"uid": uid, "title": title},
    )
    return page, form.status


@blueprint.get(f"{PLACE}/<uuid:uid>/")
@guard(Permission.REGISTRATION_READ, delegation_of_desk)
def delegation(delegation: Delegation) -> ResponseReturnValue:
    """Show a delegation: members, what its head changed, letters."""
    forum = delegation.forum
    names = directory.country_names(current_language())
    members = queries.members(delegation)
    counts = queries.counts(forum, now=clock.now()).get(delegation.id)
    since = max(filter(None, (delegation.submitted_at, delegation.seen_at)), default=None)
    categories = questions.names_of(forum)["category"]
    told = deeds(
        queries.history(delegation, slug=forum.slug),
        since=since if delegation.submitted_at is not None else None,
        categories=categories,
    )
    return render_desk(
        "delegations/desk/delegation.html",
        forum=forum,
        section="delegations",
        uid=delegation.uid,
        title=title_of(delegation, names, forum.languages),
        state=STATES[delegation.state],
        state_kind=STATE_KINDS[delegation.state],
        is_draft=delegation.state is DelegationState.DRAFT,
        is_submitted=delegation.state is DelegationState.SUBMITTED,
        has_link=service.live_link(delegation) is not None,
        counts=counts or queries.Counts(),
        card_rows=_card(delegation, names),
        members=member_lines(members, countries=names, categories=categories),
        alone=[(name_of(each), each.uid) for each in queries.come_alone(delegation)],
        news=[each for each in told if each.is_new],
        deeds=told,
        letters=queries.letters_to_head(delegation, slug=forum.slug),
    )


def party_name(registration: Registration) -> str | None:
    """Return the name of the delegation that a registration belongs to."""
    found = queries.delegations_by_uids([UUID(registration.party)]) if registration.party else ()
    return _title(found[0]) if found else None


def _card(delegation: Delegation, names: dict[str, str]) -> list[tuple[str, str | None]]:
    institution = delegation.institution
    deadline = delegation.deadline
    return [
        (_("Country"), names.get(delegation.country, delegation.country)),
        (_("Library or organization"), title_of(delegation, names) if institution and not delegation.name else None),
        (_("Quota"), str(delegation.quota)),
        (_("Head of the delegation"), delegation.head_name),
        (_("E-mail"), delegation.head_email),
        (_("Language of letters"), language_name(delegation.head_language)),
        (_("Last day for changes"), date_words(deadline) if deadline else None),
        (_("When places become free"), str(WAITING_MODES[delegation.waiting_mode])),
    ]


def _title(delegation: Delegation) -> str:
    return title_of(delegation, directory.country_names(current_language()), delegation.forum.languages)
