"""Verbs of the working copy."""

from forumapp.programme.service.checks import (
    LOADERS,
    MOST_REASON,
    Checked,
    checked,
    examine,
    forget,
    overrule,
    settle,
    standing_errors,
    take_back,
)
from forumapp.programme.service.cloning import Clone, ClonePlan, clone_of
from forumapp.programme.service.documents import document_of, kept_document
from forumapp.programme.service.imports import Applied, apply_document
from forumapp.programme.service.people import hand_over, let_go
from forumapp.programme.service.places import (
    add_room,
    add_track,
    order_rooms,
    order_tracks,
    remove_room,
    remove_track,
    revise_room,
    revise_track,
    room_part,
    track_part,
)
from forumapp.programme.service.reports import add_report, had_report, order_reports, remove_report, revise_report
from forumapp.programme.service.sessions import (
    Settlement,
    add_session,
    bring_back_session,
    cancel_session,
    delete_session,
    move_session,
    new_key,
    revise_session,
    uncancel_session,
)
from forumapp.programme.service.shifting import Delay, Preview, Shift, preview_shift, shift_later
from forumapp.programme.service.steps import forget_steps, one_step
from forumapp.programme.service.undoing import Reversal, redo, undo
from forumapp.programme.service.values import part_of

__all__ = [
    "LOADERS",
    "MOST_REASON",
    "Applied",
    "Checked",
    "Clone",
    "ClonePlan",
    "Delay",
    "Preview",
    "Reversal",
    "Settlement",
    "Shift",
    "add_report",
    "add_room",
    "add_session",
    "add_track",
    "apply_document",
    "bring_back_session",
    "cancel_session",
    "checked",
    "clone_of",
    "delete_session",
    "document_of",
    "examine",
    "forget",
    "forget_steps",
    "had_report",
    "hand_over",
    "kept_document",
    "let_go",
    "move_session",
    "new_key",
    "one_step",
    "order_reports",
    "order_rooms",
    "order_tracks",
    "overrule",
    "part_of",
    "preview_shift",
    "redo",
    "remove_report",
    "remove_room",
    "remove_track",
    "revise_report",
    "revise_room",
    "revise_session",
    "revise_track",
    "room_part",
    "settle",
    "shift_later",
    "standing_errors",
    "take_back",
    "track_part",
    "uncancel_session",
    "undo",
]
