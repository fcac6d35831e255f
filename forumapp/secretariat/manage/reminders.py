"""Reminding those whose address is not confirmed, after a look at who they are."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.policy import Permission
from forumapp.secretariat.manage.frame import asked_here, blueprint, chosen_here, forum_by_slug, list_address
from forumapp.secretariat.service import reminding
from forumapp.secretariat.service.asking import Chosen
from forumapp.secretariat.service.reminding import Unconfirmed
from forumapp.web import limits
from forumapp.web.desk import render_desk, tell, warn
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.post("/forums/<slug>/manage/registrations/remind")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
@limiter.limit(limits.MAIL, methods=["POST"])
def remind(forum: Forum) -> ResponseReturnValue:
    """Say who would be reminded; the button then does it."""
    chosen, back = chosen_here(), list_address(forum.slug)
    if chosen.uids == ():
        warn(_("Select somebody first."))
        return redirect(back, 303)
    if request.form.get("do") != "1":
        return _page(forum, chosen, reminding.unconfirmed(forum, chosen, now=clock.now()), back)
    try:
        with transaction():
            number = reminding.remind(forum, chosen, now=clock.now())
    except RuleBroken as broken:
        warn(broken.sentence)
    else:
        tell(ngettext("One letter is on its way.", "%(num)d letters are on their way.", number))
    return redirect(back, 303)


def _page(forum: Forum, chosen: Chosen, found: Unconfirmed, back: str) -> str:
    return render_desk(
        "secretariat/remind.html",
        forum=forum,
        section="registrations",
        number=len(found.now),
        facts=_facts(found),
        uids=[str(uid) for uid in chosen.uids or ()],
        asked=asked_here(),
        back=back,
    )


def _facts(found: Unconfirmed) -> list[str]:
    number = len(found.now)
    sentences = [
        ngettext("%(num)d person gets the link once more.", "%(num)d people get the link once more.", number),
        ngettext(
            "%(num)d was reminded within a day and is left out.",
            "%(num)d were reminded within a day and are left out.",
            found.lately,
        )
        if found.lately
        else "",
        ngettext("%(num)d comes at the next go.", "%(num)d come at the next go.", found.later) if found.later else "",
        ngettext("%(num)d has no address to confirm.", "%(num)d have no address to confirm.", found.others)
        if found.others
        else "",
    ]
    return [each for each in sentences if each]
