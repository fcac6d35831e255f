"""Bringing a table or a calendar into the working copy: nothing is doubled, nothing that organizers wrote is lost."""

from forumapp.intake.service.asking import Answers, AskedInstitution, AskedPerson, Decisions, ask
from forumapp.intake.service.merging import Conflict
from forumapp.intake.service.taking import Brought, State, Taken, bring_in

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
