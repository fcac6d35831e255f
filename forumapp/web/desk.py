"""The organizers' desk: the frame of its pages, deeds without a form, notices."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, flash, render_template, session, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.policy import Permission
from forumapp.web.actors import may


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of the desk: ``key`` as pages name it, the word of its link and who may open it."""

    key: str
    word: LazyString
    endpoint: str
    permission: Permission


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What stands published, in words, what does not, and where to review it."""

    words: str
    pending: str | None = None
    href: str | None = None


@dataclass(frozen=True, kw_only=True)
class Summary:
    """A line of a forum's overview: what there is, in words, and where it stands."""

    words: str
    href: str


PublicationLoader = Callable[[Any], Publication]
"""Takes the forum. The schedule registers one as ``forumapp.publication``."""

SECTIONS = (
    Section(key="overview", word=_l("Forum"), endpoint="forums_desk.overview", permission=Permission.FORUM_READ),
    Section(
        key="programme",
        word=_l("Programme"),
        endpoint="programme_desk.sessions",
        permission=Permission.PROGRAMME_READ,
    ),
    Section(key="checks", word=_l("Checks"), endpoint="programme_desk.checks", permission=Permission.PROGRAMME_READ),
    Section(key="rooms", word=_l("Rooms"), endpoint="programme_desk.rooms", permission=Permission.PROGRAMME_READ),
    Section(key="tracks", word=_l("Tracks"), endpoint="programme_desk.tracks", permission=Permission.PROGRAMME_READ),
    Section(
        key="events", word=_l("Further events"), endpoint="events_desk.events", permission=Permission.PROGRAMME_READ
    ),
    Section(key="people", word=_l("People"), endpoint="directory_desk.people", permission=Permission.PROGRAMME_READ),
    Section(
        key="institutions",
        word=_l("Institutions"),
        endpoint="directory_desk.institutions",
        permission=Permission.PROGRAMME_READ,
    ),
    Section(
        key="translations",
        word=_l("Translations"),
        endpoint="translations_desk.translations",
        permission=Permission.PROGRAMME_READ,
    ),
    Section(key="files", word=_l("Files"), endpoint="programme_desk.files", permission=Permission.PROGRAMME_READ),
    Section(
        key="releases",
        word=_l("Releases"),
        endpoint="schedule_desk.releases",
        permission=Permission.PROGRAMME_READ,
    ),
    Section(
        key="registrations",
        word=_l("Registrations"),
        endpoint="secretariat.registrations",
        permission=Permission.REGISTRATION_READ,
    ),
    Section(
        key="registration-form",
        word=_l("Registration form"),
        endpoint="questions_desk.form",
        permission=Permission.REGISTRATION_EDIT,
    ),
    Section(
        key="invitations",
        word=_l("Invitations"),
        endpoint="meetings_desk.meetings",
        permission=Permission.MEETING_INVITE,
    ),
    Section(
        key="signups", word=_l("Sign-ups"), endpoint="signups_desk.signups", permission=Permission.REGISTRATION_READ
    ),
    Section(
        key="delegations",
        word=_l("Delegations"),
        endpoint="delegations_desk.delegations",
        permission=Permission.REGISTRATION_READ,
    ),
    Section(
        key="privacy",
        word=_l("Personal data"),
        endpoint="privacy_desk.privacy",
        permission=Permission.REGISTRATION_EDIT,
    ),
    Section(key="team", word=_l("Team"), endpoint="forums_desk.team", permission=Permission.TEAM_READ),
    Section(key="audit", word=_l("History"), endpoint="history_desk.audit", permission=Permission.AUDIT_READ),
)


def render_desk(template: str, *, forum: Any, section: str, **values: Any) -> str:
    """Return a page of a forum's desk; ``section`` is the key of the part it belongs to."""
    return render_template(
        template,
        forum=forum,
        section=section,
        sections=[
            (part.key, part.word, url_for(part.endpoint, slug=forum.slug), None)
            for part in SECTIONS
            if part.endpoint in current_app.view_functions and may(part.permission, forum)
        ],
        publication=publication_of(forum),
        account={"name": _("Your account"), "href": url_for("accounts.account")},
        **values,
    )


def publication_of(forum: Any) -> Publication:
    """Return what stands published of a forum and what does not."""
    load: PublicationLoader | None = current_app.extensions.get("forumapp.publication")
    return Publication(words=_("Nothing is published yet.")) if load is None else load(forum)


def attempt(deed: Callable[[], object], *, words: str | None = None, undo: str | None = None) -> bool:
    """Do a deed that has no form of its own, and leave a notice for the next page: what was done, or why not.

    Without ``words`` the caller says what was done. ``undo`` is the address to post to for taking it back. Says whether it was done.
    """
    try:
        with transaction():
            deed()
    except RuleBroken as broken:
        flash(broken.sentence, "bad")
        return False
    if words is not None:
        tell(words, undo=undo)
    return True


def has_notices() -> bool:
    """Say whether a notice waits for the next page."""
    return bool(session.get("_flashes"))


def tell(words: str, *, undo: str | None = None) -> None:
    """Leave a notice for the next page."""
    message: Any = {"words": words, "undo": undo} if undo else words
    flash(message, "good")


def warn(words: str) -> None:
    """Leave a warning for the next page."""
    flash(words, "warn")
