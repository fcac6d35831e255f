"""What the checks found, as templates read it."""

from forumapp.programme.presentation.findings import FindingView, Presenter, SessionGroup
from forumapp.programme.presentation.strips import StripView, strip_days

__all__ = ["FindingView", "Presenter", "SessionGroup", "StripView", "strip_days"]
