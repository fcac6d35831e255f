"""The verbs of registration. Each locks its forum first, so that places are counted by one at a time."""

from forumapp.registration.service.addresses import (
    answer_email,
    ask_email,
    correct_email,
    forget_new_emails,
    is_open,
    keep_email,
    open_change,
)
from forumapp.registration.service.arrivals import (
    Answers,
    ConsentGiven,
    enter,
    register,
    register_again,
    remind,
    verify,
)
from forumapp.registration.service.decisions import approve, confirm, decline
from forumapp.registration.service.doubles import Double, doubles, take_together, tell_apart
from forumapp.registration.service.own import (
    agree_to_list,
    change_language,
    keep_stars,
    leave_list,
    renew_feed,
    revise,
    revoke_feed,
    star,
    unstar,
)
from forumapp.registration.service.places import change_attendance, expire_holds, promote, settle, withdraw
from forumapp.registration.service.released import document_of, link_to, token_of, viewer_of

__all__ = [
    "Answers",
    "ConsentGiven",
    "Double",
    "agree_to_list",
    "answer_email",
    "approve",
    "ask_email",
    "change_attendance",
    "change_language",
    "confirm",
    "correct_email",
    "decline",
    "document_of",
    "doubles",
    "enter",
    "expire_holds",
    "forget_new_emails",
    "is_open",
    "keep_email",
    "keep_stars",
    "leave_list",
    "link_to",
    "open_change",
    "promote",
    "register",
    "register_again",
    "remind",
    "renew_feed",
    "revise",
    "revoke_feed",
    "settle",
    "star",
    "take_together",
    "tell_apart",
    "token_of",
    "unstar",
    "verify",
    "viewer_of",
    "withdraw",
]
