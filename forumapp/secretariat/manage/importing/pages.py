"""The pages of an import: the list, then its check; the button enters all good rows and keeps the bad ones on the page."""

from uuid import uuid4

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.exchange.document import Attendance
from forumapp.exchange.problems import ExchangeError
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.policy import Permission
from forumapp.programme.manage.files import said
from forumapp.registration import queries, service
from forumapp.registration.words import STATUS_WORDS
from forumapp.secretariat.manage.frame import blueprint, forum_by_slug
from forumapp.secretariat.manage.importing.checking import Check, check, tell_doubles
from forumapp.secretariat.manage.importing.forms import LONGEST, ComingInForm, ListForm
from forumapp.secretariat.manage.importing.offer import Offer
from forumapp.secretariat.manage.importing.packing import unpacked
from forumapp.web import limits
from forumapp.web.desk import attempt, render_desk, tell
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get("/forums/<slug>/manage/registrations/import/")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def bring_in(forum: Forum) -> ResponseReturnValue:
    """Show where a list is pasted or chosen."""
    return _first_page(forum, ListForm())


@blueprint.post("/forums/<slug>/manage/registrations/import/")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
@limiter.shared_limit(limits.FILES, scope="files")
def read_list(forum: Forum) -> ResponseReturnValue:
    """Read a list and show what was understood; nothing is stored yet."""
    form = ListForm()
    if not form.validate_on_submit():
        return _first_page(forum, form), form.status
    try:
        found = check(Offer.of(forum), form.grid(), MultiDict())
    except ExchangeError as error:
        where = "file" if form.file.data else "text"
        form.reject(RuleBroken(" ".join(sentence for _where, sentence in said(error.problems)), field=where))
    except RuleBroken as broken:
        form.reject(broken)
    else:
        return _check_page(forum, found, ComingInForm.of({}))
    return _first_page(forum, form), form.status


@blueprint.post("/forums/<slug>/manage/registrations/import/check")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
@limiter.shared_limit(limits.FILES, scope="files")
def check_list(forum: Forum) -> ResponseReturnValue:
    """Look again with corrections, or enter the people."""
    grid = unpacked(request.form.get("cells", ""), longest=LONGEST)
    if grid is None:
        flash(_("The list could not be read again. Paste it once more."), "warn")
        return redirect(url_for(".bring_in", slug=forum.slug), 303)
    found, form = check(Offer.of(forum), grid, request.form), ComingInForm.of(request.form)
    if "enter" not in request.form:
        return _check_page(forum, found, form)
    if not found.taken and not found.open:
        return _nobody(forum, found)
    if not form.validate_on_submit():
        return _check_page(forum, found, form), form.status
    if not found.taken:
        form.reject(RuleBroken(_("There is nobody to enter: correct the rows below, or leave them out.")))
        return _check_page(forum, found, form), form.status
    return _enter(forum, found, form)


@blueprint.post("/forums/<slug>/manage/registrations/import/<batch>/undo")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def take_list_back(forum: Forum, batch: str) -> ResponseReturnValue:
    """Take back that a list was brought in, while nothing happened to anybody of it."""
    slug = forum.slug
    attempt(lambda: service.take_back(forum, batch, now=clock.now()), words=_("The list is taken back."))
    return redirect(url_for(".registrations", slug=slug), 303)


def _enter(forum: Forum, found: Check, form: ComingInForm) -> ResponseReturnValue:
    slug, batch = forum.slug, uuid4().hex
    try:
        with transaction():
            entered = service.bring_in(
                forum,
                found.entrants(),
                coming=form.way,
                consents=form.consents(),
                with_letters=bool(form.letters.data),
                batch=batch,
                now=clock.now(),
            )
    except RuleBroken as broken:
        form.reject(broken)
        return _check_page(forum, found, form), form.status
    words = ngettext("%(num)d person is entered.", "%(num)d people are entered.", len(entered))
    if not found.open:
        tell(words, undo=url_for(".take_list_back", slug=slug, batch=batch))
        return redirect(url_for(".registrations", slug=slug), 303)
    again = check(Offer.of(forum), found.grid, request.form)
    return _check_page(forum, again, form, done=words)


def _nobody(forum: Forum, found: Check) -> ResponseReturnValue:
    """Say that nothing was changed."""
    number = len(found.here)
    words = ngettext(
        "Nothing was changed: %(num)d row is registered already.",
        "Nothing was changed: %(num)d rows are registered already.",
        number,
    )
    tell(words if number else _("Nothing was changed: all rows are left out."))
    return redirect(url_for(".registrations", slug=forum.slug), 303)


def _first_page(forum: Forum, form: ListForm) -> str:
    return render_desk("secretariat/import.html", forum=forum, section="registrations", form=form)


def _check_page(forum: Forum, found: Check, form: ComingInForm, *, done: str = "") -> str:
    offer = Offer.of(forum) if not found.rows else found.rows[0].form.offered
    tell_doubles(offer, found.rows)
    places = queries.places(forum, now=clock.now())
    return render_desk(
        "secretariat/check.html",
        forum=forum,
        section="registrations",
        form=form,
        check=found,
        done=done,
        uses=offer.uses,
        statuses=STATUS_WORDS,
        defaults=[
            ("attendance", _("Taking part"), offer.modes),
            ("category", _("Takes part as"), offer.categories),
            ("language", _("Language of letters"), offer.languages),
        ],
        places=[(word, places.left(Attendance(mode))) for mode, word in offer.modes],
    )
