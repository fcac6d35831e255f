"""Letters about sign-ups, put into the outbox in the delegate's language."""

from dataclasses import dataclass
from datetime import datetime

from forumapp.exchange.document import Document, SessionPart
from forumapp.forums.models import Forum
from forumapp.i18n import in_language, localized
from forumapp.mail import Wording, put
from forumapp.registration.models import Registration
from forumapp.registration.service import document_of, token_of, viewer_of
from forumapp.schedule.rules import may_see
from forumapp.signups import mails
from forumapp.signups.models import SessionSignup
from forumapp.signups.words import when_words
from forumapp.web import addresses


@dataclass(frozen=True)
class Published:
    """A forum and what its current release holds, for all viewers together."""

    forum: Forum
    document: Document

    def session(self, key: str) -> SessionPart | None:
        """Return a session by key, cancelled or not."""
        return next((each for each in self.document.sessions if each.key == key), None)


def published(forum: Forum) -> Published | None:
    """Return a forum with its current release, None while nothing is published; ask under the forum's lock."""
    document = document_of(forum)
    return None if document is None else Published(forum, document)


def write(signup: SessionSignup, wording: Wording, *, within: Published, now: datetime) -> None:
    """Write to a delegate about one session; who has no address gets no letter."""
    registration, face = signup.registration, within.document.forum
    if registration.email is None:
        return
    part = within.session(signup.session_key)
    with in_language(registration.language):
        # What is no longer in the programme, or closed to this delegate, is called as it was when they chose it.
        is_seen = part is not None and may_see(part, viewer_of(registration))
        is_known = is_seen and signup.called_off_at is None
        title = localized(part.title if part is not None and is_known else signup.title, face.languages)
        when = when_words(part, face.timezone) if part is not None and is_known else ""
        subject = mails.Subject(title=title, when=when)
        link = link_to(registration, slug=face.slug)
        put(mails.letter(registration, wording, subject, to=registration.email, face=face, link=link), now=now)


def link_to(registration: Registration, *, slug: str) -> str:
    """Return the address of a delegate's own programme."""
    return addresses.absolute("signups.programme", slug=slug, token=token_of(registration))
