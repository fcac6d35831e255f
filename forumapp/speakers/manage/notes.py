"""What other pages of the desk say of agreements: beside the people of a forum, and on the page of a session."""

from collections.abc import Mapping

from forumapp.directory import rules
from forumapp.directory.manage.frame import whole_name
from forumapp.directory.queries import availability
from forumapp.forums.models import Forum
from forumapp.i18n import ngettext
from forumapp.programme.models import Session
from forumapp.programme.rules.checks import Span
from forumapp.speakers import queries
from forumapp.speakers.models import AnswerState
from forumapp.speakers.words import STATE_KINDS, STATES


def people_notes(forum: Forum) -> Mapping[str, str]:
    """Return what is agreed with a forum's people in a few words, by key; nothing of whom nobody asked."""
    counts: dict[str, dict[AnswerState, int]] = {}
    for answer in queries.answers(forum):
        states = counts.setdefault(answer.forum_person.key, {})
        states[answer.state] = states.get(answer.state, 0) + 1
    return {
        key: ", ".join(_counted(state, states[state]) for state in AnswerState if state in states)
        for key, states in counts.items()
    }


def session_notes(session: Session) -> list[tuple[str, str, str, str]]:
    """Return name, word, look and note of everybody who was asked about a session and still takes part in it."""
    keys = {part.forum_person_id for part in session.parts}
    keys |= {speaker.forum_person_id for report in session.reports for speaker in report.people}
    return [
        (whole_name(answer.forum_person.person), str(STATES[answer.state]), STATE_KINDS[answer.state], answer.note)
        for answer in queries.answers_about(session)
        if answer.forum_person_id in keys
    ]


def presences(forum: Forum) -> Mapping[str, tuple[Span, ...]]:
    """Return when people of a forum can take part, by key, as the checks ask; who said nothing is not named."""
    return {
        key: tuple(Span(*span) for span in rules.presences(absent, first=forum.starts_on, last=forum.ends_on))
        for key, absent in availability(forum).items()
    }


def declined(forum: Forum) -> Mapping[str, frozenset[str]]:
    """Return who declined to come to which session, by the session's key, as the checks ask."""
    found: dict[str, set[str]] = {}
    for answer in queries.answers(forum):
        if answer.state is AnswerState.DECLINED:
            found.setdefault(answer.session.key, set()).add(answer.forum_person.key)
    return {key: frozenset(people) for key, people in found.items()}


def _counted(state: AnswerState, number: int) -> str:
    words = {
        AnswerState.ASKED: ngettext("%(num)d without an answer", "%(num)d without an answer", number),
        AnswerState.CONFIRMED: ngettext("%(num)d confirmed", "%(num)d confirmed", number),
        AnswerState.DECLINED: ngettext("%(num)d declined", "%(num)d declined", number),
    }
    return words[state]
