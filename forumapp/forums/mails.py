"""Letters to the team of a forum."""

from forumapp.forums.models import Forum
from forumapp.forums.words import role_words
from forumapp.i18n import date_range, in_language, localized_in
from forumapp.i18n import gettext as _
from forumapp.mail import Action, Letter
from forumapp.policy import TeamRole
from forumapp.web import addresses


def invitation(forum: Forum, *, email: str, role: TeamRole, inviter: str, token: str, language: str) -> Letter:
    """Invite somebody to the team."""
    with in_language(language):
        title = localized_in(forum.title, language, forum.languages)
        return Letter(
            to=email,
            language=language,
            kind="team:invite",
            forum=forum.slug,
            subject=_("Join the team of “%(title)s”", title=title),
            paragraphs=(
                _("%(inviter)s invites you to the team that prepares this forum.", inviter=inviter),
                _("Open the link and press the button there to join."),
            ),
            facts=(
                (_("Forum"), title),
                (_("Dates"), date_range(forum.starts_on, forum.ends_on)),
                (_("Your role"), str(role_words(role))),
            ),
            action=Action(
                label=_("Join the team"), href=addresses.absolute("teams.invitation", token=token, lang=language)
            ),
            closing=(
                _("The link holds for seven days and works once, for this address only."),
                _("If you do not know what this is about, nothing needs to be done."),
            ),
            signature=_("The organizers’ desk, %(address)s", address=addresses.absolute("schedule.home")),
        )
