"""A forum's texts in the language of the page, each looked up once."""

from datetime import date, datetime, timedelta

from forumapp.directory.models import ForumPerson
from forumapp.directory.rules import display_name
from forumapp.exchange.document import LanguageMap, Role, Visibility
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, date_words, localized_in, weekday_words
from forumapp.programme.models import Session
from forumapp.programme.words import KINDS, ROLES, STATUSES, VISIBILITIES


class Wording:
    """Says what a forum's sessions hold; made anew for every page."""

    def __init__(self, forum: Forum) -> None:
        self._language, self._fallback = current_language(), forum.languages
        self.kinds = {kind: str(word) for kind, word in KINDS.items()}
        self._statuses = {status: str(word) for status, word in STATUSES.items()}
        self._visibilities = {visibility: str(word) for visibility, word in VISIBILITIES.items()}
        self._roles = {role: str(word).lower() for role, word in ROLES.items()}
        self._names: dict[int, str] = {}

    def text(self, text: LanguageMap | None) -> str:
        """Return a text in the page's language, else in the forum's."""
        return localized_in(text, self._language, self._fallback)

    def name(self, person: ForumPerson) -> str:
        """Return a whole name."""
        if person.id not in self._names:
            entry = person.person
            self._names[person.id] = display_name(
                entry.given_name, entry.family_name, entry.patronymic, self._language, self._fallback
            )
        return self._names[person.id]

    def people(self, session: Session) -> str:
        """Return who takes part, with their roles; who speaks needs none."""
        return ", ".join(
            self.name(part.forum_person)
            if part.role == Role.SPEAKER
            else f"{self.name(part.forum_person)} ({self._roles[part.role]})"
            for part in session.parts
        )

    def state(self, session: Session) -> str:
        """Return whether a session takes place, and who may know of it where not everybody may."""
        status = self._statuses[session.status]
        if session.visibility == Visibility.PUBLIC:
            return status
        return f"{status}. {self._visibilities[session.visibility]}"


def day_words(day: date) -> str:
    """Return a day as the heading of its list: "Thursday, 11 March"."""
    words = f"{weekday_words(day)}, {date_words(day, with_year=False)}"
    return words[:1].upper() + words[1:]


def times_of(starts_at: datetime | None, ends_at: datetime | None) -> str:
    """Return start and end in figures; an end more than a day later with its date."""
    if starts_at is None or ends_at is None:
        return ""
    if ends_at - starts_at < timedelta(days=1):
        return f"{starts_at:%H:%M}–{ends_at:%H:%M}"
    return f"{starts_at:%H:%M} – {date_words(ends_at.date(), with_year=False)}, {ends_at:%H:%M}"
