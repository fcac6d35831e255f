"""Letters to many: whom they reach, what they say in each language, trial, sending, stopping."""

from uuid import UUID

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import audit, clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import language_name, localized, ngettext
from forumapp.policy import Permission
from forumapp.secretariat import queries
from forumapp.secretariat.forms import MailingForm
from forumapp.secretariat.manage.frame import blueprint, chosen_here, forum_by_slug, list_address
from forumapp.secretariat.models import Mailing, MailingState
from forumapp.secretariat.queries import Audience, Progress
from forumapp.secretariat.rules.letters import language_for
from forumapp.secretariat.service import mailings as service
from forumapp.secretariat.words import MAILING_WORDS
from forumapp.web import limits
from forumapp.web.desk import attempt, render_desk, tell, warn
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


def mailing_by_uid(slug: str, uid: UUID) -> Mailing | None:
    """Return a forum's letter to many."""
    mailing = queries.mailing_by_uid(slug, uid)
    if mailing is not None:
        g.content_languages = mailing.forum.languages
    return mailing


@blueprint.get("/forums/<slug>/manage/registrations/letters/")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def mailings(forum: Forum) -> ResponseReturnValue:
    """Show the letters to many with how far each is."""
    progress = queries.progress_of(forum)
    rows = [
        (each, localized(each.subject, forum.languages), _state(each, done), done)
        for each in queries.mailings(forum)
        for done in [progress.get(each.id, Progress())]
    ]
    return render_desk("secretariat/mailings.html", forum=forum, section="registrations", rows=rows)


@blueprint.post("/forums/<slug>/manage/registrations/letters/new")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def write_many(forum: Forum) -> ResponseReturnValue:
    """Begin a letter to those who are selected, or to all that fit the filter."""
    chosen, slug = chosen_here(), forum.slug
    if chosen.uids == ():
        warn(_("Select somebody first."))
        return redirect(list_address(slug), 303)
    with transaction():
        mailing = service.begin(forum, chosen, author=audit.current_actor_name(), now=clock.now())
    return redirect(url_for(".mailing", slug=slug, uid=mailing.uid), 303)


@blueprint.route("/forums/<slug>/manage/registrations/letters/<uuid:uid>/", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, mailing_by_uid)
def mailing(mailing: Mailing) -> ResponseReturnValue:
    """Write a letter to many and look at it as its readers get it; show how far it is once it is sent."""
    form = MailingForm(obj=mailing, meta={"languages": mailing.forum.languages})
    if form.validate_on_submit():
        slug, uid, with_ended = mailing.forum.slug, mailing.uid, bool(form.with_ended.data)
        try:
            with transaction():
                service.write(mailing, form.subject.data, form.body.data, with_ended=with_ended, now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            tell(_("The letter is kept. Look at it below, and send it then."))
            return redirect(url_for(".mailing", slug=slug, uid=uid, _anchor="preview"), 303)
    return _page(mailing, form), form.status


@blueprint.post("/forums/<slug>/manage/registrations/letters/<uuid:uid>/send")
@guard(Permission.REGISTRATION_EDIT, mailing_by_uid)
def send_mailing(mailing: Mailing) -> ResponseReturnValue:
    """Let a letter go to all whom it means, in ten minutes."""
    seen = request.form.get("seen", 0, type=int)
    attempt(
        lambda: service.send(mailing, seen=seen, now=clock.now()),
        words=_("The letter leaves in ten minutes."),
        undo=url_for(".stop_mailing", slug=mailing.forum.slug, uid=mailing.uid),
    )
    return _back(mailing)


@blueprint.post("/forums/<slug>/manage/registrations/letters/<uuid:uid>/try")
@guard(Permission.REGISTRATION_EDIT, mailing_by_uid)
@limiter.limit(limits.MAIL, methods=["POST"])
def try_mailing(mailing: Mailing) -> ResponseReturnValue:
    """Send a letter to its writer first."""
    to = audit.current_actor_name()
    attempt(
        lambda: service.try_out(mailing, to=to, now=clock.now()),
        words=_("The letter is on its way to %(email)s.", email=to),
    )
    return _back(mailing)


@blueprint.post("/forums/<slug>/manage/registrations/letters/<uuid:uid>/stop")
@guard(Permission.REGISTRATION_EDIT, mailing_by_uid)
def stop_mailing(mailing: Mailing) -> ResponseReturnValue:
    """Stop a letter: those whom it has not reached do not get it."""
    is_early = mailing.due_at is not None and clock.now() < mailing.due_at
    words = _("The letter is a draft again, and nobody got it.") if is_early else _("The letter is stopped.")
    attempt(lambda: service.stop(mailing, now=clock.now()), words=words)
    return _back(mailing)


@blueprint.post("/forums/<slug>/manage/registrations/letters/<uuid:uid>/delete")
@guard(Permission.REGISTRATION_EDIT, mailing_by_uid)
def discard_mailing(mailing: Mailing) -> ResponseReturnValue:
    """Delete a letter that was never sent."""
    slug, uid = mailing.forum.slug, mailing.uid
    is_gone = attempt(lambda: service.discard(mailing, now=clock.now()), words=_("The draft is deleted."))
    return redirect(url_for(".mailings", slug=slug) if is_gone else url_for(".mailing", slug=slug, uid=uid), 303)


def _back(mailing: Mailing) -> ResponseReturnValue:
    return redirect(url_for(".mailing", slug=mailing.forum.slug, uid=mailing.uid), 303)


def _page(mailing: Mailing, form: MailingForm) -> str:
    forum, now = mailing.forum, clock.now()
    is_draft = mailing.state is MailingState.DRAFT
    audience = service.audience(mailing, now=now) if is_draft else None
    samples = service.sample_letters(mailing, to="", now=now) if is_draft else []
    progress = queries.progress_of(forum).get(mailing.id, Progress())
    return render_desk(
        "secretariat/mailing.html",
        forum=forum,
        section="registrations",
        mailing=mailing,
        title=localized(mailing.subject, forum.languages) or _("Letter to many"),
        form=form,
        is_draft=is_draft,
        is_waiting=mailing.due_at is not None and now < mailing.due_at,
        can_stop=mailing.state in {MailingState.SENDING, MailingState.DONE},
        state=_state(mailing, progress),
        number=audience.number if audience else 0,
        facts=_facts(mailing, audience) if audience else [],
        letters=[(language_name(each.language), each.language, each.subject, each.paragraphs) for each in samples],
        texts=[
            (language_name(code), code, (mailing.subject or {})[code], (mailing.body or {})[code])
            for code in service.written_of(mailing)
        ],
        progress=progress,
    )


def _state(mailing: Mailing, progress: Progress) -> str:
    """Say where a letter stands; while some of it waits in the outbox it is being sent."""
    is_leaving = mailing.state is MailingState.DONE and progress.waiting
    return str(MAILING_WORDS[MailingState.SENDING if is_leaving else mailing.state])


def _facts(mailing: Mailing, audience: Audience) -> list[str]:
    """Say whom a letter reaches and whom not, and who reads it in another language than their own."""
    found = [ngettext("%(num)d person gets it.", "%(num)d people get it.", audience.number)]
    if audience.silent:
        found.append(
            ngettext(
                "%(num)d has no address and does not get it.",
                "%(num)d have no address and do not get it.",
                audience.silent,
            )
        )
    if audience.ended:
        found.append(
            ngettext(
                "%(num)d takes no part any more and does not get it.",
                "%(num)d take no part any more and do not get it.",
                audience.ended,
            )
        )
    if audience.unsent:
        found.append(
            ngettext(
                "%(num)d stands on the list of a delegation that was not sent yet and does not get it.",
                "%(num)d stand on lists of delegations that were not sent yet and do not get it.",
                audience.unsent,
            )
        )
    return found + _fallbacks(mailing, audience)


def _fallbacks(mailing: Mailing, audience: Audience) -> list[str]:
    written = service.written_of(mailing)
    return [
        ngettext(
            "%(num)d reads %(own)s and gets it in another language: %(other)s.",
            "%(num)d read %(own)s and get it in another language: %(other)s.",
            number,
            own=language_name(language),
            other=language_name(other),
        )
        for language, number in sorted(audience.readers.items())
        if (other := language_for(language, written)) is not None and other != language
    ]
