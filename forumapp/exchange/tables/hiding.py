"""What a file holds and does not show: rows and columns that were hidden, text that was struck out."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from forumapp.exchange.problems import N_, Problem
from forumapp.exchange.tables.grids import EMPTY, Cell, Row


def struck(rows: Iterable[Row]) -> Iterator[Problem]:
    """Yield a remark when text was left out because it is struck out."""
    if any(cell.is_struck for row in rows for cell in row.cells):
        yield Problem(where="", message=N_("Text that is struck out in the file was left out."))


def hidden(*, columns: int = 0, rows: int = 0, sheets: int = 0) -> Iterator[Problem]:
    """Yield remarks on how much was left out because the file hides it."""
    if columns:
        yield Problem(where="", message=N_("Hidden columns that were left out: %(count)s."), values={"count": columns})
    if rows:
        yield Problem(where="", message=N_("Hidden rows that were left out: %(count)s."), values={"count": rows})
    if sheets:
        yield Problem(where="", message=N_("Hidden sheets that were left out: %(count)s."), values={"count": sheets})


def used(rows: Sequence[Row], *, hidden_rows: Set[int], hidden_columns: Set[int]) -> tuple[int, int]:
    """Return how many of the hidden columns and of the hidden rows say anything; columns count from 0."""
    columns = {
        place
        for row in rows
        if row.number not in hidden_rows
        for place, cell in enumerate(row.cells)
        if place in hidden_columns and cell.text and not cell.is_below and not _width(place, cell, hidden_columns)
    }
    return len(columns), sum(row.number in hidden_rows and bool(row.said) for row in rows)


def shown(rows: Sequence[Row], *, hidden_rows: Set[int], hidden_columns: Set[int]) -> list[Row]:
    """Return rows without hidden rows and columns; a merged cell that begins there begins where it is first seen."""
    if not hidden_rows and not hidden_columns:
        return list(rows)
    result: list[Row] = []
    heirs: dict[int, Cell] = {}
    """By column: a merged cell that began in a hidden row, until a row that is seen."""
    for row in rows:
        cells = [heirs.pop(place, cell) if cell.is_below else cell for place, cell in enumerate(row.cells)]
        if row.number in hidden_rows:
            heirs = {
                place: replace(cell, rows=cell.rows - 1)
                for place, cell in enumerate(cells)
                if cell.rows > 1 and not cell.is_below
            }
            continue
        heirs = {}
        result.append(replace(row, cells=tuple(_seen(cells, hidden_columns))))
    return result


def _seen(cells: Sequence[Cell], hidden_columns: Set[int]) -> Iterator[Cell]:
    """Yield the cells of a row that are seen, each as wide as it is seen."""
    heir, end = EMPTY, 0
    for place, cell in enumerate(cells):
        if not cell.is_spread or (cell.is_below and cell.text):
            heir, end = replace(cell, columns=max(1, _width(place, cell, hidden_columns))), place + cell.columns
        if place in hidden_columns:
            continue
        yield heir if place < end else cell
        end = 0


def _width(place: int, cell: Cell, hidden_columns: Set[int]) -> int:
    return sum(each not in hidden_columns for each in range(place, place + cell.columns))
