"""Programmes in the shapes in which people send them, each with what a person checked that it says."""

import json
from pathlib import Path

import pytest

from tests.unit.exchange.tables.drafts import draft_of_file, plain

GOLDEN = Path(__file__).parent / "golden"
FILES = sorted(path for path in GOLDEN.iterdir() if path.suffix != ".json")

pytestmark = pytest.mark.once


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_programme_is_understood_as_a_person_would(path: Path) -> None:
    expected = json.loads(path.with_name(f"{path.name}.json").read_text(encoding="utf-8"))

    assert plain(draft_of_file(path)) == expected


def test_there_are_at_least_eight_shapes() -> None:
    assert len(FILES) >= 8
