"""The filters of the list as its page offers them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from forumapp.delegations import queries as delegations
from forumapp.delegations.presentation import title_of
from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, localized, ngettext
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions.models import Question
from forumapp.questions.rules.parts import CHOOSING
from forumapp.registration import queries
from forumapp.registration.queries import Alphabets, Filter
from forumapp.registration.rules.names import alphabetical
from forumapp.registration.words import ATTENDANCE_WORDS, STATUS_WORDS
from forumapp.secretariat.words import SORT_WORDS
from forumapp.web.actors import may

WAITS = (3, 7, 14, 30)
"""Days of waiting that the page offers."""
CYRILLIC = frozenset({"ru", "be", "uk", "kk", "ky", "tg"})
"""Languages in whose lists Cyrillic names stand before Latin ones."""


@dataclass(frozen=True, kw_only=True)
class Group:
    """A filter of which several values can be chosen: its name in the address, label, values with words, those chosen."""

    name: str
    label: str
    values: list[tuple[str, str]]
    chosen: frozenset[str]

    @property
    def words(self) -> list[str]:
        """What is chosen, in words."""
        return [word for value, word in self.values if value in self.chosen]


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the page knows of a forum: names of countries and categories, its questions."""

    countries: Mapping[str, str]
    categories: Mapping[str, str]
    questions: list[Question]


def permitted(wanted: Filter, forum: Forum, questions: Iterable[Question]) -> Filter:
    """Return a filter without what the asker may not know of people."""
    if may(Permission.REGISTRATION_SPECIAL, forum):
        return wanted
    plain = {question.key for question in questions if not question.is_special}
    options = tuple((key, option) for key, option in wanted.options if key in plain)
    return replace(wanted, has_special=False, options=options)


def alphabets(countries: Mapping[str, str]) -> Alphabets:
    """Return how the current language orders; ``countries`` are names by code in the order of protocol."""
    is_cyrillic = current_language() in CYRILLIC
    return Alphabets(
        countries={code: number for number, code in enumerate(countries)},
        key=lambda name: alphabetical(name, cyrillic_first=is_cyrillic),
    )


def groups(forum: Forum, wanted: Filter, known: Known) -> list[Group]:
    """Return the filters with several values, those left out of which there is nothing to choose."""
    here = set(queries.countries_of(forum)) | set(wanted.countries)
    modes = [(mode.value, str(ATTENDANCE_WORDS[mode])) for mode in (Attendance.ONLINE, Attendance.ONSITE)]
    parties = [
        (each.party_key, title_of(each, known.countries, forum.languages)) for each in delegations.delegations(forum)
    ]
    found = [
        Group(
            name="status",
            label=_("State"),
            values=[(status.value, str(word)) for status, word in STATUS_WORDS.items()],
            chosen=frozenset(each.value for each in wanted.statuses),
        ),
        Group(
            name="country",
            label=_("Country"),
            values=[(code, name) for code, name in known.countries.items() if code in here],
            chosen=frozenset(wanted.countries),
        ),
        Group(
            name="attendance",
            label=_("Taking part"),
            values=modes,
            chosen=frozenset(each.value for each in wanted.modes),
        ),
        Group(
            name="category",
            label=_("Takes part as"),
            values=list(known.categories.items()),
            chosen=frozenset(wanted.categories),
        ),
        Group(name="delegation", label=_("Delegation"), values=parties, chosen=frozenset(wanted.parties)),
        *_of_questions(forum, wanted, known),
    ]
    return [group for group in found if group.values]


def single(wanted: Filter, forum: Forum) -> list[tuple[str, str, list[tuple[str, str]], str]]:
    """Return the filters with one value: name, label, values with words, the one chosen; the empty value asks for nothing."""
    days = sorted({*WAITS, *([wanted.waiting.days] if wanted.waiting else [])})
    waits = [(str(each), ngettext("%(num)d day or longer", "%(num)d days or longer", each)) for each in days]
    listed = {True: "yes", False: "no"}.get(wanted.is_listed, "") if wanted.is_listed is not None else ""
    found = [
        ("waits", _("Waits for a decision or a place"), waits, str(wanted.waiting.days) if wanted.waiting else ""),
        ("list", _("List of participants"), [("yes", _("agreed")), ("no", _("not agreed"))], listed),
        (
            "address",
            _("Address"),
            [("unconfirmed", _("not confirmed"))],
            "unconfirmed" if wanted.is_unconfirmed else "",
        ),
    ]
    if may(Permission.REGISTRATION_SPECIAL, forum):
        answered = [("1", _("has answered"))]
        found.append(("needs", _("What needs special care"), answered, "1" if wanted.has_special else ""))
    return found


def sorts(wanted: Filter) -> list[tuple[str, str, bool]]:
    """Return the orders of the list: value, word, whether it is the present one."""
    return [(sort.value, str(word), sort is wanted.sort) for sort, word in SORT_WORDS.items()]


def _of_questions(forum: Forum, wanted: Filter, known: Known) -> list[Group]:
    chosen = frozenset(f"{question}:{option}" for question, option in wanted.options)
    may_see_special = may(Permission.REGISTRATION_SPECIAL, forum)
    return [
        Group(
            name="option",
            label=localized(row.label, forum.languages),
            values=[(f"{row.key}:{each.key}", localized(each.label, forum.languages)) for each in row.options or ()],
            chosen=chosen,
        )
        for row in known.questions
        if row.kind in CHOOSING and (may_see_special or not row.is_special)
    ]
