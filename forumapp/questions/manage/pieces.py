"""Categories, sections and questions: adding, changing, taking off, bringing back, putting in order."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.db.changes import differing
from forumapp.errors import Overtaken, RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import service
from forumapp.questions.forms import QuestionForm
from forumapp.questions.manage.frame import (
    PIECES,
    SECTION,
    AnyForm,
    Piece,
    blueprint,
    forum_of_desk,
    name_of,
    offer_of,
    overview,
)
from forumapp.questions.rules.parts import CategoryPart
from forumapp.questions.service.standing import AnyPart
from forumapp.web import desk
from forumapp.web.guards import guard
from forumapp.web.lists import key_words, shifted
from forumapp.web.revising import Differences, compared, with_others

KIND = "<any(categories, sections, questions):plural>"


@blueprint.route(f"/{KIND}/new/", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def add(forum: Forum, plural: str) -> ResponseReturnValue:
    """Add a category, section or question."""
    piece = PIECES[plural]
    form = piece.form.of(offer_of(forum), None)
    if not _wants_more_rows(form) and form.validate_on_submit():
        try:
            with transaction():
                key = form.former_key(piece.kind) or service.new_key(piece.kind, forum, _words(form))
                service.add(forum, form.part(key), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("It is on the list."))
            return redirect(overview(forum, plural), 303)
    return _page(forum, plural, form, heading=str(piece.add_heading), button=str(piece.add_button)), form.status


@blueprint.route(f"/{KIND}/<key>/", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def piece(forum: Forum, plural: str, key: str) -> ResponseReturnValue:
    """Change a category, section or question."""
    known = PIECES[plural]
    entry = service.entry_of(known.kind, forum, key)
    if entry is None or (entry.is_deleted and request.method != "POST"):
        abort(404)
    if entry.is_deleted:
        return _put_back(forum, plural, known)
    form = known.form.of(offer_of(forum), entry.part)  # type: ignore[arg-type]
    found = None
    if not _wants_more_rows(form) and form.validate_on_submit():
        typed: AnyPart = form.part(key)
        try:
            with transaction():
                stored = service.revise(forum, typed, basis=form.basis(known.kind), now=clock.now())
        except Overtaken as overtaken:
            part = _standing(known, forum, key)
            theirs = known.form.of(offer_of(forum), part, is_stored=True)  # type: ignore[arg-type]
            found = compared(form, theirs, part, overtaken)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(with_others(_("Saved."), form, differing(typed, stored)[1]))
            return redirect(overview(forum, plural), 303)
    heading = name_of(entry.part, forum)
    return _page(forum, plural, form, heading=heading, button=str(known.save_button), found=found), form.status


@blueprint.post(f"/{KIND}/<key>/remove")
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def remove(forum: Forum, plural: str, key: str) -> ResponseReturnValue:
    """Delete what nobody used, retire the rest; either can be taken back."""
    known = PIECES[plural]
    entry = service.entry_of(known.kind, forum, key)
    if entry is None or entry.is_deleted:
        abort(404)
    name = name_of(entry.part, forum)
    try:
        with transaction():
            removal = service.remove(forum, known.kind, key, now=clock.now())
    except RuleBroken as broken:
        desk.warn(broken.sentence)
        return redirect(overview(forum, plural), 303)
    if removal is service.Removal.DELETED:
        words = _("“%(title)s” is deleted.", title=name)
    elif known.kind is CategoryPart:
        words = _("“%(title)s” is retired: nobody can choose it any more, and those who have it keep it.", title=name)
    else:
        words = _("“%(title)s” is retired: nobody is asked any more, and what people answered stays.", title=name)
    desk.tell(words, undo=url_for(".bring_back", slug=forum.slug, plural=plural, key=key))
    return redirect(overview(forum, plural), 303)


@blueprint.post(f"/{KIND}/<key>/bring-back")
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def bring_back(forum: Forum, plural: str, key: str) -> ResponseReturnValue:
    """Put a deleted or retired thing back on its list."""
    known = PIECES[plural]
    if service.entry_of(known.kind, forum, key) is None:
        abort(404)
    desk.attempt(
        lambda: service.bring_back(forum, known.kind, key, now=clock.now()), words=_("It is back on the list.")
    )
    return redirect(overview(forum, plural), 303)


@blueprint.post(f"/{KIND}/<key>/<any(earlier, later):direction>")
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def shift(forum: Forum, plural: str, key: str, direction: str) -> ResponseReturnValue:
    """Let a thing change places with its neighbor; a question with the one of its own section."""
    known = PIECES[plural]
    parts = service.standing(known.kind, forum)
    part = next((each for each in parts if each.key == key), None) or abort(404)
    section = getattr(part, "section", None)
    beside = [each.key for each in parts if getattr(each, "section", None) == section]
    moved = iter(shifted(beside, key, is_earlier=direction == "earlier"))
    keys = [next(moved) if each.key in beside else each.key for each in parts]
    desk.attempt(lambda: service.order(forum, known.kind, keys, now=clock.now()), words=_("The order is changed."))
    return redirect(overview(forum, plural), 303)


def _standing(known: Piece, forum: Forum, key: str) -> AnyPart:
    entry = service.entry_of(known.kind, forum, key)
    return entry.part if entry is not None else abort(404)


def _put_back(forum: Forum, plural: str, known: Piece) -> ResponseReturnValue:
    """Keep what was typed on a thing that somebody else deleted; saving adds it anew."""
    form = known.form.of(offer_of(forum), None)
    form.offer_to_put_back()
    action = url_for(".add", slug=forum.slug, plural=plural)
    page = _page(forum, plural, form, heading=_words(form), button=_("Put it back"), action=action)
    return page, form.status


def _words(form: AnyForm) -> str:
    return key_words(form.label.data if isinstance(form, QuestionForm) else form.title.data)


def _wants_more_rows(form: AnyForm) -> bool:
    """Say whether the button for more options was used, which sends the form without storing it."""
    return isinstance(form, QuestionForm) and bool(form.options.extra_rows)


def _page(
    forum: Forum,
    plural: str,
    form: AnyForm,
    *,
    heading: str,
    button: str,
    found: Differences | None = None,
    action: str | None = None,
) -> str:
    return desk.render_desk(
        "questions/piece.html",
        forum=forum,
        section=SECTION,
        form=form,
        plural=plural,
        list_heading=PIECES[plural].heading,
        back=overview(forum, plural),
        heading=heading,
        button=button,
        differences=found,
        action=action,
    )
