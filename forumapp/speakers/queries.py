"""Reads of what is agreed with the people of a forum."""

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forumapp.db import db
from forumapp.directory.models import ForumPerson, Person
from forumapp.forums.models import Forum
from forumapp.programme.models import Session
from forumapp.speakers.models import Answer, Slides, Speaker, SpeakerLink

Owned = SpeakerLink | Slides
"""What belongs to one person of a forum."""


def link_by_hash(token_hash: str) -> SpeakerLink | None:
    """Return the link behind a token, revoked or not, with its person as they stand now."""
    found = select(SpeakerLink).where(SpeakerLink.token_hash == token_hash)
    whole = joinedload(SpeakerLink.forum_person).joinedload(ForumPerson.person).joinedload(Person.institution)
    return db.session.scalar(found.options(whole))


def live_link(person: ForumPerson) -> SpeakerLink | None:
    """Return the newest link of somebody that was not revoked."""
    found = select(SpeakerLink).where(SpeakerLink.forum_person_id == person.id, SpeakerLink.revoked_at.is_(None))
    return db.session.scalar(found.order_by(SpeakerLink.id.desc()).limit(1))


def live_links(person: ForumPerson) -> Sequence[SpeakerLink]:
    """Return all links of somebody that were not revoked; there are several after two entries were merged."""
    found = select(SpeakerLink).where(SpeakerLink.forum_person_id == person.id, SpeakerLink.revoked_at.is_(None))
    return db.session.scalars(found.order_by(SpeakerLink.id)).all()


def links_of(person: ForumPerson) -> Sequence[SpeakerLink]:
    """Return all links of somebody, revoked ones too."""
    return db.session.scalars(select(SpeakerLink).where(SpeakerLink.forum_person_id == person.id)).all()


def speaker_of(person: ForumPerson) -> Speaker | None:
    """Return how somebody is reached, None while nothing is known."""
    return db.session.scalar(select(Speaker).where(Speaker.forum_person_id == person.id))


def speakers(forum: Forum) -> Mapping[int, Speaker]:
    """Return how a forum's people are reached, by the id of the person of the forum."""
    found = select(Speaker).join(ForumPerson, ForumPerson.id == Speaker.forum_person_id)
    rows = db.session.scalars(found.where(ForumPerson.forum_id == forum.id))
    return {row.forum_person_id: row for row in rows}


def answers_of(person: ForumPerson) -> Sequence[Answer]:
    """Return what somebody was asked and answered, with the sessions."""
    found = select(Answer).where(Answer.forum_person_id == person.id).options(joinedload(Answer.session))
    return db.session.scalars(found.order_by(Answer.id)).all()


def answer_to(person: ForumPerson, session: Session) -> Answer | None:
    """Return what somebody was asked and answered about one session."""
    found = select(Answer).where(Answer.forum_person_id == person.id, Answer.session_id == session.id)
    return db.session.scalar(found)


def answers(forum: Forum) -> Sequence[Answer]:
    """Return what the people of a forum were asked and answered, with people and sessions; deleted sessions are left out."""
    found = select(Answer).join(Answer.session).where(Session.forum_id == forum.id, Session.deleted_at.is_(None))
    loaded = found.options(joinedload(Answer.session), joinedload(Answer.forum_person))
    return db.session.scalars(loaded.order_by(Answer.id)).all()


def answers_about(session: Session) -> Sequence[Answer]:
    """Return what people were asked and answered about a session, with their names."""
    found = select(Answer).where(Answer.session_id == session.id)
    whole = joinedload(Answer.forum_person).joinedload(ForumPerson.person)
    return db.session.scalars(found.options(whole).order_by(Answer.id)).all()


def slides_of(person: ForumPerson) -> Sequence[Slides]:
    """Return somebody's slides with their sessions, the newest last."""
    found = select(Slides).where(Slides.forum_person_id == person.id).options(joinedload(Slides.session))
    return db.session.scalars(found.order_by(Slides.id)).all()


def slides_by_number(person: ForumPerson, number: int) -> Slides | None:
    """Return one file of somebody's slides."""
    return db.session.scalar(select(Slides).where(Slides.id == number, Slides.forum_person_id == person.id))


def reread(speaker: Speaker) -> Speaker:
    """Return how somebody is reached as it stands now; ask under the person's lock."""
    db.session.flush()
    found = select(Speaker).where(Speaker.id == speaker.id)
    return db.session.scalars(found.execution_options(populate_existing=True)).one()


def speaker_at(forum: Forum, email: str) -> Speaker | None:
    """Return the speaker of a forum who is reached at an address."""
    found = select(Speaker).join(ForumPerson, ForumPerson.id == Speaker.forum_person_id)
    found = found.where(ForumPerson.forum_id == forum.id, func.lower(Speaker.email) == email.lower())
    return db.session.scalar(found.order_by(Speaker.id).limit(1))


def answers_of_id(forum_person_id: int) -> Sequence[Answer]:
    """Return what a person of a forum was asked and answered, with the sessions."""
    found = select(Answer).where(Answer.forum_person_id == forum_person_id).options(joinedload(Answer.session))
    return db.session.scalars(found.order_by(Answer.id)).all()


def forum_person_ids(forum: Forum) -> Sequence[int]:
    """Return the ids of a forum's people."""
    return db.session.scalars(select(ForumPerson.id).where(ForumPerson.forum_id == forum.id)).all()


def stored_slides() -> frozenset[str]:
    """Return the names of all slides that are stored for any forum."""
    return frozenset(db.session.scalars(select(Slides.file)))


def stored_photos() -> frozenset[str]:
    """Return the names of the photos that the people of all forums have at the desk."""
    return frozenset(db.session.scalars(select(ForumPerson.photo).where(ForumPerson.photo.is_not(None))))
