"""The registrars' desk."""

from forumapp.secretariat.manage import (
    addresses,
    answers,
    bulk,
    deeds,
    doubles,
    entry,
    exports,
    figures,
    importing,
    lists,
    mailings,
    notes,
    reminders,
    succession,
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
    "figures",
    "importing",
    "lists",
    "mailings",
    "notes",
    "reminders",
    "succession",
    "views",
]
