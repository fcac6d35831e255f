"""What of a form people used already, which decides whether a thing is deleted or retired. Registration knows and tells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask import current_app

from forumapp.forums.models import Forum

NAME = "forumapp.use_of_questions"
"""Under which name of the application's extensions registration gives what counts."""


@dataclass(frozen=True, kw_only=True)
class Use:
    """How often the parts of a form were used: by key, options by key of question and option, consents by purpose and version."""

    categories: Mapping[str, int] = field(default_factory=dict)
    questions: Mapping[str, int] = field(default_factory=dict)
    options: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How often each option is chosen now."""
    taken: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many places of each option are taken."""
    consents: Mapping[tuple[str, int | None], int] = field(default_factory=dict)
    """Consents that were not taken back; those from before texts had versions have None."""


UseLoader = Callable[[Forum], Use]


def use_of(forum: Forum) -> Use:
    """Count how often the parts of a forum's form were used; nothing where nobody counts."""
    load: UseLoader | None = current_app.extensions.get(NAME)
    return Use() if load is None else load(forum)
