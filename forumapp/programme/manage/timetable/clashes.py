"""Clashes of rooms and people on a day, told on the board at once; all other checks stand on their own page."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext
from forumapp.programme import rules, service
from forumapp.programme.manage.findings import Told
from forumapp.programme.manage.wording import Wording, times_of
from forumapp.programme.models import Session
from forumapp.programme.rules.checks import Severity

MOST_SENTENCES = 3
"""How many clashes of one session are told one by one."""

Found = Mapping[str, Sequence[tuple[rules.Need, str]]]
"""By the key of a session, what it needs that another session needs too, and the key of that one."""


def find_clashes(sessions: Sequence[Session]) -> Found:
    """Return which sessions clash with which."""
    found: dict[str, list[tuple[rules.Need, str]]] = defaultdict(list)
    for clash in rules.clashes_of(service.part_of(session) for session in sessions):
        found[clash.one].append((clash.need, clash.other))
        found[clash.other].append((clash.need, clash.one))
    return found


class ClashWords:
    """Says clashes in sentences."""

    def __init__(self, wording: Wording, sessions: Sequence[Session], found: Found) -> None:
        self._wording, self._found = wording, found
        self._by_key = {session.key: session for session in sessions}

    def of(self, key: str) -> list[Told]:
        """Return the clashes of a session in sentences; those beyond three are only counted."""
        clashes = self._found.get(key, ())
        said = [
            self._sentence(need, self._by_key[key], self._by_key[other]) for need, other in clashes[:MOST_SENTENCES]
        ]
        rest = len(clashes) - MOST_SENTENCES
        if rest > 0:
            said.append(ngettext("and %(num)d more clash", "and %(num)d more clashes", rest))
        return [Told(Severity.ERROR.value, sentence) for sentence in said]

    def _sentence(self, need: rules.Need, session: Session, other: Session) -> str:
        words = {"title": self._wording.text(other.title), "times": times_of(other.starts_at, other.ends_at)}
        if need.kind == "room" and session.room is not None:
            room = self._wording.text(session.room.title)
            return _("%(room)s is also used by “%(title)s”, %(times)s", room=room, **words)
        return _("%(person)s also takes part in “%(title)s”, %(times)s", person=self._name(session, need.key), **words)

    def _name(self, session: Session, key: str) -> str:
        """Return the name of somebody who takes part in a session or gives one of its reports."""
        reporting = [speaker.forum_person for report in session.reports for speaker in report.people]
        people = [*(part.forum_person for part in session.parts), *reporting]
        return next((self._wording.name(person) for person in people if person.key == key), key)
