"""People of a forum."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.db.changes import differing
from forumapp.directory import queries, service
from forumapp.directory.forms import PersonForm
from forumapp.directory.manage.frame import (
    PLACE,
    back_to,
    blueprint,
    forum_of_desk,
    people_notes,
    person_or_404,
    whole_name,
)
from forumapp.directory.models import ForumPerson
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import PersonPart
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.web import desk
from forumapp.web.guards import guard
from forumapp.web.revising import Differences, compared, with_others


@blueprint.get(f"{PLACE}/people/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def people(forum: Forum) -> ResponseReturnValue:
    """List the people of a forum by name."""
    words = request.args.get("q", "").strip()[:200]
    notes = people_notes(forum)
    rows = [_row(forum, link, notes.get(link.key, "")) for link in queries.forum_people(forum, words)]
    rows.sort(key=lambda row: row["name"].casefold())
    return desk.render_desk("directory/people.html", forum=forum, section="people", rows=rows, words=words)


@blueprint.route(f"{PLACE}/add-person/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def add_person(forum: Forum) -> ResponseReturnValue:
    """Add somebody new."""
    form = PersonForm.of(forum.languages, _institutions(forum), None)
    if not form.is_submitted():
        form.next.data = request.args.get("next")
    if form.validate_on_submit():
        try:
            with transaction():
                name = form.former_key(PersonPart) or _latin_first(form)
                part = form.part(service.new_person_key(forum, name))
                service.put_person(forum, part, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("%(name)s is on the forum’s list now.", name=whole_name(part)))
            return back_to(form.next.data, url_for(".people", slug=forum.slug))
    page = desk.render_desk("directory/add_person.html", forum=forum, section="people", form=form)
    return page, form.status


@blueprint.route(f"{PLACE}/people/<key>/", methods=["GET", "POST"])
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def person(forum: Forum, key: str) -> ResponseReturnValue:
    """Change what a forum says of a person."""
    link = queries.forum_person_by_key(forum, key)
    if link is None:
        return _put_back(forum, key)
    before = service.person_part(forum, link)
    form = PersonForm.of(forum.languages, _institutions(forum), before)
    found = None
    if form.validate_on_submit():
        typed = form.part(key, before)
        try:
            with transaction():
                saved = service.revise_person(forum, key, typed, basis=form.basis(PersonPart), now=clock.now())
        except Overtaken as overtaken:
            part = service.person_part(forum, link)
            stored = PersonForm.of(forum.languages, _institutions(forum), part, is_stored=True)
            found = compared(form, stored, part, overtaken)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            others = differing(typed, service.person_part(forum, saved))[1]
            desk.tell(with_others(_("Saved."), form, others))
            return redirect(url_for(".people", slug=forum.slug), 303)
    return _person_page(forum, link, before, form, found), form.status


@blueprint.post(f"{PLACE}/people/<key>/remove")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def remove_person(forum: Forum, key: str) -> ResponseReturnValue:
    """Take a person off the forum's list."""
    link = person_or_404(forum, key)
    name = whole_name(link.person)
    is_done = desk.attempt(
        lambda: service.remove_person(forum, link, now=clock.now()),
        words=_("%(name)s is off the forum’s list.", name=name),
    )
    target = url_for(".people", slug=forum.slug) if is_done else url_for(".person", slug=forum.slug, key=key)
    return redirect(target, 303)


def _put_back(forum: Forum, key: str) -> ResponseReturnValue:
    """Keep what was typed on a person that somebody else took off the list; saving adds it anew."""
    form = PersonForm.of(forum.languages, _institutions(forum), None)
    if form.former_key(PersonPart) != key:
        abort(404)
    form.offer_to_put_back()
    page = desk.render_desk("directory/add_person.html", forum=forum, section="people", form=form)
    return page, form.status


def _person_page(
    forum: Forum, link: ForumPerson, before: PersonPart, form: PersonForm, found: Differences | None
) -> str:
    return desk.render_desk(
        "directory/person.html",
        forum=forum,
        section="people",
        form=form,
        item={"key": link.key, "name": whole_name(before)},
        is_shared=link.person_id in queries.people_of_several(forum),
        differences=found,
    )


def _row(forum: Forum, link: ForumPerson, note: str) -> dict[str, str]:
    entry = link.person
    return {
        "key": link.key,
        "name": whole_name(entry),
        "note": note,
        "post": localized(entry.post, forum.languages),
        "institution": localized(entry.institution.name, forum.languages) if entry.institution else "",
    }


def _institutions(forum: Forum) -> list[tuple[str, str]]:
    links = queries.forum_institutions(forum)
    named = [(link.key, localized(link.institution.name, forum.languages)) for link in links]
    return sorted(named, key=lambda choice: choice[1].casefold())


def _latin_first(form: PersonForm) -> str:
    """Return the name from which a key is made: the English one where there is one."""
    texts = [field.data or {} for field in (form.given_name, form.family_name)]
    return " ".join(text.get("en") or next(iter(text.values()), "") for text in texts)
