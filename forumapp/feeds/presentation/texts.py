"""The programme as plain text, for letters, telephones and paper."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import urljoin

from forumapp.events.words import HEADING
from forumapp.exchange.document import Kind
from forumapp.i18n import clock_time, date_range, instant_words
from forumapp.i18n import gettext as _
from forumapp.schedule.presentation import PersonView, Presenter, SessionView, day_views
from forumapp.schedule.presentation.cards import zone_line
from forumapp.schedule.presentation.events import EventView, event_views
from forumapp.schedule.presentation.home import place_words

_INDENT = " " * 13
"""As wide as "10:00–11:30  "."""


def text_of(presenter: Presenter, *, published_at: datetime, address: str) -> str:
    """Return the sessions of a document by day and its further events, in the page's language, lines ended by a line feed."""
    forum = presenter.document.forum
    noon = datetime(forum.starts_on.year, forum.starts_on.month, forum.starts_on.day, 12, tzinfo=presenter.zone)
    published = instant_words(published_at, forum.timezone)
    lines = [
        presenter.text(forum.title),
        presenter.text(forum.theme),
        f"{date_range(forum.starts_on, forum.ends_on)}; {place_words(forum)}",
        _("Times are those of %(zone)s.", zone=zone_line(forum.timezone, noon)),
        _("As published on %(moment)s: %(address)s", moment=published, address=address),
    ]
    blocks = ["\n".join(one_line(line) for line in lines if line)]
    for day in day_views(presenter):
        blocks.append(f"{day.title}\n{'=' * len(day.title)}")
        blocks += ["\n".join(_session(session)) for session in day.sessions]
    events = event_views(presenter)
    if events:
        blocks.append(f"{HEADING}\n{'=' * len(str(HEADING))}")
        blocks += ["\n".join(_event(event, address)) for event in events]
    return "\n\n".join(blocks) + "\n"


def one_line(text: str) -> str:
    """Return text without line breaks and doubled spaces."""
    return " ".join(text.split())


def _session(session: SessionView) -> Iterator[str]:
    times = f"{clock_time(session.starts)}–{clock_time(session.ends)}"
    title = one_line(session.title)
    yield f"{times}  {f'{session.status_word}: {title}' if session.status_word else title}"
    is_break = session.kind == Kind.BREAK
    about = [None if is_break else session.kind_word, session.track.title if session.track else None, session.room]
    about.append(session.languages_words)
    if any(about):
        yield _INDENT + one_line("; ".join(each for each in about if each))
    for people in _by_role(session.people):
        role = people[0].roles_word if len(people) > 1 else people[0].role_word
        yield f"{_INDENT}{role}: {'; '.join(map(_named, people))}"
    for report in session.reports:
        names = ", ".join(person.name for person in report.people)
        starts = f"{clock_time(report.starts)} " if report.starts else ""
        yield _INDENT + one_line(f"{starts}{report.title}" + (f" ({names})" if names else ""))


def _event(event: EventView, address: str) -> Iterator[str]:
    """Yield the lines of a further event; the page of another forum with the address that this one has."""
    yield one_line(event.when)
    yield one_line(event.title)
    yield one_line(event.where)
    if event.institutions:
        yield one_line("; ".join(event.institutions))
    yield from (each for each in (event.link, event.forum_href and urljoin(address, event.forum_href)) if each)


def _by_role(people: Iterable[PersonView]) -> Iterable[list[PersonView]]:
    by_role: dict[str, list[PersonView]] = {}
    for person in people:
        by_role.setdefault(person.role_word or "", []).append(person)
    return by_role.values()


def _named(person: PersonView) -> str:
    return one_line(f"{person.name} ({person.institution})" if person.institution else person.name)
