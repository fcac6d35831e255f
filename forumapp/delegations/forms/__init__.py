"""Forms of delegations."""

from forumapp.delegations.forms.delegation import DelegationForm
from forumapp.delegations.forms.member import MemberForm, Offer

__all__ = ["DelegationForm", "MemberForm", "Offer"]
