"""What changed in a session, in sentences that a person would write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forumapp.exchange.document import Kind, LanguageMap, Role, Signup, Status, Visibility
from forumapp.i18n import date_words, language_name, ngettext, pgettext
from forumapp.i18n import gettext as _
from forumapp.programme.words import SIGNUPS
from forumapp.schedule.presentation.sessions import Presenter
from forumapp.schedule.rules import Change, Deed, Detail
from forumapp.schedule.words import kind_word, role_words

Read = Mapping[str, Detail]


def session_sentences(change: Change, presenter: Presenter, *, is_new: bool) -> tuple[str, ...]:
    """Return a change of a session in sentences; of a session that is new to the reader, nothing from before is said."""
    details = {detail.field: detail for detail in change.details}
    if change.deed is Deed.REMOVED:
        return (_("Taken out of the programme."),)
    if is_new or change.deed is Deed.ADDED:
        return (_new(details, presenter),)
    said = [*_status(change), *_moved(details, presenter)]
    for name, detail in details.items():
        said += _field(name, detail, presenter, is_alone="reports" not in details)
    return tuple(said)


def renamed(before: LanguageMap | None, after: LanguageMap | None, presenter: Presenter) -> str:
    """Say that something has another title; the new one stands above the sentence."""
    former = presenter.text(before)
    if former != presenter.text(after):
        return _("Renamed; it was “%(title)s”.", title=former)
    return _("The title changed in another language: %(languages)s.", languages=_languages_between(before, after))


def became(word: str, before: str | None, after: str | None) -> str:
    """Say what a value is now and what it was."""
    if before == after:
        return _("%(word)s: changed in another language.", word=word)
    if before and after:
        return _("%(word)s: %(after)s (was: %(before)s).", word=word, after=after, before=before)
    if after:
        return _("%(word)s: %(after)s.", word=word, after=after)
    return _("%(word)s: none (was: %(before)s).", word=word, before=before or "")


def lowered(words: object) -> str:
    """Return words as they stand inside a sentence."""
    text = str(words)
    return text[:1].lower() + text[1:]


def moment_words(value: str, *, has_day: bool = True, has_time: bool = True) -> str:
    """Return a wall time (ISO) in words: "11 March, 10:00", or the day or the time alone."""
    moment = datetime.fromisoformat(value)
    words = [date_words(moment.date(), with_year=False)] if has_day else []
    return ", ".join([*words, f"{moment:%H:%M}"] if has_time else words)


def _languages_between(before: LanguageMap | None, after: LanguageMap | None) -> str:
    codes = [
        code for code in {**(before or {}), **(after or {})} if (before or {}).get(code) != (after or {}).get(code)
    ]
    return ", ".join(language_name(code) for code in codes)


def _new(details: Read, presenter: Presenter) -> str:
    """Return when and where a new session takes place, as far as that is known."""
    starts, ends, room = (details[name].after if name in details else None for name in ("starts_at", "ends_at", "room"))
    words = []
    if starts and ends:
        words.append(f"{moment_words(starts)}–{moment_words(ends, has_day=False)}")
    elif starts:
        words.append(moment_words(starts))
    words += [presenter.text(room)] if room else []
    return _("New: %(appointment)s.", appointment=", ".join(words)) if words else _("New in the programme.")


def _status(change: Change) -> Iterable[str]:
    status = next((detail for detail in change.details if detail.field == "status"), None)
    if change.deed is Deed.CANCELLED:
        yield _("Cancelled.")
    elif change.deed is Deed.RESTORED:
        yield _("Takes place after all.")
    elif status is not None:
        yield _("Not confirmed yet.") if status.after == Status.TENTATIVE else _("Confirmed.")


@dataclass(frozen=True)
class _Times:
    """When a session began and ended, and does now (ISO wall times); of what did not change nothing is known."""

    starts: Detail | None
    ends: Detail | None

    @property
    def is_move(self) -> bool:
        """Say whether the whole session stands at another time."""
        return all(each is not None and each.before and each.after for each in (self.starts, self.ends))

    @property
    def has_other_length(self) -> bool:
        """Say whether a moved session takes longer or shorter than before."""
        if not self.is_move or self.starts is None or self.ends is None:
            return False
        before, after = (
            datetime.fromisoformat(end) - datetime.fromisoformat(begin)
            for begin, end in ((self.starts.before, self.ends.before), (self.starts.after, self.ends.after))
        )
        return before != after


def _moved(details: Read, presenter: Presenter) -> Iterable[str]:
    """Say from where and when to where and when, naming only what is another."""
    times, room = _Times(details.get("starts_at"), details.get("ends_at")), details.get("room")
    has_rooms = room is not None and room.before and room.after
    before, after = [], []
    if room is not None and has_rooms:
        before.append(presenter.text(room.before))
        after.append(presenter.text(room.after))
    if times.is_move and times.starts is not None:
        former, present = _pair(times.starts)
        before.append(former)
        after.append(present)
    if before:
        words = {"before": ", ".join(before), "after": ", ".join(after)}
        if has_rooms:
            yield pgettext("place", "Moved from %(before)s to %(after)s.", **words)
        else:
            yield pgettext("time", "Moved from %(before)s to %(after)s.", **words)
    if room is not None and not has_rooms:
        yield _room(room, presenter)
    yield from _set_times(times)


def _pair(detail: Detail) -> tuple[str, str]:
    """Return two wall times in words: the day only where it is another, the time of day only where it is or both are."""
    former, present = (datetime.fromisoformat(value) for value in (detail.before, detail.after))
    has_day = former.date() != present.date()
    has_time = not has_day or former.time() != present.time()
    first, second = (moment_words(value, has_day=has_day, has_time=has_time) for value in (detail.before, detail.after))
    return first, second


def _room(room: Detail, presenter: Presenter) -> str:
    if room.after:
        return _("Room: %(room)s.", room=presenter.text(room.after))
    return _("Its room is not set any more (was: %(room)s).", room=presenter.text(room.before))


def _set_times(times: _Times) -> Iterable[str]:
    """Say what of a time is new where the session did not simply move."""
    starts, ends = times.starts, times.ends
    if times.has_other_length and ends is not None:
        yield _("It ends at %(time)s now.", time=moment_words(ends.after, has_day=False))
    if times.is_move:
        return
    if starts is not None and starts.after and not starts.before:
        until = f"–{moment_words(ends.after, has_day=False)}" if ends is not None and ends.after else ""
        yield _("Its time is set: %(time)s.", time=f"{moment_words(starts.after)}{until}")
    elif starts is not None and starts.before and not starts.after:
        yield _("Its time is not set any more (was: %(time)s).", time=moment_words(starts.before))
    elif starts is not None and starts.after:
        former, present = _pair(starts)
        yield _("Begins at %(after)s instead of %(before)s.", after=present, before=former)
    elif ends is not None and ends.before and ends.after:
        former, present = _pair(ends)
        yield _("Ends at %(after)s instead of %(before)s.", after=present, before=former)


def _field(name: str, detail: Detail, presenter: Presenter, *, is_alone: bool) -> Iterable[str]:
    """Say what changed in one field that is neither time nor place nor status."""
    if name == "title":
        yield renamed(detail.before, detail.after, presenter)
    elif name == "people":
        yield from _people(detail, presenter)
    elif name == "reports":
        yield from _reports(detail, presenter)
    elif name == "abstract":
        yield _abstract(detail)
    elif name == "report_abstracts" and is_alone:
        yield _("The abstracts of reports changed.")
    elif name == "visibility":
        yield _visibility(Visibility(detail.after))
    else:
        word = _value_word(name)
        if word is not None:
            yield became(word, *(_value(name, value, presenter) for value in (detail.before, detail.after)))


def _abstract(detail: Detail) -> str:
    if not detail.before:
        return _("It has an abstract now.")
    return _("Its abstract changed.") if detail.after else _("Its abstract was taken out.")


def _visibility(visibility: Visibility) -> str:
    words = {
        Visibility.PUBLIC: _("Open to everybody now."),
        Visibility.REGISTERED: _("For registered delegates only now."),
        Visibility.INVITED: _("By invitation only now."),
    }
    return words[visibility]


def _value_word(name: str) -> str | None:
    words = {
        "kind": _("Kind"),
        "track": _("Track"),
        "languages": _("Languages"),
        "interpretation": _("Interpretation"),
        "signup": _("Sign-up"),
        "capacity": _("Places"),
    }
    return words.get(name)


def _value(name: str, value: Any, presenter: Presenter) -> str | None:
    if value is None:
        return None
    if name == "track":
        return presenter.text(value)
    if name in {"languages", "interpretation"}:
        return ", ".join(language_name(code) for code in value) or None
    if name == "kind":
        return lowered(kind_word(Kind(value)))
    return lowered(SIGNUPS[Signup(value)]) if name == "signup" else str(value)


@dataclass(frozen=True)
class _Person:
    """Somebody with a role as a difference holds it; releases of old name no key, so the name stands for it."""

    role: Role
    name: str
    key: str

    @property
    def words(self) -> str:
        """The name with the role."""
        return f"{self.name} ({lowered(role_words(self.role)[0])})"


def _people(detail: Detail, presenter: Presenter) -> Iterable[str]:
    before, after = ([_person(value, presenter) for value in state] for state in (detail.before, detail.after))
    known, present = ({(each.role, each.key): each for each in people} for people in (before, after))
    joined = [each for key, each in present.items() if key not in known]
    left = [each for key, each in known.items() if key not in present]
    called = [(known[key], each) for key, each in present.items() if key in known and known[key].name != each.name]
    if joined:
        words = ", ".join(each.words for each in joined)
        yield ngettext("%(people)s takes part.", "Take part now: %(people)s.", len(joined), people=words)
    if left:
        words = ", ".join(each.words for each in left)
        yield ngettext("No longer takes part: %(people)s.", "No longer take part: %(people)s.", len(left), people=words)
    for former, each in called:
        yield _("%(before)s is called %(after)s now.", before=former.name, after=each.name)
    if not (joined or left or called):
        is_order = [each.key for each in before] != [each.key for each in after]
        yield _("The order of people changed.") if is_order else _("Names of people changed in another language.")


def _person(value: list[Any], presenter: Presenter) -> _Person:
    role, names, *keys = value
    name = presenter.text(names)
    return _Person(Role(role), name, keys[0] if keys else name)


@dataclass(frozen=True)
class _Report:
    """A report as a difference holds it; releases of old name no key, so the title stands for it."""

    title: str
    minutes: int
    people: str
    key: str


def _reports(detail: Detail, presenter: Presenter) -> Iterable[str]:
    before, after = ([_report(value, presenter) for value in state] for state in (detail.before, detail.after))
    known, present = ({each.key: each for each in reports} for reports in (before, after))
    said = [_("New report: “%(title)s”.", title=each.title) for each in after if each.key not in known]
    said += [_("Report taken out: “%(title)s”.", title=each.title) for each in before if each.key not in present]
    for each in after:
        if each.key in known:
            said += _report_sentences(known[each.key], each)
    if not said:
        is_order = [each.key for each in before] != [each.key for each in after]
        said = [_("The order of reports changed.") if is_order else _("Reports changed in another language.")]
    return said


def _report(value: list[Any], presenter: Presenter) -> _Report:
    title, minutes, people, *keys = value
    words = presenter.text(title)
    return _Report(words, minutes, ", ".join(presenter.text(name) for name in people), keys[0] if keys else words)


def _report_sentences(before: _Report, after: _Report) -> Iterable[str]:
    word = _("Report “%(title)s”", title=after.title)
    if before.title != after.title:
        yield _("Report “%(before)s” is called “%(after)s” now.", before=before.title, after=after.title)
    if before.minutes != after.minutes:
        yield became(word, *(ngettext("%(num)d minute", "%(num)d minutes", each.minutes) for each in (before, after)))
    if before.people != after.people:
        yield became(word, before.people, after.people)
