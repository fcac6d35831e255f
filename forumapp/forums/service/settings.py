"""Making a forum and changing what it is."""

from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import flag_modified

from forumapp import audit
from forumapp.accounts.models import Account
from forumapp.db import db
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.document import ForumPart, RegistrationTerms
from forumapp.exchange.zones import LONGEST_FORUM
from forumapp.forums import queries, rules
from forumapp.forums.models import Forum, Membership
from forumapp.forums.rules.terms import kept_in
from forumapp.i18n import gettext as _
from forumapp.policy import TeamRole

_PLAIN = (
    "slug",
    "title",
    "theme",
    "description",
    "timezone",
    "starts_on",
    "ends_on",
    "attendance",
    "languages",
    "city_zones",
    "venue",
    "organizers",
)
"""What a forum's part and its row call the same."""


def create(part: ForumPart, *, accent: str | None, owner: Account | None, now: datetime) -> Forum:
    """Make a forum of ``part`` with ``owner`` as its first owner; the accent color is moved to a tone that can be read."""
    if not rules.is_slug(part.slug):
        raise RuleBroken(_("Use small Latin letters, digits and hyphens, 80 at most."), field="slug")
    _check(part)
    forum = Forum(**_columns(part), accent=_tone(accent), created_at=now)
    try:
        with db.session.begin_nested():
            db.session.add(forum)
    except IntegrityError as taken:
        raise RuleBroken(_("Another forum has this address. Choose a different one."), field="slug") from taken
    if owner is not None:
        db.session.add(Membership(forum_id=forum.id, account_id=owner.id, role=TeamRole.OWNER, created_at=now))
    after = {name: value for name, value in asdict(part).items() if value is not None and name != "registration"}
    audit.record("forum:create", subject=f"forum:{forum.slug}", forum=forum.slug, after=after, now=now)
    db.session.flush()
    return forum


def revise(forum: Forum, part: ForumPart, *, version: int, now: datetime) -> Forum:
    """Make a forum what ``part`` says; ``version`` is the one the asker read, and nothing is stored when nothing changes.

    Raises Overtaken when somebody changed the forum since. A forum keeps its address.
    """
    forum = _unchanged_since(forum, version)
    if part.slug != forum.slug:
        raise RuleBroken(_("A forum keeps its address."), field="slug")
    _check(part)
    _change(forum, _columns(part), action="forum:revise", now=now)
    return forum


def paint(forum: Forum, accent: str | None, *, now: datetime) -> Forum:
    """Give a forum its accent color, moved to the nearest tone that can be read; None for the usual one."""
    _change(forum, {"accent": _tone(accent)}, action="forum:paint", now=now)
    return forum


def set_hours(forum: Forum, starts_at: time | None, ends_at: time | None, *, now: datetime) -> Forum:
    """Say from when until when sessions are to take place on each day; None for both says nothing of it.

    An end that is not after the start is on the next day.
    """
    if (starts_at is None) is not (ends_at is None):
        field = "hours_start" if starts_at is None else "hours_end"
        raise RuleBroken(_("Give both the start and the end of the hours, or leave both empty."), field=field)
    if starts_at is not None and starts_at == ends_at:
        raise RuleBroken(_("The hours must end at another time than they start."), field="hours_end")
    _change(forum, {"hours_start": starts_at, "hours_end": ends_at}, action="forum:set-hours", now=now)
    return forum


def require_approval(forum: Forum, *, is_required: bool, now: datetime) -> None:
    """Say whether publishing needs the approval of a second person."""
    _change(queries.lock_forum(forum), {"needs_approval": is_required}, action="forum:require-approval", now=now)


def part_of(forum: Forum) -> ForumPart:
    """Return a forum as a value, such that ``create`` and ``revise`` would store the same."""
    terms = RegistrationTerms(
        opens_at=forum.registration_opens_at,
        closes_at=forum.registration_closes_at,
        capacity=forum.registration_capacity,
        approval=forum.registration_approval,
        waitlist=forum.registration_waitlist,
        country_quota=forum.registration_country_quota,
        quota_released_on=forum.registration_quota_released_on,
        hold_hours=forum.registration_hold_hours,
        offer_hours=forum.registration_offer_hours,
    )
    plain = {name: getattr(forum, name) for name in _PLAIN}
    return ForumPart(**plain, registration=terms if forum.has_registration else None)


def _columns(part: ForumPart) -> dict[str, Any]:
    terms = part.registration or RegistrationTerms()
    return {name: getattr(part, name) for name in _PLAIN} | {
        "has_registration": part.registration is not None,
        "registration_opens_at": terms.opens_at,
        "registration_closes_at": terms.closes_at,
        "registration_capacity": terms.capacity,
        "registration_approval": terms.approval,
        "registration_waitlist": terms.waitlist,
        "registration_country_quota": terms.country_quota,
        "registration_quota_released_on": terms.quota_released_on,
        "registration_hold_hours": terms.hold_hours,
        "registration_offer_hours": terms.offer_hours,
    }


def _order(value: object) -> object:
    """Return the names of a map in their order, which is part of what the organizer said."""
    return list(value) if isinstance(value, dict) else None


def _unchanged_since(forum: Forum, version: int) -> Forum:
    forum = queries.lock_forum(forum)
    if forum.version != version:
        raise Overtaken(_("Somebody else changed this forum since you opened the page. What you wrote is kept below."))
    return forum


def _change(forum: Forum, values: dict[str, Any], *, action: str, now: datetime) -> None:
    """Store what differs and note it; nothing at all when nothing does."""
    before = {name: getattr(forum, name) for name in values}
    changed = [name for name, value in values.items() if before[name] != value or _order(before[name]) != _order(value)]
    if not changed:
        return
    for name in changed:
        setattr(forum, name, values[name])
        flag_modified(forum, name)
    audit.record(
        action,
        subject=f"forum:{forum.slug}",
        forum=forum.slug,
        before={name: before[name] for name in changed},
        after={name: values[name] for name in changed},
        now=now,
    )
    db.session.flush()


def _tone(accent: str | None) -> str | None:
    if accent is None:
        return None
    if not rules.is_color(accent.lower()):
        raise RuleBroken(_("Write the color as # and six signs, for example #1f6f5c."), field="accent")
    return rules.passing_tone(accent.lower())


def _check(part: ForumPart) -> None:
    if not part.title:
        raise RuleBroken(_("Give the forum a title, in one language at least."), field="title")
    _check_languages(part)
    _check_zones(part)
    _check_days(part)
    if part.registration is not None:
        _check_terms(part.registration, part.timezone)
        _check_release(part.registration, part)


def _check_languages(part: ForumPart) -> None:
    if not part.languages:
        raise RuleBroken(_("Name one language at least."), field="languages")
    for code in part.languages:
        if not rules.is_language(code):
            raise RuleBroken(_("“%(code)s” is no language that we know.", code=code), field="languages")
    if len(set(part.languages)) < len(part.languages):
        raise RuleBroken(_("Name every language once."), field="languages")


def _check_zones(part: ForumPart) -> None:
    for field, zone in (("timezone", part.timezone), *(("city_zones", zone) for zone in part.city_zones or ())):
        if not rules.is_zone(zone):
            raise RuleBroken(_("“%(zone)s” is no time zone such as Asia/Ashgabat.", zone=zone), field=field)


def _check_days(part: ForumPart) -> None:
    for field, day in (("starts_on", part.starts_on), ("ends_on", part.ends_on)):
        if not rules.is_in_our_time(day):
            raise RuleBroken(_("Check the year."), field=field)
    days = rules.days_in(part.starts_on, part.ends_on)
    if days < 1:
        raise RuleBroken(_("The last day must not come before the first."), field="ends_on")
    if days > LONGEST_FORUM:
        raise RuleBroken(_("A forum lasts %(days)s days at most.", days=LONGEST_FORUM), field="ends_on")


def _check_terms(terms: RegistrationTerms, zone: str) -> None:
    for field, wall in (("opens_at", terms.opens_at), ("closes_at", terms.closes_at)):
        if not rules.is_on_the_clock(wall, zone):
            raise RuleBroken(_("Clocks are put forward then: there is no such time on that day."), field=field)
    if terms.opens_at and terms.closes_at and terms.closes_at <= terms.opens_at:
        raise RuleBroken(_("Registration must close after it opens."), field="closes_at")
    for field, numbers in (("capacity_onsite", terms.capacity), ("country_quota", terms.country_quota)):
        if not rules.are_places((numbers or {}).values()):
            raise RuleBroken(_("A number of places is zero or more."), field=field)


def _check_release(terms: RegistrationTerms, part: ForumPart) -> None:
    """Refuse to keep more places for countries than there are: those over would be withheld from everybody."""
    if terms.quota_released_on is None:
        return
    if terms.quota_released_on > part.ends_on:
        raise RuleBroken(_("The day must not come after the forum’s last day."), field="quota_released_on")
    places, kept = (terms.capacity or {}).get(kept_in(part.attendance)), sum((terms.country_quota or {}).values())
    if places is not None and kept > places:
        words = _("There are %(places)s places, and %(kept)s are to be kept for countries.", places=places, kept=kept)
        raise RuleBroken(words, field="country_quota")
