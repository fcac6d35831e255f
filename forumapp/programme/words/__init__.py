"""Words for what a session is and what is amiss with it, at the desk and in public."""

from forumapp.programme.words.sessions import (
    ATTENDANCES,
    KINDS,
    ROLES,
    ROLES_OF_SEVERAL,
    SIGNUPS,
    STATUSES,
    STEPS,
    VISIBILITIES,
    choices_of,
    count_words,
)

__all__ = [
    "ATTENDANCES",
    "KINDS",
    "ROLES",
    "ROLES_OF_SEVERAL",
    "SIGNUPS",
    "STATUSES",
    "STEPS",
    "VISIBILITIES",
    "choices_of",
    "count_words",
]
