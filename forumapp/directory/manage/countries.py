"""How this instance names and orders countries."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.directory import queries, service
from forumapp.directory.forms import AddCountryForm, CountryForm
from forumapp.directory.manage.frame import blueprint
from forumapp.directory.models import Country
from forumapp.errors import RuleBroken
from forumapp.i18n import current_language, localized
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web import desk
from forumapp.web.guards import guard


@blueprint.get("/admin/countries/")
@guard(Permission.INSTANCE_EDIT)
def countries() -> ResponseReturnValue:
    """List the countries that this instance names itself."""
    return render_template("directory/countries.html", section="countries", countries=queries.countries())


@blueprint.route("/admin/add-country/", methods=["GET", "POST"])
@guard(Permission.INSTANCE_EDIT)
def add_country() -> ResponseReturnValue:
    """Name a country in words of this instance."""
    known = queries.countries()
    codes = {country.code for country in known}
    free = [choice for choice in queries.country_choices(current_language()) if choice[0] not in codes]
    form = AddCountryForm.among(free, max((country.position for country in known), default=0) + 1)
    if form.validate_on_submit():
        try:
            with transaction():
                service.add_country(form.code.data, **form.values(), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("Saved."))
            return redirect(url_for(".countries"), 303)
    return _page(form, None), form.status


@blueprint.route("/admin/countries/<code>/", methods=["GET", "POST"])
@guard(Permission.INSTANCE_EDIT, queries.country_by_code)
def country(entry: Country) -> ResponseReturnValue:
    """Change a country's names and its place in the order."""
    form = CountryForm.of(entry)
    if form.validate_on_submit():
        try:
            with transaction():
                service.revise_country(entry, **form.values(), now=clock.now())
        except RuleBroken as broken:
            form.reject(broken)
        else:
            desk.tell(_("Saved."))
            return redirect(url_for(".countries"), 303)
    return _page(form, entry), form.status


@blueprint.post("/admin/countries/<code>/remove")
@guard(Permission.INSTANCE_EDIT, queries.country_by_code)
def remove_country(entry: Country) -> ResponseReturnValue:
    """Name a country as everybody does, without a place in the order."""
    desk.attempt(
        lambda: service.remove_country(entry, now=clock.now()),
        words=_("%(name)s has its usual name again.", name=localized(entry.names)),
    )
    return redirect(url_for(".countries"), 303)


def _page(form: CountryForm, entry: Country | None) -> str:
    return render_template("directory/country.html", section="countries", form=form, country=entry)
