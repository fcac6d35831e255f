"""What changed in a further event, in sentences that a person would write."""

from datetime import date
from typing import Any

from forumapp.exchange.document import Attendance, Visibility
from forumapp.i18n import date_range
from forumapp.i18n import gettext as _
from forumapp.schedule.presentation.sentences import became, moment_words, renamed
from forumapp.schedule.presentation.sessions import Presenter
from forumapp.schedule.rules import Change, Deed, Detail
from forumapp.schedule.words import attendance_word, closed_word

WHEN = ("starts_on", "ends_on", "starts_at", "ends_at")


def event_sentences(change: Change, presenter: Presenter, *, is_new: bool) -> tuple[str, ...]:
    """Return a change of a further event in sentences; of one that is new to the reader, nothing from before is said."""
    details = {detail.field: detail for detail in change.details}
    if change.deed is Deed.REMOVED:
        return (_("Taken out of the programme."),)
    if is_new or change.deed is Deed.ADDED:
        words = [*_when(details, is_after=True), *_place(details, presenter)]
        return (_("New: %(appointment)s.", appointment=", ".join(words)) if words else _("New in the programme."),)
    said = [became(_("When"), *_both(details))] if any(name in details for name in WHEN) else []
    return (*said, *(_field(name, details[name], presenter) for name in details if name not in WHEN))


def _both(details: dict[str, Detail]) -> tuple[str | None, str | None]:
    before, after = _when(details, is_after=False), _when(details, is_after=True)
    return ", ".join(before) or None, ", ".join(after) or None


def _when(details: dict[str, Detail], *, is_after: bool) -> list[str]:
    """Return the days or the times of an event in one of its two states, as far as the change names them."""
    said = {name: detail.after if is_after else detail.before for name, detail in details.items() if name in WHEN}
    moments = [moment_words(said[name]) for name in ("starts_at", "ends_at") if said.get(name)]
    if moments:
        return [" – ".join(moments)]
    days = [date.fromisoformat(said[name]) for name in ("starts_on", "ends_on") if said.get(name)]
    return [date_range(min(days), max(days))] if days else []


def _place(details: dict[str, Detail], presenter: Presenter) -> list[str]:
    place = details["place"].after if "place" in details else None
    return [presenter.text(place)] if place else []


def _field(name: str, detail: Detail, presenter: Presenter) -> str:
    if name == "title":
        return renamed(detail.before, detail.after, presenter)
    words = {
        "place": _("Place"),
        "attendance": _("How people take part"),
        "link": _("Address"),
        "institutions": _("Who invites"),
        "visibility": _("Who may come"),
    }
    if name not in words:
        return _("The description changed.") if name == "description" else _("It leads to another forum now.")
    return became(words[name], _value(name, detail.before, presenter), _value(name, detail.after, presenter))


def _value(name: str, value: Any, presenter: Presenter) -> str | None:
    if not value:
        return None
    if name == "attendance":
        return attendance_word(Attendance(value))
    if name == "visibility":
        return closed_word(Visibility(value)) or _("Open to all")
    if name == "institutions":
        return "; ".join(presenter.text(each) for each in value)
    return presenter.text(value) if isinstance(value, dict) else str(value)
