"""Letters to heads of delegations, as values; made while the head's language is spoken."""

from forumapp.accounts.models import Account
from forumapp.delegations.models import Delegation
from forumapp.exchange.document import ForumPart
from forumapp.forums.models import Forum
from forumapp.i18n import date_range, date_words, in_language, localized, localized_in
from forumapp.i18n import gettext as _
from forumapp.i18n import lazy_gettext as _l
from forumapp.mail import Action, Letter, Wording
from forumapp.web import addresses

_OPEN = _l("Open the delegation’s page")
_KEEP_LINK = _l("Keep this letter: the link opens the page without a password, so do not pass it on.")
_MISTAKE = _l("If this letter reached you by mistake, tell the organizers or ignore it.")

INVITE = Wording(
    kind="delegation:invite",
    subject=_l("Your delegation: %(forum)s"),
    paragraphs=(
        _l("The organizers ask you to name the members of the delegation “%(delegation)s”."),
        _l(
            "On its page you enter people one by one, or paste a list from Excel or Word, put them in order and send the list."
        ),
    ),
    button=_OPEN,
    closing=(_KEEP_LINK, _MISTAKE),
)
"""Gives the head the link for the first time, or once more."""

RENEW = Wording(
    kind="delegation:renew",
    subject=_l("A new link to your delegation: %(forum)s"),
    paragraphs=(
        _l(
            "The page of the delegation “%(delegation)s” has a new link, the one in this letter. Earlier links no longer work."
        ),
    ),
    button=_OPEN,
    closing=(_KEEP_LINK, _MISTAKE),
)
"""Gives the head another link."""

REOPEN = Wording(
    kind="delegation:reopen",
    subject=_l("The list of your delegation is open again: %(forum)s"),
    paragraphs=(
        _l(
            "The organizers have opened the list of the delegation “%(delegation)s” again: change what is needed and send it once more."
        ),
        _l("Members whom you sent already keep their places."),
    ),
    button=_OPEN,
    closing=(_KEEP_LINK,),
)
"""Says that the head can send the list once more."""

RECEIPT = Wording(
    kind="delegation:submit",
    subject=_l("The list of your delegation has arrived: %(forum)s"),
    paragraphs=(
        _l("The list of the delegation “%(delegation)s” has arrived."),
        _l(
            "Members with an e-mail address get a letter and confirm themselves that they take part. For those without one, print the list and let them sign."
        ),
    ),
    button=_OPEN,
    closing=(_KEEP_LINK,),
)
"""Says that the list has arrived and what stands in it."""


def changed(forum: Forum, registrar: Account) -> Letter:
    """Tell a registrar that heads sent or changed lists; what they changed stands at the desk."""
    language = registrar.language or forum.languages[0]
    with in_language(language):
        title = localized_in(forum.title, language, forum.languages)
        return Letter(
            to=registrar.email,
            language=language,
            kind="delegation:changed",
            forum=forum.slug,
            subject=_("News of delegations: %(forum)s", forum=title),
            salutation=registrar.name,
            paragraphs=(
                _(
                    "Heads of delegations have sent their lists or changed them since. What they changed stands at the desk."
                ),
            ),
            facts=((_("Forum"), title), (_("Dates"), date_range(forum.starts_on, forum.ends_on))),
            action=Action(
                label=_("Open the delegations"),
                href=addresses.absolute("delegations_desk.delegations", slug=forum.slug, lang=language),
            ),
        )


def letter(
    delegation: Delegation,
    wording: Wording,
    *,
    face: ForumPart,
    name: str,
    link: str,
    facts: tuple[tuple[str, str], ...] = (),
) -> Letter:
    """Return a letter to a head; ``name`` is the delegation's, ``facts`` are label and value pairs beside the usual ones."""
    title = localized(face.title, face.languages)
    deadline = ((_("Please send the list by"), date_words(delegation.deadline)),) if delegation.deadline else ()
    return wording.letter(
        to=delegation.head_email,
        language=delegation.head_language,
        href=link,
        values={"forum": title, "delegation": name},
        salutation=_("Dear %(name)s,", name=delegation.head_name),
        facts=(
            (_("Forum"), title),
            (_("Dates"), date_range(face.starts_on, face.ends_on)),
            (_("Delegation"), name),
            (_("People in your quota"), str(delegation.quota)),
            *deadline,
            *facts,
        ),
        signature=_("The organizers of the forum “%(forum)s”", forum=title),
        forum=face.slug,
    )
