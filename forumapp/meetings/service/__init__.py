"""The verbs of invitations. Each locks its forum first, so that answers, deputies and taking back come one after the other."""

from forumapp.meetings.service.answering import (
    answer,
    ask_code,
    can_send_deputy,
    is_open,
    name_deputy,
    terms,
    try_code,
)
from forumapp.meetings.service.base import INVITEE, link_to, subject_of
from forumapp.meetings.service.faces import (
    Face,
    Published,
    Terms,
    face_of_desk,
    faces_of_desk,
    published,
    terms_of,
    title_of,
)
from forumapp.meetings.service.inviting import (
    Sorted,
    invite,
    note_answer,
    renew,
    restore,
    restore_one,
    revoke,
    set_terms,
    sort_out,
)
from forumapp.meetings.service.letters import desk_of, is_waiting, name_of_first, preview, write_to

__all__ = [
    "INVITEE",
    "Face",
    "Published",
    "Sorted",
    "Terms",
    "answer",
    "ask_code",
    "can_send_deputy",
    "desk_of",
    "face_of_desk",
    "faces_of_desk",
    "invite",
    "is_open",
    "is_waiting",
    "link_to",
    "name_deputy",
    "name_of_first",
    "note_answer",
    "preview",
    "published",
    "renew",
    "restore",
    "restore_one",
    "revoke",
    "set_terms",
    "sort_out",
    "subject_of",
    "terms",
    "terms_of",
    "title_of",
    "try_code",
    "write_to",
]
