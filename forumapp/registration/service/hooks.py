"""What features above registration do when one changes. They run under the forum's lock, in the same transaction."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from flask import current_app

from forumapp.forums.models import Forum
from forumapp.registration.models import Registration


class Changed(Protocol):
    """Registered as ``forumapp.registration_changed``: a registration may have got another state."""

    def __call__(self, registration: Registration, *, forum: Forum, now: datetime) -> None:
        """Do what follows from it."""


class Chosen(Protocol):
    """Registered as ``forumapp.sessions_chosen``: a registration form named sessions."""

    def __call__(self, registration: Registration, keys: Collection[str], *, forum: Forum, now: datetime) -> None:
        """Sign the registration up for them."""


def announce(registration: Registration, *, forum: Forum, now: datetime) -> None:
    """Tell the features above that a registration changed."""
    do: Changed | None = current_app.extensions.get("forumapp.registration_changed")
    if do is not None:
        do(registration, forum=forum, now=now)


def tell_choice(registration: Registration, keys: Collection[str], *, forum: Forum, now: datetime) -> None:
    """Tell the features above which sessions a registration form chose."""
    do: Chosen | None = current_app.extensions.get("forumapp.sessions_chosen")
    if do is not None and keys:
        do(registration, keys, forum=forum, now=now)
