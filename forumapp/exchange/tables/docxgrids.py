"""Tables and paragraphs of a word processor's file (.docx), merged cells included, nothing fetched from elsewhere."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from forumapp.exchange.tables import hiding
from forumapp.exchange.tables.grids import Cell, GridBuilder, Row, Sheet, paragraph, refuse_too_many
from forumapp.exchange.tables.packages import check, damaged

_MINUTES = re.compile(r"(?<=\d)\x02(\d\d)\x03")
_MARKS = re.compile("[\x02\x03]")
_TEXT, _TAB, _DELETED = (
    qn("w:t"),
    {qn("w:tab")},
    {
        qn("w:del"),
        qn("w:moveFrom"),
        qn("w:instrText"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    },
)
_LIST_STYLE = re.compile(r"List(?:Number|Bullet)")
_BREAKS = {qn("w:br"), qn("w:cr")}
_HYPHENS = {qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}


def read(octets: bytes) -> Sheet:
    """Read a .docx; what stands in tables inside cells becomes lines of the cell."""
    check(octets)
    try:
        document = docx.Document(io.BytesIO(octets))
        body = document.element.body
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, AttributeError, SyntaxError) as error:
        raise damaged() from error
    rows, title = tuple(_blocks(body)), (document.core_properties.title or "").strip()
    return Sheet(rows=rows, title=title, remarks=tuple(hiding.struck(rows)))


def _blocks(body: Any) -> Iterator[Row]:
    tables = paragraphs = 0
    for block in _children(body):
        if block.tag == qn("w:tbl"):
            tables += 1
            yield from _table(block, tables)
        elif block.tag == qn("w:p"):
            text, is_bold, is_struck = _paragraph(block)
            for line in text.split("\n"):
                if line.strip() or is_struck:
                    refuse_too_many(paragraphs)
                    paragraphs += 1
                    yield paragraph(line, number=paragraphs, is_bold=is_bold, is_struck=is_struck)


def _children(element: Any) -> Iterator[Any]:
    """Yield blocks, also those inside content controls and tracked insertions."""
    for child in element:
        if child.tag in {
            qn("w:sdt"),
            qn("w:ins"),
            qn("w:moveTo"),
            qn("w:smartTag"),
            qn("w:customXml"),
        } or child.tag == qn("w:sdtContent"):
            yield from _children(child)
        else:
            yield child


def _table(table: Any, number: int) -> list[Row]:
    rows = [list(_cells(row)) for row in _children(table) if row.tag == qn("w:tr")]
    grid = GridBuilder(table=number)
    for place, row in enumerate(rows):
        cells = []
        for column, cell, reaches in row:
            if reaches == "continue":
                continue
            cells.append(_with_rows(cell, rows, place, column) if reaches == "restart" else cell)
        grid.add(cells)
    return grid.rows()


def _with_rows(cell: Cell, rows: list[list[tuple[int, Cell, str]]], place: int, column: int) -> Cell:
    height = 1
    for row in rows[place + 1 :]:
        if not any(at == column and reaches == "continue" for at, _cell, reaches in row):
            break
        height += 1
    return replace(cell, rows=height)


def _cells(row: Any) -> Iterator[tuple[int, Cell, str]]:
    """Yield the cells of a row with the column at which they begin and whether they are merged downwards."""
    column = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), otherwise=0)
    if column:
        yield 0, Cell(columns=column), ""
    for cell in _children(row):
        if cell.tag != qn("w:tc"):
            continue
        columns = _number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), otherwise=1)
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        reaches = "" if merge is None else merge.get(qn("w:val")) or "continue"
        text, is_bold, is_struck = _cell_text(cell)
        yield column, Cell(text=text, is_bold=is_bold, columns=columns, is_struck=is_struck), reaches
        column += columns


def _cell_text(cell: Any) -> tuple[str, bool, bool]:
    """Return a cell's text, whether its first paragraph is bold, and whether something of it is struck out."""
    lines, bold, struck = [], [], []
    for block in _children(cell):
        if block.tag == qn("w:p"):
            text, is_bold, is_struck = _paragraph(block)
            lines.append(text)
            bold.append(is_bold)
            struck.append(is_struck)
        elif block.tag == qn("w:tbl"):
            lines += [_row_text(row) for row in _children(block) if row.tag == qn("w:tr")]
    return "\n".join(lines), bool(bold) and bold[0], any(struck)


def _row_text(row: Any) -> str:
    return " ".join(_cell_text(cell)[0] for cell in _children(row) if cell.tag == qn("w:tc"))


def _paragraph(element: Any) -> tuple[str, bool, bool]:
    """Return a paragraph's text, whether most of it is bold, and whether some is struck out and left out; an item of a list begins with its mark."""
    pieces, size, bold, is_struck = [], 0, 0, False
    for run, text in _runs(element):
        if text.strip() and _is_struck(run):
            is_struck = True
            continue
        is_bold = _is_on(run.find(f"{qn('w:rPr')}/{qn('w:b')}"))
        raised = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
        is_raised = raised is not None and raised.get(qn("w:val")) == "superscript"
        pieces.append(f"\x02{text}\x03" if is_raised else text)
        size += len(text.strip())
        bold += len(text.strip()) if is_bold else 0
    text = _MARKS.sub("", _MINUTES.sub(r":\1", "".join(pieces)))
    style = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    is_listed = style is not None and bool(_LIST_STYLE.match(style.get(qn("w:val")) or ""))
    is_item = is_listed or element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    return ("• " + text if is_item and text.strip() else text), bold * 2 > size > 0, is_struck


def _runs(element: Any) -> Iterator[tuple[Any, str]]:
    for child in element:
        if child.tag in _DELETED:
            continue
        if child.tag == qn("w:r"):
            if _is_on(child.find(f"{qn('w:rPr')}/{qn('w:vanish')}")):
                continue
            yield child, "".join(_text_of(piece) for piece in child)
        elif not isinstance(child.tag, str) or child.tag == qn("w:pPr"):
            continue
        else:
            yield from _runs(child)


def _is_struck(run: Any) -> bool:
    return any(_is_on(run.find(f"{qn('w:rPr')}/{qn(name)}")) for name in ("w:strike", "w:dstrike"))


def _text_of(piece: Any) -> str:
    if piece.tag == _TEXT:
        return piece.text or ""
    if piece.tag in _BREAKS:
        return "\n"
    if piece.tag in _TAB:
        return "\t"
    return _HYPHENS.get(piece.tag, "")


def _is_on(flag: Any) -> bool:
    return flag is not None and flag.get(qn("w:val")) not in {"0", "false", "off", "none"}


def _number(element: Any, *, otherwise: int) -> int:
    value = element.get(qn("w:val")) if element is not None else None
    return int(value) if value and value.isdecimal() and len(value) < 4 else otherwise
