"""What forums ask: categories, sections, questions, and purposes of consent with the versions of their texts."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Dialect, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from forumapp.db import Model
from forumapp.exchange.document import LanguageMap
from forumapp.questions.rules.parts import OptionPart, QuestionKind, Stage


class OptionsType(TypeDecorator[tuple[OptionPart, ...]]):
    """The options of a question in their order. Values are replaced as a whole."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: tuple[OptionPart, ...] | None, dialect: Dialect) -> Any:
        """Return the list that the table holds."""
        return None if value is None else [asdict(option) for option in value]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[OptionPart, ...] | None:
        """Return the options."""
        return None if value is None else tuple(OptionPart(**option) for option in value)


class Listed(Model):
    """What stands in one of a forum's lists, in an order, until it is retired (people used it) or deleted (nobody did)."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80))
    position: Mapped[int]
    retired_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]


class Category(Listed):
    """As what people take part."""

    __tablename__ = "registration_categories"
    __table_args__ = (UniqueConstraint("forum_id", "key"),)

    title: Mapped[LanguageMap]
    is_offered: Mapped[bool]
    capacity: Mapped[dict[str, int] | None]
    """Places by way of taking part."""


class QuestionSection(Listed):
    """A heading under which questions stand."""

    __tablename__ = "question_sections"
    __table_args__ = (UniqueConstraint("forum_id", "key"),)

    title: Mapped[LanguageMap]


class Question(Listed):
    """One question; ``QuestionPart`` says what its columns mean."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("forum_id", "key"),)

    label: Mapped[LanguageMap]
    hint: Mapped[LanguageMap | None]
    kind: Mapped[QuestionKind]
    section: Mapped[str | None] = mapped_column(String(80))
    is_required: Mapped[bool]
    is_special: Mapped[bool]
    stage: Mapped[Stage]
    categories: Mapped[tuple[str, ...] | None]
    condition: Mapped[str | None] = mapped_column(String(170))
    options: Mapped[tuple[OptionPart, ...] | None] = mapped_column(OptionsType())


class ConsentPurpose(Model):
    """What people may agree to; ``title`` is given for purposes of the organizers' own."""

    __tablename__ = "consent_purposes"
    __table_args__ = (UniqueConstraint("forum_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[int] = mapped_column(ForeignKey("forums.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(24))
    title: Mapped[LanguageMap | None]
    is_on: Mapped[bool]
    """Whether people are asked."""
    position: Mapped[int]

    versions: Mapped[list["ConsentVersion"]] = relationship(
        lazy="raise", order_by="ConsentVersion.version", cascade="all, delete-orphan", passive_deletes=True
    )


class ConsentVersion(Model):
    """The words of a purpose from one moment on; rows are added, never changed."""

    __tablename__ = "consent_versions"
    __table_args__ = (UniqueConstraint("purpose_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose_id: Mapped[int] = mapped_column(ForeignKey("consent_purposes.id", ondelete="CASCADE"))
    version: Mapped[int]
    text: Mapped[LanguageMap]
    created_at: Mapped[datetime]
