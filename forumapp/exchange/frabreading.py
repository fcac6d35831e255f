"""From what a frab schedule says to a document, refusing nothing that real schedules contain."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from forumapp.exchange import fields
from forumapp.exchange.document import (
    Attendance,
    Document,
    ForumPart,
    Part,
    RoomPart,
    SessionPart,
    Signup,
    Status,
    TrackPart,
    Visibility,
)
from forumapp.exchange.frabkept import lost, origin_of, own_key
from forumapp.exchange.frabpeople import People
from forumapp.exchange.frabsource import SourceEvent, SourceSchedule, SourceTrack
from forumapp.exchange.frabtimes import Slot, day, moment, slot, zone_of
from forumapp.exchange.frabwords import kind_of, languages_of
from forumapp.exchange.markup import markdown
from forumapp.exchange.problems import N_, Problem, Reading, refusal
from forumapp.exchange.text import Names, key_from
from forumapp.exchange.zones import LONGEST_FORUM, day_of, wall_time

STATUS_WORDS = {Status.CANCELLED: "Cancelled", Status.TENTATIVE: "Tentative"}
"""What stands as the subtitle of an event that may not take place; frab has no status of its own."""

_COLORS = ("#1f6f5c", "#8a3b12", "#2b5797", "#7a2e5d", "#5b6b1f", "#a0522d", "#44617b", "#6a4c93")
_ONLINE_ROOMS = frozenset({"online", "bbb", "virtual"})


def reading_of(source: SourceSchedule, *, slug: str | None, timezone: str | None) -> Reading:
    """Make a document of a schedule; `slug` and `timezone` stand in for what it does not name."""
    _checked(slug, "slug", fields.key)
    _checked(timezone, "timezone", fields.zone)
    return _Builder(source, slug, timezone).reading()


def _checked(value: str | None, name: str, reader: fields.Read[str]) -> None:
    if value is None:
        return
    try:
        reader(value)
    except fields.UnfitError as unfit:
        raise refusal(unfit.message, where=name, **unfit.values) from None


class _Builder:
    """Builds the parts of a document from one schedule, in its order."""

    def __init__(self, source: SourceSchedule, slug: str | None, timezone: str | None) -> None:
        self.source, self.slug = source, slug
        self.zone, self.warnings = zone_of(source, timezone)
        self.slots = [slot(event, source, self.zone) for event in source.events]
        self.languages = _languages(source)
        self.language = self.languages[0]
        self.people = People(self.language)
        self.known_rooms = {room.name.strip(): room for room in reversed(source.rooms)}
        names = [(name, track) for track in reversed(source.tracks) for name in (track.slug, track.name.strip())]
        self.known_tracks = {name: track for name, track in names if name}
        self.rooms: dict[str, RoomPart] = {}
        self.tracks: dict[str, TrackPart] = {}
        self.ids = Counter(event.id for event in source.events)
        self.room_keys, self.track_keys, self.session_keys = Names(), Names(), Names()

    def reading(self) -> Reading:
        for room in self.source.rooms:
            self._room(room.name)
        for track in self.source.tracks:
            self._track(track.name)
        sessions = tuple(map(self._session, self.source.events, self.slots))
        document = Document(
            forum=self._forum(),
            people=self.people.parts(),
            tracks=tuple(self.tracks.values()),
            rooms=tuple(self.rooms.values()),
            sessions=sessions,
        )
        return Reading(document=document, warnings=(*self.warnings, *_remarks(self.source, self.slots)))

    def _forum(self) -> ForumPart:
        source = self.source
        title = source.title or source.acronym or self.slug or "Forum"
        first, last = self._days()
        description = markdown(source.description)
        return ForumPart(
            slug=self.slug or key_from(source.acronym or title, otherwise="forum"),
            title={self.language: title},
            theme={self.language: source.subtitle} if source.subtitle else None,
            description={self.language: description} if description else None,
            timezone=self.zone.key,
            starts_on=first,
            ends_on=last,
            attendance=self._attendance(),
            languages=self.languages,
            venue={self.language: source.venue} if source.venue else None,
        )

    def _attendance(self) -> Attendance:
        modes = {room.attendance for room in self.rooms.values()}
        return Attendance.HYBRID if len(modes) > 1 else next(iter(modes), Attendance.ONSITE)

    def _days(self) -> tuple[date, date]:
        """Return first and last day: those that the conference names, stretched to hold all days and sessions."""
        starts = [taken.starts_at for taken in self.slots if taken]
        named = [on for one in self.source.days if (on := day(one.date) or self._date(one.start))]
        bounds = [on for text in (self.source.start, self.source.end) if (on := self._date(text))]
        if bounds and (max(bounds) - min(bounds)).days >= LONGEST_FORUM:
            bounds = []
        first = min([*bounds, *named, *(one.date() for one in starts)], default=None)
        if first is None:
            raise refusal(N_("The schedule names no day."))
        last = max([*bounds, *named, *(day_of(one, first) for one in starts)])
        if (last - first).days >= LONGEST_FORUM:
            message = N_("The schedule runs from %(first)s to %(last)s; a forum lasts %(days)s days at most.")
            raise refusal(message, first=first, last=last, days=LONGEST_FORUM)
        return first, last

    def _date(self, written: str) -> date | None:
        read = moment(written)
        return wall_time(read, self.zone).date() if read and read.tzinfo else day(written)

    def _room(self, name: str) -> str | None:
        """Return the key of the room of this name; None for no name."""
        shown = name.strip()
        if not shown:
            return None
        if shown not in self.rooms:
            known = self.known_rooms.get(shown)
            is_online = known is not None and known.type.lower() in _ONLINE_ROOMS
            self.rooms[shown] = RoomPart(
                key=self.room_keys.take(key_from(shown, otherwise="room")),
                title={self.language: name},
                attendance=Attendance.ONLINE if is_online else Attendance.ONSITE,
                capacity=_capacity(known.capacity) if known else None,
            )
        return self.rooms[shown].key

    def _track(self, name: str) -> str | None:
        """Return the key of the track of this name or slug; None for no name."""
        known = self.known_tracks.get(name.strip())
        if known is not None:
            name = known.name
        shown = name.strip()
        if not shown:
            return None
        if shown not in self.tracks:
            color = known.color.lower() if known else ""
            self.tracks[shown] = TrackPart(
                key=self.track_keys.take(key_from(_track_slug(known) or shown, otherwise="track")),
                title={self.language: name},
                color=color if _is_color(color) else _COLORS[len(self.tracks) % len(_COLORS)],
            )
        return self.tracks[shown].key

    def _session(self, event: SourceEvent, taken: Slot | None) -> SessionPart:
        languages = languages_of(event.language)
        language = languages[0] if languages else self.language
        status = next((one for one, word in STATUS_WORDS.items() if event.subtitle == word), Status.CONFIRMED)
        subtitle = "" if status in STATUS_WORDS else event.subtitle
        texts = [text for written in (subtitle, event.abstract, event.description) if (text := markdown(written))]
        title = event.title or event.subtitle or event.type or event.slug or event.id or "—"
        return SessionPart(
            key=self.session_keys.take(self._session_key(event)),
            origin=origin_of(event, self.source),
            title={language: title},
            abstract={language: "\n\n".join(dict.fromkeys(texts))} if texts else None,
            kind=kind_of(event.type),
            track=self._track(event.track),
            room=self._room(event.room),
            starts_at=taken.starts_at if taken else None,
            ends_at=taken.ends_at if taken else None,
            status=status,
            visibility=Visibility.PUBLIC,
            languages=languages,
            signup=Signup.NONE,
            people=tuple(dict.fromkeys(Part(person=key, role=role) for key, role in self.people.of(event.people))),
        )

    def _session_key(self, event: SourceEvent) -> str:
        """Return what names an event in every edition of the schedule: its id if no other has it, else guid or slug."""
        own_id = event.id if self.ids[event.id] == 1 else ""
        known = next(
            (
                text
                for text in (own_key(event, self.source), own_id, event.guid, event.slug, event.id, event.title)
                if text
            ),
            "",
        )
        return key_from(known, otherwise="session")


def _languages(source: SourceSchedule) -> tuple[str, ...]:
    """Return the languages of the schedule, those it names first, then by how many events are held in them."""
    counted = Counter(code for event in source.events for code in languages_of(event.language)[:1])
    named = [code for written in source.languages for code in languages_of(written)]
    return tuple(dict.fromkeys([*named, *(code for code, _ in counted.most_common())])) or ("en",)


def _track_slug(track: SourceTrack | None) -> str:
    """Return the slug of a track where the XML may name it too: those that begin with a number it may not."""
    return track.slug if track and track.slug[:1].isalpha() else ""


def _capacity(written: str) -> int | None:
    places = int(written) if written.isascii() and written.isdigit() and len(written) <= 7 else None
    return places if places is not None and places <= fields.LARGEST_NUMBER else None


def _is_color(written: str) -> bool:
    try:
        return bool(fields.color(written))
    except fields.UnfitError:
        return False


def _remarks(source: SourceSchedule, slots: list[Slot | None]) -> Iterable[Problem]:
    """Yield one remark for each kind of thing that could not be kept as it was."""
    if not source.events:
        yield Problem(where="", message=N_("The schedule holds no sessions."))
    counts: list[tuple[str, Callable[[SourceEvent, Slot | None], bool]]] = [
        (N_("Sessions without a time, kept as not scheduled: %(count)s."), lambda _, taken: taken is None),
        (
            N_("Sessions whose length is not given or whose hour comes twice when clocks are put back: %(count)s."),
            lambda _, taken: taken is not None and not taken.is_exact,
        ),
        (N_("Sessions without a title: %(count)s."), lambda event, _: not event.title),
        (N_("Sessions whose links are left out: %(count)s."), lambda event, _: "links" in lost(event, source)),
        (
            N_("Sessions whose attachments are left out: %(count)s."),
            lambda event, _: "attachments" in lost(event, source),
        ),
        (N_("Sessions whose picture is left out: %(count)s."), lambda event, _: "logo" in lost(event, source)),
    ]
    for message, is_meant in counts:
        count = sum(map(is_meant, source.events, slots))
        if count:
            yield Problem(where="", message=message, values={"count": count})
