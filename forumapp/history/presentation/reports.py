"""The reports of a session before and after a deed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forumapp.forums.presentation import Change, Field, Fields, Known, Listed, Texts, named
from forumapp.forums.words import SETTINGS as LABELS
from forumapp.i18n import gettext as _
from forumapp.i18n import localized, ngettext

_PARTS: Fields = {
    "title": Texts(LABELS["title"]),
    "minutes": Field(LABELS["minutes"]),
    "people": Listed(LABELS["people"], named("person")),
    "abstract": Texts(LABELS["abstract"]),
}


@dataclass(frozen=True)
class Reports(Field):
    """Reports in their running order, told apart by key."""

    def changes(self, before: Any, after: Any, known: Known) -> Iterator[Change]:
        """Say which reports came, which went, what changed in the others, and the order where it is another one."""
        old, new = ({report["key"]: report for report in value or ()} for value in (before, after))
        for key in dict.fromkeys([*old, *new]):
            if key not in new:
                yield Change(label=str(self.label), before=_line(old[key], known), after="")
            elif key not in old:
                yield Change(label=str(self.label), before="", after=_line(new[key], known))
            else:
                yield from _revised(old[key], new[key], known)
        if [key for key in old if key in new] != [key for key in new if key in old]:
            yield Change(label=str(LABELS["report_order"]), before=_titles(old, known), after=_titles(new, known))


def _revised(old: dict[str, Any], new: dict[str, Any], known: Known) -> Iterator[Change]:
    for name, each in _PARTS.items():
        if each is not None and old.get(name) != new.get(name):
            for change in each.changes(old.get(name), new.get(name), known):
                label = _("Report “%(title)s”: %(field)s", title=_title(old, known), field=change.label)
                yield Change(label=label, before=change.before, after=change.after)


def _line(report: dict[str, Any], known: Known) -> str:
    length = ngettext("%(num)d minute", "%(num)d minutes", int(report["minutes"]))
    return ", ".join([_title(report, known), length, *(known.name("person", key) for key in report["people"])])


def _titles(reports: dict[str, dict[str, Any]], known: Known) -> str:
    return "; ".join(_title(report, known) for report in reports.values())


def _title(report: dict[str, Any], known: Known) -> str:
    return localized(report["title"], known.languages)
