"""Bringing a table in: paste or file, a check screen, then all that was ticked in one go."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.accounts.views import sessions
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.exchange.problems import ExchangeError
from forumapp.exchange.tables.programme import Understood
from forumapp.exchange.tables.sources import Source, SourceKind
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.intake import service
from forumapp.intake.forms import IntakeForm
from forumapp.intake.manage.chosen import Chosen
from forumapp.intake.manage.understood import Check, check, understand
from forumapp.intake.service import Brought, State
from forumapp.policy import Permission
from forumapp.programme import queries
from forumapp.programme.forms import ConfirmForm
from forumapp.programme.manage import uploads
from forumapp.programme.manage.comparison import taken_back
from forumapp.programme.manage.files import said
from forumapp.programme.manage.frame import forum_of_desk
from forumapp.programme.manage.steps import tell_step
from forumapp.programme.service import document_of
from forumapp.web import desk, limits
from forumapp.web.actors import current_actor
from forumapp.web.guards import guard
from forumapp.web.limits import limiter

blueprint = Blueprint("intake_desk", __name__, url_prefix="/forums/<slug>/manage/programme/intake")

PURPOSE = "table"
"""What these pages keep files for."""


@blueprint.get("/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def intake(forum: Forum) -> ResponseReturnValue:
    """Show where a table is pasted or chosen."""
    return _first_page(forum, IntakeForm())


@blueprint.post("/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
@limiter.shared_limit(limits.FILES, scope="files")
def read_table(forum: Forum) -> ResponseReturnValue:
    """Read a table and show what was understood."""
    form = IntakeForm()
    if not form.validate_on_submit():
        return _first_page(forum, form), form.status
    try:
        source = form.source()
        if source is None:
            raise RuleBroken(_("Paste a table or choose a file."), field="text")
        return _check_page(forum, source, Chosen.nothing())
    except ExchangeError as error:
        form.reject(RuleBroken(" ".join(sentence for _where, sentence in said(error.problems)), field=_field(form)))
    except RuleBroken as broken:
        form.reject(broken)
    return _first_page(forum, form), form.status


@blueprint.post("/check")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
@limiter.shared_limit(limits.FILES, scope="files")
def check_table(forum: Forum) -> ResponseReturnValue:
    """Look again with other choices, or take in what was understood."""
    form = ConfirmForm()
    kept = _kept(forum, form) if form.validate_on_submit() else None
    if kept is None:
        desk.warn(_("The table is not kept any more. Paste it or choose it again."))
        return redirect(url_for(".intake", slug=forum.slug), 303)
    answer = _answer(forum, kept, Chosen.of(request.form))
    kept.path.unlink(missing_ok=True)
    return answer


def _answer(forum: Forum, kept: uploads.Kept, chosen: Chosen) -> ResponseReturnValue:
    """Do what was asked; where that fails, the file is still kept for another try."""
    source = _unpacked(kept.octets)
    is_overtaken = uploads.fingerprint(document_of(forum)) != kept.compared_with
    if "again" in request.form:
        return _check_page(forum, source, chosen)
    if is_overtaken:
        sentence = _("The programme was changed since. This is what the table would change now.")
        return _check_page(forum, source, chosen, refusal=sentence), 409
    return _take_in(forum, source, chosen)


def _kept(forum: Forum, form: ConfirmForm) -> uploads.Kept | None:
    name = form.file.data or ""
    return uploads.find(name, purpose=PURPOSE, slug=forum.slug, account_id=sessions.account().id)


def _take_in(forum: Forum, source: Source, chosen: Chosen) -> ResponseReturnValue:
    decisions = chosen.decisions()
    understood = understand(source, chosen.options(forum))
    answers = service.ask(forum, understood.draft, decisions, of_forums=_own_forums())
    if answers.open_people or answers.open_institutions:
        return _check_page(forum, source, chosen, refusal=_("Decide first what is marked below.")), 422
    step, back = queries.newest_step(forum), url_for("programme_desk.sessions", slug=forum.slug)
    with transaction():
        brought = service.bring_in(forum, understood.draft, answers, decisions, now=clock.now())
    tell_step(forum, _done(brought), after=step, back=back)
    return redirect(back, 303)


def _check_page(forum: Forum, source: Source, chosen: Chosen, *, refusal: str = "") -> str:
    """Return the check screen, and keep the table for its buttons."""
    before = document_of(forum)
    understood = understand(source, chosen.options(forum))
    form = ConfirmForm(formdata=None)
    form.file.data = uploads.keep(
        _packed(source), purpose=PURPOSE, slug=forum.slug, account_id=sessions.account().id, compared_with=before
    )
    shown = taken_back(lambda: _rehearsed(forum, understood, chosen))
    return desk.render_desk("intake/check.html", forum=forum, section="files", form=form, check=shown, refusal=refusal)


def _rehearsed(forum: Forum, understood: Understood, chosen: Chosen) -> Check:
    """Return what taking the table in would do, in words."""
    decisions = chosen.decisions()
    rooms = {room.key: room.title for room in queries.rooms(forum)}
    answers = service.ask(forum, understood.draft, decisions, of_forums=_own_forums())
    brought = service.bring_in(forum, understood.draft, answers, decisions, now=clock.now())
    return check(forum, understood, answers, brought, chosen, rooms=rooms)


def _own_forums() -> set[int] | None:
    """Return the forums whose people may be shown: a forum that is not published yet keeps its people to its own team."""
    actor = current_actor()
    return None if actor.is_admin else set(actor.roles)


def _done(brought: Brought) -> str:
    """Say what was taken in."""
    new, changed, refused = (brought.count(state) for state in (State.NEW, State.CHANGED, State.REFUSED))
    words = [
        ngettext("%(num)d session was added.", "%(num)d sessions were added.", new) if new else "",
        ngettext("%(num)d session was changed.", "%(num)d sessions were changed.", changed) if changed else "",
        ngettext("%(num)d session could not be.", "%(num)d sessions could not be.", refused) if refused else "",
        _("Nothing was changed.") if brought.is_empty else "",
    ]
    return " ".join(each for each in words if each)


def _field(form: IntakeForm) -> str:
    return "file" if form.file.data else "text"


def _packed(source: Source) -> bytes:
    return source.kind.value.encode() + b"\n" + source.octets


def _unpacked(octets: bytes) -> Source:
    kind, _line, rest = octets.partition(b"\n")
    return Source(SourceKind(kind.decode()), rest)


def _first_page(forum: Forum, form: IntakeForm) -> str:
    return desk.render_desk("intake/intake.html", forum=forum, section="files", form=form)
