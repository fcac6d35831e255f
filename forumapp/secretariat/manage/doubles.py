"""Possible doubles among the registrations: both side by side, and what can be done with each."""

from collections.abc import Mapping
from uuid import UUID

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.directory import queries as directory
from forumapp.forums.models import Forum
from forumapp.i18n import current_language, instant_words
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import service as questions
from forumapp.registration import queries, service
from forumapp.registration.models import Registration
from forumapp.registration.presentation import category_word, library_of, name_of
from forumapp.registration.service import Double
from forumapp.registration.words import ATTENDANCE_WORDS, REASON_WORDS, STATUS_WORDS
from forumapp.secretariat.manage.frame import blueprint, forum_by_slug
from forumapp.web import desk
from forumapp.web.guards import guard

MOST = 50
"""How many pairs a page shows; the likeliest stand first."""


@blueprint.get("/forums/<slug>/manage/registrations/doubles/")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def doubles(forum: Forum) -> ResponseReturnValue:
    """Show which registrations may be one person's."""
    pairs, count = service.doubles(forum, most=MOST)
    countries = directory.country_names(current_language())
    categories = questions.names_of(forum)["category"]
    return desk.render_desk(
        "secretariat/doubles.html",
        forum=forum,
        section="registrations",
        rows=[_row(forum, pair, countries, categories) for pair in pairs],
        count=count,
    )


@blueprint.post("/forums/<slug>/manage/registrations/doubles/apart")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def tell_apart(forum: Forum) -> ResponseReturnValue:
    """Remember that two registrations are two people's."""
    one, other = _pair_or_404(forum)
    desk.attempt(
        lambda: service.tell_apart(forum, one, other, now=clock.now()),
        words=_("%(one)s and %(other)s are two people.", one=name_of(one), other=name_of(other)),
        undo=url_for(".take_together", slug=forum.slug, one=one.uid, other=other.uid),
    )
    return redirect(url_for(".doubles", slug=forum.slug), 303)


@blueprint.post("/forums/<slug>/manage/registrations/doubles/together")
@guard(Permission.REGISTRATION_EDIT, forum_by_slug)
def take_together(forum: Forum) -> ResponseReturnValue:
    """Forget that two registrations were told apart."""
    one, other = _pair_or_404(forum)
    desk.attempt(lambda: service.take_together(forum, one, other, now=clock.now()), words=_("The pair is shown again."))
    return redirect(url_for(".doubles", slug=forum.slug), 303)


def _pair_or_404(forum: Forum) -> tuple[Registration, Registration]:
    return _registration_or_404(forum, "one"), _registration_or_404(forum, "other")


def _registration_or_404(forum: Forum, name: str) -> Registration:
    try:
        uid = UUID(request.values.get(name, ""))
    except ValueError:
        abort(404)
    return queries.registration_by_uid(forum.slug, uid) or abort(404)


def _row(forum: Forum, pair: Double, countries: Mapping[str, str], categories: Mapping[str, str]) -> dict[str, object]:
    return {
        "reason": str(REASON_WORDS[pair.reason]),
        "cards": [
            {
                "uid": str(each.uid),
                "name": name_of(each),
                "rows": [
                    (_("Number"), str(each.arrived)),
                    (_("State"), str(STATUS_WORDS[each.status])),
                    (_("Name in Latin letters"), each.latin_name),
                    (_("E-mail"), each.email),
                    (_("Telephone"), each.phone),
                    (_("Country"), countries.get(each.country, each.country)),
                    (_("Library or organization"), library_of(each)),
                    (_("Post"), each.post),
                    (_("Taking part"), str(ATTENDANCE_WORDS[each.attendance])),
                    (_("Takes part as"), category_word(each.category, categories)),
                    (_("Registered at"), instant_words(each.created_at, forum.timezone)),
                ],
            }
            for each in (pair.one, pair.other)
        ],
    }
