"""Letters to many, as values."""

from forumapp.exchange.document import ForumPart, LanguageMap
from forumapp.i18n import gettext as _
from forumapp.i18n import localized
from forumapp.mail import Letter
from forumapp.registration.models import Registration
from forumapp.registration.rules.names import greeting_name
from forumapp.secretariat.rules.letters import filled_in, paragraphs

KIND = "registration:write-many"


def letter(
    registration: Registration,
    subject: LanguageMap,
    body: LanguageMap,
    *,
    language: str,
    face: ForumPart,
    link: str,
    to: str,
) -> Letter:
    """Return a letter to many as one of them reads it. Make it while ``language`` is spoken; in it subject and body are written."""
    title = localized(face.title, face.languages)
    values = {
        "name": greeting_name(given_name=registration.given_name, patronymic=registration.patronymic),
        "forum": title,
        "link": link,
        "number": str(registration.arrived),
    }
    return Letter(
        to=to,
        language=language,
        kind=KIND,
        subject=filled_in(subject[language], values),
        paragraphs=tuple(filled_in(part, values) for part in paragraphs(body[language])),
        signature=_("The organizers of the forum “%(forum)s”", forum=title),
        forum=face.slug,
    )
