"""The Word file as a whole: its heading and the tables of its days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.shared import Length, Mm
from docx.table import Table, _Cell

from forumapp.documents.rules import Paper, PaperDay, PaperSession
from forumapp.documents.service import packages
from forumapp.documents.service.word import cells, styles

TEXT_WIDTH, TIME_WIDTH, ROOM_WIDTH = Mm(170), Mm(26), Mm(34)
"""Between the margins, and of two columns."""


@dataclass(frozen=True)
class Column:
    """A column after that of the time: which paper it speaks for, its head and width, and whether it names rooms only."""

    paper: int
    title: str
    width: Length
    is_rooms: bool = False


def write(papers: Sequence[Paper], *, made_at: datetime) -> bytes:
    """Return the programme as a Word file: one paper, or two of the same programme side by side."""
    document = docx.Document()
    styles.prepare(document, papers[0], made_at=made_at)
    _heading(document, papers)
    for days in zip(*(paper.days for paper in papers), strict=True):
        _day(document, papers, days)
    if papers[0].events:
        _events(document, papers)
    octets = BytesIO()
    document.save(octets)
    return packages.settled(octets.getvalue())


def _heading(document: Document, papers: Sequence[Paper]) -> None:
    """Write what stands above the tables: whose programme of what, when and where."""
    if len(papers) == 1:
        _heading_lines(document, papers[0], None)
        return
    table = document.add_table(rows=1, cols=len(papers))
    for cell, paper, language in zip(table.rows[0].cells, papers, _others(papers), strict=True):
        cell.width = Length(TEXT_WIDTH // len(papers))
        _heading_lines(cell, paper, language)
        cells.drop_first_paragraph(cell)


def _others(papers: Sequence[Paper]) -> list[str | None]:
    """Return the languages of the papers, None for the first: it is the file's own."""
    return [None, *(paper.language for paper in papers[1:])]


def _heading_lines(place: Document | _Cell, paper: Paper, language: str | None) -> None:
    for line in paper.organizers:
        cells.line(place, line, "Organizer", language)
    cells.line(place, paper.words["programme"].upper(), "Title", language)
    cells.line(place, paper.title, "Subtitle", language)
    if paper.theme:
        cells.line(place, paper.theme, "Theme", language)
    cells.line(place, paper.dates, "Place", language)
    cells.line(place, paper.place, "Place", language)
    cells.line(place, paper.edition, "Edition", language)


def _day(document: Document, papers: Sequence[Paper], days: Sequence[PaperDay]) -> None:
    heading = cells.styled(document.add_paragraph(), "Heading 1")
    for day, language in zip(days, _others(papers), strict=True):
        cells.say(heading, f" / {day.title}" if language else day.title, language)
    if days[0].cities:
        clocks = "; ".join(f"{city.names} {city.clock}" for city in days[0].cities)
        cells.line(document, f"{papers[0].words['day_begins']} {clocks}", "Clocks", None)
    columns = _columns(papers)
    table = _table(document, papers, columns, caption=" / ".join(day.title for day in days))
    for items in zip(*(day.items for day in days), strict=True):
        _row(table, papers, columns, items)


def _events(document: Document, papers: Sequence[Paper]) -> None:
    """Write what participants are also invited to, each event in the languages of the papers one after the other."""
    languages = _others(papers)
    heading = cells.styled(document.add_paragraph(), "Heading 1")
    for paper, language in zip(papers, languages, strict=True):
        cells.say(heading, f"{' / ' if language else ''}{paper.words['events']}", language)
    for events in zip(*(paper.events for paper in papers), strict=True):
        for event, language in zip(events, languages, strict=True):
            cells.line(document, event.title, "Session", event.title_language or language)
            cells.line(document, f"{event.when}. {event.about}", "Facts", language)
        for address in events[0].addresses:
            cells.line(document, address, "Facts", None)


def _columns(papers: Sequence[Paper]) -> list[Column]:
    """Return the columns after that of the time; with two languages the room stands in the text of each."""
    rest = TEXT_WIDTH - TIME_WIDTH
    if len(papers) > 1:
        width = Length(rest // len(papers))
        return [Column(number, paper.words["session"], width) for number, paper in enumerate(papers)]
    words = papers[0].words
    return [
        Column(0, words["session"], Length(rest - ROOM_WIDTH)),
        Column(0, words["room"], ROOM_WIDTH, is_rooms=True),
    ]


def _table(document: Document, papers: Sequence[Paper], columns: Sequence[Column], *, caption: str) -> Table:
    """Return a table with its head, which stands again on every page."""
    table: Table = document.add_table(rows=1, cols=len(columns) + 1, style="Table Grid")
    table.autofit = False
    cells.describe(table, caption)
    head = table.rows[0]
    cells.mark(head, "w:cantSplit", "w:tblHeader")
    for place, width in zip(table.columns, (TIME_WIDTH, *(column.width for column in columns)), strict=True):
        place.width = width
    time, *others = head.cells
    times = " / ".join(dict.fromkeys(paper.words["time"] for paper in papers))
    cells.head(time, times, TIME_WIDTH, None)
    for cell, column in zip(others, columns, strict=True):
        cells.head(cell, column.title, column.width, _others(papers)[column.paper])
    return table


def _row(table: Table, papers: Sequence[Paper], columns: Sequence[Column], items: Sequence[PaperSession]) -> None:
    row = table.add_row()  # type: ignore[no-untyped-call]
    cells.mark(row, "w:cantSplit")
    time, *others = row.cells
    languages = _others(papers)
    time.width = TIME_WIDTH
    cells.fill_time(time, items[0], None)
    for cell, column in zip(others, columns, strict=True):
        cell.width = column.width
        item, language = items[column.paper], languages[column.paper]
        if column.is_rooms:
            cells.fill_room(cell, item, language)
        else:
            cells.fill(cell, item, language, has_room=len(papers) > 1)
        cells.drop_first_paragraph(cell)
