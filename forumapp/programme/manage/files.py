"""Files in and out: a comparison first, then the whole file or nothing of it."""

from collections.abc import Iterable
from pathlib import Path

from flask import Response, current_app, make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.accounts.views import sessions
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.exchange import forumfile, frabjson, frabxml
from forumapp.exchange.problems import ExchangeError, Problem
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.programme import service
from forumapp.programme.forms import ConfirmForm, UploadForm
from forumapp.programme.manage import uploads
from forumapp.programme.manage.comparison import changes_in_words, rehearse
from forumapp.programme.manage.frame import blueprint, forum_of_desk
from forumapp.programme.manage.incoming import Incoming, read
from forumapp.web import desk, limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

WORKING_COPY = "draft"
"""The version that frab files of the working copy name."""

PURPOSE = "file"
"""What these pages keep files for."""


@blueprint.get("/files/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def files(forum: Forum) -> ResponseReturnValue:
    """Show how files come in and go out."""
    return _page(forum, UploadForm())


@blueprint.post("/files/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
@limiter.shared_limit(limits.FILES, scope="files")
def compare_file(forum: Forum) -> ResponseReturnValue:
    """Show what a file would change."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _page(forum, form), form.status
    octets = form.file.data.read()
    try:
        incoming = read(octets, forum)
        return _comparison(forum, incoming, octets)
    except ExchangeError as error:
        form.reject(RuleBroken(_("This file cannot be taken in. Nothing was changed."), field="file"))
        return _page(forum, form, said(error.problems)), form.status
    except RuleBroken as broken:
        form.reject(RuleBroken(broken.sentence, field="file"))
        return _page(forum, form), form.status


@blueprint.post("/import")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def import_file(forum: Forum) -> ResponseReturnValue:
    """Take the file in that was compared."""
    form = ConfirmForm()
    kept = _kept(forum, form) if form.validate_on_submit() else None
    if kept is None:
        desk.warn(_("The file is not kept any more. Send it again."))
        return redirect(url_for(".files", slug=forum.slug), 303)
    if uploads.fingerprint(service.document_of(forum)) != kept.compared_with:
        kept.path.unlink(missing_ok=True)
        desk.warn(_("The programme was changed since. This is what the file would change now."))
        return _comparison(forum, read(kept.octets, forum), kept.octets)
    return _take_in(forum, kept.path, kept.octets)


@blueprint.get("/export/<any(forum, frab_xml, frab_json):kind>")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def export(forum: Forum, kind: str) -> ResponseReturnValue:
    """Give the working copy as a file."""
    document = service.document_of(forum)
    base_url = current_app.config["BASE_URL"]
    if kind == "frab_xml":
        octets = frabxml.write(document, version=WORKING_COPY, base_url=base_url)
        return _download(octets, f"{forum.slug}-schedule.xml", "application/xml")
    if kind == "frab_json":
        octets = frabjson.write(document, version=WORKING_COPY, base_url=base_url)
        return _download(octets, f"{forum.slug}-schedule.json", "application/json")
    return _download(forumfile.write(document), f"{forum.slug}.json", "application/json")


def said(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Return problems as place and sentence in the page's language."""
    return [(problem.where, _sentence(problem)) for problem in problems]


def _kept(forum: Forum, form: ConfirmForm) -> uploads.Kept | None:
    name = form.file.data or ""
    return uploads.find(name, purpose=PURPOSE, slug=forum.slug, account_id=sessions.account().id)


def _sentence(problem: Problem) -> str:
    if problem.values:
        return _(problem.message, **dict(problem.values))
    return _(problem.message).replace("%%", "%")


def _comparison(forum: Forum, incoming: Incoming, octets: bytes) -> ResponseReturnValue:
    """Return the page that says what a file would change, and keep the file for its button."""
    before = service.document_of(forum)
    applied = rehearse(incoming.document, forum, now=clock.now())
    form = ConfirmForm(formdata=None)
    if not applied.is_empty:
        form.file.data = uploads.keep(
            octets, purpose=PURPOSE, slug=forum.slug, account_id=sessions.account().id, compared_with=before
        )
    return desk.render_desk(
        "programme/compare.html",
        forum=forum,
        section="files",
        form=form,
        changes=changes_in_words(forum, applied, before, incoming.document),
        keeps_settings=incoming.keeps_settings,
        warnings=said(incoming.warnings),
    )


def _take_in(forum: Forum, path: Path, octets: bytes) -> ResponseReturnValue:
    try:
        with transaction():
            service.apply_document(read(octets, forum).document, forum=forum, owner=None, now=clock.now())
    except (ExchangeError, RuleBroken):
        path.unlink(missing_ok=True)
        desk.warn(_("The file fits no longer. Nothing was changed; compare it again."))
        return redirect(url_for(".files", slug=forum.slug), 303)
    path.unlink(missing_ok=True)
    desk.tell(_("The file is taken in."))
    return redirect(url_for(".sessions", slug=forum.slug), 303)


def _page(forum: Forum, form: UploadForm, problems: Iterable[tuple[str, str]] = ()) -> str:
    exports = [
        (_("Forum file (JSON): everything, comes in again without loss"), "forum"),
        (_("frab schedule (XML), for other programs"), "frab_xml"),
        (_("frab schedule (JSON), for other programs"), "frab_json"),
    ]
    return desk.render_desk(
        "programme/files.html",
        forum=forum,
        section="files",
        form=form,
        problems=list(problems),
        exports=[(label, url_for(".export", slug=forum.slug, kind=kind)) for label, kind in exports],
        papers_href=url_for("documents_desk.documents", slug=forum.slug),
    )


def _download(octets: bytes, name: str, content_type: str) -> Response:
    response = make_response(octets)
    response.content_type = f"{content_type}; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
