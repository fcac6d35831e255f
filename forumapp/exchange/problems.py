"""Refusals and remarks of the exchange formats, as values that the edge translates."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forumapp.exchange.document import Document

MAXIMUM_SIZE = 20 * 1024 * 1024
"""The largest file that is read, in bytes."""


def N_(message: str) -> str:  # noqa: N802 - the name by which gettext tools find messages to translate later
    """Mark a message for translation and return it as it is."""
    return message


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong or worth a remark: where, and an English message with named ``%(name)s`` places."""

    where: str
    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """The message in English, with its values."""
        return self.message % self.values if self.values else self.message.replace("%%", "%")

    def __str__(self) -> str:
        """Return place and sentence on one line."""
        return f"{self.where}: {self.sentence}" if self.where else self.sentence


class ExchangeError(Exception):
    """A file that cannot be read, with all that was found wrong (20 problems at most)."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems in the order in which they were found."""
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read, and remarks on what could not be kept."""

    document: Document
    warnings: tuple[Problem, ...] = ()


def refusal(message: str, *, where: str = "", **values: object) -> ExchangeError:
    """Make the error for a file with one problem."""
    return ExchangeError(Problem(where=where, message=message, values=values))


def refuse_oversize(octets: bytes) -> None:
    """Refuse a file larger than `MAXIMUM_SIZE`."""
    if len(octets) > MAXIMUM_SIZE:
        raise refusal(
            N_("The file is too large: at most %(megabytes)s MB are read."), megabytes=MAXIMUM_SIZE // (1024 * 1024)
        )
