"""How the waiting list goes on, in sentences for somebody in it."""

from datetime import datetime

from forumapp.directory.queries import country_name
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, date_words, ngettext
from forumapp.i18n import gettext as _
from forumapp.questions.service import names_of
from forumapp.registration import queries
from forumapp.registration.models import Registration
from forumapp.registration.presentation import category_word
from forumapp.registration.rules.places import Places
from forumapp.registration.words import ATTENDANCE_WORDS


def queue_words(registration: Registration, *, now: datetime) -> list[str]:
    """Say in which order places are given, what limits this registration's turn, and how long an offer lasts."""
    forum, places = registration.forum, queries.places(registration.forum, now=now)
    found = [
        _("Places that become free are given in the order of registration, to whom they fit."),
        _country(registration, places),
        _released(forum, places),
        _category(registration, places),
        _("Your delegation asked for its places all together.") if registration.is_together else None,
        _offer(forum),
    ]
    return [sentence for sentence in found if sentence]


def _country(registration: Registration, places: Places) -> str | None:
    limit = places.quota.get(registration.country)
    if limit is None:
        return None
    return _(
        "%(country)s: %(taken)s of %(all)s places taken.",
        country=country_name(registration.country, current_language()),
        taken=places.taken_by_country.get(registration.country, 0),
        all=limit,
    )


def _released(forum: Forum, places: Places) -> str | None:
    day = forum.registration_quota_released_on
    if places.kept_in is None or day is None:
        return None
    return _("Places that countries have not used go to everybody from %(day)s on.", day=date_words(day))


def _category(registration: Registration, places: Places) -> str | None:
    key = registration.category, registration.attendance
    if key not in places.categories:
        return None
    return _(
        "%(category)s, %(mode)s: %(taken)s of %(all)s places taken.",
        category=category_word(registration.category, names_of(registration.forum)["category"]),
        mode=ATTENDANCE_WORDS[registration.attendance],
        taken=places.taken_by_category.get(key, 0),
        all=places.categories[key],
    )


def _offer(forum: Forum) -> str:
    hours = forum.registration_offer_hours
    if hours is None:
        return _("When it is your turn the place is yours at once, and we write to you.")
    return ngettext(
        "When it is your turn we write to you, and you have %(num)d hour to take the place.",
        "When it is your turn we write to you, and you have %(num)d hours to take the place.",
        hours,
    )
