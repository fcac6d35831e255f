"""Verbs of the directory. What one forum changes never alters what another forum shows."""

from forumapp.directory.service.availability import said_of, set_availability
from forumapp.directory.service.countries import add_country, load_countries, remove_country, revise_country
from forumapp.directory.service.institutions import (
    ask_before_institution_leaves,
    institution_part,
    institution_parts,
    new_institution_key,
    order_institutions,
    put_institution,
    put_institutions,
    remove_institution,
    remove_institutions,
    revise_institution,
)
from forumapp.directory.service.matching import Match, Sureness, match_institutions, match_people, mention_sureness
from forumapp.directory.service.merging import set_aside, set_photo, tell_apart
from forumapp.directory.service.people import (
    ask_before_leaving,
    bring_back,
    new_person_key,
    order_people,
    person_part,
    person_parts,
    put_people,
    put_person,
    remove_people,
    remove_person,
    revise_person,
)

__all__ = [
    "Match",
    "Sureness",
    "add_country",
    "ask_before_institution_leaves",
    "ask_before_leaving",
    "bring_back",
    "institution_part",
    "institution_parts",
    "load_countries",
    "match_institutions",
    "match_people",
    "mention_sureness",
    "new_institution_key",
    "new_person_key",
    "order_institutions",
    "order_people",
    "person_part",
    "person_parts",
    "put_institution",
    "put_institutions",
    "put_people",
    "put_person",
    "remove_country",
    "remove_institution",
    "remove_institutions",
    "remove_people",
    "remove_person",
    "revise_country",
    "revise_institution",
    "revise_person",
    "said_of",
    "set_aside",
    "set_availability",
    "set_photo",
    "tell_apart",
]
