"""The Word file's page, styles, language and properties; every look is a style that its reader can change at one place."""

from dataclasses import dataclass
from datetime import UTC, datetime

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from forumapp.documents.rules import Paper
from forumapp.documents.service.word.tongues import office_tag

FACE = "Times New Roman"
INK, MUTED = RGBColor(0, 0, 0), RGBColor(0x44, 0x44, 0x44)
MARGINS = {"left_margin": Mm(20), "right_margin": Mm(20), "top_margin": Mm(18), "bottom_margin": Mm(18)}


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a style looks; sizes and spaces in points."""

    size: float = 11
    is_bold: bool = False
    is_italic: bool = False
    is_centered: bool = False
    before: float = 0
    after: float = 2
    indent: float = 0
    keeps_with_next: bool = False
    color: RGBColor = INK


LOOKS = {
    "Organizer": Look(size=12, is_centered=True),
    "Title": Look(size=16, is_bold=True, is_centered=True, before=12, after=6),
    "Subtitle": Look(size=14, is_bold=True, is_centered=True, after=4),
    "Theme": Look(size=12, is_italic=True, is_centered=True, after=6),
    "Place": Look(size=12, is_centered=True),
    "Edition": Look(size=9, is_centered=True, before=4, after=8, color=MUTED),
    "Heading 1": Look(size=13, is_bold=True, before=14, after=4, keeps_with_next=True),
    "Clocks": Look(size=9, after=4, keeps_with_next=True, color=MUTED),
    "Table head": Look(is_bold=True),
    "Time": Look(),
    "Session": Look(is_bold=True),
    "Break": Look(),
    "Facts": Look(size=10, color=MUTED),
    "Room": Look(),
    "People": Look(),
    "Report": Look(indent=10, before=2, after=0),
    "Reporter": Look(size=10, indent=20, is_italic=True),
    "Footer": Look(size=8, is_centered=True),
}


def prepare(document: Document, paper: Paper, *, made_at: datetime) -> None:
    """Set page, styles, language, foot and properties of a new file."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in MARGINS.items():
        setattr(section, side, width)
    _face(document)
    for name, look in LOOKS.items():
        _dress(_style(document, name), look)
    document.styles.add_style("Role", WD_STYLE_TYPE.CHARACTER).font.italic = True
    _speak(document, paper.language)
    _foot(section.footer.paragraphs[0], paper)
    _properties(document, paper, made_at)


def _face(document: Document) -> None:
    normal = document.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        _set_face(normal)
        normal.paragraph_format.space_after = Pt(2)


def _set_face(style: ParagraphStyle) -> None:
    """Name one typeface for all scripts, in the place of those of the theme."""
    style.font.name = FACE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:cs", "w:eastAsia"):
        fonts.set(qn(script), FACE)
    for script in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(script), None)


def _style(document: Document, name: str) -> ParagraphStyle:
    known = name in document.styles
    style = document.styles[name] if known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no style of paragraphs")
    if not known:
        style.base_style = document.styles["Normal"]
        style.quick_style = True
    return style


def _dress(style: ParagraphStyle, look: Look) -> None:
    _set_face(style)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.is_bold, look.is_italic
    style.font.color.rgb = look.color
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    form = style.paragraph_format
    form.space_before, form.space_after, form.left_indent = Pt(look.before), Pt(look.after), Pt(look.indent)
    form.keep_with_next = look.keeps_with_next
    form.alignment = WD_ALIGN_PARAGRAPH.CENTER if look.is_centered else WD_ALIGN_PARAGRAPH.LEFT
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def _speak(document: Document, language: str) -> None:
    """Set the language of all text that names none of its own."""
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), office_tag(language))


def _foot(paragraph: Paragraph, paper: Paper) -> None:
    """Write the edition and the number of the page."""
    paragraph.add_run(f"{paper.edition}   ·   ")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text
        paragraph.add_run()._r.append(part)  # noqa: SLF001


def _properties(document: Document, paper: Paper, made_at: datetime) -> None:
    properties = document.core_properties
    moment = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.title, properties.subject, properties.language = paper.title, paper.about, paper.language
    properties.author = properties.last_modified_by = "; ".join(paper.organizers)[:255]
    properties.comments = paper.edition
    properties.created = properties.modified = moment
    properties.revision = 1
