"""Reads of the working copy."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from forumapp.db import db
from forumapp.directory.models import ForumPerson, Person
from forumapp.forums.models import Forum
from forumapp.programme.models import (
    Overruling,
    Report,
    ReportPerson,
    Room,
    Session,
    SessionEdit,
    SessionPerson,
    Step,
    Track,
)

Place = TypeVar("Place", Room, Track)


def forum_by_id(forum_id: int) -> Forum:
    """Return the forum to which something belongs."""
    return db.session.get_one(Forum, forum_id)


def rooms(forum: Forum) -> Sequence[Room]:
    """Return a forum's rooms in its order."""
    found = select(Room).where(Room.forum_id == forum.id)
    return db.session.scalars(found.order_by(Room.position, Room.id)).all()


def tracks(forum: Forum) -> Sequence[Track]:
    """Return a forum's tracks in its order."""
    found = select(Track).where(Track.forum_id == forum.id)
    return db.session.scalars(found.order_by(Track.position, Track.id)).all()


def room_by_key(slug: str, key: str) -> Room | None:
    """Return a room of the forum with this slug."""
    return db.session.scalar(
        select(Room).join(Forum, Forum.id == Room.forum_id).where(Forum.slug == slug, Room.key == key)
    )


def track_by_key(slug: str, key: str) -> Track | None:
    """Return a track of the forum with this slug."""
    found = select(Track).join(Forum, Forum.id == Track.forum_id).where(Forum.slug == slug, Track.key == key)
    return db.session.scalar(found)


def sessions(forum: Forum) -> Sequence[Session]:
    """Return a forum's sessions in the order of its file, with rooms, tracks, people and reports."""
    found = select(Session).where(Session.forum_id == forum.id, Session.deleted_at.is_(None))
    return _whole(found.order_by(Session.position, Session.id))


def sessions_around(forum: Forum, begin: datetime, end: datetime) -> Sequence[Session]:
    """Return what takes place between two wall times and what is not scheduled, with rooms, tracks, people and reports."""
    meets = and_(Session.starts_at < end, Session.ends_at > begin)
    found = select(Session).where(Session.forum_id == forum.id, Session.deleted_at.is_(None))
    return _whole(found.where(or_(Session.starts_at.is_(None), meets)).order_by(Session.position, Session.id))


def sessions_as_written(forum: Forum) -> Sequence[Session]:
    """Return a forum's sessions as ``sessions`` does, but with the keys of people only; deleted ones come last."""
    found = select(Session).where(Session.forum_id == forum.id)
    found = found.order_by(Session.deleted_at.is_not(None), Session.position, Session.id)
    return db.session.scalars(found.options(*_all_but_names())).all()


def deleted_sessions(forum: Forum) -> Sequence[Session]:
    """Return a forum's deleted sessions, the one deleted last first, with rooms, tracks, people and reports."""
    found = select(Session).where(Session.forum_id == forum.id, Session.deleted_at.is_not(None))
    return _whole(found.order_by(Session.deleted_at.desc(), Session.id))


def session_by_key(slug: str, key: str) -> Session | None:
    """Return a session of the forum with this slug, with forum, room, track, people and reports."""
    return _one(slug, key, Session.deleted_at.is_(None))


def deleted_session_by_key(slug: str, key: str) -> Session | None:
    """Return a deleted session of the forum with this slug, with all that session_by_key loads."""
    return _one(slug, key, Session.deleted_at.is_not(None))


def session_ever_with_key(forum: Forum, key: str) -> Session | None:
    """Return the session of a forum that has this key, deleted or not."""
    return _one(forum.slug, key)


def locked_session(session: Session) -> Session:
    """Return a session as it stands now, deleted or not, and keep others from changing it until the transaction ends.

    The forum is locked first, as deeds do that change many sessions: in the other order two would wait for each other.
    """
    db.session.execute(select(Forum.id).where(Forum.id == session.forum_id).with_for_update())
    found = select(Session).where(Session.id == session.id).with_for_update(of=Session)
    return _whole(found.options(joinedload(Session.forum)))[0]


def locked_place(place: Place) -> Place | None:
    """Return a room or track as it stands now, its forum locked until the transaction ends; None when it was taken out."""
    db.session.execute(select(Forum.id).where(Forum.id == place.forum_id).with_for_update())
    kind = type(place)
    return db.session.scalar(select(kind).where(kind.id == place.id).execution_options(populate_existing=True))


def uids(forum: Forum) -> dict[str, UUID]:
    """Return the calendar identity of a forum's sessions by key."""
    found = select(Session.key, Session.uid).where(Session.forum_id == forum.id, Session.deleted_at.is_(None))
    return dict(db.session.execute(found).all())


def versions(forum: Forum) -> dict[str, int]:
    """Return the versions of a forum's sessions by key."""
    found = select(Session.key, Session.version).where(Session.forum_id == forum.id, Session.deleted_at.is_(None))
    return dict(db.session.execute(found).all())


def end_of(kind: type[Room] | type[Track] | type[Session], forum: Forum) -> int:
    """Return the position behind the last of a forum's rooms, tracks or sessions."""
    last = db.session.scalar(select(func.max(kind.position)).where(kind.forum_id == forum.id))
    return 0 if last is None else last + 1


def sessions_using(place: Room | Track) -> Sequence[Session]:
    """Return the sessions, deleted ones too, that a room or track is given to."""
    column = Session.room_id if isinstance(place, Room) else Session.track_id
    return db.session.scalars(select(Session).where(column == place.id).order_by(Session.position)).all()


def sessions_with(person: ForumPerson) -> Sequence[Session]:
    """Return the sessions, not the deleted ones, in which a person has a role or gives a report."""
    roles = select(SessionPerson.session_id).where(SessionPerson.forum_person_id == person.id)
    speaks = select(Report.session_id).join(ReportPerson).where(ReportPerson.forum_person_id == person.id)
    found = select(Session).where(or_(Session.id.in_(roles), Session.id.in_(speaks)), Session.deleted_at.is_(None))
    return db.session.scalars(found.order_by(Session.position)).all()


def whole_sessions_with(person: ForumPerson) -> Sequence[Session]:
    """Return what sessions_with does, in order of time, with rooms, tracks, people and reports."""
    ids = [session.id for session in sessions_with(person)]
    return _whole(select(Session).where(Session.id.in_(ids)).order_by(Session.starts_at, Session.position))


def parts_in_deleted_sessions(people: Collection[ForumPerson]) -> list[SessionPerson | ReportPerson]:
    """Return the roles and reports of people in deleted sessions."""
    ids = [person.id for person in people]
    roles = select(SessionPerson).join(Session).where(Session.deleted_at.is_not(None))
    speaks = select(ReportPerson).join(Report).join(Session).where(Session.deleted_at.is_not(None))
    return [
        *db.session.scalars(roles.where(SessionPerson.forum_person_id.in_(ids))),
        *db.session.scalars(speaks.where(ReportPerson.forum_person_id.in_(ids))),
    ]


def last_lengths(sessions: Collection[Session]) -> dict[int, int]:
    """Return how many minutes sessions took when they had a time last, by id; as far as that is remembered."""
    found = select(SessionEdit.session_id, SessionEdit.before)
    found = found.where(SessionEdit.session_id.in_([session.id for session in sessions])).order_by(SessionEdit.id)
    lengths: dict[int, int] = {}
    for number, before in db.session.execute(found) if sessions else ():
        if before and before.get("starts_at") and before.get("ends_at"):
            span = datetime.fromisoformat(before["ends_at"]) - datetime.fromisoformat(before["starts_at"])
            lengths[number] = span // timedelta(minutes=1)
    return lengths


def edit_of_version(session: Session, version: int) -> SessionEdit | None:
    """Return the edit that replaced a version of a session, or else the first one after it."""
    found = select(SessionEdit).where(SessionEdit.session_id == session.id, SessionEdit.version >= version)
    return db.session.scalar(found.order_by(SessionEdit.version, SessionEdit.id).limit(1))


def undoable_step(forum: Forum, actor: str) -> Step | None:
    """Return the latest step that somebody can undo, with its edits."""
    found = _own_steps(forum, actor).where(Step.undone_at.is_(None))
    return _with_edits(found.order_by(Step.id.desc()))


def redoable_step(forum: Forum, actor: str) -> Step | None:
    """Return the step that somebody undid last and can do again, with its edits."""
    standing = select(func.max(Step.id)).where(
        Step.forum_id == forum.id, Step.actor == actor, Step.is_reversal.is_(False), Step.undone_at.is_(None)
    )
    found = _own_steps(forum, actor).where(
        Step.undone_at.is_not(None), Step.id > func.coalesce(standing.scalar_subquery(), 0)
    )
    return _with_edits(found.order_by(Step.id))


def newest_step(forum: Forum) -> int:
    """Return the number of the latest step in a forum, 0 before the first."""
    return db.session.scalar(select(func.max(Step.id)).where(Step.forum_id == forum.id)) or 0


def steps_of_others(forum: Forum, actor: str, *, since: int, most: int) -> Sequence[Step]:
    """Return the latest steps of others after the one with that number, the last first, with edits and their sessions."""
    found = select(Step).where(Step.forum_id == forum.id, Step.actor != actor, Step.id > since)
    loaded = found.options(selectinload(Step.edits).joinedload(SessionEdit.session))
    return db.session.scalars(loaded.order_by(Step.id.desc()).limit(most)).all()


def lock_old_steps(*, before: datetime, most: int) -> Sequence[Step]:
    """Return steps made before an instant, ``most`` at once, locked; those that another worker holds are left out."""
    found = select(Step).where(Step.at < before).order_by(Step.id).limit(most)
    return db.session.scalars(found.with_for_update(skip_locked=True)).all()


def session_of_edit(edit: SessionEdit) -> Session | None:
    """Return the session of an edit, deleted or not, with all that session_by_key loads."""
    found = select(Session).where(Session.id == edit.session_id)
    return next(iter(_whole(found.options(joinedload(Session.forum)))), None)


def _own_steps(forum: Forum, actor: str) -> Select[Step]:
    return select(Step).where(Step.forum_id == forum.id, Step.actor == actor, Step.is_reversal.is_(False))


def _with_edits(found: Select[Step]) -> Step | None:
    return db.session.scalar(found.limit(1).options(selectinload(Step.edits).joinedload(SessionEdit.session)))


def overrulings(forum: Forum) -> dict[str, Overruling]:
    """Return which errors of the checks are overruled in a forum, by the finding's fingerprint."""
    found = select(Overruling).where(Overruling.forum_id == forum.id).order_by(Overruling.id)
    return {overruling.fingerprint: overruling for overruling in db.session.scalars(found)}


def overruling_of_forum(slug: str, fingerprint: str) -> Overruling | None:
    """Return the overruling of one finding in the forum with this slug, with its forum."""
    found = select(Overruling).join(Overruling.forum).where(Forum.slug == slug, Overruling.fingerprint == fingerprint)
    return db.session.scalar(found.options(joinedload(Overruling.forum)))


def _one(slug: str, key: str, *conditions: object) -> Session | None:
    found = select(Session).join(Session.forum).where(Forum.slug == slug, Session.key == key, *conditions)  # type: ignore[arg-type]
    return next(iter(_whole(found.options(joinedload(Session.forum)))), None)


def _whole(found: Select[Session]) -> Sequence[Session]:
    loaded = found.options(*_all_of_it()).execution_options(populate_existing=True)
    return db.session.scalars(loaded).all()


def _all_but_names() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Session.room),
        joinedload(Session.track),
        selectinload(Session.parts).joinedload(SessionPerson.forum_person),
        selectinload(Session.reports).selectinload(Report.people).joinedload(ReportPerson.forum_person),
    )


def _all_of_it() -> tuple[ExecutableOption, ...]:
    roles = selectinload(Session.parts).joinedload(SessionPerson.forum_person)
    speaks = selectinload(Session.reports).selectinload(Report.people).joinedload(ReportPerson.forum_person)
    return (
        joinedload(Session.room),
        joinedload(Session.track),
        roles.joinedload(ForumPerson.person).joinedload(Person.institution),
        speaks.joinedload(ForumPerson.person).joinedload(Person.institution),
    )
