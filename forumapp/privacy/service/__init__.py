"""The verbs of personal data: keeping, telling, erasing."""

from forumapp.privacy.service.erasing import Reason, ask, carry_out, erase, forget_farewells, take_back
from forumapp.privacy.service.holders import HOLDERS, Holder, refuse_erasing
from forumapp.privacy.service.keeping import anonymize, set_keeping, tell
from forumapp.privacy.service.mailboxes import erase_mailbox
from forumapp.privacy.service.telling import looks, personal_data, take_along

__all__ = [
    "HOLDERS",
    "Holder",
    "Reason",
    "anonymize",
    "ask",
    "carry_out",
    "erase",
    "erase_mailbox",
    "forget_farewells",
    "looks",
    "personal_data",
    "refuse_erasing",
    "set_keeping",
    "take_along",
    "take_back",
    "tell",
]
