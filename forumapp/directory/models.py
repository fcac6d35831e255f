"""Countries, institutions and people, which of them a forum's file names by which key, and when people can take part."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forumapp.db import Model, WallTime
from forumapp.directory.rules.availability import Availability
from forumapp.exchange.document import InstitutionKind, LanguageMap


class Country(Model):
    """A state as the instance names and orders it; states not listed here have their names from CLDR."""

    __tablename__ = "countries"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    """ISO 3166-1 alpha-2."""
    names: Mapped[LanguageMap]
    official_names: Mapped[LanguageMap]
    position: Mapped[int]
    """Protocol order."""
    status: Mapped[str] = mapped_column(String(40), default="")


class Institution(Model):
    """A library or organization."""

    __tablename__ = "institutions"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[LanguageMap]
    country: Mapped[str] = mapped_column(String(2), index=True)
    kind: Mapped[InstitutionKind]
    city: Mapped[LanguageMap | None]
    isil: Mapped[str | None] = mapped_column(String(16))
    search_text: Mapped[str] = mapped_column(Text, default="")
    """All names folded (case, ё/е, marks, transliterated) for search; see rules.fold."""


class Person(Model):
    """Somebody who speaks at forums; names as written in each language."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    given_name: Mapped[LanguageMap]
    family_name: Mapped[LanguageMap]
    patronymic: Mapped[LanguageMap | None]
    post: Mapped[LanguageMap | None]
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institutions.id"), index=True)
    biography: Mapped[LanguageMap | None]
    search_text: Mapped[str] = mapped_column(Text, default="")

    institution: Mapped[Institution | None] = relationship(lazy="raise")


class ForumInstitution(Model):
    """An institution as one forum knows it: by ``key``, at ``position`` in its list."""

    __tablename__ = "forum_institutions"
    __table_args__ = (UniqueConstraint("forum_id", "key"), UniqueConstraint("forum_id", "institution_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    institution_id: Mapped[int] = mapped_column(ForeignKey("institutions.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]

    institution: Mapped[Institution] = relationship(lazy="raise")


class ForumPerson(Model):
    """A person as one forum knows them: by ``key``, at ``position`` in its list."""

    __tablename__ = "forum_people"
    __table_args__ = (UniqueConstraint("forum_id", "key"), UniqueConstraint("forum_id", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    photo: Mapped[str | None] = mapped_column(String(32))
    """Name of the stored photo; files of forums do not carry it, releases do."""

    person: Mapped[Person] = relationship(lazy="raise")


class AvailabilitySpan(Model):
    """When somebody can or cannot take part in a forum; wall time in its zone, the end not included."""

    __tablename__ = "availability_spans"

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_person_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Availability]
    starts_at: Mapped[datetime] = mapped_column(WallTime())
    ends_at: Mapped[datetime] = mapped_column(WallTime())


class MergedPerson(Model):
    """Somebody of a forum who turned out to be somebody else of it: stands in no list, and comes back when a session names them again."""

    __tablename__ = "merged_people"

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_person_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id", ondelete="CASCADE"), unique=True)
    into_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id", ondelete="CASCADE"), index=True)


class DifferentPeople(Model):
    """Two people of a forum who look like one and are not, as an organizer said; the smaller number stands first."""

    __tablename__ = "different_people"
    __table_args__ = (UniqueConstraint("one_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("forum_people.id", ondelete="CASCADE"), index=True)
