"""Forums for the tests: one by hand with every part, and hypothesis' own."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from forumapp.exchange.document import (
    Attendance,
    Document,
    EventPart,
    ForumPart,
    InstitutionKind,
    InstitutionPart,
    Kind,
    Origin,
    Part,
    PersonPart,
    Reference,
    RegistrationTerms,
    ReportPart,
    Role,
    RoomPart,
    SessionPart,
    Signup,
    Status,
    TrackPart,
    Visibility,
)
from forumapp.exchange.zones import exists

ZONES = ["Europe/Moscow", "Asia/Ashgabat", "Europe/Chisinau", "America/New_York", "Asia/Kolkata", "UTC", "Etc/GMT-3"]


def forum() -> Document:
    """Return a forum that uses every part of the file."""
    return Document(
        forum=ForumPart(
            slug="minsk-2027",
            title={"ru": "Форум", "en": "Forum"},
            theme={"ru": "Память"},
            description={"en": "**Markdown**"},
            timezone="Europe/Minsk",
            starts_on=date(2027, 3, 11),
            ends_on=date(2027, 3, 12),
            attendance=Attendance.HYBRID,
            languages=("ru", "en"),
            city_zones=("Asia/Ashgabat",),
            venue={"en": "Hall"},
            organizers=("nlb",),
            registration=RegistrationTerms(
                opens_at=wall("2027-01-01T09:00"),
                closes_at=wall("2027-03-01T18:30"),
                capacity={"online": 100, "onsite": 3},
                approval=True,
                waitlist=False,
                country_quota={"TM": 3},
                quota_released_on=date(2027, 2, 1),
                hold_hours=48,
                offer_hours=72,
            ),
        ),
        institutions=(
            InstitutionPart(
                key="nlb",
                name={"be": "НББ"},
                country="BY",
                city={"ru": "Минск"},
                isil="BY-HM0000",
                kind=InstitutionKind.NATIONAL,
            ),
        ),
        people=(
            PersonPart(
                key="olga",
                given_name={"ru": "Ольга"},
                family_name={"ru": "Орлова"},
                patronymic={"ru": "Петровна"},
                post={"ru": "директор"},
                institution="nlb",
                biography={"ru": "Пишет."},
            ),
            PersonPart(key="ayna", given_name={}, family_name={"en": "Ayna"}),
        ),
        tracks=(TrackPart(key="memory", title={"en": "Memory"}, color="#1f6f5c"),),
        rooms=(
            RoomPart(
                key="hall",
                title={"en": "Hall"},
                attendance=Attendance.HYBRID,
                capacity=90,
                join_url="https://meet.example.org/hall",
            ),
        ),
        sessions=(
            SessionPart(
                key="opening",
                origin=Origin(
                    id="7",
                    guid="x",
                    type="lecture",
                    slug="opening",
                    url="https://example.org/7",
                    logo="https://example.org/7.png",
                    license="CC BY 4.0",
                    do_not_record=True,
                    links=(Reference(url="https://example.org/more", title="Read on"),),
                    attachments=(Reference(url="https://example.org/7.pdf", title="Slides", type="slides"),),
                ),
                title={"ru": "Открытие; слово, \\ и строка", "en": "Opening"},
                abstract={"ru": "Первая\nвторая"},
                kind=Kind.PLENARY,
                track="memory",
                room="hall",
                starts_at=wall("2027-03-11T10:00"),
                ends_at=wall("2027-03-11T11:30"),
                status=Status.CONFIRMED,
                visibility=Visibility.PUBLIC,
                languages=("ru",),
                interpretation=(),
                signup=Signup.OPEN,
                capacity=50,
                join_url="https://meet.example.org/opening",
                people=(Part(person="olga", role=Role.MODERATOR), Part(person="olga", role=Role.SPEAKER)),
                reports=(
                    ReportPart(key="one", title={"en": "One"}, abstract={"en": "A"}, minutes=15, people=("ayna",)),
                ),
            ),
            session("night", starts_at=wall("2027-03-13T02:00"), ends_at=wall("2027-03-13T03:00")),
            session(
                "later", kind=Kind.EXPERT_MEETING, visibility=Visibility.INVITED, signup=Signup.INVITATION, reports=()
            ),
        ),
    )


def wall(written: str) -> datetime:
    """Return the wall time written so."""
    return datetime.fromisoformat(written)


def session(key: str, **parts: object) -> SessionPart:
    """Return a session that has little of its own."""
    plain: dict[str, object] = {
        "title": {"ru": key},
        "kind": Kind.BREAK,
        "status": Status.CONFIRMED,
        "visibility": Visibility.PUBLIC,
        "languages": (),
        "signup": Signup.NONE,
        "people": (),
    }
    return SessionPart(key=key, **(plain | parts))  # type: ignore[arg-type]


SIGNS = st.characters(
    exclude_categories=["Cc", "Cs", "Cn"],
    exclude_characters="\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
)
ADDRESSES = st.text("abZ9/#?%[]&;=é", max_size=12).map("https://example.org/{}".format)
WORDS = st.text(SIGNS | st.sampled_from("\n\t<>&`*'\""), min_size=1, max_size=20).filter(
    lambda text: bool(text.strip())
)
LANGUAGES = st.sampled_from(["ru", "en", "tk", "kk-Latn", "ro"])
TEXTS = st.dictionaries(LANGUAGES, WORDS, min_size=1, max_size=3)
KEYS = st.text("abz019-", min_size=1, max_size=12)
COUNTS = st.none() | st.integers(0, 1000)
MINUTES = st.integers(1, 60 * 24 * 3)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document that is a valid forum."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    first = draw(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
    days = draw(st.integers(0, 5))
    people = draw(st.lists(KEYS, unique=True, max_size=4))
    rooms = draw(st.lists(KEYS, unique=True, max_size=3))
    tracks = draw(st.lists(KEYS, unique=True, max_size=3))
    return Document(
        forum=ForumPart(
            slug=draw(KEYS),
            title=draw(TEXTS),
            description=draw(st.none() | TEXTS),
            timezone=zone.key,
            starts_on=first,
            ends_on=first + timedelta(days=days),
            attendance=draw(st.sampled_from(Attendance)),
            languages=tuple(draw(st.lists(LANGUAGES, unique=True, min_size=1))),
            city_zones=draw(st.none() | st.just(()) | st.just(("Asia/Baku",))),
        ),
        people=tuple(
            PersonPart(
                key=key,
                given_name=draw(TEXTS | st.just({})),
                family_name=draw(TEXTS),
                patronymic=draw(st.none() | TEXTS),
            )
            for key in people
        ),
        tracks=tuple(TrackPart(key=key, title=draw(TEXTS), color="#AB12cd") for key in tracks),
        rooms=tuple(
            RoomPart(key=key, title=draw(TEXTS), attendance=draw(st.sampled_from(Attendance)), capacity=draw(COUNTS))
            for key in rooms
        ),
        sessions=tuple(
            _drawn_session(draw, key, zone, first, days, people, rooms, tracks)
            for key in draw(st.lists(KEYS, unique=True, max_size=5))
        ),
        events=draw(st.none() | st.lists(further_events(), unique_by=lambda event: event.key, max_size=3).map(tuple)),
    )


@st.composite
def further_events(draw: st.DrawFn) -> EventPart:
    """Draw an event of whole days beside the programme."""
    first = draw(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
    return EventPart(
        key=draw(KEYS),
        title=draw(TEXTS),
        description=draw(st.none() | TEXTS),
        starts_on=first,
        ends_on=draw(st.none() | st.just(first + timedelta(days=3))),
        attendance=draw(st.sampled_from(Attendance)),
        place=draw(st.none() | TEXTS),
        link=draw(st.none() | st.just("https://events.example.org/")),
        audience=draw(st.sampled_from(Visibility)),
    )


def _drawn_session(
    draw: st.DrawFn,
    key: str,
    zone: ZoneInfo,
    first: date,
    days: int,
    people: list[str],
    rooms: list[str],
    tracks: list[str],
) -> SessionPart:
    begins = datetime.combine(first, datetime.min.time()) + timedelta(
        minutes=draw(st.integers(0, (days * 24 + 27) * 60))
    )
    ends = begins + timedelta(minutes=draw(MINUTES))
    is_scheduled = draw(st.booleans()) and exists(begins, zone) and exists(ends, zone)
    roles = st.builds(Part, person=st.sampled_from(people), role=st.sampled_from(Role)) if people else st.nothing()
    texts = st.none() | WORDS
    references = st.none() | st.lists(st.builds(Reference, url=ADDRESSES, title=texts, type=texts), max_size=2).map(
        tuple
    )
    origins = st.builds(
        Origin,
        id=texts | st.just("12"),
        guid=texts,
        type=texts,
        slug=texts,
        url=st.none() | ADDRESSES,
        logo=st.none() | ADDRESSES,
        license=texts,
        do_not_record=st.none() | st.booleans(),
        links=references,
        attachments=references,
    )
    return session(
        key,
        origin=draw(st.none() | origins),
        title=draw(TEXTS),
        abstract=draw(st.none() | TEXTS),
        kind=draw(st.sampled_from(Kind)),
        status=draw(st.sampled_from(Status)),
        track=draw(st.sampled_from([None, *tracks])),
        room=draw(st.sampled_from([None, *rooms])),
        starts_at=begins if is_scheduled else None,
        ends_at=ends if is_scheduled else None,
        people=tuple(draw(st.lists(roles, unique=True, max_size=3))) if people else (),
        reports=draw(
            st.none()
            | st.just(())
            | st.builds(lambda title: (ReportPart(key="r", title=title, minutes=10, people=tuple(people)),), TEXTS)
        ),
    )
