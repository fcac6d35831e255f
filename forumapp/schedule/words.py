"""The programme's words: kinds, roles, statuses, deeds, in the current language."""

from forumapp.exchange.document import Attendance, Kind, PersonPart, Role, Status, Visibility
from forumapp.exchange.ics import Words
from forumapp.i18n import gettext as _
from forumapp.i18n import in_language, localized
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
    parts = {
        "given_name": localized(person.given_name),
        "patronymic": localized(person.patronymic),
        "family_name": localized(person.family_name),
    }
    return " ".join(_name_order().format(**parts).split())


def sort_name(person: PersonPart) -> str:
    """Return a person's name as lists are sorted: family name first."""
    parts = (localized(person.family_name), localized(person.given_name), localized(person.patronymic))
    return " ".join(part for part in parts if part)


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
            person=_name_order(),
        )
