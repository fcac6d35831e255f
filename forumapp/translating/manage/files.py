"""Translations out for a translator and back: a check first, then what was checked or nothing."""

from flask import Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.accounts.views import sessions
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.exchange.problems import ExchangeError
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.policy import Permission
from forumapp.programme import queries as programme
from forumapp.programme.manage import uploads
from forumapp.programme.manage.frame import forum_of_desk
from forumapp.programme.manage.steps import tell_step
from forumapp.translating import service
from forumapp.translating.forms import SheetForm, TakeForm
from forumapp.translating.manage.frame import asked_filter, blueprint
from forumapp.translating.presentation.checking import check_of
from forumapp.translating.presentation.rows import Texts
from forumapp.translating.rules.incoming import Plan, plan
from forumapp.translating.service.workbook import Entry
from forumapp.web import desk, limits
from forumapp.web.actors import may
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

PURPOSE = "translations"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/translations.xlsx")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
@limiter.shared_limit(limits.DOCUMENTS, scope="documents")
def export(forum: Forum) -> ResponseReturnValue:
    """Give the texts that the address asks for as an Excel file for a translator."""
    chosen = asked_filter(forum)
    texts = Texts(forum)
    entries = [
        Entry(
            place=row.place,
            where=row.label,
            source_language=row.source_language,
            source=row.source,
            target=row.words,
            state=row.state,
        )
        for row in texts.rows(texts.fitting(chosen), chosen)
    ]
    octets = service.write_workbook(
        entries, forum=forum.slug, language=chosen.target, source=chosen.source, made_at=clock.now()
    )
    return _download(octets, f"{forum.slug}-{chosen.source}-{chosen.target}.xlsx")


@blueprint.get("/file/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def file(forum: Forum) -> ResponseReturnValue:
    """Show how a translator's file goes out and comes in."""
    return _page(forum, SheetForm())


@blueprint.post("/file/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
@limiter.shared_limit(limits.FILES, scope="files")
def check_file(forum: Forum) -> ResponseReturnValue:
    """Show what a translator's file would change."""
    form = SheetForm()
    if form.validate_on_submit():
        try:
            return _check(forum, form.file.data.read(service.LONGEST_FILE + 1))
        except RuleBroken as broken:
            form.reject(broken)
    return _page(forum, form), form.status


@blueprint.post("/take")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def take_file(forum: Forum) -> ResponseReturnValue:
    """Take in what was checked, and those conflicts that were decided for the file."""
    form = TakeForm()
    kept = _kept(forum, form.file.data or "") if form.validate_on_submit() else None
    if kept is None:
        desk.warn(_("The file is not kept any more. Send it again."))
        return redirect(url_for(".file", slug=forum.slug), 303)
    step = programme.newest_step(forum)
    try:
        with transaction():
            texts = Texts(forum)
            made = _plan(forum, texts, kept.octets)
            is_same = uploads.fingerprint(texts.document) == kept.compared_with
            lines = made.decided(frozenset(request.form.getlist("take"))) if is_same else []
            count = service.take_in(forum, lines, now=clock.now())
    except (ExchangeError, RuleBroken):
        kept.path.unlink(missing_ok=True)
        desk.warn(_("The file fits no longer. Nothing was changed; compare it again."))
        return redirect(url_for(".file", slug=forum.slug), 303)
    kept.path.unlink(missing_ok=True)
    if not is_same:
        desk.warn(_("The texts were changed since. This is what the file would change now."))
        return _check(forum, kept.octets)
    back = url_for("translations_desk.translations", slug=forum.slug)
    words = ngettext("%(num)d translation is taken in.", "%(num)d translations are taken in.", count)
    tell_step(forum, words, after=step, back=back)
    return redirect(back, 303)


def _kept(forum: Forum, name: str) -> uploads.Kept | None:
    return uploads.find(name, purpose=PURPOSE, slug=forum.slug, account_id=sessions.account().id)


def _plan(forum: Forum, texts: Texts, octets: bytes) -> Plan:
    return plan(
        service.read_sheet(octets),
        {text.place: text for text in texts.texts},
        texts.marks,
        forum=forum.slug,
        languages=forum.languages,
        may_change_forum=may(Permission.FORUM_EDIT, forum),
    )


def _check(forum: Forum, octets: bytes) -> ResponseReturnValue:
    """Return the page that says what a file would change, and keep the file for its button."""
    texts = Texts(forum)
    check = check_of(_plan(forum, texts, octets), texts.names)
    form = TakeForm(formdata=None)
    if not check.is_empty:
        form.file.data = uploads.keep(
            octets,
            purpose=PURPOSE,
            slug=forum.slug,
            account_id=sessions.account().id,
            compared_with=texts.document,
        )
    return desk.render_desk("translating/check.html", forum=forum, section="translations", form=form, check=check)


def _page(forum: Forum, form: SheetForm) -> str:
    chosen = asked_filter(forum)
    return desk.render_desk(
        "translating/file.html", forum=forum, section="translations", form=form, asked=chosen.asked(), filter=chosen
    )


def _download(octets: bytes, name: str) -> Response:
    response = make_response(octets)
    response.content_type = CONTENT_TYPE
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
