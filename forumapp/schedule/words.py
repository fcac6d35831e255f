"""The programme's words: kinds, roles, statuses, deeds, in the current language."""

from collections.abc import Sequence

from forumapp.directory.rules import name_parts
from forumapp.events import words as events
from forumapp.exchange.dated import days_of
from forumapp.exchange.document import Attendance, EventPart, Kind, PersonPart, Role, Status, Visibility
from forumapp.exchange.ics import Words
from forumapp.i18n import clock_time, current_language, date_range, date_words, in_language, localized, zone_words
from forumapp.i18n import gettext as _
from forumapp.programme import words


def kind_word(kind: Kind) -> str:
    """Return the name of a kind of session."""
    return str(words.KINDS[kind])


def role_words(role: Role) -> tuple[str, str]:
    """Return the name of a role for one person and for several."""
    return str(words.ROLES[role]), str(words.ROLES_OF_SEVERAL[role])


def status_word(status: Status) -> str | None:
    """Return what stands before a title: nothing for what takes place as planned."""
    return None if status is Status.CONFIRMED else str(words.STATUSES[status])


def closed_word(visibility: Visibility) -> str | None:
    """Return who may come, where not everybody may."""
    who = {
        Visibility.REGISTERED: _("For registered delegates"),
        Visibility.INVITED: _("Closed session, by invitation"),
    }
    return who.get(visibility)


def event_when(event: EventPart, timezone: str) -> str:
    """Return when a further event takes place: "27 September 2021", "9 April 2027, 10:00–12:00 (Ashgabat)"."""
    first, last = days_of(event)
    if event.starts_at is None or event.ends_at is None:
        return date_range(first, last)
    begins, ends = clock_time(event.starts_at), clock_time(event.ends_at)
    if first == last:
        words = _("%(day)s, %(starts)s–%(ends)s", day=date_words(first), starts=begins, ends=ends)
    else:
        words = f"{date_words(first)}, {begins} – {date_words(last)}, {ends}"
    return _("%(moment)s (%(city)s)", moment=words, city=zone_words(timezone))


def event_where(event: EventPart, languages: Sequence[str]) -> str:
    """Return where a further event takes place and how people take part."""
    place, how = localized(event.place, languages), attendance_word(event.attendance)
    return _("%(venue)s, %(how)s", venue=place, how=how) if place else how


def attendance_word(attendance: Attendance) -> str:
    """Return how people take part."""
    how = {
        Attendance.ONLINE: _("online"),
        Attendance.ONSITE: _("on site"),
        Attendance.HYBRID: _("on site and online"),
    }
    return how[attendance]


def person_name(person: PersonPart) -> str:
    """Return a person's name as it is read aloud in the current language."""
    family_name, given_name, patronymic = _in_one_language(person)
    parts = {"given_name": given_name, "patronymic": patronymic, "family_name": family_name}
    return " ".join(_name_order().format(**parts).split())


def sort_name(person: PersonPart) -> str:
    """Return a person's name as lists are sorted: family name first."""
    return " ".join(part for part in _in_one_language(person) if part)


def _in_one_language(person: PersonPart) -> tuple[str, str, str]:
    """Return family name, given name and patronymic as one language writes them: the page's, else one it falls back on."""
    return name_parts(person.given_name, person.family_name, person.patronymic, current_language())


def _name_order() -> str:
    # Translators: the order of names when somebody is introduced; keep the words in braces.
    return _("{given_name} {patronymic} {family_name}")


def calendar_words(language: str) -> Words:
    """Return the words that calendars use, in one language."""
    with in_language(language):
        return Words(
            cancelled=_("Cancelled"),
            online=_("Online"),
            roles={role: role_words(role) for role in Role},
            kinds={kind: kind_word(kind) for kind in Kind},
            further=str(events.KIND),
            person=_name_order(),
        )
