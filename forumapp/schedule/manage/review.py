"""What publishing would change, whom it touches, what stands in the way, and who approved it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app, url_for

from forumapp.audit import current_actor_name
from forumapp.exchange.document import Document
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words
from forumapp.schedule import queries, rules, service
from forumapp.schedule.manage.base import TEAM
from forumapp.schedule.models import DraftAnswer
from forumapp.schedule.presentation import ChangeGroup, Presenter, all_groups
from forumapp.schedule.presentation.days import day_title
from forumapp.schedule.rules import ApprovalState

DelegatesTouched = Callable[[Forum, frozenset[str]], int]
"""Takes the forum and keys of sessions. The registration registers one as ``forumapp.delegates_touched``."""
FeedsTouched = Callable[[Document | None, Document], int]
"""Takes what is published and what would be. The feeds register one as ``forumapp.feeds_touched``."""


@dataclass(frozen=True, kw_only=True)
class PartLink:
    """A part that can be published by itself."""

    words: str
    href: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class ApprovalView:
    """Where a session stands with the approvers, in words; ``kind`` is the look of the words."""

    words: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Review:
    """Everything that somebody should know before publishing."""

    groups: Sequence[ChangeGroup]
    totals: Sequence[tuple[int, str]]
    parts: Sequence[PartLink]
    obstacles: Sequence[str]
    approvals: dict[str, ApprovalView]
    part_words: str | None


def review(stands: service.Standing, part: rules.Selection) -> Review:
    """Look at what publishing the part would do."""
    document = stands.with_part(part)
    changes = stands.changes if part.is_everything else stands.changes_to(document)
    candidate = service.Candidate(standing=stands, document=document, part=part, by=current_actor_name())
    return Review(
        groups=all_groups(changes, Presenter(document), TEAM),
        totals=_totals(stands, document, changes),
        parts=_parts(stands, part),
        obstacles=service.obstacles(candidate) if changes else [],
        approvals=approvals_of(stands.forum, rules.awaiting(stands.before, document)),
        part_words=part_words(part.day, part.track, document),
    )


def part_words(day: date | None, track: str | None, document: Document) -> str | None:
    """Return a part in words: "Thursday, 11 March", "Track: Heritage"; None for the whole."""
    if day is not None:
        return day_title(day)
    if track is None:
        return None
    known = Presenter(document).tracks.get(track)
    return _("Track: %(title)s", title=known.title) if known else _("One track")


def approvals_of(forum: Forum, needed: dict[str, str]) -> dict[str, ApprovalView]:
    """Return where the sessions that wait stand, by key; that approval is open is said where one is needed."""
    answers = [answer for answer in queries.answers(forum) if answer.kind is rules.Answer.APPROVAL]
    answers = [answer for answer in answers if answer.resolved_at is None]
    approvals = [
        rules.Approval(session_key=each.session_key, fingerprint=each.fingerprint, email_key=each.approver.email_key)
        for each in answers
    ]
    views = {}
    for key, fingerprint in needed.items():
        state = rules.state_of(key, fingerprint, approvals)
        if state is ApprovalState.OPEN and not forum.needs_approval:
            continue
        names = dict.fromkeys(
            given_words(each, forum) for each in answers if (each.session_key, each.fingerprint) == (key, fingerprint)
        )
        views[key] = _approval_view(state, "; ".join(names))
    return views


def given_words(answer: DraftAnswer, forum: Forum) -> str:
    """Return who answered, when, and of which draft."""
    return _(
        "%(name)s, %(moment)s, draft %(draft)s",
        name=answer.approver.name,
        moment=instant_words(answer.given_at, forum.timezone),
        draft=rules.short(answer.draft),
    )


def _approval_view(state: ApprovalState, names: str) -> ApprovalView:
    if state is ApprovalState.APPROVED:
        return ApprovalView(words=_("Approved: %(names)s", names=names), kind="confirmed")
    if state is ApprovalState.OUTDATED:
        return ApprovalView(words=_("Changed since it was approved"), kind="tentative")
    return ApprovalView(words=_("Not approved yet"), kind="tentative")


def _totals(stands: service.Standing, document: Document, changes: Sequence[rules.Change]) -> list[tuple[int, str]]:
    touched = rules.touched(stands.before, document, changes)
    rows = [(len(touched.sessions), _("Sessions")), (len(touched.people), _("People of the programme"))]
    delegates: DelegatesTouched | None = current_app.extensions.get("forumapp.delegates_touched")
    if delegates is not None:
        rows.append((delegates(stands.forum, touched.sessions), _("Delegates who marked them")))
    feeds: FeedsTouched | None = current_app.extensions.get("forumapp.feeds_touched")
    if feeds is not None:
        rows.append((feeds(stands.before, document), _("Public calendars")))
    return rows


def _parts(stands: service.Standing, chosen: rules.Selection) -> list[PartLink]:
    """Return the parts that hold changed sessions, the whole first; none where there is nothing to choose."""
    if stands.before is None or not stands.changes:
        return []
    changed = {change.key for change in stands.changes if change.subject == "session"}
    everything = service.EVERYTHING
    parts = [(everything, _("Everything"), len(stands.changes))]
    for part, words in _candidates(stands):
        keys = rules.keys_in_part(stands.before, stands.working, part) & changed
        if keys and rules.hindrance(stands.before, stands.working, part) is None:
            parts.append((part, words, len(keys)))
    if len(parts) == 1:
        return []
    return [
        PartLink(words=words, href=_href(stands.forum, part), count=count, is_chosen=part == chosen)
        for part, words, count in parts
    ]


def _candidates(stands: service.Standing) -> list[tuple[rules.Selection, str]]:
    states = [document for document in (stands.before, stands.working) if document is not None]
    days = sorted({day for state in states for day in rules.days_with_sessions(state)})
    tracks = {key: track.title for state in states for key, track in Presenter(state).tracks.items()}
    return [
        *((rules.Selection(day=day), day_title(day)) for day in days),
        *((rules.Selection(track=key), _("Track: %(title)s", title=title)) for key, title in tracks.items()),
    ]


def _href(forum: Forum, part: rules.Selection) -> str:
    day = part.day.isoformat() if part.day else None
    return url_for("schedule_desk.releases", slug=forum.slug, day=day, track=part.track)
