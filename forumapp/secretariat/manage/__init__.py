"""The registrars' desk."""

from forumapp.secretariat.manage import (
    addresses,
    answers,
    deeds,
    doubles,
    entry,
    exports,
    figures,
    importing,
    lists,
    succession,
)
from forumapp.secretariat.manage.frame import blueprint

__all__ = [
    "addresses",
    "answers",
    "blueprint",
    "deeds",
    "doubles",
    "entry",
    "exports",
    "figures",
    "importing",
    "lists",
    "succession",
]
