"""The database: the base of all tables, column types and transactions."""

from forumapp.db.engines import install
from forumapp.db.model import Model, db
from forumapp.db.transactions import transaction, write_intent
from forumapp.db.types import LanguageMapType, TextTuple, UtcDateTime, WallTime

__all__ = [
    "LanguageMapType",
    "Model",
    "TextTuple",
    "UtcDateTime",
    "WallTime",
    "db",
    "install",
    "transaction",
    "write_intent",
]
