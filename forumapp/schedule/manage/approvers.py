"""Sending the draft to approvers, and what they answered."""

from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.accounts.views import sessions
from forumapp.audit import current_actor_name
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, localized
from forumapp.policy import Permission
from forumapp.schedule import queries, rules, service
from forumapp.schedule.forms import ButtonForm, SendDraftForm
from forumapp.schedule.manage.base import back_to, blueprint, forum_of_desk
from forumapp.schedule.manage.review import given_words
from forumapp.schedule.models import Approver, DraftAnswer
from forumapp.web import limits
from forumapp.web.desk import attempt, render_desk
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get("/forums/<slug>/manage/releases/approvers/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def approvers(forum: Forum) -> ResponseReturnValue:
    """List to whom the draft was sent, and what they said."""
    stands = service.standing(forum)
    prints = {**rules.fingerprints(stands.working), **rules.awaiting(stands.before, stands.working)}
    answers = queries.answers(forum)
    comments = [_comment(each, forum, prints) for each in answers if each.kind is rules.Answer.COMMENT]
    approved: dict[int, int] = {}
    for answer in answers:
        if answer.kind is rules.Answer.APPROVAL and answer.resolved_at is None:
            approved[answer.approver_id] = approved.get(answer.approver_id, 0) + 1
    return render_desk(
        "schedule/desk/approvers.html",
        forum=forum,
        section="releases",
        approvers=[_approver(each, forum, approved.get(each.id, 0)) for each in queries.approvers(forum)],
        comments=sorted(comments, key=lambda comment: bool(comment["resolved_words"])),
    )


@blueprint.route("/forums/<slug>/manage/releases/approvers/send", methods=["GET", "POST"])
@guard(Permission.RELEASE_PUBLISH, forum_of_desk)
@limiter.limit(limits.MAIL, methods=["POST"])
def send_draft(forum: Forum) -> ResponseReturnValue:
    """Send the draft to an approver by a letter with a secret link."""
    form = SendDraftForm.for_forum(forum)
    if form.validate_on_submit():
        own = sessions.account()
        try:
            with transaction():
                approver = service.send(
                    forum, **form.answers(), sender=own.name or own.email, by=own.email, now=clock.now()
                )
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("The draft is on its way to %(email)s.", email=approver.email), "good")
            return back_to("approvers", forum)
    return render_desk("schedule/desk/send_draft.html", forum=forum, section="releases", form=form), form.status


@blueprint.post("/forums/<slug>/manage/releases/approvers/<int:approver_id>/revoke")
@guard(Permission.RELEASE_PUBLISH, forum_of_desk)
def revoke_draft(forum: Forum, approver_id: int) -> ResponseReturnValue:
    """Take an approver's link back."""
    approver: Approver = queries.approver_of(forum, approver_id) or abort(404)
    if ButtonForm().validate_on_submit():
        attempt(
            lambda: service.revoke(approver, forum, now=clock.now()),
            words=_("The link of %(name)s opens nothing any more.", name=approver.name),
        )
    return back_to("approvers", forum)


@blueprint.post("/forums/<slug>/manage/releases/approvers/comments/<int:answer_id>/resolve")
@guard(Permission.RELEASE_PUBLISH, forum_of_desk)
def resolve_comment(forum: Forum, answer_id: int) -> ResponseReturnValue:
    """Say that a comment was dealt with; the notice takes it back."""
    return _resolve(forum, answer_id, is_resolved=True)


@blueprint.post("/forums/<slug>/manage/releases/approvers/comments/<int:answer_id>/reopen")
@guard(Permission.RELEASE_PUBLISH, forum_of_desk)
def reopen_comment(forum: Forum, answer_id: int) -> ResponseReturnValue:
    """Say that a comment was not dealt with after all."""
    return _resolve(forum, answer_id, is_resolved=False)


@blueprint.post("/forums/<slug>/manage/releases/approvers/require")
@guard(Permission.FORUM_EDIT, forum_of_desk)
def require_approval(forum: Forum) -> ResponseReturnValue:
    """Let publishing need an approval from now on."""
    return _require(forum, is_required=True, words=_("Publishing needs the approval of a second person now."))


@blueprint.post("/forums/<slug>/manage/releases/approvers/waive")
@guard(Permission.FORUM_EDIT, forum_of_desk)
def waive_approval(forum: Forum) -> ResponseReturnValue:
    """Let publishing need no approval any more."""
    return _require(forum, is_required=False, words=_("Publishing needs no approval any more."))


def _require(forum: Forum, *, is_required: bool, words: str) -> ResponseReturnValue:
    if ButtonForm().validate_on_submit():
        attempt(lambda: forums.require_approval(forum, is_required=is_required, now=clock.now()), words=words)
    return back_to("approvers", forum)


def _resolve(forum: Forum, answer_id: int, *, is_resolved: bool) -> ResponseReturnValue:
    answer: DraftAnswer = queries.answer_of(forum, answer_id) or abort(404)
    if ButtonForm().validate_on_submit():
        words = _("The comment is marked as dealt with.") if is_resolved else _("The comment is open again.")
        attempt(
            lambda: service.resolve(answer, forum, is_resolved=is_resolved, by=current_actor_name(), now=clock.now()),
            words=words,
            undo=url_for(".reopen_comment", slug=forum.slug, answer_id=answer_id) if is_resolved else None,
        )
    return back_to("approvers", forum)


def _approver(approver: Approver, forum: Forum, approved: int) -> dict[str, object]:
    is_open = service.is_open(approver, now=clock.now())
    if approver.revoked_at is not None:
        state = _("taken back; its approvals do not count")
    elif is_open:
        state = _("opens until %(moment)s", moment=instant_words(approver.expires_at, forum.timezone))
    else:
        state = _("run out")
    return {
        "id": approver.id,
        "name": approver.name,
        "email": approver.email,
        "sent_words": f"{instant_words(approver.created_at, forum.timezone)}, {approver.sent_by}",
        "sees_closed": approver.sees_closed,
        "state": state,
        "approved": approved,
        "can_revoke": approver.revoked_at is None,
    }


def _comment(answer: DraftAnswer, forum: Forum, prints: dict[str, str]) -> dict[str, object]:
    resolved = answer.resolved_at
    return {
        "id": answer.id,
        "title": localized(answer.session_title, forum.languages),
        "text": answer.text,
        "by": given_words(answer, forum),
        "is_about_former": prints.get(answer.session_key) != answer.fingerprint,
        "resolved_words": f"{answer.resolved_by}, {instant_words(resolved, forum.timezone)}" if resolved else None,
    }
