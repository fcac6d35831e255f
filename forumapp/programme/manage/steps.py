"""Undoing and doing again: what can be taken back, in words, and the two deeds."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.errors import Overtaken, RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.policy import Permission
from forumapp.programme import queries, service
from forumapp.programme.manage.frame import blueprint, forum_of_desk
from forumapp.programme.manage.wording import Wording
from forumapp.programme.models import SessionEdit, Step
from forumapp.programme.words import STEPS
from forumapp.web import desk
from forumapp.web.addresses import safe_return
from forumapp.web.guards import guard


@dataclass(frozen=True, kw_only=True)
class StepBar:
    """What the asker can undo and do again: numbers of the steps, 0 for none, and their words."""

    undo: int = 0
    undo_words: str = ""
    redo: int = 0
    redo_words: str = ""


def step_bar(forum: Forum, wording: Wording) -> StepBar:
    """Return what who acts can take back and do again."""
    actor = audit.current_actor_name()
    undo, redo = queries.undoable_step(forum, actor), queries.redoable_step(forum, actor)
    return StepBar(
        undo=undo.id if undo else 0,
        undo_words=words_of_step(undo, wording) if undo else "",
        redo=redo.id if redo else 0,
        redo_words=words_of_step(redo, wording) if redo else "",
    )


def words_of_step(step: Step, wording: Wording) -> str:
    """Return what a step did: "moved: “Opening”"."""
    deed = str(STEPS.get(step.action, STEPS["session:revise"]))
    first, count = step.edits[0], len({edit.session_id for edit in step.edits})
    what = _("“%(title)s”", title=_title(first, wording))
    if count > 1:
        what = ngettext("%(num)d session", "%(num)d sessions", count)
    return f"{deed}: {what}"


def attempt_step(forum: Forum, deed: Callable[[], object], *, words: str, back: str) -> bool:
    """Do a deed in one transaction; leave a notice with the button that undoes it, or say why it was not done.

    A deed that changed nothing leaves nothing to undo. ``back`` is where the button comes back to; says whether it was done.
    """
    before = queries.newest_step(forum)
    try:
        with transaction():
            deed()
    except Overtaken:
        raise
    except RuleBroken as broken:
        desk.warn(broken.sentence)
        return False
    tell_step(forum, words, after=before, back=back)
    return True


def tell_step(forum: Forum, words: str, *, after: int, back: str) -> None:
    """Leave a notice, with the button that undoes the step made since the one with the number ``after``."""
    step = queries.undoable_step(forum, audit.current_actor_name())
    is_new = step is not None and step.id > after
    desk.tell(
        words,
        undo=url_for("programme_desk.undo", slug=forum.slug, step=step.id, back=back) if step and is_new else None,
    )


@blueprint.post("/undo")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def undo(forum: Forum) -> ResponseReturnValue:
    """Take back one's own latest step."""
    return _reverse(forum, is_undo=True)


@blueprint.post("/redo")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def redo(forum: Forum) -> ResponseReturnValue:
    """Do again what one undid last."""
    return _reverse(forum, is_undo=False)


def _reverse(forum: Forum, *, is_undo: bool) -> ResponseReturnValue:
    asked = request.values.get("step", "")
    expected = int(asked) if asked.isdecimal() and len(asked) < 16 else None
    verb = service.undo if is_undo else service.redo
    try:
        with transaction():
            done = verb(forum, expected=expected, now=clock.now())
    except RuleBroken as broken:
        desk.warn(broken.sentence)
    else:
        _tell(forum, done, is_undo=is_undo)
    back = safe_return(request.values.get("back"))
    return redirect(back or url_for(".sessions", slug=forum.slug), 303)


def _tell(forum: Forum, done: service.Reversal | None, *, is_undo: bool) -> None:
    if done is None:
        desk.tell(_("There is nothing left to undo.") if is_undo else _("There is nothing to do again."))
        return
    wording = Wording(forum)
    words = words_of_step(done.step, wording)
    if len(done.left) < len({edit.session_id for edit in done.step.edits}):
        desk.tell(_("Undone: %(what)s.", what=words) if is_undo else _("Done again: %(what)s.", what=words))
    for session in done.left:
        title = wording.text(session.title)
        desk.warn(_("“%(title)s” was changed by somebody else since; what they changed was left alone.", title=title))


def _title(edit: SessionEdit, wording: Wording) -> str:
    return wording.text(edit.session.title)
