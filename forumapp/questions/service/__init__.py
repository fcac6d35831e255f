"""The verbs of registration forms, and the form as it stands."""

from forumapp.questions.service.consents import add_consent, ask_for, new_purpose, write_consent
from forumapp.questions.service.copying import copy_form
from forumapp.questions.service.lists import Removal, add, bring_back, new_key, order, remove, revise
from forumapp.questions.service.standing import (
    Entry,
    Part,
    Wording,
    consents_of,
    entries,
    entry_of,
    in_sections,
    names_of,
    sheet_of,
    standing,
    wordings_of,
)
from forumapp.questions.service.use import NAME, Use, use_of

__all__ = [
    "NAME",
    "Entry",
    "Part",
    "Removal",
    "Use",
    "Wording",
    "add",
    "add_consent",
    "ask_for",
    "bring_back",
    "consents_of",
    "copy_form",
    "entries",
    "entry_of",
    "in_sections",
    "names_of",
    "new_key",
    "new_purpose",
    "order",
    "remove",
    "revise",
    "sheet_of",
    "standing",
    "use_of",
    "wordings_of",
    "write_consent",
]
