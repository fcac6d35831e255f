"""Words of delegations."""

from collections.abc import Mapping

from flask_babel import LazyString

from forumapp.delegations.rules.states import DelegationState, WaitingMode
from forumapp.i18n import lazy_gettext as _l

STATES: Mapping[DelegationState, LazyString] = {
    DelegationState.DRAFT: _l("Not sent to the head yet"),
    DelegationState.OPEN: _l("The head enters people"),
    DelegationState.SUBMITTED: _l("The list is sent"),
}

STATE_KINDS: Mapping[DelegationState, str] = {
    DelegationState.DRAFT: "",
    DelegationState.OPEN: "tentative",
    DelegationState.SUBMITTED: "confirmed",
}
"""How the word looks; see macros/lists.word."""

WAITING_MODES: Mapping[WaitingMode, LazyString] = {
    WaitingMode.EACH: _l("As places come: one by one, in the head’s order"),
    WaitingMode.TOGETHER: _l("All together: places only when there is one for everybody who waits"),
}

DEED_WORDS: Mapping[str, LazyString] = {
    "delegation:add": _l("Made the delegation"),
    "delegation:revise": _l("Changed the delegation"),
    "delegation:send-link": _l("Sent the link to the head"),
    "delegation:renew-link": _l("Sent a new link to the head"),
    "delegation:revoke-link": _l("Closed the head’s link"),
    "delegation:reopen": _l("Opened the list again"),
    "delegation:see": _l("Looked through the changes"),
    "delegation:add-member": _l("Entered a member"),
    "delegation:revise-member": _l("Changed a member"),
    "delegation:order": _l("Changed the order of members"),
    "delegation:take-out": _l("Took a member out"),
    "delegation:put-back": _l("Put a member back"),
    "delegation:substitute": _l("Substituted a member"),
    "delegation:submit": _l("Sent the list"),
    "delegation:speak": _l("Changed the language"),
    "delegation:export": _l("Saved the list as a file"),
}
"""What was done with a delegation, by the action of the audit trail."""
