"""A forum with something for every feed, and secrets planted where strangers must not look."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

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
from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.programme import queries
from forumapp.programme.service import apply_document
from forumapp.schedule.models import Release
from forumapp.schedule.service import publish

SLUG = "libraries-2027"
NOW = datetime(2027, 1, 10, 9, 0, tzinfo=UTC)
SECRET = "Zasekrecheno"
"""Stands in every text that strangers must not read."""


def wall(written: str) -> datetime:
    return datetime.fromisoformat(written)


def session(key: str, starts_at: str, ends_at: str, **parts: object) -> SessionPart:
    plain: dict[str, object] = {
        "title": {"ru": f"Заседание {key}", "en": f"Session {key}"},
        "kind": Kind.PANEL,
        "status": Status.CONFIRMED,
        "visibility": Visibility.PUBLIC,
        "languages": ("ru",),
        "signup": Signup.NONE,
        "people": (),
        "starts_at": wall(starts_at),
        "ends_at": wall(ends_at),
    }
    return SessionPart(key=key, **(plain | parts))  # type: ignore[arg-type]


def hidden(key: str, visibility: Visibility, number: int) -> SessionPart:
    text = {"ru": f"{SECRET} {key}", "en": f"{SECRET} {key}"}
    return session(
        key,
        f"2027-04-12T1{number}:30",
        f"2027-04-12T1{number}:50",
        title=text,
        abstract=text,
        visibility=visibility,
        kind=Kind.EXPERT_MEETING,
        room=f"room-{key}",
        track=f"track-{key}",
        people=(Part(person=f"person-{key}", role=Role.EXPERT), Part(person="ayna", role=Role.MODERATOR)),
        reports=(ReportPart(key="r", title=text, abstract=text, minutes=5, people=(f"person-{key}",)),),
        join_url=f"https://meet.example.org/{SECRET}-{key}",
        signup=Signup.INVITATION if visibility is Visibility.INVITED else Signup.NONE,
    )


def person(key: str, name: str, institution: str | None = None) -> PersonPart:
    words = {"ru": name, "en": name}
    return PersonPart(
        key=key, given_name=words, family_name=words, post=words, biography=words, institution=institution
    )


def institution(key: str, name: str) -> InstitutionPart:
    words = {"ru": name, "en": name}
    return InstitutionPart(key=key, name=words, country="TM", city=words, kind=InstitutionKind.NATIONAL)


def room(key: str, title: str, attendance: Attendance = Attendance.HYBRID) -> RoomPart:
    join_url = f"https://meet.example.org/{SECRET}-{key}"
    return RoomPart(key=key, title={"ru": title, "en": title}, attendance=attendance, join_url=join_url)


HIDDEN = ("closed", "delegates")
"""Keys of the sessions that strangers must not know."""


def document() -> Document:
    """A forum of two days: five public sessions, a break, one without a time, one for delegates, one by invitation."""
    return Document(
        forum=ForumPart(
            slug=SLUG,
            title={"ru": "Содружество библиотек", "en": "The Library Community"},
            theme={"ru": "Память; чтение, книга", "en": "Memory; reading, books"},
            timezone="Asia/Ashgabat",
            starts_on=date(2027, 4, 12),
            ends_on=date(2027, 4, 13),
            attendance=Attendance.HYBRID,
            languages=("ru", "en"),
            venue={"ru": "Национальная библиотека", "en": "National Library"},
        ),
        institutions=(
            institution("nlt", "Library of Turkmenistan"),
            *(institution(f"institution-{key}", f"{SECRET} institution {key}") for key in HIDDEN),
        ),
        people=(
            person("ayna", "Ayna", "nlt"),
            person("maral", "Maral"),
            person("olga", "Olga"),
            person("quiet", "Quiet"),
            *(person(f"person-{key}", f"{SECRET} person {key}", f"institution-{key}") for key in HIDDEN),
        ),
        tracks=(
            TrackPart(key="heritage", title={"ru": "Наследие", "en": "Heritage"}, color="#335577"),
            TrackPart(key="unused", title={"ru": "Новое", "en": "New"}, color="#557733"),
            *(
                TrackPart(key=f"track-{k}", title={"ru": f"{SECRET} t", "en": f"{SECRET} t"}, color="#111111")
                for k in HIDDEN
            ),
        ),
        rooms=(
            room("hall", "Great Hall"),
            room("office", "Office", Attendance.ONSITE),
            room("empty", "Empty Room"),
            *(room(f"room-{key}", f"{SECRET} room {key}") for key in HIDDEN),
        ),
        sessions=(
            session(
                "opening",
                "2027-04-12T10:00",
                "2027-04-12T11:00",
                kind=Kind.PLENARY,
                room="hall",
                track="heritage",
                people=(Part(person="ayna", role=Role.MODERATOR), Part(person="maral", role=Role.SPEAKER)),
            ),
            session(
                "reports",
                "2027-04-12T11:00",
                "2027-04-12T12:00",
                kind=Kind.REPORTS,
                room="office",
                interpretation=("en",),
                reports=(ReportPart(key="one", title={"ru": "Доклад", "en": "Report"}, minutes=20, people=("olga",)),),
            ),
            session("lunch", "2027-04-12T12:00", "2027-04-12T13:00", kind=Kind.BREAK, languages=()),
            session("night", "2027-04-13T00:30", "2027-04-13T01:30", room="hall", languages=("en",)),
            session("workshop", "2027-04-13T10:00", "2027-04-13T11:00", kind=Kind.WORKSHOP, track="heritage"),
            session("planned", "2027-04-13T12:00", "2027-04-13T13:00"),
            replace(session("someday", "2027-04-13T12:00", "2027-04-13T13:00"), starts_at=None, ends_at=None),
            hidden("closed", Visibility.INVITED, 3),
            hidden("delegates", Visibility.REGISTERED, 4),
        ),
    )


def revised(given: Document, key: str, **changes: object) -> Document:
    """The same forum with one session changed."""
    sessions = tuple(replace(each, **changes) if each.key == key else each for each in given.sessions)  # type: ignore[arg-type]
    return replace(given, sessions=sessions)


def without(given: Document, key: str) -> Document:
    """The same forum without a session."""
    return replace(given, sessions=tuple(each for each in given.sessions if each.key != key))


def released(given: Document, *, now: datetime = NOW) -> Release:
    """Make the working copy what the document says and publish it."""
    forum = apply_document(given, forum=forum_by_slug(given.forum.slug), owner=None, now=now).forum
    release = publish(forum, by="ayna@example.org", now=now)
    assert release is not None
    return release


def uids(forum: Forum | None = None) -> dict[str, UUID]:
    """The calendar UID of each session."""
    known = forum or forum_by_slug(SLUG)
    assert known is not None
    return queries.uids(known)
