"""Pure rules of the published programme: who sees what, what changed, what is selected, how a day is laid out."""

from forumapp.schedule.rules.approvals import (
    REMOVED,
    Answer,
    Approval,
    ApprovalState,
    awaiting,
    draft_fingerprint,
    fingerprints,
    short,
    state_of,
    unapproved,
)
from forumapp.schedule.rules.differences import Change, Deed, Detail, change_from, change_value, differences
from forumapp.schedule.rules.parting import Hindrance, hindrance, keys_in_part, with_part
from forumapp.schedule.rules.selection import (
    EVENT,
    Selection,
    day_of,
    days_of,
    days_with,
    languages_of,
    selected,
    selection_from,
    sessions_of_person,
)
from forumapp.schedule.rules.touching import Touched, touched
from forumapp.schedule.rules.visibility import PUBLIC, Viewer, may_see, pointing_to, visible, without_join_addresses

__all__ = [
    "EVENT",
    "PUBLIC",
    "REMOVED",
    "Answer",
    "Approval",
    "ApprovalState",
    "Change",
    "Deed",
    "Detail",
    "Hindrance",
    "Selection",
    "Touched",
    "Viewer",
    "awaiting",
    "change_from",
    "change_value",
    "day_of",
    "days_of",
    "days_with",
    "differences",
    "draft_fingerprint",
    "fingerprints",
    "hindrance",
    "keys_in_part",
    "languages_of",
    "may_see",
    "pointing_to",
    "selected",
    "selection_from",
    "sessions_of_person",
    "short",
    "state_of",
    "touched",
    "unapproved",
    "visible",
    "with_part",
    "without_join_addresses",
]
