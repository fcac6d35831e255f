"""Every table says whose data it holds, and what holds people's data is erased by somebody."""

from pathlib import Path

import pytest

from forumapp.db import Model
from forumapp.privacy.rules.inventory import INVENTORY, Sort

pytestmark = pytest.mark.once

OPERATIONS = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text("utf-8")
PEOPLE = {name for name, table in INVENTORY.items() if table.sort is Sort.PERSON}


def test_every_table_says_whose_data_it_holds() -> None:
    assert set(INVENTORY) == set(Model.metadata.tables)


def test_what_is_held_about_people_names_what_erases_it_and_nothing_else_does() -> None:
    assert {name for name, table in INVENTORY.items() if table.erased_by} == PEOPLE


def test_columns_that_stay_are_columns() -> None:
    strange = {
        (name, column)
        for name, table in INVENTORY.items()
        for column in table.stays - set(Model.metadata.tables[name].columns.keys())
    }

    assert strange == set()


@pytest.mark.parametrize("name", sorted(PEOPLE))
def test_the_operators_can_read_until_when_it_is_kept(name: str) -> None:
    assert f"`{name}`" in OPERATIONS
