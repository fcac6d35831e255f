"""Verbs of the published programme: publishing all or a part, going back, planning, and the approval of drafts."""

from forumapp.schedule.service.drafts import (
    approve,
    comment,
    commentable,
    is_open,
    resolve,
    reviewable,
    revoke,
    send,
    take_back,
    viewer_of,
)
from forumapp.schedule.service.events import TOMBSTONE_LIFE
from forumapp.schedule.service.obstacles import Candidate, obstacles
from forumapp.schedule.service.planning import begin, cancel, carry_out, plan
from forumapp.schedule.service.releasing import EVERYTHING, publish, withdraw
from forumapp.schedule.service.states import (
    Standing,
    count_pending,
    forget,
    pending_changes,
    published,
    standing,
    uids_of,
    working_copy,
)

__all__ = [
    "EVERYTHING",
    "TOMBSTONE_LIFE",
    "Candidate",
    "Standing",
    "approve",
    "begin",
    "cancel",
    "carry_out",
    "comment",
    "commentable",
    "count_pending",
    "forget",
    "is_open",
    "obstacles",
    "pending_changes",
    "plan",
    "publish",
    "published",
    "resolve",
    "reviewable",
    "revoke",
    "send",
    "standing",
    "take_back",
    "uids_of",
    "viewer_of",
    "withdraw",
    "working_copy",
]
