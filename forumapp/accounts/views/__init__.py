"""Signing in and out, links of letters, and one's own account."""

from forumapp.accounts.views import links, own, sign_in
from forumapp.accounts.views.base import blueprint

__all__ = ["blueprint", "links", "own", "sign_in"]
