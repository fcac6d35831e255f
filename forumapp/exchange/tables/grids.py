"""Rows of cells, wherever they came from: merged cells are spread, and every row knows its place in the file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from forumapp.exchange.problems import N_, ExchangeError, Problem, refusal
from forumapp.exchange.text import clean

MOST_ROWS = 2000
MOST_COLUMNS = 40
_STRESS = re.compile("(?<=[\u0400-\u04ff])\u0301")
"""Stress marks, which only tell how a name is spoken."""
LONGEST_CELL = 20_000
"""Characters of one cell that are kept."""
MOST_TEXT = 2_000_000
"""Characters of all cells together."""
MOST_WORK = 4_000_000_000
"""Squares of the lengths of all lines: the patterns look so long, at worst, at what fits none of them."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A cell's text, line by line; ``columns`` and ``rows`` say how far it reaches where it was merged."""

    text: str = ""
    is_bold: bool = False
    columns: int = 1
    rows: int = 1
    is_spread: bool = False
    """Whether this place belongs to a merged cell that begins further left or further up."""
    is_below: bool = False
    """Whether the merged cell began in a row above; then ``text`` repeats what it says."""
    is_struck: bool = False
    """Whether some of what it says is struck out: ``text`` is the rest."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that say something, each with single spaces."""
        lines = (" ".join(line.split()) for line in self.text.split("\n"))
        return tuple(line for line in lines if line)


EMPTY = Cell()


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a table, or a paragraph beside the tables (``table`` 0) as a row of one cell."""

    sheet: str = ""
    table: int
    number: int
    """Counted from 1, as the program that wrote the file counts where it counts at all."""
    cells: tuple[Cell, ...]

    @property
    def id(self) -> str:
        """A short name of the place, the same whenever the same file is read."""
        return f"{self.table}-{self.number}"

    @property
    def is_paragraph(self) -> bool:
        """Whether this stands beside the tables."""
        return self.table == 0

    @property
    def said(self) -> tuple[Cell, ...]:
        """The cells that say something of their own."""
        return tuple(cell for cell in self.cells if cell.text.strip() and not cell.is_spread)

    @property
    def words(self) -> str:
        """What the row says, on one line."""
        return " | ".join(" ".join(cell.lines) for cell in self.said)


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """Everything that was found in a file or a paste, in reading order; ``title`` where the file has one."""

    rows: tuple[Row, ...]
    title: str = ""
    remarks: tuple[Problem, ...] = ()
    """What the file holds and was left out."""


@dataclass
class GridBuilder:
    """Puts merged cells where they belong while a table is read row by row."""

    sheet: str = ""
    table: int = 1
    first_number: int = 1
    _rows: list[Row] = field(default_factory=list)
    _hanging: dict[int, tuple[int, Cell]] = field(default_factory=dict)
    """By column: how many more rows a cell from above reaches into, and what it says."""

    def add(self, cells: Iterable[Cell]) -> None:
        """Add the next row; cells are given once, at the place where they begin."""
        refuse_too_many(len(self._rows))
        placed: list[Cell] = []
        for cell in cells:
            self._let_hang(placed)
            if len(placed) >= MOST_COLUMNS:
                break
            self._place(placed, cell)
        self._let_hang(placed, to_the_end=True)
        number = self.first_number + len(self._rows)
        self._rows.append(Row(sheet=self.sheet, table=self.table, number=number, cells=tuple(placed[:MOST_COLUMNS])))

    def rows(self) -> list[Row]:
        """Return the rows, all equally wide, without those at the end that say nothing."""
        width = max((len(row.cells) for row in self._rows), default=0)
        return [replace(row, cells=row.cells + (EMPTY,) * (width - len(row.cells))) for row in self._rows]

    def _place(self, placed: list[Cell], cell: Cell) -> None:
        columns = max(1, min(cell.columns, MOST_COLUMNS - len(placed)))
        rows = max(1, min(cell.rows, MOST_ROWS))
        cell = replace(cell, text=shown(cell.text), columns=columns, rows=rows)
        for offset in range(columns):
            own = cell if offset == 0 else Cell(is_spread=True)
            if rows > 1:
                text = cell.text if offset == 0 else ""
                below = Cell(text=text, is_bold=cell.is_bold, columns=columns, is_spread=True, is_below=True)
                self._hanging[len(placed)] = (rows - 1, below)
            placed.append(own)

    def _let_hang(self, placed: list[Cell], *, to_the_end: bool = False) -> None:
        last = max(self._hanging, default=-1)
        while len(placed) in self._hanging or (to_the_end and len(placed) <= last):
            column = len(placed)
            if column not in self._hanging:
                placed.append(EMPTY)
                continue
            left, cell = self._hanging.pop(column)
            placed.append(cell)
            if left > 1:
                self._hanging[column] = (left - 1, cell)
            last = max(last, column) if to_the_end else last


def shown(text: str) -> str:
    """Return a cell's text as it is kept: cleaned, with plain spaces, not endlessly long."""
    plain = _STRESS.sub("", clean(text[:LONGEST_CELL]))
    return plain.replace("\u00a0", " ").replace("\u202f", " ").replace("\u00ad", "").strip()


def paragraph(text: str, *, number: int, is_bold: bool = False, is_struck: bool = False) -> Row:
    """Make a row of text that stands beside the tables."""
    return Row(table=0, number=number, cells=(Cell(text=shown(text), is_bold=is_bold, is_struck=is_struck),))


def refuse_too_many(count: int) -> None:
    """Refuse a file with more rows than anybody's programme has."""
    if count >= MOST_ROWS:
        raise refusal(N_("The file has too many rows: at most %(most)s are read."), most=MOST_ROWS)


def refuse_too_much(texts: Iterable[str]) -> None:
    """Refuse texts that are longer than any programme, or in lines so long that reading them takes minutes."""
    size = work = 0
    for text in texts:
        size += len(text)
        work += sum(len(line) ** 2 for line in text.split("\n"))
    if size > MOST_TEXT or work > MOST_WORK:
        raise refusal(N_("There is too much text for a programme. Leave out what does not belong to it."))


def nothing_found() -> ExchangeError:
    """Make the error for a file in which no row says anything."""
    return refusal(N_("Nothing is written there that could be read as a programme."))
