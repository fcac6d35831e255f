"""Letters about sessions: the words of each kind, and what makes a letter of them while the delegate's language is spoken."""

from dataclasses import dataclass, replace

from forumapp.exchange.document import ForumPart
from forumapp.i18n import gettext as _
from forumapp.i18n import lazy_gettext as _l
from forumapp.i18n import localized
from forumapp.mail import Letter, Wording
from forumapp.registration.models import Registration
from forumapp.registration.rules.names import greeting_name

_OPEN = _l("Open my programme")
_TAKE_BACK = _l("If you cannot come, take your sign-up back on your page, so that somebody else gets the place.")

SEATED = Wording(
    kind="signup:seat",
    subject=_l("A place is yours: %(session)s"),
    paragraphs=(_l("A place in the session “%(session)s” has become free, and it is yours."), _TAKE_BACK),
    button=_OPEN,
)
"""Says that a place became free for somebody who waited."""

LET_IN = replace(
    SEATED,
    kind="signup:let-in",
    paragraphs=(_l("The organizers have agreed: you have a place in the session “%(session)s”."), _TAKE_BACK),
)
"""Says that the organizers agreed, and a place was free."""

LET_IN_WAITING = Wording(
    kind="signup:let-in",
    subject=_l("You are in the waiting list: %(session)s"),
    paragraphs=(
        _l("The organizers have agreed to your sign-up for the session “%(session)s”. You are in its waiting list."),
        _l("As soon as a place is free and your registration is confirmed, it is yours, and we will write to you."),
    ),
    button=_OPEN,
)
"""Says that the organizers agreed, and that there is no place for this delegate yet."""

TURNED_AWAY = Wording(
    kind="signup:turn-away",
    subject=_l("About your sign-up: %(session)s"),
    paragraphs=(
        _l("The organizers cannot give you a place in the session “%(session)s”."),
        _l("Your registration for the forum stays as it is. On your page you can choose another session."),
    ),
    button=_OPEN,
)
"""Says that the organizers did not agree."""

PUT_IN = replace(
    SEATED,
    kind="signup:put-in",
    paragraphs=(_l("The organizers have put you down for the session “%(session)s”: you have a place."), _TAKE_BACK),
)
"""Says that the organizers signed somebody up."""

TAKEN_OUT = replace(
    TURNED_AWAY,
    kind="signup:take-out",
    paragraphs=(
        _l("The organizers have taken you out of the session “%(session)s”."),
        _l("Your registration for the forum stays as it is. If this is a mistake, write to the organizers."),
    ),
)
"""Says that the organizers took somebody out."""

CALLED_OFF = Wording(
    kind="signup:call-off",
    subject=_l("Does not take place: %(session)s"),
    paragraphs=(
        _l("The session “%(session)s”, for which you signed up, is no longer in the programme or is cancelled."),
        _l("There is nothing you need to do. On your page you can choose another session."),
    ),
    button=_OPEN,
)
"""Says that a session was cancelled or removed."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The session that a letter is about: its title, and when it takes place, empty where that is not known."""

    title: str
    when: str


def letter(
    registration: Registration, wording: Wording, subject: Subject, *, to: str, face: ForumPart, link: str
) -> Letter:
    """Return a letter to a delegate about a session, in the name of the forum."""
    title = localized(face.title, face.languages)
    name = greeting_name(given_name=registration.given_name, patronymic=registration.patronymic)
    facts = [(_("Session"), subject.title), (_("When"), subject.when), (_("Forum"), title)]
    return wording.letter(
        to=to,
        language=registration.language,
        href=link,
        values={"session": subject.title},
        salutation=_("Dear %(name)s,", name=name),
        facts=tuple(fact for fact in facts if fact[1]),
        signature=_("The organizers of the forum “%(forum)s”", forum=title),
        forum=face.slug,
    )
