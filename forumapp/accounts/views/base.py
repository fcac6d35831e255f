"""What the pages of accounts share."""

import hashlib

from flask import Blueprint, Response, request, url_for

from forumapp.accounts import rules
from forumapp.text import clean
from forumapp.web import addresses

blueprint = Blueprint("accounts", __name__)

GUESSES = "5 per minute; 40 per hour"
"""Wrong passwords for one address, whoever tries: slowed down, never locked out (a link by mail still lets in)."""
LETTERS = "4 per 15 minutes; 12 per day"
"""Letters that strangers make the application write to one address."""


def typed_address() -> str:
    """Return what stands for the address of a form, known or not, where tries are counted."""
    key = rules.email_key(clean(request.form.get("email", "")[:400], keep_lines=False))
    return f"address:{hashlib.sha256(key.encode()).hexdigest()}"


def was_refused(response: Response) -> bool:
    """Say whether an answer counts as a try that failed."""
    return response.status_code == 422


def browser_words() -> str:
    """Return the asking browser in a few words."""
    return rules.browser_words(request.user_agent.string)[:200]


def landing(target: str | None) -> str:
    """Return where somebody goes after signing in: ``target`` when it is ours, else the list of one's forums."""
    return addresses.safe_return(target) or url_for("forums_desk.mine")
