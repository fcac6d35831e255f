"""Column types: instants, wall times, language maps and lists of words."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect
from sqlalchemy.types import TypeDecorator

from forumapp.exchange.document import LanguageMap


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware values in, UTC in the table, aware UTC values out. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware value into what the table holds; raises TypeError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("an instant must be aware")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the stored instant, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class WallTime(TypeDecorator[datetime]):
    """A time on the wall of the forum's zone: naive values only. Aware values are refused."""

    impl = DateTime(timezone=False)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Let a naive value through; raises TypeError for an aware one."""
        if value is not None and value.tzinfo is not None:
            raise TypeError("a wall time must be naive")
        return value


class LanguageMapType(TypeDecorator[LanguageMap]):
    """Text by language. Values are replaced as a whole, never changed in place; the order of languages is kept."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> LanguageMap | None:
        """Let maps of text through; raises TypeError for anything else."""
        if value is None:
            return None
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise TypeError("a language map holds text by language")
        return value


class TextTuple(TypeDecorator[tuple[str, ...]]):
    """A short list of words (languages, zones, keys) in its order."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> Any:
        """Return the list that the table holds."""
        return None if value is None else list(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        """Return the words as a tuple."""
        return None if value is None else tuple(value)
