"""A large forum, the same at every run."""

from datetime import date, datetime, timedelta

from forumapp.exchange.document import (
    Attendance,
    Document,
    ForumPart,
    InstitutionKind,
    InstitutionPart,
    Kind,
    Part,
    PersonPart,
    Role,
    RoomPart,
    SessionPart,
    Signup,
    Status,
    TrackPart,
    Visibility,
)

SLUG = "benchmark"
DAYS, ROOMS, PLACES = 5, 40, 10
"""Days, rooms, and sessions in a room on a day: 2,000 sessions."""
PEOPLE, TRACKS = 400, 12
FIRST_DAY = date(2027, 4, 12)
LENGTH, STEP = timedelta(minutes=45), timedelta(minutes=55)


def large_forum() -> Document:
    """Return a forum of 2,000 sessions in Russian and English."""
    return Document(
        forum=ForumPart(
            slug=SLUG,
            title={"ru": "Библиотеки без границ", "en": "Libraries without borders"},
            timezone="Asia/Ashgabat",
            starts_on=FIRST_DAY,
            ends_on=FIRST_DAY + timedelta(days=DAYS - 1),
            attendance=Attendance.HYBRID,
            languages=("ru", "en"),
        ),
        institutions=(
            InstitutionPart(
                key="state-library",
                name={"ru": "Государственная библиотека", "en": "State Library"},
                country="TM",
                kind=InstitutionKind.NATIONAL,
            ),
        ),
        people=tuple(_person(number) for number in range(PEOPLE)),
        tracks=tuple(
            TrackPart(key=f"track-{n}", title={"ru": f"Тема {n}", "en": f"Track {n}"}, color="#335577")
            for n in range(TRACKS)
        ),
        rooms=tuple(
            RoomPart(key=f"room-{n}", title={"ru": f"Зал {n}", "en": f"Room {n}"}, attendance=Attendance.HYBRID)
            for n in range(ROOMS)
        ),
        sessions=tuple(_session(number) for number in range(DAYS * ROOMS * PLACES)),
    )


def _person(number: int) -> PersonPart:
    return PersonPart(
        key=f"person-{number}",
        given_name={"ru": "Айна", "en": "Ayna"},
        family_name={"ru": f"Атаева-{number}", "en": f"Ataeva-{number}"},
        post={"ru": "Библиограф", "en": "Bibliographer"},
        institution="state-library",
    )


def _session(number: int) -> SessionPart:
    day, rest = divmod(number, ROOMS * PLACES)
    place, room = divmod(rest, ROOMS)
    starts_at = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(days=day, hours=9) + STEP * place
    return SessionPart(
        key=f"session-{number}",
        title={
            "ru": f"Сводный каталог и память региона, часть {number}",
            "en": f"The union catalog and the memory of a region, part {number}",
        },
        abstract={
            "ru": "Как библиотеки разных стран ведут один каталог: опыт, ошибки, договоренности и вопросы.",
            "en": "How libraries of several countries keep one catalog: practice, mistakes, agreements, questions.",
        },
        kind=Kind.REPORTS,
        track=f"track-{number % TRACKS}",
        room=f"room-{room}",
        starts_at=starts_at,
        ends_at=starts_at + LENGTH,
        status=Status.CONFIRMED,
        visibility=Visibility.PUBLIC,
        languages=("ru",),
        signup=Signup.NONE,
        people=(Part(person=f"person-{number % PEOPLE}", role=Role.SPEAKER),),
    )
