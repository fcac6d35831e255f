"""Letters about drafts."""

from forumapp.accounts.models import Account
from forumapp.forums.models import Forum
from forumapp.i18n import date_range, in_language, instant_words, localized_in
from forumapp.i18n import gettext as _
from forumapp.mail import Action, Letter
from forumapp.schedule.models import Approver
from forumapp.web import addresses


def draft(forum: Forum, approver: Approver, *, sender: str, note: str, token: str) -> Letter:
    """Ask somebody to read the draft programme and approve it."""
    language = approver.language
    with in_language(language):
        title = localized_in(forum.title, language, forum.languages)
        until = instant_words(approver.expires_at, forum.timezone)
        return Letter(
            to=approver.email,
            language=language,
            kind="draft:send",
            forum=forum.slug,
            subject=_("Draft programme for approval: %(title)s", title=title),
            salutation=approver.name,
            paragraphs=(
                _("%(sender)s asks you to read the draft of the programme before it is published.", sender=sender),
                *((note,) if note else ()),
                _("The link opens it without an account. There you approve each session, or all of them, or comment."),
            ),
            facts=((_("Forum"), title), (_("Dates"), date_range(forum.starts_on, forum.ends_on))),
            action=Action(
                label=_("Read the draft"),
                href=addresses.absolute("drafts.draft", slug=forum.slug, token=token, lang=language),
            ),
            closing=(
                _("The link is for you alone and holds until %(moment)s. Please do not pass it on.", moment=until),
                _("If you do not know what this is about, nothing needs to be done."),
            ),
        )


def draft_answered(forum: Forum, organizer: Account) -> Letter:
    """Tell who sent a draft that there are answers; who said what stands at the desk."""
    language = organizer.language or forum.languages[0]
    with in_language(language):
        title = localized_in(forum.title, language, forum.languages)
        return Letter(
            to=organizer.email,
            language=language,
            kind="draft:answered",
            forum=forum.slug,
            subject=_("Answers to the draft programme: %(title)s", title=title),
            salutation=organizer.name,
            paragraphs=(
                _("The draft of the programme that you sent was read: sessions were approved or commented on."),
            ),
            facts=((_("Forum"), title), (_("Dates"), date_range(forum.starts_on, forum.ends_on))),
            action=Action(
                label=_("Read the answers"),
                href=addresses.absolute("schedule_desk.approvers", slug=forum.slug, lang=language),
            ),
        )
