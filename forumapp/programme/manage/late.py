"""Running late: a preview of what would move, then the button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forumapp import clock
from forumapp.db import transaction
from forumapp.directory import queries as directory
from forumapp.errors import Overtaken, RuleBroken
from forumapp.exchange.zones import DAY_ENDS_AT, day_of, wall_time
from forumapp.forums.models import Forum
from forumapp.i18n import date_range, date_words, ngettext
from forumapp.i18n import gettext as _
from forumapp.policy import Permission
from forumapp.programme import queries, rules, service
from forumapp.programme.forms import LateForm
from forumapp.programme.manage.frame import blueprint, forum_of_desk
from forumapp.programme.manage.steps import tell_step
from forumapp.programme.manage.timetable import grid
from forumapp.programme.manage.timetable.views import shown_day
from forumapp.programme.manage.wording import Wording, day_words, times_of
from forumapp.web import desk
from forumapp.web.guards import guard


@dataclass(frozen=True, kw_only=True)
class ShiftRow:
    """A session that would move, in words."""

    key: str
    title: str
    room: str
    before: str
    after: str


@blueprint.get("/late/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def late(forum: Forum) -> ResponseReturnValue:
    """Ask what is late, and show what would move."""
    is_asked = "minutes" in request.args
    form = _form(forum, request.args if is_asked else None)
    preview = None
    if is_asked and form.validate() and _is_of(forum, form):
        try:
            preview = service.preview_shift(forum, _delay(forum, form))
        except RuleBroken as broken:
            form.reject(broken)
    return _page(forum, form, preview), form.status


@blueprint.post("/late/")
@guard(Permission.PROGRAMME_EDIT, forum_of_desk)
def shift(forum: Forum) -> ResponseReturnValue:
    """Move everything that was shown."""
    form = _form(forum, request.form)
    preview = None
    if form.validate_on_submit() and _is_of(forum, form):
        delay, step = _delay(forum, form), queries.newest_step(forum)
        try:
            with transaction():
                count = service.shift_later(forum, delay, expected=form.mark.data or "", now=clock.now())
        except Overtaken as overtaken:
            form.reject(overtaken)
            preview = service.preview_shift(forum, delay)
        except RuleBroken as broken:
            form.reject(broken)
        else:
            words = ngettext("%(num)d session is moved.", "%(num)d sessions are moved.", count)
            back = url_for(".timetable", slug=forum.slug, day=form.when[0].isoformat())
            tell_step(forum, words, after=step, back=back)
            return redirect(back, 303)
    return _page(forum, form, preview), form.status


def _form(forum: Forum, given: object) -> LateForm:
    wording = Wording(forum)
    rooms = [(room.key, wording.text(room.title)) for room in queries.rooms(forum)]
    is_question = request.method != "POST"
    return LateForm.of(rooms, day=shown_day(forum), begin=_first_guess(forum), given=given, is_question=is_question)


def _is_of(forum: Forum, form: LateForm) -> bool:
    """Say whether the day is one of the forum's; the form tells it where not."""
    day = form.when[0]
    if forum.starts_on <= day <= forum.ends_on:
        return True
    days = date_range(forum.starts_on, forum.ends_on)
    words = _("%(day)s is not a day of the forum (%(days)s).", day=date_words(day), days=days)
    form.reject(RuleBroken(words, field="day"))
    return False


def _first_guess(forum: Forum) -> datetime:
    """Return now on the forum's clock on a day of the forum, else when the shown day begins."""
    now = wall_time(clock.now(), ZoneInfo(forum.timezone))
    day = shown_day(forum)
    if day_of(now, forum.starts_on) == day:
        return now
    window = grid.window_of(day, forum.starts_on)
    starts = [session.starts_at for session in queries.sessions_around(forum, *window) if session.starts_at]
    return min((moment for moment in starts if moment >= window[0]), default=datetime.combine(day, grid.USUAL[0]))


def _delay(forum: Forum, form: LateForm) -> service.Delay:
    day, begin = form.when
    return service.Delay(
        begin=datetime.combine(day + timedelta(days=begin < DAY_ENDS_AT), begin),
        end=grid.window_of(day, forum.starts_on)[1],
        minutes=form.minutes.data or 0,
        room=form.room.data,
        runs_on=bool(form.runs_on.data),
    )


def _page(forum: Forum, form: LateForm, preview: service.Preview | None) -> str:
    wording = Wording(forum)
    if preview is not None:
        form.mark.data = preview.mark
    return desk.render_desk(
        "programme/late.html",
        forum=forum,
        section="programme",
        form=form,
        rows=None if preview is None else [_row(shift, wording) for shift in preview.shifts],
        clashes=[] if preview is None else _clash_words(forum, preview, wording),
    )


def _row(shift: service.Shift, wording: Wording) -> ShiftRow:
    room = shift.session.room
    days = {part.starts_at.date() for part in (shift.before, shift.after) if part.starts_at}
    after = times_of(shift.after.starts_at, shift.after.ends_at)
    moved_to = f"{day_words(shift.after.starts_at)}, {after}" if shift.after.starts_at and len(days) > 1 else after
    return ShiftRow(
        key=shift.session.key,
        title=wording.text(shift.session.title),
        room=wording.text(room.title) if room else "",
        before=times_of(shift.before.starts_at, shift.before.ends_at),
        after=moved_to,
    )


def _clash_words(forum: Forum, preview: service.Preview, wording: Wording) -> Sequence[str]:
    if not preview.new_clashes:
        return []
    titles = {session.key: wording.text(session.title) for session in queries.sessions(forum)}
    rooms = {room.key: wording.text(room.title) for room in queries.rooms(forum)}
    names = {person.key: wording.name(person) for person in directory.forum_people(forum)}
    return [_clash_sentence(clash, titles, rooms | names) for clash in preview.new_clashes]


def _clash_sentence(clash: rules.Clash, titles: dict[str, str], needs: dict[str, str]) -> str:
    return _(
        "%(what)s would be needed by “%(one)s” and “%(other)s” at the same time.",
        what=needs.get(clash.need.key, clash.need.key),
        one=titles.get(clash.one, clash.one),
        other=titles.get(clash.other, clash.other),
    )
