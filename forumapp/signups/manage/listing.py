"""All sessions that take sign-ups with their numbers, and one of them with who stands in it."""

from flask.typing import ResponseReturnValue

from forumapp.forums.models import Forum
from forumapp.i18n import localized
from forumapp.policy import Permission
from forumapp.registration.service import document_of
from forumapp.signups import queries
from forumapp.signups.forms import AddForm
from forumapp.signups.manage.frame import PLACE, Desk, blueprint, forum_of_desk, session_of_desk
from forumapp.signups.presentation.desk import capacity_hint, desk_rows, people_rows
from forumapp.signups.rules.line import NOBODY
from forumapp.signups.words import places_words, when_words
from forumapp.web.desk import render_desk
from forumapp.web.guards import guard


@blueprint.get(f"{PLACE}/")
@guard(Permission.REGISTRATION_READ, forum_of_desk)
def signups(forum: Forum) -> ResponseReturnValue:
    """List the published sessions that take sign-ups: places, who has one, who waits."""
    document = document_of(forum)
    rows = desk_rows(document, queries.tallies(forum)) if document is not None else []
    return render_desk(
        "signups/desk/signups.html", forum=forum, section="signups", rows=rows, is_published=document is not None
    )


@blueprint.get(f"{PLACE}/<key>/")
@guard(Permission.REGISTRATION_READ, session_of_desk)
def session(desk: Desk) -> ResponseReturnValue:
    """Show who signed up for a session, in order of arrival."""
    return session_page(desk)


def session_page(desk: Desk, form: AddForm | None = None) -> str:
    """Return the page of a session; a form that was refused stands in it as it was sent."""
    forum, part, offer = desk.forum, desk.part, desk.offer
    tally = queries.tallies(forum, (part.key,)).get(part.key, NOBODY)
    return render_desk(
        "signups/desk/session.html",
        forum=forum,
        section="signups",
        key=part.key,
        title=localized(part.title, forum.languages),
        when=when_words(part, desk.document.forum.timezone),
        places=places_words(offer, tally) if offer is not None else None,
        limit=offer.places if offer is not None else None,
        needs_approval=offer is not None and offer.needs_approval,
        hint=capacity_hint(offer, tally) if offer is not None else None,
        tally=tally,
        rows=people_rows(queries.of_session(forum, part.key), forum),
        form=form or AddForm(formdata=None),
    )
