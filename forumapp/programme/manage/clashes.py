"""Clashes of rooms and people, as sentences beside the sessions."""

from collections.abc import Iterable, Sequence

from forumapp.directory.manage.frame import whole_name
from forumapp.directory.models import ForumPerson
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.programme import rules, service
from forumapp.programme.manage.rows import times_of, title_of
from forumapp.programme.models import Session

Sentences = dict[str, list[str]]


def clash_sentences(forum: Forum, sessions: Sequence[Session]) -> Sentences:
    """Return what clashes, in sentences by the key of the session beside which they stand."""
    found = rules.clashes_of(service.part_of(session) for session in sessions)
    if not found:
        return {}
    by_key = {session.key: session for session in sessions}
    names = _names(forum, sessions)
    said: Sentences = {}
    for clash in found:
        for key, other in ((clash.one, by_key[clash.other]), (clash.other, by_key[clash.one])):
            said.setdefault(key, []).append(_sentence(forum, clash.need, names[clash.need], other))
    return said


def _sentence(forum: Forum, need: rules.Need, name: str, other: Session) -> str:
    words = {"title": title_of(forum, other), "times": times_of(other.starts_at, other.ends_at)}
    if need.kind == "room":
        return _("%(room)s is also used by “%(title)s”, %(times)s", room=name, **words)
    return _("%(person)s also takes part in “%(title)s”, %(times)s", person=name, **words)


def _names(forum: Forum, sessions: Iterable[Session]) -> dict[rules.Need, str]:
    names: dict[rules.Need, str] = {}
    for session in sessions:
        if session.room is not None:
            names[rules.Need("room", session.room.key)] = localized(session.room.title, forum.languages)
        for person in people_of(session):
            names[rules.Need("person", person.key)] = whole_name(person.person)
    return names


def people_of(session: Session) -> list[ForumPerson]:
    """Return who takes part in a session or gives one of its reports."""
    reporting = [speaker.forum_person for report in session.reports for speaker in report.people]
    return [*(part.forum_person for part in session.parts), *reporting]
