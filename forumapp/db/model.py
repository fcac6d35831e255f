"""The base of all tables and the one Flask-SQLAlchemy extension."""

import enum
from datetime import datetime
from typing import Any, ClassVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase

from forumapp.db.types import LanguageMapType, TextTuple, UtcDateTime
from forumapp.exchange.document import LanguageMap


def _values(members: type[enum.Enum]) -> list[str]:
    return [str(member.value) for member in members]


class Model(DeclarativeBase):
    """Base of all tables: named constraints, instants in UTC, language maps, words of an enumeration as text."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        LanguageMap: LanguageMapType(),
        tuple[str, ...]: TextTuple(),
        dict[str, Any]: JSON(none_as_null=True),
        dict[str, int]: JSON(none_as_null=True),
        enum.Enum: Enum(enum.Enum, native_enum=False, create_constraint=False, length=24, values_callable=_values),
    }


db = SQLAlchemy(
    metadata=Model.metadata, session_options={"expire_on_commit": False, "autoflush": True}, disable_autonaming=True
)
