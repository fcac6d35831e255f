"""Making next year's forum of this one."""

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.accounts.views import sessions
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.exchange.problems import ExchangeError
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.policy import Permission
from forumapp.programme import service
from forumapp.programme.forms import CloneForm
from forumapp.programme.manage.frame import blueprint, forum_of_desk
from forumapp.web import desk
from forumapp.web.guards import guard


@blueprint.route("/clone/", methods=["GET", "POST"])
@guard(Permission.FORUM_CREATE, forum_of_desk)
def clone(forum: Forum) -> ResponseReturnValue:
    """Make a forum of this one, unpublished and without registrations."""
    form = CloneForm.of(forums.part_of(forum))
    if form.validate_on_submit():
        try:
            made = _make(forum, form)
        except RuleBroken as broken:
            form.reject(broken)
        except ExchangeError as error:
            form.reject(RuleBroken(" ".join(str(problem) for problem in error.problems)))
        else:
            _tell(made)
            return redirect(url_for("forums_desk.overview", slug=form.slug.data), 303)
    return desk.render_desk("programme/clone.html", forum=forum, section="overview", form=form), form.status


def _make(forum: Forum, form: CloneForm) -> service.Clone:
    if forum_by_slug(form.slug.data or "") is not None:
        raise RuleBroken(_("Another forum has this address already. Choose a different one."), field="slug")
    made = service.clone_of(service.document_of(forum), form.plan())
    with transaction():
        new = service.apply_document(made.document, forum=None, owner=sessions.account(), now=clock.now()).forum
        if forum.accent:
            forums.paint(new, forum.accent, now=clock.now())
        for take_along in current_app.extensions.get("forumapp.cloned", ()):
            take_along(forum, new, now=clock.now())
    return made


def _tell(made: service.Clone) -> None:
    count, lost = len(made.document.sessions), len(made.unscheduled)
    words = ngettext("The new forum has %(num)d session.", "The new forum has %(num)d sessions.", count)
    private = _("Nothing of it is public, and nobody is registered.")
    desk.tell(f"{words} {private}")
    if lost:
        desk.warn(
            ngettext(
                "%(num)d session falls outside of the new days and waits without a time.",
                "%(num)d sessions fall outside of the new days and wait without a time.",
                lost,
            )
        )
