"""Names and order of countries, which are data of the instance."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from forumapp import audit
from forumapp.db import db
from forumapp.db.changes import assign
from forumapp.directory import queries
from forumapp.directory.models import Country
from forumapp.errors import RuleBroken
from forumapp.exchange.countries import COUNTRY_CODES
from forumapp.exchange.document import LanguageMap
from forumapp.i18n import gettext as _

STOCK = Path(__file__).parent.parent / "data" / "countries.json"


def load_countries() -> int:
    """Add the countries of the starting stock that the instance does not name yet; returns how many were added."""
    known = {country.code for country in queries.countries()}
    missing = [given for given in json.loads(STOCK.read_bytes()) if given["code"] not in known]
    db.session.add_all(_country(given) for given in missing)
    db.session.flush()
    return len(missing)


def _country(given: dict[str, Any]) -> Country:
    return Country(
        code=given["code"],
        names=given["names"],
        official_names=given["official_names"],
        position=given["order"],
        status=given["status"],
    )


def add_country(code: str, *, names: LanguageMap, official_names: LanguageMap, position: int, now: datetime) -> Country:
    """Name a country of ISO 3166-1 in this instance's own words."""
    if code not in COUNTRY_CODES:
        raise RuleBroken(_("Choose a country of the list."), field="code")
    if queries.country_by_code(code) is not None:
        raise RuleBroken(_("This country has a place in the order already."), field="code")
    _check(names)
    country = Country(code=code, names=names, official_names=official_names, position=position, status="")
    db.session.add(country)
    audit.record("country:add", subject=f"country:{code}", after={"names": names, "position": position}, now=now)
    db.session.flush()
    return country


def revise_country(
    country: Country, *, names: LanguageMap, official_names: LanguageMap, position: int, now: datetime
) -> Country:
    """Change how a country is named and where it stands in lists."""
    _check(names)
    values = {"names": names, "official_names": official_names, "position": position}
    before, after = assign(country, values)
    if after:
        subject = f"country:{country.code}"
        audit.record("country:revise", subject=subject, before=before, after=after, now=now)
        db.session.flush()
    return country


def remove_country(country: Country, *, now: datetime) -> None:
    """Let a country be named as CLDR names it, among those without a place in the order."""
    before = {"names": country.names, "position": country.position}
    audit.record("country:remove", subject=f"country:{country.code}", before=before, now=now)
    db.session.delete(country)
    db.session.flush()


def _check(names: LanguageMap) -> None:
    if not names:
        raise RuleBroken(_("Give the country a name, in one language at least."), field="names")
