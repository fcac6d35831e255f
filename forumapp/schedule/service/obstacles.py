"""What stands in the way of a release. Every refusal to publish is one of ``OBSTACLES``, so that the desk can say them beforehand."""

from collections.abc import Callable
from dataclasses import dataclass

from forumapp.accounts.rules import email_key
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Document
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.schedule import queries, rules
from forumapp.schedule.service.states import Standing


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A release that somebody wants to make: what stands now, what would be published, which part of it, and by whom."""

    standing: Standing
    document: Document
    part: rules.Selection
    by: str
    """E-mail address of the publisher, or the name of what acts by itself."""


def part_cannot_go_alone(candidate: Candidate) -> str | None:
    """Say why the chosen part needs the whole beside it."""
    hindrance = rules.hindrance(candidate.standing.before, candidate.standing.working, candidate.part)
    sentences = {
        rules.Hindrance.FIRST: _("Nothing is published yet. The first release is the whole programme."),
        rules.Hindrance.ZONE: _("The forum has another time zone now, and every session moves. Publish everything."),
        rules.Hindrance.DAYS: _("A session of this part is on a day that is new to the forum. Publish everything."),
    }
    return sentences[hindrance] if hindrance else None


def approval_is_missing(candidate: Candidate) -> str | None:
    """Say how many sessions still need the approval of somebody who is not the publisher."""
    forum = candidate.standing.forum
    if not forum.needs_approval:
        return None
    needed = rules.awaiting(candidate.standing.before, candidate.document)
    approvals = queries.approvals(forum)
    missing = len(rules.unapproved(needed, approvals, publisher=email_key(candidate.by)))
    if not missing:
        return None
    return ngettext(
        "In this forum a second person approves what is published. %(num)d session is not approved yet: send the draft to an approver.",
        "In this forum a second person approves what is published. %(num)d sessions are not approved yet: send the draft to an approver.",
        missing,
    )


OBSTACLES: tuple[Callable[[Candidate], str | None], ...] = (part_cannot_go_alone, approval_is_missing)
"""Each says in a sentence what is in the way and what to do, or None."""


def obstacles(candidate: Candidate) -> list[str]:
    """Return everything that stands in the way, in sentences of the current language."""
    return [sentence for sentence in (obstacle(candidate) for obstacle in OBSTACLES) if sentence]


def refuse(candidate: Candidate) -> None:
    """Refuse a release while something stands in its way (RuleBroken)."""
    found = obstacles(candidate)
    if found:
        raise RuleBroken(" ".join(found))
