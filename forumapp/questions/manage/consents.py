"""Purposes of consent: their texts with all versions, asking for them or not."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.db.changes import differing
from forumapp.errors import Overtaken, RuleBroken
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import service
from forumapp.questions.forms import ConsentForm
from forumapp.questions.manage.frame import SECTION, blueprint, forum_of_desk, offer_of, overview
from forumapp.questions.rules.parts import ConsentPart, ConsentText
from forumapp.questions.words import PURPOSES, consequence_of, purpose_title
from forumapp.web import desk
from forumapp.web.guards import guard
from forumapp.web.lists import key_words
from forumapp.web.revising import Differences, compared, with_others


@blueprint.route("/consents/new/", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def add_consent(forum: Forum) -> ResponseReturnValue:
    """Add a purpose of the organizers' own."""
    form = ConsentForm.of(offer_of(forum), None, has_title=True)
    if form.validate_on_submit():
        try:
            with transaction():
                key = service.new_purpose(forum, key_words(form.title.data))
                service.add_consent(forum, form.part(key), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("People are asked for this consent from now on."))
            return redirect(overview(forum, "consents"), 303)
    return _page(forum, form, heading=_("New consent"), button=_("Add the consent")), form.status


@blueprint.route("/consents/<key>/", methods=["GET", "POST"])
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def consent(forum: Forum, key: str) -> ResponseReturnValue:
    """Write the text of a purpose, and read the earlier ones."""
    standing = _consent_or_404(forum, key)
    has_title = key not in PURPOSES
    form = ConsentForm.of(offer_of(forum), _part(standing), has_title=has_title)
    found = None
    if form.validate_on_submit():
        typed = form.part(key)
        try:
            with transaction():
                stored = service.write_consent(forum, typed, basis=form.basis(ConsentPart), now=clock.now())
        except Overtaken as overtaken:
            part = _part(_consent_or_404(forum, key))
            theirs = ConsentForm.of(offer_of(forum), part, has_title=has_title, is_stored=True)
            found = compared(form, theirs, part, overtaken)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(with_others(_("Saved."), form, differing(typed, stored)[1]))
            return redirect(overview(forum, "consents"), 303)
    heading = purpose_title(key, standing.title, forum.languages)
    page = _page(forum, form, heading=heading, button=_("Save the text"), found=found, standing=standing)
    return page, form.status


@blueprint.post("/consents/<key>/switch")
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def switch(forum: Forum, key: str) -> ResponseReturnValue:
    """Ask people for a purpose, or no longer."""
    name = purpose_title(key, _consent_or_404(forum, key).title, forum.languages)
    is_on = request.form.get("is_on") == "1"
    words = _("People are asked for this consent from now on: %(title)s.", title=name)
    if not is_on:
        words = _("Nobody is asked for this consent any more: %(title)s. What was agreed to stays.", title=name)
    desk.attempt(lambda: service.ask_for(forum, key, is_on=is_on, now=clock.now()), words=words)
    return redirect(overview(forum, "consents"), 303)


def _consent_or_404(forum: Forum, key: str) -> ConsentText:
    return next((each for each in service.consents_of(forum) if each.key == key), None) or abort(404)


def _part(consent: ConsentText) -> ConsentPart:
    return ConsentPart(key=consent.key, text=consent.text, title=consent.title)


def _page(
    forum: Forum,
    form: ConsentForm,
    *,
    heading: str,
    button: str,
    found: Differences | None = None,
    standing: ConsentText | None = None,
) -> str:
    return desk.render_desk(
        "questions/consent.html",
        forum=forum,
        section=SECTION,
        form=form,
        heading=heading,
        button=button,
        back=overview(forum, "consents"),
        differences=found,
        versions=[] if standing is None else _versions(forum, standing.key),
        consequence="" if standing is None else consequence_of(standing.key),
        action=url_for(".add_consent", slug=forum.slug) if standing is None else None,
    )


def _versions(forum: Forum, key: str) -> list[dict[str, object]]:
    """Return all texts of a purpose, the newest first, with the number of consents that hold now."""
    counts = service.use_of(forum).consents
    return [
        {
            "version": each.version,
            "created_at": each.created_at,
            "texts": list(each.text.items()),
            "number": counts.get((key, each.version), 0) + (counts.get((key, None), 0) if each.version == 1 else 0),
        }
        for each in service.wordings_of(forum, key)
    ]
