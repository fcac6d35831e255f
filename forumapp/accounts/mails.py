"""Letters about accounts: the words of each kind, and what makes a letter of them in the reader's language."""

from forumapp.accounts.models import Account, LinkPurpose
from forumapp.i18n import current_language, in_language
from forumapp.i18n import gettext as _
from forumapp.i18n import lazy_gettext as _l
from forumapp.mail import Letter, Wording
from forumapp.web import addresses

_ONCE = (
    _l("The link holds for 30 minutes and works once."),
    _l("If you did not ask for it, nothing needs to be done."),
)

LINKS = {
    LinkPurpose.SIGN_IN: Wording(
        kind="account:sign-in-link",
        subject=_l("Your link to sign in"),
        paragraphs=(_l("Open this link and press the button there to sign in to the organizers’ desk."),),
        button=_l("Sign in"),
        closing=_ONCE,
    ),
    LinkPurpose.SET_PASSWORD: Wording(
        kind="account:password-link",
        subject=_l("Set your password"),
        paragraphs=(_l("Open this link to choose a password for the organizers’ desk."),),
        button=_l("Choose a password"),
        closing=_ONCE,
    ),
    LinkPurpose.CHANGE_EMAIL: Wording(
        kind="account:email-link",
        subject=_l("Confirm your new e-mail address"),
        paragraphs=(_l("Open this link and press the button there: from then on you sign in with this address."),),
        button=_l("Confirm the address"),
        closing=_ONCE,
    ),
}
"""Letters that carry a link, by what it is good for."""

EMAIL_CHANGED = Wording(
    kind="account:email-changed",
    subject=_l("Your e-mail address was changed"),
    paragraphs=(_l("Your account at the organizers’ desk now has the address %(email)s."),),
    closing=(_l("If that was not you, write to the administrators at once."),),
)
"""Tells the former address that it is no longer the account's."""

PASSWORD_CHANGED = Wording(
    kind="account:password-changed",
    subject=_l("Your password was changed"),
    paragraphs=(_l("Your password was changed, and every other browser was signed out."),),
    closing=(_l("If that was not you, set a new password from the sign-in page at once."),),
)
"""Tells the account's owner that the password is another one now."""


def letter(account: Account, wording: Wording, *, to: str | None = None, href: str = "") -> Letter:
    """Return a letter about an account, to its own address or to another one."""
    language = account.language or current_language()
    with in_language(language):
        return wording.letter(
            to=to or account.email,
            language=language,
            href=href,
            values={"email": account.email},
            signature=_("The organizers’ desk, %(address)s", address=addresses.absolute("schedule.home")),
        )
