"""Seven independent parsers see the same events in what we write, at the instants that we meant."""

import time
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from forumapp.exchange.document import Document, SessionPart, Status
from forumapp.exchange.ics import download, event, feed, forum_event, personal
from tests.interop.calendars.readers import (
    PYTHON_READERS,
    SCRIPT_READERS,
    Seen,
    install_scripts,
    moment,
    read_with_scripts,
)
from tests.unit.ics.samples import BASE_URL, DOCUMENT, FORUM, PANEL, REVISED_AT, in_zone, use_bundled_zones, writer

pytestmark = [pytest.mark.once, pytest.mark.filterwarnings("ignore")]

NAMES = (
    "whole.ics",
    "zones.ics",
    "moldova.ics",
    "utc.ics",
    "demanding.ics",
    "empty.ics",
    "forums.ics",
    "personal.ics",
    "session.ics",
)
HOUR = timedelta(hours=1)
ZONES = ("Asia/Ashgabat", "Asia/Almaty", "Asia/Bishkek", "Europe/Moscow", "Europe/Minsk", "Asia/Baku", "Asia/Yerevan")
DEMANDING = replace(
    DOCUMENT,
    sessions=(
        replace(PANEL, key="escapes", title={"ru": 'Запятая, точка; с запятой: двоеточие "кавычки" \\ черта ^ крыша'}),
        replace(PANEL, key="long", title={"ru": "Щ" * 119}, abstract={"ru": "слово, " * 300}),
        replace(PANEL, key="emoji", title={"ru": "Ә ғ қ ң ө ұ ү һ і 📚 " * 4}),
        replace(
            PANEL, key="pasted", title={"ru": "a\x0bb\u2028c\x00d\ufeffe"}, abstract={"ru": "x\x0c\u2029\x85y\x1bz"}
        ),
        replace(PANEL, key="quiet", abstract=None, people=(), track=None, room=None),
        replace(PANEL, key="cancelled", status=Status.CANCELLED),
        replace(PANEL, key="tentative", status=Status.TENTATIVE),
    ),
)


def uid(session: SessionPart, document: Document) -> str:
    return f"{session.key}.{document.forum.timezone.replace('/', '.')}.{document.forum.starts_on.year}@forum.example"


def written(document: Document, *, language: str = "ru") -> list[bytes]:
    author = writer(document, language=language)
    bodies = [author.body(session, uid=uid(session, document)) for session in document.sessions]
    return [event(body, sequence=1, last_modified=REVISED_AT) for body in bodies]


def meant(document: Document) -> set[tuple[str, str, str]]:
    """UID, start and end of each session as instants, by the zone data itself."""
    place = ZoneInfo(document.forum.timezone)
    return {
        (
            uid(session, document),
            moment(session.starts_at.replace(tzinfo=place)),
            moment(session.ends_at.replace(tzinfo=place)),
        )
        for session in document.sessions
    }


def calendars() -> dict[str, tuple[bytes, set[tuple[str, str, str]]]]:
    """By name, a calendar and what each parser has to see in it."""
    many = [in_zone(zone) for zone in ZONES]
    moldova = [in_zone("Europe/Chisinau", year=year) for year in (2026, 2027, 2028)]
    in_utc = [in_zone("Asia/Almaty", year=2023), in_zone("Asia/Jerusalem"), in_zone("America/Santiago")]
    forum = event(
        forum_event(FORUM, uid="forum@forum.example", language="ru", base_url=BASE_URL),
        sequence=0,
        last_modified=REVISED_AT,
    )
    joined = [personal(octets, join_url=f"{BASE_URL}/join/x", label="Войти, да") for octets in written(DOCUMENT)]
    panel = replace(DOCUMENT, sessions=(PANEL,))
    return {
        "whole.ics": (subscribed([DOCUMENT]), meant(DOCUMENT)),
        "zones.ics": (subscribed(many), set().union(*map(meant, many))),
        "moldova.ics": (subscribed(moldova), set().union(*map(meant, moldova))),
        "utc.ics": (subscribed(in_utc), set().union(*map(meant, in_utc))),
        "demanding.ics": (subscribed([DEMANDING]), meant(DEMANDING)),
        "empty.ics": (feed([], name="Пусто", timezone="Asia/Ashgabat", refresh=HOUR), set()),
        "forums.ics": (feed([forum], name="Форумы"), {("forum@forum.example", "20270412", "20270415")}),
        "personal.ics": (feed(joined, name="Моё", zones=[FORUM.timezone]), meant(DOCUMENT)),
        "session.ics": (download(written(panel)[0], zone=FORUM.timezone), meant(panel)),
    }


def subscribed(documents: list[Document]) -> bytes:
    """A public feed of all these forums."""
    return feed(
        [octets for document in documents for octets in written(document)],
        name="Форум, программа",
        description="Всё; в одном",
        timezone=documents[0].forum.timezone,
        zones={document.forum.timezone for document in documents},
        refresh=HOUR,
        source_url=f"{BASE_URL}/forums/libraries-2027/calendar.ics?track=reading&language=ru",
        color="#0a7d55",
    )


@pytest.fixture(scope="module", autouse=True)
def foreign_machine():
    """The bundled zone data, on a machine whose own zone is far away: what is read by guess comes out wrong."""
    use_bundled_zones()
    patch = pytest.MonkeyPatch()
    patch.setenv("TZ", "Pacific/Marquesas")
    time.tzset()
    yield
    patch.undo()
    time.tzset()


@pytest.fixture(scope="module")
def written_calendars(foreign_machine):
    return calendars()


@pytest.fixture(scope="module")
def seen(written_calendars, tmp_path_factory) -> dict[str, dict[str, list[Seen]]]:
    """By calendar and parser, the events that it sees."""
    folder = tmp_path_factory.mktemp("calendars")
    contents = {name: octets for name, (octets, _) in written_calendars.items()}
    for name, octets in contents.items():
        (folder / name).write_bytes(octets)
    install_scripts()
    by_scripts = read_with_scripts(folder / name for name in contents)
    return {
        name: {**{reader: read(octets) for reader, read in PYTHON_READERS.items()}, **by_scripts[name]}
        for name, octets in contents.items()
    }


@pytest.mark.parametrize("reader", [*PYTHON_READERS, *SCRIPT_READERS])
@pytest.mark.parametrize("name", NAMES)
def test_each_parser_sees_every_event_at_its_instant(name, reader, written_calendars, seen):
    expected = written_calendars[name][1]

    events = seen[name][reader]

    assert len(events) == len(expected)
    assert {(event.uid, event.start, event.end) for event in events} == expected


@pytest.mark.parametrize("name", NAMES)
def test_all_parsers_read_the_same_titles(name, seen):
    titles = {reader: sorted((event.uid, event.summary) for event in events) for reader, events in seen[name].items()}

    assert len(titles) == 7
    assert [reader for reader, found in titles.items() if found != titles["icalendar"]] == []
