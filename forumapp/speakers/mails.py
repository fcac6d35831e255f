"""Letters to speakers, as values; made while the speaker's language is spoken."""

from collections.abc import Collection
from dataclasses import dataclass

from forumapp.forums.models import Forum
from forumapp.i18n import date_range, localized
from forumapp.i18n import gettext as _
from forumapp.mail import Action, Letter
from forumapp.speakers.rules.answers import Lack


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Who is written to: address, language, name for the salutation, and the titles of the sessions."""

    email: str
    language: str
    name: str
    sessions: tuple[str, ...]


def reminder(addressee: Addressee, *, forum: Forum, lacks: Collection[Lack], words: str, link: str) -> Letter:
    """Ask somebody for what is missing of them; ``words`` are the organizers' own, in between."""
    title = localized(forum.title, forum.languages)
    return Letter(
        to=addressee.email,
        language=addressee.language,
        kind="person:write",
        subject=_("Your part in the programme: %(forum)s", forum=title),
        salutation=_("Dear %(name)s,", name=addressee.name),
        paragraphs=(
            _("You stand in the programme of the forum “%(forum)s”.", forum=title),
            *(sentence for lack, sentence in _requests().items() if lack in lacks),
            *(paragraph.strip() for paragraph in words.split("\n\n") if paragraph.strip()),
        ),
        facts=(
            (_("Dates"), date_range(forum.starts_on, forum.ends_on)),
            (_("Your sessions"), "; ".join(addressee.sessions)),
        ),
        action=Action(label=_("Open your page"), href=link),
        closing=(
            _("Keep this letter: the link opens your page without a password, so do not pass it on."),
            _("If this letter reached you by mistake, tell the organizers or ignore it."),
        ),
        signature=_("The organizers of the forum “%(forum)s”", forum=title),
        forum=forum.slug,
    )


def _requests() -> dict[Lack, str]:
    return {
        Lack.ANSWER: _("Please say on your page of each session whether you take part."),
        Lack.BIOGRAPHY: _("Please write a few sentences about yourself there: visitors read them beside your name."),
        Lack.PHOTO: _("Please send a photo of yourself there."),
    }
