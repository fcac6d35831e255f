"""The database: the base of all tables, column types and transactions."""

from forumapp.db.engines import install
from forumapp.db.model import Model, db
from forumapp.db.transactions import abandon, let_go, transaction, write_intent
from forumapp.db.types import LanguageMapType, TextTuple, UtcDateTime, WallTime

__all__ = [
    "LanguageMapType",
    "Model",
    "TextTuple",
    "UtcDateTime",
    "WallTime",
    "abandon",
    "db",
    "install",
    "let_go",
    "transaction",
    "write_intent",
]
