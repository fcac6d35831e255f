"""Tables and paragraphs of HTML, as word processors, spreadsheets and mail programs put them on the clipboard."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from forumapp.exchange.problems import N_, refusal
from forumapp.exchange.tables import hiding
from forumapp.exchange.tables.grids import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    GridBuilder,
    Row,
    Sheet,
    paragraph,
    refuse_too_many,
)

_SILENT = frozenset({"script", "style", "head", "title", "xml", "template", "svg", "math", "object", "noscript"})
_BLOCKS = frozenset(
    "address article blockquote caption dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section ul".split()  # noqa: SIM905
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOLD = frozenset({"b", "strong", "th", *_HEADINGS})
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track"}
)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*field-begin)", re.IGNORECASE)
_STRUCK = frozenset({"s", "strike", "del"})
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s{0,9}:[^;]{0,80}line-through", re.IGNORECASE)
_STYLE_TAG = re.compile(r"</?style", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)")
_LIST_MARK = re.compile(r"mso-list\s*:\s*Ignore", re.IGNORECASE)
_MINUTES = re.compile(r"(?<=\d)\x02(\d\d)\x03")
_MARKS = re.compile("[\x02\x03]")
DEEPEST = 200
MOST_TAGS = 300_000
"""Tags of a page that is read, several for each cell of the longest programme."""


def read(html: str) -> Sheet:
    """Read HTML; what stands in tables inside cells becomes lines of the cell."""
    plain = _without_comments(html)
    if plain.count("<") > MOST_TAGS:
        raise refusal(N_("The file has too many rows: at most %(most)s are read."), most=MOST_ROWS)
    reader = _Reader(_struck_classes(html))
    reader.feed(plain)
    reader.close()
    reader.end()
    remarks = (*hiding.hidden(columns=reader.hidden), *hiding.struck(reader.rows))
    return Sheet(rows=tuple(reader.rows), title=" ".join(reader.heading.split()), remarks=remarks)


def _struck_classes(html: str) -> frozenset[str]:
    """Return the classes that style sheets strike out: spreadsheets put no styles on their cells."""
    rules = (rule for sheet in _STYLE_TAG.split(html)[1::2] for rule in sheet.split("}"))
    divided = (rule.rpartition("{") for rule in rules)
    return frozenset(
        name
        for selectors, _brace, style in divided
        if _STRUCK_STYLE.search(style)
        for name in _CLASS.findall(selectors)
    )


def _without_comments(html: str) -> str:
    """Return HTML without comments and declarations, and without what is left open at its end.

    The parser looks to the end of the text for the end of each, which takes hours where there are many and none.
    """
    pieces, place, last_close = [], 0, html.rfind("-->")
    while (begin := html.find("<!", place)) >= 0:
        pieces.append(html[place:begin])
        is_comment = html.startswith("<!--", begin) and begin < last_close
        end = html.find("-->" if is_comment else ">", begin)
        if end < 0:
            place = len(html)
            break
        place = end + (3 if is_comment else 1)
    pieces.append(html[place:])
    text = "".join(pieces)
    last = text.rfind(">") + 1
    return text[:last] + text[last:].replace("<", " ")


@dataclass
class _Text:
    """Text that grows; blocks begin lines."""

    pieces: list[str] = field(default_factory=list)
    bold: int = 0
    size: int = 0
    is_struck: bool = False

    def add(self, data: str, *, is_bold: bool) -> None:
        self.pieces.append(re.sub(r"[\s\u00a0]+", " ", data))
        signs = len(data.strip())
        self.size += signs
        self.bold += signs if is_bold else 0

    def take(self) -> tuple[str, bool, bool]:
        """Return the text so far, whether most of it is bold, and whether some was struck out; begin anew."""
        text = _MARKS.sub("", _MINUTES.sub(r":\1", "".join(self.pieces)))
        taken = (text, self.bold * 2 > self.size > 0, self.is_struck)
        self.pieces.clear()
        self.bold = self.size = 0
        self.is_struck = False
        return taken


@dataclass(frozen=True, kw_only=True)
class _Element:
    """An element that is open."""

    name: str
    is_bold: bool
    is_silent: bool
    is_struck: bool


@dataclass
class _Table:
    """A table that is being read: its grid, the row and the cell that are open."""

    grid: GridBuilder
    row: list[Cell] | None = None
    cell: Cell | None = None
    columns: int = 0
    """How many columns were declared before the rows."""
    hidden: set[int] = field(default_factory=set)
    """Those of them that are not shown, counted from 0."""


class _Reader(HTMLParser):
    """Reads the HTML that nobody checked: end tags may be missing, and tables stand in tables."""

    def __init__(self, struck_classes: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.struck_classes = struck_classes
        self.hidden = 0
        """How many columns that say something are not shown."""
        self.rows: list[Row] = []
        self.heading = ""
        self._open: list[_Element] = []
        self._text = _Text()
        self._table: _Table | None = None
        self._nested = 0
        self._count = 0
        self._paragraphs = 0
        self._is_item = False
        """Whether the next text begins an item of a list."""
        self._mark: int | None = None
        """How many elements were open where the mark of a list's item began."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given = {name: value or "" for name, value in attrs}
        self._begin(tag, given)
        if tag not in _VOID and len(self._open) < DEEPEST:
            style = given.get("style", "")
            self._open.append(
                _Element(
                    name=tag,
                    is_bold=tag in _BOLD or bool(_BOLD_STYLE.search(style)),
                    is_silent=tag in _SILENT or bool(_HIDDEN_STYLE.search(style)),
                    is_struck=self._is_struck(tag, style, given.get("class", "")),
                )
            )
            if _LIST_MARK.search(style) and self._mark is None:
                self._mark = len(self._open)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Handle an element that closes itself."""
        if tag in _VOID:
            self._begin(tag, {name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        """Close an element and those inside it that were left open."""
        self._close(tag)
        if self._mark is not None and len(self._open) < self._mark:
            self._mark = None
        self._finish(tag)

    def _close(self, tag: str) -> None:
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place].name == tag:
                del self._open[place:]
                break
            if self._open[place].name in {"td", "th", "table"} and tag not in {
                "tr",
                "tbody",
                "thead",
                "table",
                "td",
                "th",
            }:
                break

    def handle_data(self, data: str) -> None:
        """Take down text that is shown."""
        if any(element.is_silent for element in self._open):
            return
        if any(element.is_struck for element in self._open):
            self._text.is_struck = self._text.is_struck or bool(data.strip())
            return
        if self._mark is not None:
            data = _list_mark(data)
        if self._is_item and data.strip():
            self._text.pieces.append("• ")
            self._is_item = False
        is_bold = any(element.is_bold for element in self._open)
        raised = "\x02{}\x03" if any(element.name == "sup" for element in self._open) else "{}"
        in_pre = any(element.name in {"pre", "textarea"} for element in self._open)
        for number, line in enumerate(data.split("\n") if in_pre else [data]):
            if number:
                self._text.pieces.append("\n")
            self._text.add(raised.format(line), is_bold=is_bold)

    def end(self) -> None:
        """Finish whatever is open at the end."""
        while self._table is not None:
            self._finish("table")
        self._flush_paragraph()

    def _is_struck(self, tag: str, style: str, classes: str) -> bool:
        return (
            tag in _STRUCK or bool(_STRUCK_STYLE.search(style)) or not self.struck_classes.isdisjoint(classes.split())
        )

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self._open_table()
        elif tag == "col" and self._table and not self._nested:
            self._declare_column(given)
        elif self._nested and tag in {"tr", "td", "th"}:
            self._text.pieces.append("\n" if tag == "tr" else " ")
        elif tag == "tr" and self._table:
            self._close_row()
            self._table.row = []
        elif tag in {"td", "th"} and self._table:
            self._open_cell(given)
        elif tag == "br":
            self._text.pieces.append("\n")
        elif tag == "li":
            self._break_line()
            self._is_item = True
        elif tag in _BLOCKS:
            self._break_line()

    def _finish(self, tag: str) -> None:
        if tag == "table" and self._nested:
            self._nested -= 1
            self._text.pieces.append("\n")
        elif tag == "table" and self._table:
            self._close_row()
            self._take_rows(self._table)
            self._table = None
        elif self._nested and tag in {"tr", "td", "th"}:
            return
        elif tag == "tr" and self._table:
            self._close_row()
        elif tag in {"td", "th"} and self._table:
            self._close_cell()
        elif tag in _BLOCKS:
            self._is_item = self._is_item and tag != "li"
            self._break_line(is_heading=tag in _HEADINGS)

    def _open_table(self) -> None:
        if self._table is not None:
            self._nested += 1
            self._text.pieces.append("\n")
            return
        self._flush_paragraph()
        self._count += 1
        self._table = _Table(GridBuilder(table=self._count))

    def _declare_column(self, given: dict[str, str]) -> None:
        """Take down whether the next columns are shown: spreadsheets copy those that are not, too."""
        table = self._table
        if table is None or table.columns >= MOST_COLUMNS:
            return
        places = range(table.columns, min(MOST_COLUMNS, table.columns + _span(given.get("span", ""))))
        table.columns = places.stop
        if _HIDDEN_STYLE.search(given.get("style", "")):
            table.hidden.update(places)

    def _take_rows(self, table: _Table) -> None:
        rows = table.grid.rows()
        columns, _rows = hiding.used(rows, hidden_rows=frozenset(), hidden_columns=table.hidden)
        self.hidden += columns
        self.rows.extend(hiding.shown(rows, hidden_rows=frozenset(), hidden_columns=table.hidden))

    def _open_cell(self, given: dict[str, str]) -> None:
        table = self._table
        if table is None:
            return
        self._close_cell()
        if table.row is None:
            table.row = []
        self._text.take()
        table.cell = Cell(columns=_span(given.get("colspan", "")), rows=_span(given.get("rowspan", "")))

    def _close_cell(self) -> None:
        table = self._table
        if table is None or table.cell is None or table.row is None:
            return
        self._is_item = False
        text, is_bold, is_struck = self._text.take()
        table.row.append(replace(table.cell, text=text, is_bold=is_bold, is_struck=is_struck))
        table.cell = None

    def _close_row(self) -> None:
        self._close_cell()
        if self._table and self._table.row is not None:
            self._table.grid.add(self._table.row)
            self._table.row = None

    def _break_line(self, *, is_heading: bool = False) -> None:
        if self._table is not None:
            self._text.pieces.append("\n")
            return
        self._flush_paragraph(is_heading=is_heading)

    def _flush_paragraph(self, *, is_heading: bool = False) -> None:
        text, is_bold, is_struck = self._text.take()
        for line in text.split("\n"):
            if line.strip(" •") or is_struck:
                refuse_too_many(self._paragraphs)
                self._paragraphs += 1
                self.rows.append(paragraph(line, number=self._paragraphs, is_bold=is_bold, is_struck=is_struck))
        if is_heading and not self.heading:
            self.heading = text


def _list_mark(data: str) -> str:
    """Return the number of a list's item as it stands, any other mark as a bullet; blanks around them are only for the eye."""
    mark = data.strip()
    return f"{mark} " if any(sign.isdigit() for sign in mark) else "• " if mark else ""


def _span(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 6 else 1
