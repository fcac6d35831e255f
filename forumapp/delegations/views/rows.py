"""Bringing in a list: paste or file, a check screen with bad rows to correct, then all good rows in one go."""

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from forumapp import clock
from forumapp.db import transaction
from forumapp.delegations import service
from forumapp.delegations.forms import Offer
from forumapp.delegations.forms.rows import Check, CheckForm, RowsForm, check, unpacked, without_rows
from forumapp.delegations.views.base import PLACE, Own, address, back, blueprint, own_by_token, render
from forumapp.errors import RuleBroken
from forumapp.exchange.problems import ExchangeError
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.policy import Permission
from forumapp.programme.manage.files import said
from forumapp.registration.rules.columns import Use
from forumapp.registration.words import USES
from forumapp.web import desk, limits
from forumapp.web.guards import guard
from forumapp.web.limits import limiter


@blueprint.get(f"{PLACE}/rows/")
@guard(Permission.DELEGATION_OWN, own_by_token)
def rows(own: Own) -> ResponseReturnValue:
    """Show where a list is pasted or chosen."""
    return _first_page(own, RowsForm())


@blueprint.post(f"{PLACE}/rows/")
@guard(Permission.DELEGATION_OWN, own_by_token)
@limiter.shared_limit(limits.FILES, scope="files")
def read_rows(own: Own) -> ResponseReturnValue:
    """Read a list and show what was understood; nothing is stored yet."""
    form = RowsForm()
    if not form.validate_on_submit():
        return _first_page(own, form), form.status
    try:
        found = check(Offer.of(own.delegation), form.grid(), MultiDict())
    except ExchangeError as error:
        where = "file" if form.file.data else "text"
        form.reject(RuleBroken(" ".join(sentence for _where, sentence in said(error.problems)), field=where))
    except RuleBroken as broken:
        form.reject(broken)
    else:
        return _check_page(own, found)
    return _first_page(own, form), form.status


@blueprint.post(f"{PLACE}/rows/check")
@guard(Permission.DELEGATION_OWN, own_by_token)
@limiter.shared_limit(limits.FILES, scope="files")
def check_rows(own: Own) -> ResponseReturnValue:
    """Look again with corrections, or enter the people."""
    form = CheckForm()
    grid = unpacked(request.form.get("cells", "")) if form.validate_on_submit() else None
    if grid is None:
        flash(_("The list could not be read again. Paste it once more."), "warn")
        return redirect(address(own, "rows"), 303)
    sent = without_rows(request.form) if request.form.get("again") == "columns" else request.form
    found = check(Offer.of(own.delegation), grid, sent)
    if "again" in request.form:
        return _check_page(own, found)
    if found.open:
        return _check_page(own, found, refusal=_("Correct the rows marked below, or leave them out.")), 422
    if not found.taken:
        return _check_page(own, found, refusal=_("There is nobody to enter.")), 422
    return _enter(own, found)


def _enter(own: Own, found: Check) -> ResponseReturnValue:
    try:
        with transaction():
            entered = service.add_members(own.delegation, found.nominees(), now=clock.now())
    except RuleBroken as broken:
        looked_at_again = check(Offer.of(own.delegation), found.grid, request.form)
        return _check_page(own, looked_at_again, refusal=broken.sentence), 422
    desk.tell(ngettext("%(num)d person is on the list now.", "%(num)d people are on the list now.", len(entered)))
    return back(own, "members")


def _first_page(own: Own, form: RowsForm) -> str:
    return render(own, "delegations/rows.html", form=form)


def _check_page(own: Own, found: Check, *, refusal: str = "") -> str:
    left = service.left_in(own.delegation)
    return render(
        own,
        "delegations/check.html",
        form=CheckForm(formdata=None),
        check=found,
        refusal=refusal,
        uses=[(use.value, str(word)) for use, word in USES.items() if use is not Use.PHONE],
        left=left,
        to_take=len(found.taken),
        is_over_quota=len(found.taken) > left,
    )
