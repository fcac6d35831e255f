"""Which column says what: guessed from its head and from what stands below, until somebody says otherwise."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from forumapp.exchange.tables import clocks
from forumapp.exchange.tables.grids import Cell, Row
from forumapp.exchange.tables.heads import LONGEST, Use, language_of, names_hall, use_of
from forumapp.exchange.tables.looks import Looks
from forumapp.exchange.tables.tongues import Tongues

HEAD_ROWS = 8
"""Among so many first rows of a table is its head looked for."""
LEAST_HEADS = 2
LONGEST_HEAD = 90
"""Characters of the longest cell of a head, in all its languages."""
_ZONE_HEAD = re.compile(r"местн|московск|мск|local|moscow|utc|gmt", re.IGNORECASE)


BY_LANGUAGE = frozenset({Use.TITLE, Use.PEOPLE, Use.ROOM, Use.TRACK, Use.NOTES, Use.STANDING})
"""What may stand in a column for each language."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a column says, and in which language where columns stand side by side for that."""

    use: Use = Use.IGNORE
    language: str | None = None
    head: str = ""

    @property
    def code(self) -> str:
        """The column as one word for forms: ``title``, ``title:en``."""
        return f"{self.use.value}:{self.language}" if self.language else self.use.value


@dataclass(frozen=True, kw_only=True)
class Table:
    """Tables of one shape: their rows without heads, and what was guessed of their columns."""

    id: str
    rows: tuple[Row, ...]
    heads: frozenset[str]
    """The ids of rows that are heads."""
    columns: tuple[Column, ...]


def tables_of(rows: Sequence[Row], tongues: Tongues) -> list[Table]:
    """Return the tables in order, those of one shape together, with a guess at their columns.

    Tables are of one shape that are equally wide and headed alike; one without a head is as the one above.
    """
    shapes: list[list[Row]] = []
    inside = (row for row in rows if not row.is_paragraph)
    for _table_number, group in groupby(inside, key=lambda row: (row.sheet, row.table)):
        table = list(group)
        same = next((shape for shape in reversed(shapes) if _is_of_shape(table, shape)), None)
        if same is None:
            shapes.append(table)
        else:
            same.extend(table)
    return [_table(shape, tongues) for shape in shapes]


def chosen(table: Table, codes: Mapping[int, str], languages: Sequence[str]) -> tuple[Column, ...]:
    """Return a table's columns as somebody chose them; where nothing valid is chosen, as guessed."""
    valid = frozenset(choices(languages))
    return tuple(
        _from_code(code, column) if (code := codes.get(place, "")) in valid else column
        for place, column in enumerate(table.columns)
    )


def choices(languages: Iterable[str]) -> list[str]:
    """Return every code that a column may have, in the order of lists."""
    codes = []
    for use in (*[each for each in Use if each is not Use.IGNORE], Use.IGNORE):
        codes.append(use.value)
        if use in BY_LANGUAGE:
            codes += [f"{use.value}:{language}" for language in languages]
    return codes


def _from_code(code: str, column: Column) -> Column:
    use, _colon, language = code.partition(":")
    return Column(use=Use(use), language=language or None, head=column.head)


def _table(rows: Sequence[Row], tongues: Tongues) -> Table:
    head = _head(rows)
    below = _below(head, rows) if head else None
    heads = {row.id for row in rows for each in (head, below) if each is not None and _same_words(row, each)}
    body = [row for row in rows if row.id not in heads and len(row.said) > 1]
    columns = [_by_head(cell.text) for cell in head.cells] if head else [Column() for _cell in rows[0].cells]
    if below is not None:
        columns = [
            _by_head(cell.text) if cell in below.said else column
            for column, cell in zip(columns, below.cells, strict=True)
        ]
    guessed = _with_contents(columns, body, tongues)
    return Table(id=str(rows[0].table), rows=tuple(rows), heads=frozenset(heads), columns=tuple(guessed))


def _is_of_shape(table: Sequence[Row], shape: Sequence[Row]) -> bool:
    if len(table[0].cells) != len(shape[0].cells) or table[0].sheet != shape[0].sheet:
        return False
    head, known = _head(table), _head(shape)
    return head is None or known is None or _same_words(head, known)


def _head(rows: Sequence[Row]) -> Row | None:
    """Return the row that heads the columns: at least two short cells that say what columns are called."""
    best, most = None, 1
    for row in rows[:HEAD_ROWS]:
        known = sum(use_of(cell.text) is not None for cell in row.said)
        score = sum(_heads_column(cell) for cell in row.said) if known else 0
        if score > most and _is_short(row):
            best, most = row, score
    return best


def _below(head: Row, rows: Sequence[Row]) -> Row | None:
    """Return the second row of a head whose cells reach over several columns: it says what each of those is."""
    row = next((row for row in rows[rows.index(head) + 1 :]), None)
    if row is None or len(row.said) < LEAST_HEADS or not _is_short(row):
        return None
    is_divided = [(cell.is_spread and not cell.is_below) or cell.columns > 1 for cell in head.cells]
    fits = all(
        _heads_column(cell) and divided for cell, divided in zip(row.cells, is_divided, strict=True) if cell in row.said
    )
    return row if fits else None


def _heads_column(cell: Cell) -> bool:
    return use_of(cell.text) is not None or (len(cell.text) < LONGEST and names_hall(cell.text))


def _is_short(row: Row) -> bool:
    return all(len(cell.text) < LONGEST_HEAD and not clocks.find(cell.text) for cell in row.said)


def _same_words(row: Row, head: Row) -> bool:
    return [cell.text for cell in row.cells] == [cell.text for cell in head.cells]


def _by_head(text: str) -> Column:
    words = " ".join(text.split())
    use = use_of(text) or Use.IGNORE
    language = language_of(words) if use in BY_LANGUAGE else None
    return Column(use=use, language=language, head=words)


def _with_contents(columns: Sequence[Column], body: Sequence[Row], tongues: Tongues) -> list[Column]:
    """Complete what heads say by what stands in the columns."""
    columns = list(columns)
    looks = [
        Looks.of([row.cells[place].text for row in body if not row.cells[place].is_spread], tongues)
        for place in range(len(columns))
    ]
    _free_halls(columns, looks)
    _give_best(columns, looks, Use.TIME, lambda look: look.times, least=0.4)
    _give_best(columns, looks, Use.DATE, lambda look: look.days, least=0.5)
    open_places = [
        place
        for place, column in enumerate(columns)
        if column.use is Use.IGNORE and looks[place].is_used and not _is_number_head(column.head)
    ]
    halls = [
        place
        for place in open_places
        if names_hall(columns[place].head) or (columns[place].head and len(open_places) > 1 and looks[place].wordy)
    ]
    if len(halls) > 1 and not any(column.use is Use.TITLE for column in columns):
        for place in halls:
            columns[place] = Column(use=Use.HALL, head=columns[place].head)
        open_places = [place for place in open_places if place not in halls]
    if not any(column.use in {Use.TITLE, Use.HALL} for column in columns) and open_places:
        _give_titles(columns, looks, open_places)
    for place in open_places:
        if columns[place].use is Use.IGNORE and not columns[place].head:
            columns[place] = Column(use=looks[place].guess(), head=columns[place].head)
    return _said_once(_two_times(_by_language(columns, looks), looks))


def _free_halls(columns: list[Column], looks: Sequence[Looks]) -> None:
    """Let a column of links in which no links but titles stand be a room's, «Zoom»."""
    if any(column.use is Use.TITLE for column in columns):
        return
    for place, column in enumerate(columns):
        if column.use is Use.LINK and looks[place].looks_titled:
            columns[place] = Column(head=column.head)


def _is_number_head(head: str) -> bool:
    return bool(head) and use_of(head) is Use.IGNORE


def _give_best(
    columns: list[Column], looks: Sequence[Looks], use: Use, share: Callable[[Looks], float], *, least: float
) -> None:
    if any(column.use is use for column in columns):
        return
    places = [
        place for place, column in enumerate(columns) if column.use is Use.IGNORE and not _is_number_head(column.head)
    ]
    best = max(places, key=lambda place: share(looks[place]), default=None)
    if best is not None and share(looks[best]) >= least:
        columns[best] = Column(use=use, head=columns[best].head)


def _give_titles(columns: list[Column], looks: Sequence[Looks], places: Sequence[int]) -> None:
    """Make the wordiest column the title, and one as wordy in another script the title in that language."""
    fitting = [place for place in places if looks[place].names < 0.6] or list(places)
    best = max(fitting, key=lambda place: looks[place].words * looks[place].filled)
    columns[best] = Column(use=Use.TITLE, head=columns[best].head)
    for place in fitting:
        if (
            place != best
            and looks[place].language != looks[best].language
            and looks[place].filled > 0.5 * looks[best].filled
            and looks[place].words * 2 > looks[best].words
        ):
            columns[place] = Column(use=Use.TITLE, head=columns[place].head)


def _by_language(columns: list[Column], looks: Sequence[Looks]) -> list[Column]:
    """Where a use stands twice in two scripts, say which language each is."""
    result = list(columns)
    for use in BY_LANGUAGE:
        places = [place for place, column in enumerate(columns) if column.use is use]
        languages = {looks[place].language for place in places}
        if len(places) == 2 and len(languages) == 2:
            for place in places:
                result[place] = Column(
                    use=use, language=columns[place].language or looks[place].language, head=columns[place].head
                )
        elif len(places) == 1:
            result[places[0]] = Column(use=use, head=columns[places[0]].head)
        elif use is Use.TITLE:
            _demote_titles(result, places)
    return result


def _demote_titles(columns: list[Column], places: Sequence[int]) -> None:
    """Of several titles in one language the first stands; another is notes, or the topic of a report."""
    for place in places[1:]:
        if columns[place].language is None:
            is_topic = re.match(r"тема|доклад|topic|talk|presentation", columns[place].head, re.IGNORECASE)
            columns[place] = Column(use=Use.TITLE if is_topic else Use.NOTES, head=columns[place].head)


def _two_times(columns: list[Column], looks: Sequence[Looks]) -> list[Column]:
    """Of two columns of times, the second is the end; so is one without a head beside one of times that say no end."""
    places = [place for place, column in enumerate(columns) if column.use is Use.TIME]
    if len(places) == 1 and places[0] + 1 < len(columns):
        place, beside = places[0], columns[places[0] + 1]
        if beside.use is Use.IGNORE and not beside.head and not looks[place].ranges:
            places = [place, place + 1]
    if len(places) != 2 or _is_other_zone(columns[places[1]].head, columns[places[0]].head):
        return columns
    if looks[places[1]].times >= 0.4 and not looks[places[1]].ranges:
        columns[places[1]] = Column(use=Use.END, head=columns[places[1]].head)
    return columns


def _is_other_zone(head: str, other: str) -> bool:
    """Tell whether a head says on which clock its times are, and not as the other does."""
    its = {found.lower() for found in _ZONE_HEAD.findall(head)}
    return bool(its) and its != {found.lower() for found in _ZONE_HEAD.findall(other)}


def _said_once(columns: list[Column]) -> list[Column]:
    """Let only the first column of a use count that is said once a row."""
    for use in (Use.DATE, Use.ROOM, Use.KIND, Use.LANGUAGE, Use.LINK):
        for place in [place for place, column in enumerate(columns) if column.use is use and column.language is None][
            1:
        ]:
            columns[place] = Column(head=columns[place].head)
    return columns
