"""A visible programme as the tables of a workbook, in the words of the current language; nothing here needs a request."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from forumapp.directory.queries import country_names
from forumapp.documents.rules import Cell, Sheet
from forumapp.events.words import KINDS as FURTHER_EVENTS
from forumapp.exchange.dated import days_of, order_in_time
from forumapp.exchange.document import Document, ReportPart, SessionPart
from forumapp.i18n import current_language, language_name, localized
from forumapp.i18n import gettext as _
from forumapp.programme import words as programme_words
from forumapp.schedule.presentation import Presenter
from forumapp.schedule.presentation.sessions import sort_key
from forumapp.schedule.words import attendance_word, kind_word, person_name, role_words, sort_name
from forumapp.web.addresses import absolute

Row = tuple[Cell, ...]


def sheets_of(document: Document) -> tuple[Sheet, ...]:
    """Return a document, reduced to its reader, as tables: sessions in order of time, reports, people, and events where there are any."""
    presenter = Presenter(document)
    sessions = sorted(document.sessions, key=order_in_time)
    events = Sheet(title=str(FURTHER_EVENTS), columns=_event_columns(), rows=tuple(_events(presenter)))
    return (
        Sheet(title=_("Sessions"), columns=_session_columns(), rows=tuple(_sessions(presenter, sessions))),
        Sheet(title=_("Reports"), columns=_report_columns(), rows=tuple(_reports(presenter, sessions))),
        Sheet(title=_("People"), columns=_people_columns(), rows=tuple(_people(presenter))),
        *((events,) if events.rows else ()),
    )


def _event_columns() -> tuple[tuple[str, int], ...]:
    return (
        (_("First day"), 11),
        (_("Last day"), 11),
        (_("Start"), 8),
        (_("End"), 8),
        (_("Title"), 48),
        (_("Place"), 32),
        (_("How people take part"), 20),
        (_("Who invites"), 40),
        (_("Address"), 40),
        (_("Who may know of it"), 20),
        (_("Description"), 60),
        (_("Key"), 24),
    )


def _events(presenter: Presenter) -> Iterator[Row]:
    for event in presenter.document.events or ():
        first, last = days_of(event)
        names = (presenter.institutions.get(key, "") for key in event.institutions or ())
        yield (
            first,
            last,
            event.starts_at.time() if event.starts_at else None,
            event.ends_at.time() if event.ends_at else None,
            presenter.text(event.title),
            presenter.text(event.place),
            attendance_word(event.attendance),
            "; ".join(name for name in names if name),
            event.link or (absolute("schedule.front", slug=event.forum) if event.forum else None),
            str(programme_words.VISIBILITIES[event.audience]),
            presenter.text(event.description),
            event.key,
        )


def _session_columns() -> tuple[tuple[str, int], ...]:
    """Return the columns of sessions; the first nine are those by which a table of sessions comes in."""
    return (
        (_("Date"), 11),
        (_("Start"), 8),
        (_("End"), 8),
        (_("Title"), 48),
        (_("Kind"), 20),
        (_("Room"), 22),
        (_("Track"), 22),
        (_("People"), 48),
        (_("Languages"), 16),
        (_("Interpretation"), 16),
        (_("State"), 15),
        (_("Who may know of it"), 20),
        (_("Places"), 8),
        (_("Abstract"), 60),
        (_("Key"), 24),
    )


def _sessions(presenter: Presenter, sessions: Iterable[SessionPart]) -> Iterator[Row]:
    for part in sessions:
        track = presenter.tracks.get(part.track or "")
        yield (
            *_span(part.starts_at, part.ends_at),
            presenter.text(part.title),
            kind_word(part.kind),
            presenter.rooms.get(part.room or "", ""),
            track.title if track else "",
            _voices(presenter, part),
            _languages(part.languages),
            _languages(part.interpretation or ()),
            str(programme_words.STATUSES[part.status]),
            str(programme_words.VISIBILITIES[part.visibility]),
            part.capacity,
            presenter.text(part.abstract),
            part.key,
        )


def _span(starts_at: datetime | None, ends_at: datetime | None) -> tuple[Cell, Cell, Cell]:
    """Return the date, start and end of a session; one that ends before it starts ends on the next day."""
    if starts_at is None or ends_at is None:
        return None, None, None
    return date(starts_at.year, starts_at.month, starts_at.day), starts_at.time(), ends_at.time()


def _voices(presenter: Presenter, part: SessionPart) -> str:
    """Return the people of a session, a line for each: "Moderator: Ayna Ataeva"."""
    people = presenter.parts_of_people
    return "\n".join(
        f"{role_words(each.role)[0]}: {person_name(people[each.person])}"
        for each in part.people
        if each.person in people
    )


def _languages(codes: Iterable[str]) -> str:
    return ", ".join(language_name(code) for code in codes)


def _report_columns() -> tuple[tuple[str, int], ...]:
    return (
        (_("Date"), 11),
        (_("Start"), 8),
        (_("Minutes"), 9),
        (_("Report"), 60),
        (_("People"), 40),
        (_("Session"), 48),
        (_("Abstract"), 60),
        (_("Key of the session"), 24),
    )


def _reports(presenter: Presenter, sessions: Iterable[SessionPart]) -> Iterator[Row]:
    for part in sessions:
        starts_at = part.starts_at
        for report in part.reports or ():
            yield _report(presenter, part, report, starts_at)
            starts_at = starts_at + timedelta(minutes=report.minutes) if starts_at else None


def _report(presenter: Presenter, part: SessionPart, report: ReportPart, starts_at: datetime | None) -> Row:
    people = presenter.parts_of_people
    day, start, _end = _span(starts_at, starts_at)
    return (
        day,
        start,
        report.minutes,
        presenter.text(report.title),
        "\n".join(person_name(people[key]) for key in report.people if key in people),
        presenter.text(part.title),
        presenter.text(report.abstract),
        part.key,
    )


def _people_columns() -> tuple[tuple[str, int], ...]:
    return (
        (_("Family name"), 22),
        (_("Given name"), 18),
        (_("Patronymic"), 20),
        (_("Post"), 36),
        (_("Institution"), 48),
        (_("Country"), 18),
        (_("City"), 18),
        (_("Key"), 24),
    )


def _people(presenter: Presenter) -> Iterator[Row]:
    institutions = {each.key: each for each in presenter.document.institutions}
    countries = country_names(current_language())
    for person in sorted(presenter.document.people, key=lambda person: sort_key(sort_name(person))):
        institution = institutions.get(person.institution or "")
        yield (
            localized(person.family_name),
            localized(person.given_name),
            localized(person.patronymic),
            presenter.text(person.post),
            presenter.institutions.get(person.institution or "", ""),
            countries.get(institution.country, institution.country) if institution else "",
            presenter.text(institution.city) if institution else "",
            person.key,
        )
