"""Pure rules of the published programme: who sees what, what changed, what is selected, how a day is laid out."""

from forumapp.schedule.rules.differences import Change, Deed, Detail, change_from, change_value, differences
from forumapp.schedule.rules.selection import (
    Selection,
    day_of,
    days_of,
    languages_of,
    order_in_time,
    selected,
    selection_from,
    sessions_of_person,
)
from forumapp.schedule.rules.visibility import PUBLIC, Viewer, may_see, visible, without_join_addresses

__all__ = [
    "PUBLIC",
    "Change",
    "Deed",
    "Detail",
    "Selection",
    "Viewer",
    "change_from",
    "change_value",
    "day_of",
    "days_of",
    "differences",
    "languages_of",
    "may_see",
    "order_in_time",
    "selected",
    "selection_from",
    "sessions_of_person",
    "visible",
    "without_join_addresses",
]
