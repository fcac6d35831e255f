"""What registrars decide about many: first what it will do, then doing it, and taking it back while nobody was told."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID, uuid4

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import language_name, ngettext
from forumapp.policy import Permission
from forumapp.registration import queries
from forumapp.registration.models import DecisionDeed, Registration
from forumapp.registration.presentation import name_of
from forumapp.registration.rules.decisions import POSSIBLE, Outcome, packed, unpacked
from forumapp.registration.service import Undone, Verdict
from forumapp.registration.words import STATUS_WORDS
from forumapp.secretariat.forms import DecideForm
from forumapp.secretariat.manage.frame import (
    asked_here,
    blueprint,
    chosen_here,
    forum_by_slug,
    list_address,
    uuid_or_none,
)
from forumapp.secretariat.service import deciding
from forumapp.secretariat.service.asking import MOST_AT_ONCE, Chosen
from forumapp.secretariat.service.deciding import Foresight
from forumapp.secretariat.words import DEED_TITLES, OUTCOME_WORDS
from forumapp.web.desk import render_desk, tell, warn
from forumapp.web.guards import guard

NAMED = 12
"""Of each group the page names so many."""
DEEDS = {each.value: each for each in DecisionDeed}


@blueprint.post("/forums/<slug>/manage/registrations/decide")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def decide(forum: Forum) -> ResponseReturnValue:
    """Say what a decision about many will do; its button then does just that."""
    chosen, deed = chosen_here(), DEEDS.get(request.form.get("deed", "")) or abort(400)
    if chosen.uids == ():
        warn(_("Select somebody first."))
        return redirect(list_address(forum.slug), 303)
    is_sent = request.form.get("do") == "1"
    form = DecideForm.of(queries.last_reasons(forum), is_sent=is_sent)
    if is_sent and form.validate():
        try:
            return _do(forum, chosen, deed, form)
        except RuleBroken as broken:
            form.reject(broken)
    foresight = deciding.foresee(forum, chosen, deed, now=clock.now())
    form.seen.data = packed(dict(foresight.outcomes))
    return _preview(forum, chosen, deed, foresight, form), form.status


@blueprint.post("/forums/<slug>/manage/registrations/decisions/<uuid:uid>/undo")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def undo(forum: Forum, uid: UUID) -> ResponseReturnValue:
    """Take back what was decided at one go, or about one of them, while nobody was told."""
    one = uuid_or_none(request.values.get("registration", ""))
    if not queries.decisions_of_batch(forum, uid, uid=one):
        abort(404)
    back = url_for(".registration", slug=forum.slug, uid=one, **asked_here()) if one else list_address(forum.slug)
    try:
        with transaction():
            undone = deciding.undo(forum, uid, uid=one, now=clock.now())
    except RuleBroken as broken:
        warn(broken.sentence)
    else:
        _tell_undone(undone)
    return redirect(back, 303)


def _do(forum: Forum, chosen: Chosen, deed: DecisionDeed, form: DecideForm) -> ResponseReturnValue:
    if deed is DecisionDeed.DECLINE and not form.said.strip():
        raise RuleBroken(_("Write the reason, or choose one given before."), field="reason")
    verdict = Verdict(deed=deed, batch=uuid4(), reason=form.said)
    seen = unpacked(form.seen.data or "", most=MOST_AT_ONCE)
    slug = forum.slug
    with transaction():
        outcomes = deciding.decide(forum, chosen, verdict, seen=seen, now=clock.now())
    tell(_done_words(outcomes.values()), undo=url_for(".undo", slug=slug, uid=verdict.batch, **asked_here()))
    return redirect(list_address(slug), 303)


def _preview(forum: Forum, chosen: Chosen, deed: DecisionDeed, foresight: Foresight, form: DecideForm) -> str:
    return render_desk(
        "secretariat/decide.html",
        forum=forum,
        section="registrations",
        deed=deed.value,
        title=DEED_TITLES[deed],
        is_decline=deed is DecisionDeed.DECLINE,
        form=form,
        number=len(foresight.rows),
        most=MOST_AT_ONCE,
        states=_states(foresight.rows),
        groups=[_group(outcome, foresight) for outcome in Outcome if foresight.of(outcome)],
        is_possible=bool(POSSIBLE & set(foresight.outcomes.values())),
        uids=[str(uid) for uid in chosen.uids or ()],
        letters=[
            (language_name(each.language), each.subject, [each.salutation, *each.paragraphs])
            for each in deciding.samples(forum, foresight, reason=form.said or "…")
        ],
        asked=asked_here(),
        back=list_address(forum.slug),
    )


def _states(rows: Iterable[Registration]) -> list[tuple[int, str]]:
    counted = Counter(each.status for each in rows)
    return [(counted[status], str(word)) for status, word in STATUS_WORDS.items() if status in counted]


def _group(outcome: Outcome, foresight: Foresight) -> dict[str, object]:
    rows = foresight.of(outcome)
    return {
        "words": str(OUTCOME_WORDS[outcome]),
        "number": len(rows),
        "is_possible": outcome in POSSIBLE,
        "names": [name_of(each) for each in rows[:NAMED]],
        "more": max(len(rows) - NAMED, 0),
        "silent": sum(each.email is None for each in rows) if outcome in POSSIBLE else 0,
    }


def _done_words(outcomes: Iterable[Outcome]) -> str:
    counted = Counter(outcomes)
    place, queue, declined = (counted[each] for each in (Outcome.PLACE, Outcome.QUEUE, Outcome.DECLINED))
    sentences = [
        ngettext("%(num)d person has a place.", "%(num)d people have places.", place) if place else "",
        ngettext("%(num)d person is in the waiting list.", "%(num)d people are in the waiting list.", queue)
        if queue
        else "",
        ngettext("%(num)d person is declined.", "%(num)d people are declined.", declined) if declined else "",
        _("The letters leave in ten minutes."),
    ]
    return " ".join(each for each in sentences if each)


def _tell_undone(undone: Undone) -> None:
    if undone.number:
        tell(ngettext("One decision is taken back.", "%(num)d decisions are taken back.", undone.number))
    if undone.left:
        names = ", ".join(name_of(each) for each in undone.left[:NAMED])
        more = len(undone.left) - NAMED
        if more > 0:
            names = ngettext("%(names)s and %(num)d more", "%(names)s and %(num)d more", more, names=names)
        warn(_("Left as they stand, since something else happened to them meanwhile: %(names)s.", names=names))
