"""Who is asking: the signed-in account as the policy sees it."""

from collections.abc import Callable

from flask import current_app, g

from forumapp.policy import Actor, Permission, can

ActorLoader = Callable[[], Actor]


def current_actor() -> Actor:
    """Return who asks, read once a request by the loader that the accounts feature registered."""
    if "actor" not in g:
        loader: ActorLoader = current_app.extensions["forumapp.actor_loader"]
        g.actor = loader()
    actor: Actor = g.actor
    return actor


def may(permission: Permission | str, subject: object = None) -> bool:
    """Say whether the asker may; ``subject`` is a forum or something that belongs to one. Templates know it as ``can``."""
    return can(current_actor(), Permission(permission), scope_of(subject))


def scope_of(subject: object) -> int | None:
    """Return the id of the forum to which a subject belongs, None for what belongs to none.

    A forum is what has a slug: the id of anything else is never taken for a forum's.
    """
    if subject is None:
        return None
    forum_id = getattr(subject, "forum_id", None)
    if forum_id is None and hasattr(subject, "slug"):
        forum_id = getattr(subject, "id", None)
    return forum_id if isinstance(forum_id, int) else None
