"""What stands in the cells of a Word table, and the few things for which python-docx has no words."""

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from forumapp.documents.rules import Named, PaperSession
from forumapp.documents.service.word.tongues import office_tag


def styled(paragraph: Paragraph, style: str) -> Paragraph:
    """Give a paragraph a style by its id: the search by name is what takes all the time in a long file."""
    paragraph._p.style = style_id(style)  # noqa: SLF001
    return paragraph


def style_id(name: str) -> str:
    """Return the id of a style, as python-docx makes it from the name and Word has it for its own."""
    return name.replace(" ", "")


def say(paragraph: Paragraph, text: str, language: str | None, *, style: str | None = None) -> Run:
    """Add text; ``language`` names one that is not the file's own, so that spelling is checked by the right dictionary."""
    run = paragraph.add_run(text)
    if style is not None:
        run._r.style = style_id(style)  # noqa: SLF001
    if language is not None:
        mark = OxmlElement("w:lang")
        mark.set(qn("w:val"), office_tag(language))
        run._r.get_or_add_rPr().append(mark)  # noqa: SLF001
    return run


def line(place: Document | _Cell, text: str, style: str, language: str | None) -> Paragraph:
    """Add a paragraph of one text."""
    paragraph = styled(place.add_paragraph(), style)
    say(paragraph, text, language)
    return paragraph


def mark(row: _Row, *names: str) -> None:
    """Mark a row: ``w:tblHeader`` stands again on every page, ``w:cantSplit`` stays on one."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001
    for name in names:
        properties.append(OxmlElement(name))


def describe(table: Table, caption: str) -> None:
    """Give a table the title that screen readers read."""
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), caption)
    table._tbl.tblPr.append(title)  # noqa: SLF001


def drop_first_paragraph(cell: _Cell) -> None:
    """Drop the empty paragraph with which every cell begins, unless it is the only one."""
    first, *others = cell.paragraphs
    if others:
        cell._tc.remove(first._p)  # noqa: SLF001


def head(cell: _Cell, text: str, width: Length, language: str | None) -> None:
    """Write the head of a column."""
    cell.width = width
    say(styled(cell.paragraphs[0], "Table head"), text, language)


def fill_time(cell: _Cell, item: PaperSession, language: str | None) -> None:
    """Write when a session takes place."""
    paragraph = styled(cell.paragraphs[0], "Time")
    say(paragraph, f"{item.starts}–{item.ends}", language)
    if item.ends_words:
        say(paragraph, f" ({item.ends_words})", language)


def fill_room(cell: _Cell, item: PaperSession, language: str | None) -> None:
    """Write where a session takes place."""
    line(cell, item.room or "", "Room", language)


def fill(cell: _Cell, item: PaperSession, language: str | None, *, has_room: bool) -> None:
    """Write what takes place: title, kind, people, reports."""
    if item.closed:
        line(cell, item.closed, "Facts", language)
    title = styled(cell.add_paragraph(), "Break" if item.is_break else "Session")
    if item.status:
        say(title, f"{item.status}. ", language)
    run = say(title, item.title, item.title_language or language)
    run.font.strike = item.is_cancelled or None
    facts = [item.room if has_room else None, item.kind, item.languages, item.track]
    if any(facts):
        line(cell, "; ".join(fact for fact in facts if fact), "Facts", language)
    for voice in item.voices:
        _people(cell, voice.people, language, style="People", role=voice.role)
    for report in item.reports:
        paragraph = styled(cell.add_paragraph(), "Report")
        say(paragraph, f"{report.starts} ", language)
        say(paragraph, report.title, report.title_language or language)
        if report.people:
            _people(cell, report.people, language, style="Reporter")


def _people(cell: _Cell, people: Sequence[Named], language: str | None, *, style: str, role: str | None = None) -> None:
    paragraph = styled(cell.add_paragraph(), style)
    if role:
        say(paragraph, f"{role}: ", language, style="Role")
    said = [f"{each.name}, {each.about}" if each.about else each.name for each in people]
    say(paragraph, "; ".join(said), language)
