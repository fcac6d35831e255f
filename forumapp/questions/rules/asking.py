"""Which questions are asked of whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forumapp.exchange.document import Attendance
from forumapp.questions.rules.parts import WAYS, QuestionPart

Chosen = Mapping[str, frozenset[str]]
"""Keys of the options chosen, by the key of the question."""


@dataclass(frozen=True, kw_only=True)
class Condition:
    """When a question is asked: of people who take part in one way, or who chose an option of another question."""

    attendance: Attendance | None = None
    question: str | None = None
    option: str | None = None


def condition_of(text: str | None) -> Condition | None:
    """Return the condition that a question carries as text; None is none."""
    if not text:
        return None
    question, colon, option = text.partition(":")
    if colon:
        return Condition(question=question, option=option)
    return Condition(attendance=Attendance(text)) if text in WAYS else None


def applying(
    questions: Sequence[QuestionPart], *, category: str, attendance: Attendance | None, chosen: Chosen
) -> tuple[QuestionPart, ...]:
    """Return those questions that are asked of somebody, in their order.

    A question that depends on another one is asked only where that one is asked too, so a left-over choice counts for nothing.
    """
    by_key = {question.key: question for question in questions}
    known: dict[str, bool] = {}

    def is_asked(key: str) -> bool:
        if key not in by_key:
            return False
        if key not in known:
            known[key] = False  # What depends on itself is not asked.
            known[key] = _is_asked(by_key[key])
        return known[key]

    def _is_asked(question: QuestionPart) -> bool:
        if question.categories is not None and category not in question.categories:
            return False
        condition = condition_of(question.condition)
        if condition is None:
            return True
        if condition.question is None:
            return condition.attendance is attendance
        return is_asked(condition.question) and condition.option in chosen.get(condition.question, frozenset())

    return tuple(question for question in questions if is_asked(question.key))


def leads_back(questions: Mapping[str, QuestionPart], part: QuestionPart) -> bool:
    """Say whether a question would depend on itself, by way of others."""
    seen = {part.key}
    condition = condition_of(part.condition)
    while condition is not None and condition.question is not None:
        if condition.question in seen:
            return True
        seen.add(condition.question)
        other = questions.get(condition.question)
        condition = condition_of(other.condition) if other is not None else None
    return False


def dependents(questions: Sequence[QuestionPart], key: str, option: str | None = None) -> list[QuestionPart]:
    """Return the questions that are asked only when a question has an answer, or that one option of it."""
    found = []
    for question in questions:
        condition = condition_of(question.condition)
        if condition is not None and condition.question == key and option in (None, condition.option):
            found.append(question)
    return found
