"""What the checks found, beside the sessions: in the day list and on a session's own page."""

from functools import cached_property
from typing import Any, NamedTuple

from forumapp.forums.models import Forum
from forumapp.i18n import gettext as _
from forumapp.i18n import ngettext, zone_words
from forumapp.programme import queries, service
from forumapp.programme.presentation import Presenter
from forumapp.programme.rules.checks import CLASHES, CONFLICTS, Check, Finding, Severity

MOST_SENTENCES = 3
"""How many findings of one session are told one by one in the day list."""

MOST_FINDINGS = 20
"""How many findings are told one by one on the page of a session."""


class Told(NamedTuple):
    """A sentence with its severity."""

    severity: str
    sentence: str


class DayFindings:
    """Tells in the day list what does not go together; what is only missing yet stands elsewhere."""

    def __init__(self, forum: Forum) -> None:
        self._found, self._overrulings = service.checked(forum), queries.overrulings(forum)
        self._presenter = Presenter(forum.slug, self._found, self._overrulings)

    @cached_property
    def clashing(self) -> frozenset[str]:
        """The keys of the sessions that need a room or person when another one does."""
        clashes = (finding for finding in self._found.findings if finding.check in CLASHES)
        return frozenset(key for finding in clashes for key in finding.sessions)

    def told(self, key: str) -> list[Told]:
        """Return what does not go together with a session, overruled errors left out; those beyond three are only counted.

        All places where a session is at night are told in one sentence.
        """
        found = [finding for finding in self._found.by_session.get(key, ()) if self._is_told(finding)]
        said = [
            Told(finding.severity.value, self._presenter.sentence(finding, key))
            for finding in found
            if finding.check is not Check.NIGHT
        ]
        cities = ", ".join(zone_words(each.subject or "UTC") for each in found if each.check is Check.NIGHT)
        if cities:
            said.append(Told(Severity.WARNING.value, _("Night in %(cities)s", cities=cities)))
        rest = len(said) - MOST_SENTENCES
        if rest <= 0:
            return said
        more = ngettext("and %(num)d more finding", "and %(num)d more findings", rest)
        return [*said[:MOST_SENTENCES], Told(said[MOST_SENTENCES].severity, more)]

    def _is_told(self, finding: Finding) -> bool:
        is_grave = finding.check in CLASHES or finding.severity is not Severity.NOTE
        return finding.check in CONFLICTS and is_grave and finding.fingerprint not in self._overrulings


def findings_at(forum: Forum, key: str) -> dict[str, Any]:
    """Return for the page of a session what is amiss with it; what concerns its reports is told beside them."""
    found = service.checked(forum)
    presenter = Presenter(forum.slug, found, queries.overrulings(forum))
    of_reports = [each for each in found.by_session.get(key, ()) if each.check is Check.REPORTS_TOO_LONG]
    told = {finding.fingerprint for finding in of_reports}
    views = [view for view in presenter.at(key) if view.fingerprint not in told]
    return {
        "findings": views[:MOST_FINDINGS],
        "more_findings": max(0, len(views) - MOST_FINDINGS),
        "warnings": [presenter.sentence(finding, key) for finding in of_reports],
    }
