"""A forum's texts in the language of the page, each looked up once."""

from forumapp.directory.models import ForumPerson
from forumapp.directory.rules import display_name
from forumapp.exchange.document import LanguageMap, Role, Visibility
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, localized_in
from forumapp.programme.models import Session
from forumapp.programme.words import KINDS, ROLES, STATUSES, VISIBILITIES
from forumapp.programme.words.times import day_words, times_of

__all__ = ["Wording", "day_words", "times_of"]


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
