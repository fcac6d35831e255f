"""Letters about personal data: to delegates who want to be erased, and to the team when a forum's time comes."""

from datetime import date

from forumapp.accounts.models import Account
from forumapp.forums.models import Forum
from forumapp.i18n import date_range, date_words, in_language, localized_in, ngettext
from forumapp.i18n import gettext as _
from forumapp.i18n import lazy_gettext as _l
from forumapp.mail import Action, Letter, Wording
from forumapp.web import addresses

ASKED = Wording(
    kind="privacy:ask",
    subject=_l("You asked us to erase your data: %(forum)s"),
    paragraphs=(
        _l("Your registration is withdrawn, and the organizers were told that your data are to be erased."),
        _l("They are erased by %(moment)s. After that nobody can bring them back."),
    ),
    button=_l("Open your page"),
    closing=(_l("If that was not you, or you changed your mind, open your page and keep your data."),),
)
"""Says what was asked for, until when it can be taken back, and where."""

ERASED = Wording(
    kind="privacy:erase",
    subject=_l("Your data were erased: %(forum)s"),
    paragraphs=(
        _l("Your registration ended, and your name, addresses, answers and files were erased from this forum."),
        _l(
            "What is counted stays without your name: the country, the way of taking part and which consents were given."
        ),
    ),
    closing=(
        _l("This is our last letter. It is deleted here as soon as it has left; your links open nothing any more."),
    ),
)
"""The last letter. Its row goes as soon as it left."""


def going_soon(forum: Forum, account: Account, *, day: date, number: int) -> Letter:
    """Tell one of the team that the personal data of a forum go soon."""
    language = account.language or forum.languages[0]
    with in_language(language):
        count = ngettext("%(num)d registration", "%(num)d registrations", number)
        words = (
            _("After %(day)s the personal data of this forum are removed by themselves.", day=date_words(day)),
            _("Names, addresses, telephone numbers, answers, files, letters and links go: %(count)s.", count=count),
            _("Figures and the published programme stay. Save before then what you may keep, or choose another day."),
        )
        return _letter(forum, account, _("Personal data go soon: %(title)s"), words, kind="privacy:soon")


def gone(forum: Forum, account: Account) -> Letter:
    """Tell one of the team that the personal data of a forum are gone."""
    with in_language(account.language or forum.languages[0]):
        words = (
            _("The day came until which personal data of this forum were kept. They are removed now."),
            _("Figures and the published programme stay. Files that people sent are deleted within a day."),
            _("Copies outside this site, files that you saved and backups, are yours to delete."),
        )
        return _letter(forum, account, _("Personal data are removed: %(title)s"), words, kind="privacy:gone")


def _letter(forum: Forum, account: Account, subject: str, paragraphs: tuple[str, ...], *, kind: str) -> Letter:
    language = account.language or forum.languages[0]
    title = localized_in(forum.title, language, forum.languages)
    href = addresses.absolute("privacy_desk.privacy", slug=forum.slug, lang=language)
    return Letter(
        to=account.email,
        language=language,
        kind=kind,
        forum=forum.slug,
        subject=subject % {"title": title},
        salutation=account.name,
        paragraphs=paragraphs,
        facts=((_("Forum"), title), (_("Dates"), date_range(forum.starts_on, forum.ends_on))),
        action=Action(label=_("Open the page about personal data"), href=href),
    )
