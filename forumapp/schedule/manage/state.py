"""What every page of the desk says of publication."""

from flask import url_for

from forumapp.events.forms import OtherForum
from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import instant_words, localized, ngettext
from forumapp.policy import Permission
from forumapp.programme import queries as programme_queries
from forumapp.schedule import queries, service
from forumapp.web.actors import may
from forumapp.web.desk import Publication


def publication(forum: Forum) -> Publication:
    """Return the state of publication in words, as every page of the desk shows it."""
    current = queries.current_release(forum)
    pending = service.count_pending(forum)
    href = url_for("schedule_desk.releases", slug=forum.slug) if may(Permission.PROGRAMME_READ, forum) else None
    if current is None:
        return Publication(words=_("Nothing is published yet."), href=href)
    moment = instant_words(current.published_at, forum.timezone)
    words = _("Release %(number)d, published %(moment)s.", number=current.number, moment=moment)
    if not pending:
        return Publication(words=words)
    return Publication(
        words=words,
        pending=ngettext("%(num)d change is not published.", "%(num)d changes are not published.", pending),
        href=href,
    )


def other_forums() -> list[OtherForum]:
    """Return the published forums as the public knows them, the latest first, for the desk of further events."""
    seen = [queries.seen_by_public(release).forum for release in reversed(queries.published_forums())]
    return [
        OtherForum(
            slug=face.slug,
            title=localized(face.title, face.languages),
            starts_on=face.starts_on,
            ends_on=face.ends_on,
        )
        for face in seen
    ]


def progress(forum: Forum) -> dict[str, bool]:
    """Return which steps towards a programme are done, by the endpoint of each; the desk's overview lists them."""
    return {
        "programme_desk.rooms": bool(programme_queries.rooms(forum)),
        "programme_desk.sessions": bool(programme_queries.uids(forum)),
        "schedule_desk.releases": queries.current_release(forum) is not None,
    }
