"""The registrars' desk."""

from forumapp.secretariat.manage import (
    addresses,
    answers,
    bulk,
    deeds,
    doubles,
    entry,
    exports,
    lists,
    mailings,
    notes,
    reminders,
    views,
)
from forumapp.secretariat.manage.frame import blueprint

__all__ = [
    "addresses",
    "answers",
    "blueprint",
    "bulk",
    "deeds",
    "doubles",
    "entry",
    "exports",
    "lists",
    "mailings",
    "notes",
    "reminders",
    "views",
]
