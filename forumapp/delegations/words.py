"""Words of delegations."""

from collections.abc import Mapping

from flask_babel import LazyString

from forumapp.delegations.rules.columns import Use
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

USES: Mapping[Use, LazyString] = {
    Use.WHOLE_NAME: _l("Whole name, the family name first"),
    Use.NATURAL_NAME: _l("Whole name, the family name last"),
    Use.FAMILY: _l("Family name"),
    Use.GIVEN: _l("Given name"),
    Use.PATRONYMIC: _l("Patronymic"),
    Use.LATIN: _l("Name in Latin letters"),
    Use.EMAIL: _l("E-mail"),
    Use.COUNTRY: _l("Country"),
    Use.INSTITUTION: _l("Library or organization"),
    Use.POST: _l("Post"),
    Use.CATEGORY: _l("Takes part as"),
    Use.ATTENDANCE: _l("Taking part"),
    Use.LANGUAGE: _l("Language of letters"),
    Use.IGNORE: _l("Nothing of it"),
}
"""What a column of a pasted list says."""

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
