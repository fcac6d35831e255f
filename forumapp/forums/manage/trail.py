"""The history of a forum: who did what, when."""

from dataclasses import dataclass

from flask import request, url_for
from flask.typing import ResponseReturnValue

from forumapp.forums import presentation, queries
from forumapp.forums.manage.base import blueprint, forum_of_desk
from forumapp.forums.models import Forum
from forumapp.forums.words import deed_words
from forumapp.policy import Permission
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard

DEEDS_A_PAGE = 50


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
    """Show what was done in a forum, newest first."""
    kinds = queries.kinds_of_deeds(forum)
    asked = request.args.get("action")
    action = asked if asked in kinds else None
    last = max(1, -(-queries.count_deeds(forum, action=action) // DEEDS_A_PAGE))
    number = min(_number(request.args.get("page")), last)
    found = queries.deeds(forum, action=action, first=(number - 1) * DEEDS_A_PAGE, most=DEEDS_A_PAGE)
    return render_desk(
        "forums/audit.html",
        forum=forum,
        section="audit",
        deeds=[presentation.deed_of(entry, zone=forum.timezone) for entry in found],
        actions=[(kind, deed_words(kind)) for kind in kinds],
        action=action,
        page=_page(forum, action, number=number, last=last),
    )


def _number(text: str | None) -> int:
    """Return the page asked for, the first when that is no number."""
    return max(1, int(text)) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 1


def _page(forum: Forum, action: str | None, *, number: int, last: int) -> Page:
    def href(other: int) -> str:
        return url_for(".audit", slug=forum.slug, action=action, page=other)

    return Page(
        number=number,
        last=last,
        previous_href=href(number - 1) if number > 1 else None,
        next_href=href(number + 1) if number < last else None,
    )
