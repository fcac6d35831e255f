"""The verbs of delegations. Each locks the forum first, as those of registration do, but for the head's language and the note of a
saved file, which nothing depends on."""

from forumapp.delegations.service.base import is_over, names_of
from forumapp.delegations.service.desk import Terms, add, mark_seen, reopen, revise
from forumapp.delegations.service.links import address_of, live_link, renew_link, revoke_link, send_link
from forumapp.delegations.service.members import (
    add_members,
    change_language,
    left_in,
    move,
    note_export,
    put_back,
    revise_member,
    submit,
    substitute,
    take_out,
)

__all__ = [
    "Terms",
    "add",
    "add_members",
    "address_of",
    "change_language",
    "is_over",
    "left_in",
    "live_link",
    "mark_seen",
    "move",
    "names_of",
    "note_export",
    "put_back",
    "renew_link",
    "reopen",
    "revise",
    "revise_member",
    "revoke_link",
    "send_link",
    "submit",
    "substitute",
    "take_out",
]
