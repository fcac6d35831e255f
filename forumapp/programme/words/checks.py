"""What the checks found, in sentences."""

from collections.abc import Callable, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from forumapp.directory.rules import display_name
from forumapp.exchange.document import Document, LanguageMap, PersonPart, Role, SessionPart
from forumapp.i18n import current_language, date_words, language_name, localized_in, ngettext, zone_words
from forumapp.i18n import gettext as _
from forumapp.programme.rules.checks import Check, Finding, Hours, Severity
from forumapp.programme.words.times import times_of

MOST_NAMES = 3
"""How many people one sentence names."""

SEVERITIES: Mapping[Severity, LazyString] = {
    Severity.ERROR: _l("Errors"),
    Severity.WARNING: _l("Warnings"),
    Severity.NOTE: _l("Notes"),
}

CHECKS: Mapping[Check, LazyString] = {
    Check.ROOM_TWICE: _l("Room twice at one time"),
    Check.PERSON_TWICE: _l("Person twice at one time"),
    Check.INTERPRETER_TWICE: _l("Interpreter twice at one time"),
    Check.DURING_BREAK: _l("During a break of all rooms"),
    Check.OUTSIDE_DAYS: _l("Outside the forum’s days"),
    Check.OUTSIDE_HOURS: _l("Outside the forum’s hours"),
    Check.NOT_AVAILABLE: _l("Person not available"),
    Check.DECLINED: _l("Somebody declined"),
    Check.REPORTS_TOO_LONG: _l("Reports longer than the session"),
    Check.TOO_FEW_PLACES: _l("Fewer places than sign-ups"),
    Check.ROOM_TOO_SMALL: _l("More places than the room has"),
    Check.INVITED_TWICE: _l("Invited twice at one time"),
    Check.NIGHT: _l("Night where people sit"),
    Check.NO_MODERATOR: _l("No moderator"),
    Check.NO_ROOM: _l("No room"),
    Check.NO_JOIN_ADDRESS: _l("No address to join"),
    Check.NO_LANGUAGE: _l("No language"),
    Check.NO_TRANSLATION: _l("Not translated"),
}

TEXTS: Mapping[str, LazyString] = {
    "title": _l("the title"),
    "abstract": _l("the abstract"),
    "report-titles": _l("titles of reports"),
    "report-abstracts": _l("abstracts of reports"),
}


def count_words(severity: Severity, number: int) -> str:
    """Return a number of findings in words: "2 errors"."""
    words = {
        Severity.ERROR: ngettext("%(num)d error", "%(num)d errors", number),
        Severity.WARNING: ngettext("%(num)d warning", "%(num)d warnings", number),
        Severity.NOTE: ngettext("%(num)d note", "%(num)d notes", number),
    }
    return words[severity]


class FindingWords:
    """Says what the checks found in one programme; made anew for every page."""

    def __init__(self, document: Document, hours: Hours | None = None) -> None:
        self._language, self._fallback = current_language(), document.forum.languages
        self._sessions = {session.key: session for session in document.sessions}
        self._rooms = {room.key: room.title for room in document.rooms}
        self._people = {person.key: person for person in document.people}
        self._hours = hours
        self._sentences: Mapping[Check, Callable[[Finding, SessionPart], str]] = {
            Check.ROOM_TWICE: self._room_twice,
            Check.PERSON_TWICE: self._person_twice,
            Check.INTERPRETER_TWICE: self._interpreter_twice,
            Check.DURING_BREAK: self._during_break,
            Check.OUTSIDE_DAYS: self._outside_days,
            Check.OUTSIDE_HOURS: self._outside_hours,
            Check.NOT_AVAILABLE: self._not_available,
            Check.DECLINED: self._declined,
            Check.REPORTS_TOO_LONG: self._reports_too_long,
            Check.TOO_FEW_PLACES: self._too_few_places,
            Check.ROOM_TOO_SMALL: self._room_too_small,
            Check.INVITED_TWICE: self._invited_twice,
            Check.NIGHT: self._night,
            Check.NO_TRANSLATION: self._no_translation,
        }

    def text(self, text: LanguageMap | None) -> str:
        """Return a text in the page's language, else in the forum's."""
        return localized_in(text, self._language, self._fallback)

    def sentence(self, finding: Finding, at: str | None = None) -> str:
        """Return what was found, as it is said at one of the sessions concerned (default: the first)."""
        key = at or finding.session
        if key is None:
            return self._of_the_forum(finding)
        missing = {
            Check.NO_MODERATOR: _("Nobody moderates it"),
            Check.NO_ROOM: _("It has no room"),
            Check.NO_JOIN_ADDRESS: _("There is no address to join it online"),
            Check.NO_LANGUAGE: _("Nobody said in which language it is held"),
        }
        return missing.get(finding.check) or self._sentences[finding.check](finding, self._sessions[key])

    def _room_twice(self, finding: Finding, session: SessionPart) -> str:
        room = self.text(self._rooms.get(finding.subject or ""))
        return _("%(room)s is also used by “%(title)s”, %(times)s", room=room, **self._other(finding, session))

    def _person_twice(self, finding: Finding, session: SessionPart) -> str:
        person = self._name(finding.subject)
        return _("%(person)s also takes part in “%(title)s”, %(times)s", person=person, **self._other(finding, session))

    def _interpreter_twice(self, finding: Finding, session: SessionPart) -> str:
        values = {"person": self._name(finding.subject), **self._other(finding, session)}
        if any(part.person == finding.subject and part.role is Role.INTERPRETER for part in session.people):
            return _("%(person)s interprets here, but also takes part in “%(title)s”, %(times)s", **values)
        return _("%(person)s is also needed to interpret “%(title)s”, %(times)s", **values)

    def _during_break(self, finding: Finding, session: SessionPart) -> str:
        values = self._other(finding, session)
        if session.key == finding.other:
            return _("“%(title)s”, %(times)s, goes on during this break of all rooms", **values)
        return _("It goes on during “%(title)s”, %(times)s, a break of all rooms", **values)

    def _outside_days(self, finding: Finding, session: SessionPart) -> str:
        day = date_words(finding.starts_at.date()) if finding.starts_at else ""
        return _("It begins on %(day)s, which is no day of the forum", day=day)

    def _outside_hours(self, finding: Finding, session: SessionPart) -> str:
        hours = f"{self._hours.starts_at:%H:%M}–{self._hours.ends_at:%H:%M}" if self._hours else ""
        times = times_of(finding.starts_at, finding.ends_at)
        return _("%(times)s is outside the forum’s hours, %(hours)s", times=times, hours=hours)

    def _not_available(self, finding: Finding, session: SessionPart) -> str:
        times = times_of(finding.starts_at, finding.ends_at)
        return _("%(person)s is not available %(times)s", person=self._name(finding.subject), times=times)

    def _declined(self, finding: Finding, session: SessionPart) -> str:
        return _("%(person)s declined", person=self._name(finding.subject))

    def _reports_too_long(self, finding: Finding, session: SessionPart) -> str:
        return _("The reports take %(minutes)s minutes longer than the session.", minutes=finding.number)

    def _too_few_places(self, finding: Finding, session: SessionPart) -> str:
        return _("Signed up: %(count)s, places: %(places)s", count=finding.count, places=finding.number)

    def _room_too_small(self, finding: Finding, session: SessionPart) -> str:
        room = self.text(self._rooms.get(finding.subject or ""))
        return _(
            "Places offered: %(count)s, places in %(room)s: %(places)s",
            count=finding.count,
            room=room,
            places=finding.number,
        )

    def _invited_twice(self, finding: Finding, session: SessionPart) -> str:
        return ngettext(
            "%(num)d person is also invited to “%(title)s”, %(times)s",
            "%(num)d people are also invited to “%(title)s”, %(times)s",
            finding.count,
            **self._other(finding, session),
        )

    def _night(self, finding: Finding, session: SessionPart) -> str:
        values = {
            "times": times_of(finding.starts_at, finding.ends_at),
            "city": zone_words(finding.subject or "UTC"),
            "who": self._who(finding),
        }
        apart = (
            (finding.starts_at.date() - session.starts_at.date()).days if finding.starts_at and session.starts_at else 0
        )
        if apart > 0:
            return _("%(times)s in %(city)s for %(who)s, on the next day", **values)
        if apart < 0:
            return _("%(times)s in %(city)s for %(who)s, on the day before", **values)
        return _("%(times)s in %(city)s for %(who)s", **values)

    def _no_translation(self, finding: Finding, session: SessionPart) -> str:
        missing = ", ".join(str(TEXTS[name]) for name in finding.keys)
        return _("Not in %(language)s: %(texts)s", language=language_name(finding.subject or ""), texts=missing)

    def _of_the_forum(self, finding: Finding) -> str:
        language = language_name(finding.subject or "")
        names = {
            "rooms": ngettext("the name of %(num)d room", "the names of %(num)d rooms", finding.count),
            "tracks": ngettext("the name of %(num)d track", "the names of %(num)d tracks", finding.count),
            "people": ngettext("the name of %(num)d person", "the names of %(num)d people", finding.count),
            "institutions": ngettext(
                "the name of %(num)d institution", "the names of %(num)d institutions", finding.count
            ),
        }
        return _("Not in %(language)s: %(texts)s", language=language, texts=names[finding.keys[0]])

    def _who(self, finding: Finding) -> str:
        """Return for whom it is night: so many delegates, and people by name."""
        delegates = [ngettext("%(num)d delegate", "%(num)d delegates", finding.count)] if finding.count else []
        names = [self._name(key) for key in finding.keys[:MOST_NAMES]]
        rest = len(finding.keys) - MOST_NAMES
        more = [ngettext("%(num)d more person", "%(num)d more people", rest)] if rest > 0 else []
        return ", ".join([*delegates, *names, *more])

    def _other(self, finding: Finding, session: SessionPart) -> dict[str, str]:
        """Return title and times of the other session."""
        other = self._sessions[next(key for key in finding.sessions if key != session.key)]
        return {"title": self.text(other.title), "times": times_of(other.starts_at, other.ends_at)}

    def _name(self, key: str | None) -> str:
        person: PersonPart | None = self._people.get(key or "")
        if person is None:
            return key or ""
        return display_name(person.given_name, person.family_name, person.patronymic, self._language, self._fallback)
