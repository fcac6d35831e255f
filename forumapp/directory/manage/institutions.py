"""Institutions of a forum."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.db.changes import differing
from forumapp.directory import queries, service
from forumapp.directory.forms import InstitutionForm
from forumapp.directory.manage.frame import PLACE, back_to, blueprint, forum_of_desk, institution_or_404, whole_name
from forumapp.directory.models import ForumInstitution
from forumapp.directory.words import INSTITUTION_KINDS
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import InstitutionPart
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, localized
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web import desk
from forumapp.web.guards import guard
from forumapp.web.revising import Differences, compared, with_others


@blueprint.get(f"{PLACE}/institutions/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def institutions(forum: Forum) -> ResponseReturnValue:
    """List the institutions of a forum by country and name."""
    words = request.args.get("q", "").strip()[:200]
    names = queries.country_names(current_language())
    order = {code: number for number, code in enumerate(names)}
    links = list(queries.forum_institutions(forum, words))
    rows = [_row(forum, link, names) for link in links]
    rows.sort(key=lambda row: (order.get(row["code"], len(order)), row["name"].casefold()))
    return desk.render_desk("directory/institutions.html", forum=forum, section="institutions", rows=rows, words=words)


@blueprint.route(f"{PLACE}/add-institution/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def add_institution(forum: Forum) -> ResponseReturnValue:
    """Add an institution."""
    form = InstitutionForm.of(forum.languages, queries.country_choices(current_language()), None)
    if not form.is_submitted():
        form.next.data = request.args.get("next")
    if form.validate_on_submit():
        name = form.name.data or {}
        try:
            with transaction():
                words = form.former_key(InstitutionPart) or name.get("en") or next(iter(name.values()), "")
                key = service.new_institution_key(forum, words)
                service.put_institution(forum, form.part(key), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("%(name)s is on the forum’s list now.", name=localized(name, forum.languages)))
            return back_to(form.next.data, url_for(".institutions", slug=forum.slug))
    page = desk.render_desk("directory/add_institution.html", forum=forum, section="institutions", form=form)
    return page, form.status


@blueprint.route(f"{PLACE}/institutions/<key>/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def institution(forum: Forum, key: str) -> ResponseReturnValue:
    """Change what a forum says of an institution."""
    link = queries.forum_institution_by_key(forum, key)
    if link is None:
        return _put_back(forum, key)
    before = service.institution_part(link)
    countries = queries.country_choices(current_language())
    form = InstitutionForm.of(forum.languages, countries, before)
    found = None
    if form.validate_on_submit():
        typed = form.part(key, before)
        try:
            with transaction():
                saved = service.revise_institution(
                    forum, key, typed, basis=form.basis(InstitutionPart), now=clock.now()
                )
        except Overtaken as overtaken:
            part = service.institution_part(link)
            stored = InstitutionForm.of(forum.languages, countries, part, is_stored=True)
            found = compared(form, stored, part, overtaken)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            others = differing(typed, service.institution_part(saved))[1]
            desk.tell(with_others(_("Saved."), form, others))
            return redirect(url_for(".institutions", slug=forum.slug), 303)
    return _institution_page(forum, link, before, form, found), form.status


@blueprint.post(f"{PLACE}/institutions/<key>/remove")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def remove_institution(forum: Forum, key: str) -> ResponseReturnValue:
    """Take an institution off the forum's list."""
    link = institution_or_404(forum, key)
    name = localized(link.institution.name, forum.languages)
    is_done = desk.attempt(
        lambda: service.remove_institution(forum, link, now=clock.now()),
        words=_("%(name)s is off the forum’s list.", name=name),
    )
    own_page = url_for(".institution", slug=forum.slug, key=key)
    return redirect(url_for(".institutions", slug=forum.slug) if is_done else own_page, 303)


def _put_back(forum: Forum, key: str) -> ResponseReturnValue:
    """Keep what was typed on an institution that somebody else took off the list; saving adds it anew."""
    form = InstitutionForm.of(forum.languages, queries.country_choices(current_language()), None)
    if form.former_key(InstitutionPart) != key:
        abort(404)
    form.offer_to_put_back()
    page = desk.render_desk("directory/add_institution.html", forum=forum, section="institutions", form=form)
    return page, form.status


def _institution_page(
    forum: Forum,
    link: ForumInstitution,
    before: InstitutionPart,
    form: InstitutionForm,
    found: Differences | None,
) -> str:
    return desk.render_desk(
        "directory/institution.html",
        forum=forum,
        section="institutions",
        form=form,
        item={"key": link.key, "name": localized(before.name, forum.languages)},
        members=[
            (member.key, whole_name(member.person))
            for member in queries.people_of_institution(forum, link.institution_id)
        ],
        is_shared=link.institution_id in queries.institutions_of_several(forum),
        differences=found,
    )


def _row(forum: Forum, link: ForumInstitution, names: dict[str, str]) -> dict[str, str]:
    entry = link.institution
    return {
        "key": link.key,
        "name": localized(entry.name, forum.languages),
        "code": entry.country,
        "country": names.get(entry.country, entry.country),
        "city": localized(entry.city, forum.languages),
        "kind": str(INSTITUTION_KINDS[entry.kind]),
    }
