"""Letters: values that become rows of the outbox in the deed's own transaction, sent afterwards by the worker."""

from forumapp.mail.letters import Action, Entry, Letter, Wording
from forumapp.mail.outbox import is_waiting, put, recall, throw_away

__all__ = ["Action", "Entry", "Letter", "Wording", "is_waiting", "put", "recall", "throw_away"]
