"""Which place is a session's, where a programme names several."""

from typing import Any

import pytest

from tests.unit.exchange.tables.drafts import draft_of

pytestmark = pytest.mark.once

HEAD = "Время;Мероприятие;Место\n11 марта;;\n"


def place_of(rows: str) -> tuple[Any, list[str]]:
    session = draft_of((HEAD + rows).encode()).sessions[0]
    return session.room.get("ru"), [remark.sentence for remark in session.remarks]


def test_a_place_of_its_own_comes_before_the_place_of_all() -> None:
    text = "11 марта\nМесто проведения: Национальная библиотека\n10:00-11:00 Секция «Право» (малый зал)\n"

    session = draft_of(text.encode()).sessions[0]

    assert (session.title, session.room) == ({"ru": "Секция «Право»"}, {"ru": "малый зал"})


@pytest.mark.parametrize(
    ("row", "room", "remarks"),
    [
        ("10:00-11:00;Секция «Право» (малый зал);\n", "малый зал", []),
        ("10:00-11:00;Секция «Право» (малый зал);малый зал\n", "малый зал", []),
        (
            "10:00-11:00;Секция «Право» (малый зал);Корпус 2\n",
            "Корпус 2",
            ["It names a second place, which is not taken in: малый зал."],
        ),
    ],
)
def test_a_second_place_is_told(row: str, room: str, remarks: list[str]) -> None:
    assert place_of(row + "11:00-12:00;Обед;\n") == (room, remarks)
