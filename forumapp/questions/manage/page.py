"""The page with all that a forum asks, and the form as people will see it."""

from collections.abc import Sequence

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from forumapp.exchange.document import Attendance
from forumapp.forums.models import Forum
from forumapp.forums.words import ATTENDANCES
from forumapp.i18n import LANGUAGE_NAMES, current_language, in_language, localized
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.questions import presentation, service
from forumapp.questions.forms import AskingForm
from forumapp.questions.manage.frame import SECTION, blueprint, forum_of_desk, name_of
from forumapp.questions.rules.parts import WAYS, CategoryPart, QuestionPart, Sheet
from forumapp.questions.service.standing import AnyPart, Entry
from forumapp.questions.words import KINDS, STAGES, purpose_title
from forumapp.web import desk
from forumapp.web.guards import guard
from forumapp.web.lists import moves_of


@blueprint.get("/")
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def form(forum: Forum) -> ResponseReturnValue:
    """List categories, sections with their questions, and consents."""
    sheet, use = service.sheet_of(forum), service.use_of(forum)
    categories = service.entries(CategoryPart, forum)
    questions = service.entries(QuestionPart, forum)
    return desk.render_desk(
        "questions/form.html",
        forum=forum,
        section=SECTION,
        categories=_rows(forum, "categories", [entry.part for entry in categories if _stands(entry)], use.categories),
        headings=_headings(forum, sheet, use),
        question_count=len(sheet.questions),
        retired=[
            *_retired(forum, "categories", categories, use.categories),
            *_retired(forum, "questions", questions, use.questions),
        ],
        consents=[
            {
                "key": each.key,
                "title": purpose_title(each.key, each.title, forum.languages),
                "version": each.version,
                "is_on": each.is_on,
                "is_required": each.is_required,
                "number": sum(number for (key, _version), number in use.consents.items() if key == each.key),
            }
            for each in service.consents_of(forum)
        ],
    )


@blueprint.get("/preview/")
@guard(Permission.REGISTRATION_EDIT, forum_of_desk)
def preview(forum: Forum) -> ResponseReturnValue:
    """Show the questions as somebody of a category sees them, in one language; nothing can be sent."""
    sheet = service.sheet_of(forum)
    keys = [category.key for category in sheet.categories]
    category = request.args.get("category", "")
    category = category if category in keys else keys[0]
    attendance = next((way for way in WAYS if way.value == request.args.get("attendance")), Attendance.ONSITE)
    speaks = request.args.get("speaks", "")
    speaks = speaks if speaks in LANGUAGE_NAMES else current_language()
    shown = [each for each in sheet.questions if _may_be_asked(each, category, attendance)]
    with in_language(speaks):
        kind = AskingForm.asking(sheet, shown, left=_left(forum, sheet), purposes=sheet.consents)
        body = render_template(
            "questions/preview_body.html",
            form=kind(formdata=None),
            asked=presentation.sections_of(sheet, shown),
            consents=presentation.consent_fields(sheet),
            category=category,
            attendance=attendance,
        )
    return desk.render_desk(
        "questions/preview.html",
        forum=forum,
        section=SECTION,
        speaks=speaks,
        body=body,
        choices=[
            ("category", _("Category"), list(presentation.category_names(sheet).items()), category),
            ("attendance", _("Taking part"), [(way.value, str(ATTENDANCES[way])) for way in WAYS], attendance.value),
            ("speaks", _("Language"), list(LANGUAGE_NAMES.items()), speaks),
        ],
    )


def _stands(entry: Entry[CategoryPart] | Entry[QuestionPart]) -> bool:
    return not entry.is_retired and not entry.is_deleted


def _rows(
    forum: Forum, plural: str, parts: Sequence[AnyPart], counts: object, sheet: Sheet | None = None
) -> list[dict[str, object]]:
    numbers = counts if isinstance(counts, dict) else {}
    return [
        {
            "title": name_of(part, forum),
            "href": url_for(".piece", slug=forum.slug, plural=plural, key=part.key),
            "moves": moves_of(".shift", slug=forum.slug, key=part.key, place=place, count=len(parts), plural=plural),
            "remove_href": url_for(".remove", slug=forum.slug, plural=plural, key=part.key),
            "number": numbers.get(part.key, 0),
            "notes": _notes(part, sheet, forum),
        }
        for place, part in enumerate(parts)
    ]


def _headings(forum: Forum, sheet: Sheet, use: service.Use) -> list[dict[str, object]]:
    """Return the sections in order, that of questions without one first, each with its rows."""
    heads = _rows(forum, "sections", sheet.sections, {})
    loose = [question for question in sheet.questions if question.section not in {each.key for each in sheet.sections}]
    found: list[dict[str, object]] = []
    if loose:
        rows = _rows(forum, "questions", loose, use.questions, sheet)
        found.append({"title": _("Before all sections"), "href": None, "questions": rows})
    for section, head in zip(sheet.sections, heads, strict=True):
        members = [question for question in sheet.questions if question.section == section.key]
        found.append({**head, "questions": _rows(forum, "questions", members, use.questions, sheet)})
    return found


def _retired(
    forum: Forum, plural: str, entries: Sequence[Entry[CategoryPart]] | Sequence[Entry[QuestionPart]], counts: object
) -> list[dict[str, object]]:
    numbers = counts if isinstance(counts, dict) else {}
    return [
        {
            "title": name_of(entry.part, forum),
            "number": numbers.get(entry.part.key, 0),
            "bring_back_href": url_for(".bring_back", slug=forum.slug, plural=plural, key=entry.part.key),
        }
        for entry in entries
        if entry.is_retired and not entry.is_deleted
    ]


def _notes(part: AnyPart, sheet: Sheet | None, forum: Forum) -> list[str]:
    """Return what a row says of a category or question beside its name."""
    if isinstance(part, CategoryPart):
        said = [] if part.is_offered else [_("at the desk only")]
        words = {Attendance.ONSITE: _("on site"), Attendance.ONLINE: _("online")}
        limits = [(words[way], (part.capacity or {}).get(way)) for way in WAYS]
        return said + [
            _("places %(way)s: %(num)s", way=way, num=number) for way, number in limits if number is not None
        ]
    if not isinstance(part, QuestionPart):
        return []
    said = [str(KINDS[part.kind])]
    said += [str(STAGES[part.stage])] if part.stage != "apply" else []
    said += [_("must be answered")] if part.is_required else []
    said += [_("special care")] if part.is_special else []
    if sheet is not None and (condition := presentation.condition_words(sheet, part)):
        said.append(condition)
    places = [option for option in part.options or () if option.places is not None]
    return said + [f"{localized(each.label, forum.languages)}: {each.places}" for each in places]


def _may_be_asked(question: QuestionPart, category: str, attendance: Attendance) -> bool:
    """Say whether a question can come up for somebody; whether it does may depend on other answers."""
    is_for = question.categories is None or category in question.categories
    return is_for and (question.condition not in WAYS or question.condition == attendance)


def _left(forum: Forum, sheet: Sheet) -> dict[tuple[str, str], int]:
    taken = service.use_of(forum).taken
    return {
        (question.key, option.key): max(option.places - taken.get((question.key, option.key), 0), 0)
        for question in sheet.questions
        for option in question.options or ()
        if option.places is not None
    }
