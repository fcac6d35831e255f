"""What the pages of the registration form's desk share."""

from dataclasses import dataclass

from flask import Blueprint, g, url_for
from flask_babel import LazyString

from forumapp.forums.models import Forum
from forumapp.forums.queries import forum_by_slug
from forumapp.i18n import lazy_gettext as _l
from forumapp.i18n import localized
from forumapp.questions import service
from forumapp.questions.forms import CategoryForm, Offer, QuestionForm, SectionForm
from forumapp.questions.rules.parts import CategoryPart, QuestionPart, SectionPart
from forumapp.questions.service.standing import AnyPart

blueprint = Blueprint("questions_desk", __name__, url_prefix="/forums/<slug>/manage/registration-form")

SECTION = "registration-form"
"""The part of the desk to which these pages belong."""

AnyForm = CategoryForm | SectionForm | QuestionForm


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One of the lists of a form: what stands in it, its form, and what pages say of it."""

    kind: type[AnyPart]
    form: type[CategoryForm] | type[SectionForm] | type[QuestionForm]
    heading: LazyString
    add_heading: LazyString
    add_button: LazyString
    save_button: LazyString


PIECES = {
    "categories": Piece(
        kind=CategoryPart,
        form=CategoryForm,
        heading=_l("Categories"),
        add_heading=_l("New category"),
        add_button=_l("Add the category"),
        save_button=_l("Save the category"),
    ),
    "sections": Piece(
        kind=SectionPart,
        form=SectionForm,
        heading=_l("Sections"),
        add_heading=_l("New section"),
        add_button=_l("Add the section"),
        save_button=_l("Save the section"),
    ),
    "questions": Piece(
        kind=QuestionPart,
        form=QuestionForm,
        heading=_l("Questions"),
        add_heading=_l("New question"),
        add_button=_l("Add the question"),
        save_button=_l("Save the question"),
    ),
}
"""By the word for it in addresses."""


def forum_of_desk(slug: str) -> Forum | None:
    """Load the forum, whose languages the page falls back on."""
    forum = forum_by_slug(slug)
    g.content_languages = forum.languages if forum else ()
    return forum


def offer_of(forum: Forum) -> Offer:
    """Return what forms have to choose from."""
    return Offer(languages=forum.languages, sheet=service.sheet_of(forum))


def name_of(part: AnyPart, forum: Forum) -> str:
    """Return what a thing is called: a question by its words."""
    return localized(part.label if isinstance(part, QuestionPart) else part.title, forum.languages)


def overview(forum: Forum, fragment: str) -> str:
    """Return the address of the page with all lists, at one of them."""
    return url_for("questions_desk.form", slug=forum.slug, _anchor=fragment)
