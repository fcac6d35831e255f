"""The draft by secret link: read, approve, comment. Opening it changes nothing; it is never kept, and never indexed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.accounts.service import tokens
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.exchange.document import SessionPart
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, ngettext
from forumapp.policy import Permission
from forumapp.schedule import queries, rules, service
from forumapp.schedule.forms import ButtonForm, CommentForm
from forumapp.schedule.models import Approver, DraftAnswer
from forumapp.schedule.presentation.cards import session_card, zone_line
from forumapp.schedule.presentation.drafts import Draft
from forumapp.web import limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

blueprint = Blueprint("drafts", __name__)

View = Callable[..., ResponseReturnValue]


@blueprint.after_request
def keep_private(response: Response) -> Response:
    """Keep these pages out of search engines and caches."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def approver_by_token(slug: str, token: str) -> Approver | None:
    """Return whose link this is, open or not, and speak their language."""
    approver = queries.approver_by_hash(slug, tokens.hash_of(token))
    if approver is not None:
        g.preferred_language = approver.language
        g.content_languages = approver.forum.languages
        g.draft_token = token
        audit.act_as(approver.email, request_id=g.request_id)
    return approver


def while_open(view: View) -> View:
    """Run a view while the link holds; afterwards say that it does not (410)."""

    @wraps(view)
    def opened(approver: Approver, **parts: Any) -> ResponseReturnValue:
        if not service.is_open(approver, now=clock.now()):
            return render_template("schedule/draft_gone.html"), 410
        return view(approver, **parts)

    return opened


@blueprint.get("/forums/<slug>/draft/<token>/")
@limiter.limit(limits.DRAFT)
@guard(Permission.DRAFT_OWN, approver_by_token)
@while_open
def draft(approver: Approver) -> ResponseReturnValue:
    """Show the draft with what is new marked."""
    stands = service.standing(approver.forum)
    seen = _draft(approver, stands)
    waiting = service.reviewable(stands, approver)
    approved = _approved(approver, waiting)
    open_count = len(waiting) - len(approved)
    return render_template(
        "schedule/draft.html",
        forum=seen.document.forum,
        approver=approver,
        number=stands.next_number,
        fingerprint=rules.short(rules.draft_fingerprint(stands.octets)),
        groups=seen.groups(waiting, approved),
        days=seen.days(),
        unscheduled=seen.unscheduled(),
        zone=zone_line(seen.document.forum.timezone, clock.now()),
        until=instant_words(approver.expires_at, approver.forum.timezone),
        waiting_words=ngettext(
            "%(num)d session waits for your approval.", "%(num)d sessions wait for your approval.", open_count
        )
        if open_count
        else None,
        seen=[f"{key} {print_}" for key, print_ in waiting.items() if key not in approved],
        approve_action=url_for(".approve", slug=approver.forum.slug, token=g.draft_token),
    )


@blueprint.post("/forums/<slug>/draft/<token>/approve")
@limiter.limit(limits.DRAFT)
@guard(Permission.DRAFT_OWN, approver_by_token)
@while_open
def approve(approver: Approver) -> ResponseReturnValue:
    """Approve the sessions whose keys and fingerprints were sent: exactly what stood on the page."""
    seen = dict(pair.split(" ", 1) for pair in request.form.getlist("seen") if " " in pair)
    if ButtonForm().validate_on_submit():
        try:
            with transaction():
                count = service.approve(approver, seen, now=clock.now())
        except RuleBroken as broken:
            flash(broken.sentence, "warn")
        else:
            flash(ngettext("%(num)d session is approved.", "%(num)d sessions are approved.", count), "good")
    return _back(approver)


@blueprint.route("/forums/<slug>/draft/<token>/<code>/", methods=["GET", "POST"])
@limiter.limit(limits.DRAFT)
@guard(Permission.DRAFT_OWN, approver_by_token)
@while_open
def session(approver: Approver, code: str) -> ResponseReturnValue:
    """Show one session of the draft whole, and take a comment on it."""
    stands = service.standing(approver.forum)
    if code not in service.commentable(stands, approver):
        abort(404)
    form = CommentForm()
    if form.validate_on_submit():
        try:
            with transaction():
                service.comment(approver, code, form.text.data or "", now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            flash(_("Thank you, the organizers will read your comment."), "good")
            return redirect(url_for(".session", slug=approver.forum.slug, token=g.draft_token, code=code), 303)
    return _session_page(approver, stands, form, code), form.status


@blueprint.post("/forums/<slug>/draft/<token>/<code>/take-back")
@limiter.limit(limits.DRAFT)
@guard(Permission.DRAFT_OWN, approver_by_token)
@while_open
def take_back(approver: Approver, code: str) -> ResponseReturnValue:
    """Take one's own approval of a session back."""
    if ButtonForm().validate_on_submit():
        try:
            with transaction():
                service.take_back(approver, code, now=clock.now())
        except RuleBroken as broken:
            flash(broken.sentence, "warn")
        else:
            flash(_("Your approval is taken back."), "good")
    return _back(approver)


def _session_page(approver: Approver, stands: service.Standing, form: CommentForm, code: str) -> str:
    seen = _draft(approver, stands)
    part = seen.part(code)
    if part is None:
        abort(404)
    waiting = service.reviewable(stands, approver)
    slug, token = approver.forum.slug, g.draft_token
    own = [answer for answer in queries.answers_of(approver) if answer.session_key == code]
    return render_template(
        "schedule/draft_session.html",
        forum=seen.document.forum,
        approver=approver,
        form=form,
        words=seen.words(code),
        is_gone=seen.is_gone(code),
        seen=f"{code} {waiting[code]}" if code in waiting else None,
        is_approved=code in _approved(approver, waiting),
        answers=[_answer_words(answer, approver) for answer in own if answer.kind is rules.Answer.COMMENT],
        draft_href=url_for(".draft", slug=slug, token=token),
        approve_action=url_for(".approve", slug=slug, token=token),
        take_back_action=url_for(".take_back", slug=slug, token=token, code=code),
        **_content(seen, part),
    )


def _content(seen: Draft, part: SessionPart) -> dict[str, Any]:
    """Return what a reader will find on the session's page; of one that is taken out, its title alone."""
    presenter = seen.presenter
    if seen.is_gone(part.key):
        return {"title": presenter.text(part.title), "session": None, "abstract": None, "people": (), "card_rows": ()}
    view = presenter.session(part) if part.starts_at and part.ends_at else None
    plain = view or presenter.unscheduled(part)
    return {
        "title": plain.title,
        "session": view,
        "abstract": plain.abstract,
        "people": [
            (person, presenter.text(presenter.parts_of_people[person.key].biography) or None) for person in plain.people
        ],
        "card_rows": session_card(presenter, part),
    }


def _draft(approver: Approver, stands: service.Standing) -> Draft:
    return Draft(stands.before, stands.working, service.viewer_of(approver), token=g.draft_token)


def _approved(approver: Approver, waiting: dict[str, str]) -> frozenset[str]:
    """Return the keys of the sessions that this approver approved as they stand."""
    given = {
        (answer.session_key, answer.fingerprint)
        for answer in queries.answers_of(approver)
        if answer.kind is rules.Answer.APPROVAL and answer.resolved_at is None
    }
    return frozenset(key for key, fingerprint in waiting.items() if (key, fingerprint) in given)


def _answer_words(answer: DraftAnswer, approver: Approver) -> dict[str, str | bool]:
    return {
        "text": answer.text,
        "moment": instant_words(answer.given_at, approver.forum.timezone),
        "is_resolved": answer.resolved_at is not None,
    }


def _back(approver: Approver) -> ResponseReturnValue:
    return redirect(url_for(".draft", slug=approver.forum.slug, token=g.draft_token), 303)
