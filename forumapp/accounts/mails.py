"""Letters about accounts."""

from forumapp.accounts.models import Account
from forumapp.i18n import current_language, in_language
from forumapp.i18n import gettext as _
from forumapp.mail import Action, Letter


def language_of(account: Account) -> str:
    """Return the language in which somebody is written to."""
    return account.language or current_language()


def sign_in_link(account: Account, *, href: str) -> Letter:
    """Say how to sign in without a password."""
    with in_language(language_of(account)):
        return Letter(
            to=account.email,
            language=language_of(account),
            kind="account:sign-in-link",
            subject=_("Your link to sign in"),
            paragraphs=(_("Open this link and press the button there to sign in to the organizers’ desk."),),
            action=Action(label=_("Sign in"), href=href),
            closing=_once(),
        )


def password_link(account: Account, *, href: str) -> Letter:
    """Say how to set a password."""
    with in_language(language_of(account)):
        return Letter(
            to=account.email,
            language=language_of(account),
            kind="account:password-link",
            subject=_("Set your password"),
            paragraphs=(_("Open this link to choose a password for the organizers’ desk."),),
            action=Action(label=_("Choose a password"), href=href),
            closing=_once(),
        )


def email_link(account: Account, *, email: str, href: str) -> Letter:
    """Ask the new address whether it is the account's own."""
    with in_language(language_of(account)):
        return Letter(
            to=email,
            language=language_of(account),
            kind="account:email-link",
            subject=_("Confirm your new e-mail address"),
            paragraphs=(_("Open this link and press the button there: from then on you sign in with this address."),),
            action=Action(label=_("Confirm the address"), href=href),
            closing=_once(),
        )


def email_changed(account: Account, *, former: str) -> Letter:
    """Tell the former address that it is no longer the account's."""
    with in_language(language_of(account)):
        return Letter(
            to=former,
            language=language_of(account),
            kind="account:email-changed",
            subject=_("Your e-mail address was changed"),
            paragraphs=(_("Your account at the organizers’ desk now has the address %(email)s.", email=account.email),),
            closing=(_("If that was not you, write to the administrators at once."),),
        )


def password_changed(account: Account) -> Letter:
    """Tell the account's owner that the password is another one now."""
    with in_language(language_of(account)):
        return Letter(
            to=account.email,
            language=language_of(account),
            kind="account:password-changed",
            subject=_("Your password was changed"),
            paragraphs=(_("Your password was changed, and every other browser was signed out."),),
            closing=(_("If that was not you, set a new password from the sign-in page at once."),),
        )


def _once() -> tuple[str, ...]:
    return (
        _("The link holds for 30 minutes and works once."),
        _("If you did not ask for it, nothing needs to be done."),
    )
