"""What words of a programme say of a session."""

import pytest

from forumapp.exchange.document import Kind
from forumapp.exchange.tables import kinds


@pytest.mark.parametrize(
    "text",
    [
        "Заседание экспертов по обмену записями (закрытое)",
        "Закрытое заседание правления",
        "Встреча директоров (закрытая)",
        "Board (closed)",
    ],
)
def test_what_is_said_to_be_closed_is_not_shown_to_everybody(text: str) -> None:
    assert kinds.is_closed(text)


@pytest.mark.parametrize("text", ["Закрытие форума", "Фонды (закрытые хранилища)", "Closing"])
def test_a_closing_is_not_closed(text: str) -> None:
    assert not kinds.is_closed(text)


def test_a_meeting_of_experts_is_one() -> None:
    assert kinds.guess("Заседание экспертов по обмену записями") is Kind.EXPERT_MEETING
