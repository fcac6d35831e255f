"""Verbs of the agreements with speakers."""

from forumapp.speakers.service.agreements import answer, ask, confirm_all
from forumapp.speakers.service.contacts import (
    address_of,
    language_of,
    link_for,
    renew_link,
    revoke_link,
    set_contact,
    set_language,
    set_languages,
)
from forumapp.speakers.service.files import add_slides, put_photo, remove_slides
from forumapp.speakers.service.letters import Candidate, candidates, preview, write_to
from forumapp.speakers.service.merging import Pair, likely_elsewhere, likely_pairs, merge

__all__ = [
    "Candidate",
    "Pair",
    "add_slides",
    "address_of",
    "answer",
    "ask",
    "candidates",
    "confirm_all",
    "language_of",
    "likely_elsewhere",
    "likely_pairs",
    "link_for",
    "merge",
    "preview",
    "put_photo",
    "remove_slides",
    "renew_link",
    "revoke_link",
    "set_contact",
    "set_language",
    "set_languages",
    "write_to",
]
