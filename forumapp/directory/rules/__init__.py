"""Pure rules of the directory: names in any script, when people can take part, who may be the same person."""

from forumapp.directory.rules.availability import Availability, Said, Span, absences, presences, whole_days
from forumapp.directory.rules.doubles import Likeness, Named, likely_doubles, likeness_of
from forumapp.directory.rules.names import (
    FAMILY_NAME_FIRST,
    LONGEST_KEY,
    display_name,
    fold,
    folded,
    free_key,
    greeting_name,
    is_key,
    is_latin,
    key_from,
    name_parts,
)

__all__ = [
    "FAMILY_NAME_FIRST",
    "LONGEST_KEY",
    "Availability",
    "Likeness",
    "Named",
    "Said",
    "Span",
    "absences",
    "display_name",
    "fold",
    "folded",
    "free_key",
    "greeting_name",
    "is_key",
    "is_latin",
    "key_from",
    "likely_doubles",
    "likeness_of",
    "name_parts",
    "presences",
    "whole_days",
]
