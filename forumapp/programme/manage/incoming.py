"""A file that comes in, made to fit the forum it is meant for."""

from dataclasses import dataclass, replace

from forumapp.errors import RuleBroken
from forumapp.events.service import with_events_of
from forumapp.exchange import formats
from forumapp.exchange.document import Document
from forumapp.exchange.formats import Format
from forumapp.exchange.problems import Problem
from forumapp.forums import service as forums
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.web.actors import may


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What a file says of the forum; ``keeps_settings`` when it decides the programme only."""

    document: Document
    warnings: tuple[Problem, ...]
    keeps_settings: bool


def read(octets: bytes, forum: Forum) -> Incoming:
    """Read a file for a forum; raises ExchangeError with all that is wrong, RuleBroken when it is another forum's.

    A frab schedule knows nothing of registration, and a programme editor decides nothing of it: then the forum keeps
    its settings. Nor does it know of further events: they stay.
    """
    if formats.table_in(octets) is not None:
        raise RuleBroken(_("This is a table or a calendar. Bring it in on the page “Bring in a table”."))
    kind = formats.detect(octets)
    reading = formats.read(octets, kind, slug=forum.slug, timezone=forum.timezone)
    document = reading.document
    if kind is Format.FORUM and document.forum.slug != forum.slug:
        raise RuleBroken(_("This is the file of another forum, “%(slug)s”.", slug=document.forum.slug))
    if kind is not Format.FORUM:
        document = with_events_of(forum, document)
    keeps_settings = kind is not Format.FORUM or not may(Permission.FORUM_EDIT, forum)
    if keeps_settings:
        document = replace(document, forum=forums.part_of(forum))
    return Incoming(document=document, warnings=reading.warnings, keeps_settings=keeps_settings)
