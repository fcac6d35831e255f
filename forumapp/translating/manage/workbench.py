"""Every text of a forum, source and translation side by side; each row is a form of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask import redirect as go
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.errors import RuleBroken
from forumapp.forums.models import Forum
from forumapp.forums.rules.translations import Text
from forumapp.i18n import gettext as _
from forumapp.i18n import language_name, ngettext
from forumapp.policy import Permission
from forumapp.programme import queries as programme
from forumapp.programme.manage.frame import forum_of_desk
from forumapp.programme.manage.steps import tell_step
from forumapp.translating import service
from forumapp.translating.forms import RowForm, ShownForm
from forumapp.translating.manage.frame import asked_filter, blueprint
from forumapp.translating.presentation.rows import Row, Texts, shown_print
from forumapp.translating.rules.filters import TextFilter
from forumapp.translating.rules.states import State, counts, fingerprint
from forumapp.translating.words import KINDS_OF_SEVERAL, STATES
from forumapp.web import desk
from forumapp.web.actors import may
from forumapp.web.guards import guard

PAGE = 25
"""Texts on a page."""


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """What was typed into a row and why it is not stored; ``is_late`` when somebody else was faster."""

    row: str
    typed: str
    sentence: str
    is_late: bool


@blueprint.get("/")
@guard(Permission.PROGRAMME_READ, forum_of_desk)
def translations(forum: Forum) -> ResponseReturnValue:
    """Show the texts that the address asks for."""
    return _page(forum, asked_filter(forum))


@blueprint.post("/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def save(forum: Forum) -> ResponseReturnValue:
    """Store one row: the text, and what is said of it."""
    chosen, form = asked_filter(forum), RowForm()
    if form.place.kind == "forum" and not may(Permission.FORUM_EDIT, forum):
        abort(403)
    step = programme.newest_step(forum)
    if form.validate_on_submit():
        try:
            with transaction():
                _store(forum, chosen, form)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            return _saved(forum, chosen, form, after=step)
    return _refused(forum, chosen, form)


@blueprint.post("/mark")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def mark_shown(forum: Forum) -> ResponseReturnValue:
    """Mark what a page shows as reviewed."""
    chosen, form = asked_filter(forum), ShownForm()
    count = None
    if form.validate_on_submit():
        with transaction():
            texts = Texts(forum)
            rows, _number, _last = _rows_shown(texts, chosen)
            marked = _to_mark(texts, rows)
            if shown_print(rows) == form.shown.data:
                count = service.mark_all(forum, marked, chosen.target, State.REVIEWED, now=clock.now())
    if count is None:
        desk.warn(_("Something on the page was changed meanwhile. Look at it again, then mark it."))
    else:
        desk.tell(ngettext("%(num)d translation is marked as reviewed.", "%(num)d are marked as reviewed.", count))
    return go(_address(forum, chosen), 303)


def _store(forum: Forum, chosen: TextFilter, form: RowForm) -> None:
    now, place, target = clock.now(), form.place, chosen.target
    service.write(forum, place, target, form.words, seen=form.seen, now=now)
    if form.mark is not None:
        source, seen = form.source.data or "", form.seen.source
        service.mark_one(forum, place, target, form.mark, source=source, seen_source=seen, now=now)


def _saved(forum: Forum, chosen: TextFilter, form: RowForm, *, after: int) -> ResponseReturnValue:
    """Answer with the row as it stands now, or go back to the page at the next row."""
    if _is_script():
        return _fragment(forum, chosen, form, None)
    back = _address(forum, chosen)
    tell_step(forum, _("Saved."), after=after, back=back)
    following = request.form.get("next", "")
    return go(f"{back}#{following}" if following.isascii() and following.replace("-", "").isalnum() else back, 303)


def _refused(forum: Forum, chosen: TextFilter, form: RowForm) -> ResponseReturnValue:
    sentences = [*form.refusals, *(str(error) for errors in form.errors.values() for error in errors)]
    refusal = Refusal(
        row=_row_id(form),
        typed=form.words,
        sentence=" ".join(sentences),
        is_late=form.was_overtaken,
    )
    if _is_script():
        return _fragment(forum, chosen, form, refusal), form.status
    return _page(forum, chosen, refusal), form.status


def _fragment(forum: Forum, chosen: TextFilter, form: RowForm, refusal: Refusal | None) -> str:
    """Return one row for the script that sent it."""
    texts = Texts(forum, service.around(forum, form.place))
    found = next((text for text in texts.texts if text.place == form.place), None)
    return render_template(
        "translating/fragment.html",
        forum=forum,
        row=texts.row(found, chosen) if found else None,
        asked=_asked(chosen),
        refusal=refusal,
        following=request.form.get("next", ""),
        may_change=True,
    )


def _page(forum: Forum, chosen: TextFilter, refusal: Refusal | None = None) -> str:
    texts = Texts(forum)
    rows, number, last = _rows_shown(texts, chosen)
    if refusal is not None and refusal.row not in {row.id for row in rows}:
        lost = [row for row in texts.rows(texts.texts, chosen) if row.id == refusal.row]
        rows = [*lost, *rows]
    may_edit = may(Permission.PROGRAMME_EDIT, forum)
    return desk.render_desk(
        "translating/translations.html",
        forum=forum,
        section="translations",
        rows=rows,
        total=len(texts.fitting(chosen)),
        all=len(texts.texts),
        filter=chosen,
        asked=_asked(chosen),
        choices=_choices(forum, chosen),
        tally=_tally(texts, chosen),
        page={
            "number": number,
            "last": last,
            "previous_href": _address(forum, chosen, number - 1) if number > 1 else None,
            "next_href": _address(forum, chosen, number + 1) if number < last else None,
        },
        refusal=refusal,
        may_edit=may_edit,
        may_change_forum=may_edit and may(Permission.FORUM_EDIT, forum),
        shown=shown_print(rows),
        markable=len(_to_mark(texts, rows)),
    )


def _rows_shown(texts: Texts, chosen: TextFilter) -> tuple[list[Row], int, int]:
    """Return the rows of the page that the address asks for, its number and the last one's."""
    found = texts.fitting(chosen)
    last = max(-(-len(found) // PAGE), 1)
    number = min(max(request.args.get("page", 1, type=int), 1), last)
    return texts.rows(found[(number - 1) * PAGE : number * PAGE], chosen), number, last


def _to_mark(texts: Texts, rows: Sequence[Row]) -> list[tuple[Text, str]]:
    """Return the texts of rows that can be marked as reviewed, each with its source's language."""
    sources = {row.place: row.source_language for row in rows if row.is_markable}
    return [(text, sources[text.place]) for text in texts.texts if text.place in sources]


def _tally(texts: Texts, chosen: TextFilter) -> list[tuple[str, str, list[tuple[str, int, str]]]]:
    """Return for each language its code, name and the states with their numbers and addresses."""
    forum = texts.forum
    counted = counts(texts.texts, forum.languages, texts.marks)
    return [
        (
            code,
            language_name(code),
            [(str(STATES[state]), count, _state_href(forum, chosen, code, state)) for state, count in by_state.items()],
        )
        for code, by_state in counted.items()
    ]


def _state_href(forum: Forum, chosen: TextFilter, target: str, state: State) -> str:
    others = [code for code in (chosen.source, *forum.languages) if code != target]
    source = others[0] if others else target
    return url_for(".translations", slug=forum.slug, source=source, target=target, state=state.value)


def _choices(forum: Forum, chosen: TextFilter) -> list[tuple[str, str, list[tuple[str, Any]], str, bool]]:
    """Return the lists of the filter: name, label, choices, what is chosen, whether all can be."""
    languages = [(code, language_name(code)) for code in forum.languages]
    states = [(state.value, word) for state, word in STATES.items()]
    return [
        ("source", _("Translate from"), languages, chosen.source, False),
        ("target", _("Translate into"), languages, chosen.target, False),
        ("state", _("State"), states, chosen.state.value if chosen.state else "", True),
        ("kind", _("Belongs to"), list(KINDS_OF_SEVERAL.items()), chosen.kind, True),
    ]


def _asked(chosen: TextFilter) -> dict[str, Any]:
    """Return filter and page as parts of an address."""
    number = request.args.get("page", 1, type=int)
    return chosen.asked(page=number if number > 1 else None)


def _address(forum: Forum, chosen: TextFilter, number: int | None = None) -> str:
    parts = _asked(chosen) if number is None else chosen.asked(page=number if number > 1 else None)
    return url_for(".translations", slug=forum.slug, **parts)


def _row_id(form: RowForm) -> str:
    return f"text-{fingerprint('/'.join(form.place))}"


def _is_script() -> bool:
    return request.headers.get("X-Row") == "1"
