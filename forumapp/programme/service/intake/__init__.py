"""Bringing a table or a calendar into the working copy: nothing is doubled, nothing that organizers wrote is lost."""

from forumapp.programme.service.intake.asking import Answers, AskedInstitution, AskedPerson, Decisions, ask
from forumapp.programme.service.intake.merging import Conflict
from forumapp.programme.service.intake.taking import Brought, State, Taken, bring_in

__all__ = [
    "Answers",
    "AskedInstitution",
    "AskedPerson",
    "Brought",
    "Conflict",
    "Decisions",
    "State",
    "Taken",
    "ask",
    "bring_in",
]
