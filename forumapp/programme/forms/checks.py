"""The filters of the checks, as their address has them, and the reason why an error is to stand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wtforms import TextAreaField

from forumapp.i18n import lazy_gettext as _l
from forumapp.programme.forms.filters import day_from
from forumapp.programme.rules.checks import Check, Severity
from forumapp.programme.service import MOST_REASON
from forumapp.web.forms import Form, at_most, required


@dataclass(frozen=True, kw_only=True)
class FindingFilter:
    """Which findings to show; nothing given shows all. Pages count from 1."""

    severity: Severity | None = None
    day: date | None = None
    check: Check | None = None
    page: int = 1

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "FindingFilter":
        """Read an address; what cannot be a filter is not one."""
        severity, check, page = query.get("severity", ""), query.get("check", ""), query.get("page", "")
        return cls(
            severity=Severity(severity) if severity in set(Severity) else None,
            day=day_from(query.get("day", "")),
            check=Check(check) if check in set(Check) else None,
            page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 7 else 1,
        )

    @property
    def is_on(self) -> bool:
        """Say whether anything is left out."""
        return replace(self, page=1) != FindingFilter()

    def address(self) -> dict[str, Any]:
        """Return the filters as parts of an address, the page left out."""
        parts = {"severity": self.severity, "day": self.day.isoformat() if self.day else None, "check": self.check}
        return {name: str(value) for name, value in parts.items() if value}


class OverruleForm(Form):
    """Why errors are to stand."""

    reason = TextAreaField(
        _l("Why it is to stand"),
        [required(), at_most(MOST_REASON)],
        description=_l("The history of the forum keeps the reason, with your name."),
    )
