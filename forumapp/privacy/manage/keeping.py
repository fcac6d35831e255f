"""Until when a forum keeps personal data, who waits to be erased, how many agreed to the public list."""

from datetime import date

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.manage.base import forum_of_desk
from forumapp.forums.models import Forum
from forumapp.i18n import date_words, instant_words
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.privacy import queries, service
from forumapp.privacy.forms import KeepingForm
from forumapp.privacy.manage.frame import blueprint
from forumapp.privacy.presentation import waiting_of
from forumapp.privacy.rules.keeping import earliest, suggestion
from forumapp.web.actors import may
from forumapp.web.desk import Summary, render_desk, tell
from forumapp.web.guards import guard


@blueprint.get("/forums/<slug>/manage/privacy/")
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def privacy(forum: Forum) -> ResponseReturnValue:
    """Show how a forum deals with personal data."""
    form = KeepingForm(kept_until=forum.kept_until, lists_participants=forum.lists_participants)
    return _page(forum, form)


@blueprint.post("/forums/<slug>/manage/privacy/keeping")
@guard(Permission.FORUM_EDIT, forum_of_desk)
def keep(forum: Forum) -> ResponseReturnValue:
    """Say until when personal data are kept, and whether participants are listed."""
    form = KeepingForm()
    if form.validate():
        slug = forum.slug
        try:
            with transaction():
                service.set_keeping(
                    forum,
                    kept_until=form.kept_until.data,
                    lists_participants=bool(form.lists_participants.data),
                    now=clock.now(),
                )
        except RuleBroken as broken:
            form.reject(broken)
        else:
            tell(_("Saved."))
            return redirect(url_for(".privacy", slug=slug), 303)
    return _page(forum, form), form.status


def keeping_note(forum: Forum) -> Summary | None:
    """Return what the overview says of a forum that has not decided how long it keeps personal data."""
    if forum.kept_until is not None or not forum.has_registration or not may(Permission.FORUM_EDIT, forum):
        return None
    day = date_words(suggested(forum))
    words = _(
        "It is not decided yet until when personal data are kept. A year after the forum is usual: %(day)s.", day=day
    )
    return Summary(words=words, href=url_for("privacy_desk.privacy", slug=forum.slug))


def suggested(forum: Forum) -> date:
    """Return the day that is suggested to the organizers: one that can be set."""
    first = earliest(last=forum.ends_on, zone=forum.timezone, now=clock.now())
    return max(suggestion(forum.ends_on), first)


def _page(forum: Forum, form: KeepingForm) -> str:
    now = clock.now()
    listed, confirmed = queries.count_participants(forum)
    return render_desk(
        "privacy/desk/privacy.html",
        forum=forum,
        section="privacy",
        form=form,
        can_change=may(Permission.FORUM_EDIT, forum),
        state=_state(forum),
        suggested=date_words(suggested(forum)),
        waiting=waiting_of(queries.requests(forum), zone=forum.timezone, now=now),
        listed=listed,
        confirmed=confirmed,
    )


def _state(forum: Forum) -> str:
    """Say how things stand in a sentence."""
    if forum.anonymized_at is not None:
        moment = instant_words(forum.anonymized_at, forum.timezone)
        return _("The personal data of this forum were removed: %(moment)s. Figures and programme stay.", moment=moment)
    if forum.kept_until is None:
        return _("No day is set: personal data are kept until somebody erases them.")
    return _(
        "Personal data are kept until %(day)s. The team gets a letter two weeks before.",
        day=date_words(forum.kept_until),
    )
