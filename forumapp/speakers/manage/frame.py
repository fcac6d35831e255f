"""What the desk's pages about speakers have in common."""

from flask import Blueprint

from forumapp.directory import queries as directory
from forumapp.directory.manage.frame import forum_of_desk, whole_name
from forumapp.directory.models import ForumPerson
from forumapp.forums.models import Forum
from forumapp.speakers import queries
from forumapp.speakers.models import Speaker

__all__ = ["PLACE", "Desk", "blueprint", "forum_of_desk", "person_of_desk", "whole_name"]

blueprint = Blueprint("speakers_desk", __name__)

PLACE = "/forums/<slug>/manage"


class Desk:
    """A person of a forum at its desk."""

    def __init__(self, forum: Forum, person: ForumPerson, speaker: Speaker | None) -> None:
        self.forum, self.person, self.speaker = forum, person, speaker

    @property
    def forum_id(self) -> int:
        """The forum's id."""
        return self.forum.id

    @property
    def name(self) -> str:
        """The whole name in the page's language."""
        return whole_name(self.person.person)


def person_of_desk(slug: str, key: str) -> Desk | None:
    """Load a person of the forum, whose languages the page falls back on."""
    forum = forum_of_desk(slug)
    person = directory.forum_person_by_key(forum, key) if forum else None
    if forum is None or person is None:
        return None
    return Desk(forum, person, queries.speaker_of(person))
