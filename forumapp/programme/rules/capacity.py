"""How many people a session holds. One rule for the checks and for those who sign up."""

from forumapp.exchange.document import Attendance, RoomPart, SessionPart


def places_in(room: RoomPart | None) -> int | None:
    """Return how many people a room holds; None where some of them may be elsewhere."""
    return room.capacity if room is not None and room.attendance is not Attendance.HYBRID else None


def places_of(session: SessionPart, room: RoomPart | None) -> int | None:
    """Return the smaller number of the session's own places and its room's, None where neither says one."""
    places = [each for each in (session.capacity, places_in(room)) if each is not None]
    return min(places, default=None)
