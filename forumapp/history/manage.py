"""The history of a forum: who did what, when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from forumapp.forums.manage.base import forum_of_desk
from forumapp.forums.models import Forum
from forumapp.history import presentation, queries
from forumapp.policy import Permission
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard

DEEDS_A_PAGE = 50

blueprint = Blueprint("history_desk", __name__)


@dataclass(frozen=True, kw_only=True)
class Page:
    """Where one is in a long list."""

    number: int
    last: int
    previous_href: str | None
    next_href: str | None


@blueprint.get("/forums/<slug>/manage/audit/")
@guard(Permission.AUDIT_READ, forum_of_desk)
def audit(forum: Forum) -> ResponseReturnValue:
    """Show what was done in a forum, newest first, all or what the address asks for."""
    actions, actors = queries.actions(forum), queries.actors(forum)
    wanted = {"action": _asked("action", actions), "actor": _asked("actor", actors)}
    last = max(1, -(-queries.count_deeds(forum, **wanted) // DEEDS_A_PAGE))
    number = min(_number(request.args.get("page")), last)
    found = queries.deeds(forum, **wanted, first=(number - 1) * DEEDS_A_PAGE, most=DEEDS_A_PAGE)
    names = queries.account_names(actors)
    return render_desk(
        "history/audit.html",
        forum=forum,
        section="audit",
        deeds=presentation.deeds_of(forum, found),
        actions=presentation.actions_by_kind(actions),
        actors=[(actor, presentation.actor_words(actor, names)) for actor in actors],
        wanted=wanted,
        page=_page(forum, wanted, number=number, last=last),
    )


def _asked(name: str, known: Sequence[str]) -> str | None:
    """Return what the address asks for where there is such a thing."""
    asked = request.args.get(name)
    return asked if asked in known else None


def _number(text: str | None) -> int:
    """Return the page asked for, the first when that is no number."""
    return max(1, int(text)) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 1


def _page(forum: Forum, wanted: Mapping[str, str | None], *, number: int, last: int) -> Page:
    def href(other: int) -> str:
        return url_for(".audit", slug=forum.slug, page=other, action=wanted["action"], actor=wanted["actor"])

    return Page(
        number=number,
        last=last,
        previous_href=href(number - 1) if number > 1 else None,
        next_href=href(number + 1) if number < last else None,
    )
