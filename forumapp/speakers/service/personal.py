"""What is agreed with speakers: told to a person, taken out of a forum whose time has come."""

from sqlalchemy import delete

from forumapp.db import db
from forumapp.directory.models import AvailabilitySpan
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import language_name, localized
from forumapp.personal import Holding, fact
from forumapp.speakers import queries
from forumapp.speakers.models import Answer, Speaker, SpeakerLink

PRIVATE = (Speaker, SpeakerLink, Answer, AvailabilitySpan)
"""Addresses, links, answers and times. Names, photos and slides belong to the programme and stay with it."""


def personal_data(forum: Forum, email: str | None) -> list[Holding]:
    """Return what is agreed with the speaker who is reached at an address."""
    speaker = queries.speaker_at(forum, email) if email else None
    if speaker is None:
        return []
    languages = ", ".join(language_name(code) for code in speaker.languages or ())
    answers = [
        [
            fact("session", _("Session"), each.session.key, localized(each.session.title, forum.languages)),
            fact("state", _("State"), each.state.value),
            fact("note", _("Note"), each.note),
        ]
        for each in queries.answers_of_id(speaker.forum_person_id)
    ]
    contact = [fact("email", _("E-mail"), speaker.email), fact("languages", _("Languages"), languages)]
    return [
        Holding(key="speaker", title=_("Speaker"), rows=[contact]),
        Holding(key="speaker_answers", title=_("Answers about sessions"), rows=answers),
    ]


def anonymize(forum: Forum) -> None:
    """Drop how a forum's speakers are reached and what they answered."""
    ids = queries.forum_person_ids(forum)
    for table in PRIVATE:
        db.session.execute(delete(table).where(table.forum_person_id.in_(ids)))
    db.session.flush()
