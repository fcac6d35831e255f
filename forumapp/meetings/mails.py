"""Letters to the invited, as values; made while their reader's language is spoken."""

from dataclasses import dataclass
from datetime import date

from forumapp.exchange.document import ForumPart
from forumapp.i18n import date_words, localized
from forumapp.i18n import gettext as _
from forumapp.mail import Action, Letter
from forumapp.meetings.words import Told


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """Who is written to: address, language, and the name for the salutation where it is known."""

    email: str
    language: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a letter says of the meeting: ``told`` is None while it is not published; ``words`` are the organizers' own."""

    title: str
    told: Told | None
    words: str = ""
    answer_by: date | None = None
    has_deputies: bool = False
    stands_in_for: str = ""
    """Who named the reader as deputy."""


def invitation(addressee: Addressee, contents: Contents, *, face: ForumPart, link: str, is_reminder: bool) -> Letter:
    """Invite somebody to a meeting, or remind them to answer."""
    title = localized(face.title, face.languages)
    subject = _("Please answer: %(meeting)s") if is_reminder else _("Invitation: %(meeting)s")
    paragraphs = [
        _("You are invited to a closed meeting of the forum “%(forum)s”.", forum=title),
        *([_("We have no answer from you yet.")] if is_reminder else []),
        *([_stands_in(contents)] if contents.stands_in_for else []),
        *(paragraph.strip() for paragraph in contents.words.split("\n\n") if paragraph.strip()),
        *([] if contents.told else [_("Time and place follow when the organizers publish the programme.")]),
        _ask(contents),
    ]
    return Letter(
        to=addressee.email,
        language=addressee.language,
        kind="invitation:remind" if is_reminder else "invitation:write",
        subject=subject % {"meeting": contents.title},
        salutation=_salutation(addressee),
        paragraphs=tuple(paragraphs),
        facts=_facts(contents, title),
        action=Action(label=_("Answer the invitation"), href=link),
        closing=(
            _("The invitation is for you alone. Whoever has the link can answer in your name, so do not pass it on."),
            _("If this letter reached you by mistake, tell the organizers or ignore it."),
        ),
        signature=_("The organizers of the forum “%(forum)s”", forum=title),
        forum=face.slug,
    )


def code(addressee: Addressee, digits: str, *, face: ForumPart) -> Letter:
    """Send the code that makes the browser known in which it was asked for."""
    title = localized(face.title, face.languages)
    return Letter(
        to=addressee.email,
        language=addressee.language,
        kind="invitation:code",
        subject=_("Your code: %(code)s", code=digits),
        salutation=_salutation(addressee),
        paragraphs=(
            _("Type this code on the page of your invitation: %(code)s", code=digits),
            _("The device on which you type it then shows the closed meetings to which you are invited."),
        ),
        closing=(
            _("The code holds for 30 minutes. Give it to nobody; the organizers never ask for it."),
            _("If you did not ask for this letter, nothing needs to be done."),
        ),
        signature=_("The organizers of the forum “%(forum)s”", forum=title),
        forum=face.slug,
    )


def deputy_ended(addressee: Addressee, contents: Contents, *, face: ForumPart) -> Letter:
    """Tell a deputy that they are needed no more."""
    title = localized(face.title, face.languages)
    return Letter(
        to=addressee.email,
        language=addressee.language,
        kind="invitation:end-deputy",
        subject=_("You are not needed as a deputy any more: %(meeting)s", meeting=contents.title),
        salutation=_salutation(addressee),
        paragraphs=(
            _("%(name)s decided otherwise, so your invitation does not hold any more.", name=contents.stands_in_for),
            _("Thank you for having been ready to come."),
        ),
        signature=_("The organizers of the forum “%(forum)s”", forum=title),
        forum=face.slug,
    )


def _salutation(addressee: Addressee) -> str:
    return _("Dear %(name)s,", name=addressee.name) if addressee.name else _("Dear colleague,")


def _stands_in(contents: Contents) -> str:
    return _("%(name)s cannot come and named you as deputy.", name=contents.stands_in_for)


def _ask(contents: Contents) -> str:
    if contents.has_deputies and not contents.stands_in_for:
        return _("Please say whether you come, or name a deputy. You need no password.")
    return _("Please say whether you come. You need no password.")


def _facts(contents: Contents, forum: str) -> tuple[tuple[str, str], ...]:
    told = contents.told
    facts = [(_("Meeting"), contents.title)]
    if told is not None:
        facts += [(_("When"), told.when or _("Not settled yet")), (_("Place"), told.place)]
    facts.append((_("Who invites"), told.inviters if told is not None and told.inviters else forum))
    if contents.answer_by is not None:
        facts.append((_("Please answer by"), date_words(contents.answer_by)))
    return tuple(facts)
