"""Registrations in figures: over time, by what people are, places, invitations, delegations."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.delegations import queries as delegations
from forumapp.delegations.presentation import title_of as delegation_title
from forumapp.directory import queries as directory
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, localized
from forumapp.i18n import gettext as _
from forumapp.meetings import queries as meetings
from forumapp.meetings import service as meeting_verbs
from forumapp.meetings.models import InvitationState
from forumapp.meetings.words import STATES
from forumapp.policy import Permission
from forumapp.questions import service as questions
from forumapp.questions.rules.parts import CategoryPart
from forumapp.registration import queries
from forumapp.registration.queries import Counted
from forumapp.registration.rules.places import Places, modes_of
from forumapp.registration.rules.statuses import ENDED
from forumapp.registration.words import ATTENDANCE_WORDS, STATUS_WORDS
from forumapp.secretariat.manage.charts import BarChart, Chart, all_by_day, bar_chart, new_by_day
from forumapp.secretariat.manage.frame import blueprint, forum_by_slug
from forumapp.secretariat.rules.charts import steps
from forumapp.web.actors import may
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard

Rows = list[tuple[str, int, int | None]]


@blueprint.get("/forums/<slug>/manage/registrations/figures/")
@guard(Permission.REGISTRATION_READ, forum_by_slug)
def figures(forum: Forum) -> ResponseReturnValue:
    """Show a forum's registrations in figures."""
    now = clock.now()
    counted = queries.counted_registrations(forum, now=now)
    countries = directory.country_names(current_language())
    found = [
        *_over_time(forum),
        *_of_people(forum, counted, countries),
        *_of_places(forum, countries, now=now),
        *_of_delegations(forum, countries, now=now),
        *(_of_meetings(forum) if may(Permission.MEETING_INVITE, forum) else ()),
    ]
    standing = [each for each in counted if each.status not in ENDED]
    return render_desk(
        "secretariat/figures.html",
        forum=forum,
        section="registrations",
        charts=[chart for chart in found if chart.rows],
        all=sum(each.number for each in counted),
        totals=[
            (sum(each.number for each in standing), _("Take part or want to")),
            (sum(each.holding for each in standing), _("With a place or a hold")),
            (sum(each.unanswered for each in standing), _("Have not confirmed yet")),
        ],
    )


def _over_time(forum: Forum) -> list[Chart]:
    found = steps(queries.registrations_by_day(forum))
    return [all_by_day(found), new_by_day(found)] if found else []


def _of_people(forum: Forum, counted: Sequence[Counted], countries: Mapping[str, str]) -> list[BarChart]:
    standing = [each for each in counted if each.status not in ENDED]
    categories = questions.names_of(forum)["category"]
    modes = {mode.value: str(ATTENDANCE_WORDS[mode]) for mode in modes_of(forum.attendance)}
    states = {status.value: str(word) for status, word in STATUS_WORDS.items()}
    note = _("Without those who withdrew or were declined.")
    by_country = _sums(standing, lambda each: each.country, countries)
    return [
        bar_chart("state", _("By state"), _("State"), _sums(counted, lambda each: each.status, states)),
        bar_chart("countries", _("By country"), _("Country"), by_country, note=note),
        bar_chart(
            "categories",
            _("By category"),
            _("Takes part as"),
            _sums(standing, lambda each: each.category, categories),
            note=note,
        ),
        bar_chart(
            "modes",
            _("By way of taking part"),
            _("Taking part"),
            _sums(standing, lambda each: each.attendance, modes),
            note=note,
        ),
    ]


def _of_places(forum: Forum, countries: Mapping[str, str], *, now: datetime) -> list[BarChart]:
    """Show places taken of those that there are, by way of taking part, by category and by country."""
    places = queries.places(forum, now=now)
    categories = questions.sheet_of(forum).categories
    quotas = [code for code in countries if code in places.quota]
    return [
        bar_chart("places", _("Places taken"), _("Taking part"), _by_mode(forum, places)),
        bar_chart("category-places", _("Places of categories"), _("Takes part as"), _by_category(categories, places)),
        bar_chart(
            "quotas",
            _("Quotas of countries"),
            _("Country"),
            [(countries[code], places.taken_by_country.get(code, 0), places.quota[code]) for code in quotas],
        ),
    ]


def _by_mode(forum: Forum, places: Places) -> Rows:
    return [
        (str(ATTENDANCE_WORDS[mode]), places.taken.get(mode, 0), places.capacity.get(mode))
        for mode in modes_of(forum.attendance)
        if places.taken.get(mode) or places.capacity.get(mode) is not None
    ]


def _by_category(categories: Sequence[CategoryPart], places: Places) -> Rows:
    return [
        (
            f"{localized(part.title)}, {ATTENDANCE_WORDS[Attendance(mode)]}",
            places.taken_by_category.get((part.key, mode), 0),
            limit,
        )
        for part in categories
        for mode, limit in (part.capacity or {}).items()
    ]


def _of_delegations(forum: Forum, countries: Mapping[str, str], *, now: datetime) -> list[BarChart]:
    counts = delegations.counts(forum, now=now)
    order = {code: number for number, code in enumerate(countries)}
    found = sorted(delegations.delegations(forum), key=lambda each: (order.get(each.country, len(order)), each.id))
    rows: Rows = [
        (
            delegation_title(each, countries, forum.languages),
            counts[each.id].members if each.id in counts else 0,
            each.quota,
        )
        for each in found
    ]
    return [bar_chart("delegations", _("Quotas of delegations"), _("Delegation"), rows)]


def _of_meetings(forum: Forum) -> list[BarChart]:
    """Show for each closed meeting how many of the invited answered what."""
    counts = meetings.counts(forum)
    found = []
    for number, face in enumerate(meeting_verbs.faces_of_desk(forum), start=1):
        states = counts.get(face.name, {})
        rows: Rows = [(str(STATES[state]), states[state], None) for state in InvitationState if states.get(state)]
        title = meeting_verbs.title_of(face, forum, current_language())
        heading = _("Invitations: %(title)s", title=title)
        found.append(bar_chart(f"meeting-{number}", heading, _("Answer"), rows))
    return found


def _sums(counted: Sequence[Counted], of: Callable[[Counted], str], names: Mapping[str, str]) -> Rows:
    """Return sums by what names are given for, in their order; what has no name comes last under its key."""
    sums: Counter[str] = Counter()
    for each in counted:
        sums[of(each)] += each.number
    order = {key: number for number, key in enumerate(names)}
    keys = sorted(sums, key=lambda key: (order.get(key, len(order)), key))
    return [(names.get(key, str(key)), sums[key], None) for key in keys]
