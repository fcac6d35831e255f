"""A small forum with one of everything a calendar has to say."""

import hashlib
import zoneinfo
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from forumapp.exchange.document import (
    Attendance,
    Document,
    ForumPart,
    InstitutionKind,
    InstitutionPart,
    Kind,
    Part,
    PersonPart,
    ReportPart,
    Role,
    RoomPart,
    SessionPart,
    Signup,
    Status,
    TrackPart,
    Visibility,
)
from forumapp.exchange.ics import EventWriter, Words, event, feed, zones

BASE_URL = "https://forum.example"
DOMAIN = "forum.example"
REVISED_AT = datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC)

WORDS = Words(
    further="Further event",
    cancelled="Отменено",
    online="онлайн",
    roles={role: (role.value, f"{role.value}s") for role in Role},
    kinds={kind: kind.value.replace("_", " ") for kind in Kind},
)

FORUM = ForumPart(
    slug="libraries-2027",
    title={"ru": "Содружество библиотек", "en": "The Library Community"},
    theme={"ru": "Достижения и перспективы"},
    timezone="Asia/Ashgabat",
    starts_on=date(2027, 4, 12),
    ends_on=date(2027, 4, 14),
    attendance=Attendance.HYBRID,
    languages=("ru", "en"),
    venue={"ru": "Национальная библиотека, Ашхабад", "en": "National Library, Ashgabat"},
)

PANEL = SessionPart(
    key="panel-1",
    title={"ru": "Вызовы года; вопросы, ответы", "en": "Challenges of the year; questions, answers"},
    abstract={"ru": "**Главное** о [фондах](https://example.org/a):\n\n* первое\n* второе", "en": "What matters."},
    kind=Kind.PANEL,
    status=Status.CONFIRMED,
    visibility=Visibility.PUBLIC,
    languages=("ru",),
    signup=Signup.NONE,
    people=(
        Part(person="orayeva", role=Role.MODERATOR),
        Part(person="petrosyan", role=Role.PANELIST),
        Part(person="orayeva", role=Role.PANELIST),
    ),
    track="reading",
    room="hall",
    join_url="https://meet.example/secret-session",
    starts_at=datetime.fromisoformat("2027-04-12T09:00"),
    ends_at=datetime.fromisoformat("2027-04-12T10:30"),
)

REPORTS = replace(
    PANEL,
    key="reports-1",
    title={"ru": "Доклады", "en": "Reports"},
    abstract=None,
    kind=Kind.REPORTS,
    people=(),
    room="stream",
    starts_at=datetime.fromisoformat("2027-04-12T23:30"),
    ends_at=datetime.fromisoformat("2027-04-13T00:30"),
    reports=(
        ReportPart(key="r1", title={"ru": "Рукописи"}, minutes=20, people=("orayeva",)),
        ReportPart(key="r2", title={"ru": "Каталоги"}, minutes=25, people=("petrosyan", "orayeva")),
        ReportPart(key="r3", title={"ru": "Обмен"}, minutes=15, people=()),
    ),
)

ROUND_TABLE = replace(PANEL, key="round-table-1", kind=Kind.ROUND_TABLE, room="both", track=None, people=())

BREAK = replace(
    PANEL,
    key="break-1",
    title={"ru": "Перерыв"},
    kind=Kind.BREAK,
    room=None,
    track=None,
    abstract=None,
    people=(),
    starts_at=datetime.fromisoformat("2027-04-12T10:30"),
    ends_at=datetime.fromisoformat("2027-04-12T11:00"),
)

DOCUMENT = Document(
    forum=FORUM,
    institutions=(
        InstitutionPart(
            key="nlt",
            name={"ru": "Национальная библиотека Туркменистана", "en": "National Library of Turkmenistan"},
            country="TM",
            kind=InstitutionKind.NATIONAL,
        ),
    ),
    people=(
        PersonPart(
            key="orayeva",
            given_name={"ru": "Айна", "en": "Ayna"},
            family_name={"ru": "Ораева", "en": "Orayeva"},
            patronymic={"ru": "Мурадовна"},
            institution="nlt",
        ),
        PersonPart(key="petrosyan", given_name={"ru": "Ара"}, family_name={"ru": "Петросян"}),
    ),
    tracks=(TrackPart(key="reading", title={"ru": "Чтение, книга", "en": "Reading, books"}, color="#0a7d55"),),
    rooms=(
        RoomPart(key="hall", title={"ru": "Большой зал", "en": "Great Hall"}, attendance=Attendance.ONSITE),
        RoomPart(
            key="stream",
            title={"ru": "Поток 1", "en": "Stream 1"},
            attendance=Attendance.ONLINE,
            join_url="https://meet.example/secret-room",
        ),
        RoomPart(key="both", title={"ru": "Читальный зал"}, attendance=Attendance.HYBRID),
    ),
    sessions=(PANEL, REPORTS, ROUND_TABLE, BREAK),
)


def use_bundled_zones() -> None:
    """Read the bundled zone data, as the running application does, whatever was read before."""
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    for kept in (zones.zone_definition, zones._holds, zones._law, zones._changes):
        kept.cache_clear()


def in_zone(zone: str, *, year: int = 2027) -> Document:
    """The same forum in another zone, in another year."""
    shift = timedelta(days=(date(year, 4, 12) - FORUM.starts_on).days)

    def moved(session: SessionPart) -> SessionPart:
        assert session.starts_at is not None
        assert session.ends_at is not None
        return replace(session, starts_at=session.starts_at + shift, ends_at=session.ends_at + shift)

    forum = replace(FORUM, timezone=zone, starts_on=FORUM.starts_on + shift, ends_on=FORUM.ends_on + shift)
    return replace(DOCUMENT, forum=forum, sessions=tuple(moved(session) for session in DOCUMENT.sessions))


def writer(document: Document = DOCUMENT, *, language: str = "ru") -> EventWriter:
    return EventWriter(document, language=language, base_url=BASE_URL, words=WORDS)


def uid(session: SessionPart) -> str:
    return f"{session.key}@{DOMAIN}"


def body(session: SessionPart, document: Document = DOCUMENT, *, language: str = "ru") -> bytes:
    return writer(document, language=language).body(session, uid=uid(session))


def events(document: Document = DOCUMENT, *, language: str = "ru") -> list[bytes]:
    """All events of a forum at their first revision."""
    bodies = [body(session, document, language=language) for session in document.sessions]
    return [event(content, sequence=0, last_modified=REVISED_AT) for content in bodies]


def digest_of_a_feed() -> str:
    """A digest of all events in two languages and four zones."""
    names = ["Asia/Ashgabat", "Europe/Chisinau", "Europe/Moscow", "Asia/Baku"]
    documents = [in_zone(name) for name in names]
    octets = [
        content
        for document in documents
        for language in ("ru", "en")
        for content in events(document, language=language)
    ]
    return hashlib.sha256(feed(octets, name="Форум", zones=set(names))).hexdigest()
