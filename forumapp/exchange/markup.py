"""Descriptions as foreign files hold them: HTML, Markdown or plain text, made into Markdown text."""

import html
import re

from forumapp.exchange.text import clean

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "figure", "footer", "form", "header",
        "main", "ol", "p", "pre", "section", "table", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
    }
)  # fmt: skip
_LINES = frozenset({"li", "tr"})
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**", "code": "`", "tt": "`", "kbd": "`"}
_UNSEEN = frozenset({"script", "style", "head", "template", "iframe", "object"})
_PLAIN = frozenset(
    {
        "a", "abbr", "acronym", "big", "body", "br", "caption", "cite", "del", "dfn", "figcaption", "font", "html", "img",
        "ins", "label", "nobr", "q", "s", "samp", "small", "span", "strike", "sub", "sup", "tbody", "td", "tfoot", "th",
        "thead", "u", "var", "wbr",
    }
)  # fmt: skip
_KNOWN = _BLOCKS | _LINES | _UNSEEN | _PLAIN | frozenset(_MARKS)
_TAG = re.compile(
    rf"(?<!\\)<(?P<end>/?)(?P<name>{'|'.join(sorted(_KNOWN, key=len, reverse=True))})(?P<attributes>\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"""\s(href|alt)\s?=\s?(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(#[0-9]{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-z]{1,4}(dash|quo|uml|acute|grave)|hellip);",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_GAPS = re.compile(r"\n{3,}")
_SAFE_ADDRESS = re.compile(r"(https?://|mailto:)[^\s<>]+", re.IGNORECASE)


def markdown(text: str) -> str:
    """Return the text without HTML: paragraphs, lists, links and emphasis become Markdown, other text stays as it is.

    What only looks like a tag (``List<String>``) stays; a known tag that was meant to be read gets a backslash.
    """
    cleaned = clean(text).strip()
    if not _TAG.search(cleaned):
        return _ENTITY.sub(lambda found: clean(html.unescape(found[0])), cleaned) if "&" in cleaned else cleaned
    return _Writer().written(_without_comments(cleaned))


def _without_comments(text: str) -> str:
    kept, position = [], 0
    while (begin := text.find("<!--", position)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[position:begin])
        position = end + 3
    return "".join([*kept, text[position:]])


class _Writer:
    """Writes Markdown while it reads HTML, tag by tag."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._lists: list[int | None] = []
        self._link: tuple[str, int] | None = None
        self._unseen = 0
        self._verbatim = 0
        self._quotes = 0

    def written(self, text: str) -> str:
        """Return the Markdown for the HTML."""
        position = 0
        for tag in _TAG.finditer(text):
            self._read(text[position : tag.start()])
            name = tag["name"].lower()
            if tag["end"]:
                self._end(name)
            else:
                self._begin(name, tag["attributes"] or "")
            position = tag.end()
        self._read(text[position:])
        self._end_link()
        lines = "".join(self._pieces).split("\n")
        return clean(_GAPS.sub("\n\n", "\n".join(line.rstrip() for line in lines))).strip()

    def _begin(self, tag: str, attributes: str) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _BLOCKS:
            self._begin_block(tag)
        elif tag in _MARKS:
            self._say(_MARKS[tag] if not self._verbatim else "")
        else:
            self._begin_inline(tag, attributes)

    def _end(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _MARKS:
            self._say(_MARKS[tag] if not self._verbatim else "")
        elif tag == "a":
            self._end_link()
        elif tag in ("td", "th"):
            self._say(" ")
        elif tag in _BLOCKS:
            self._end_block(tag)

    def _read(self, text: str) -> None:
        words = html.unescape(text) if "&" in text else text
        words = words if self._verbatim else _BLANKS.sub(" ", words)
        self._say(_TAG.sub(lambda found: f"\\{found[0]}", words) if "<" in words else words)

    def _begin_block(self, tag: str) -> None:
        if tag in ("ul", "ol"):
            self._break("\n" if self._lists else "\n\n")
            self._lists.append(1 if tag == "ol" else None)
            return
        self._break("\n\n" if tag not in ("p", "div") or not self._at_item() else "")
        if tag[0] == "h" and tag[1:].isdigit():
            self._say(f"{'#' * int(tag[1:])} ")
        elif tag == "hr":
            self._say("---\n\n")
        elif tag == "pre":
            self._verbatim += 1
            self._say("```\n")
        elif tag == "blockquote":
            self._quotes += 1
            self._say("> ")

    def _end_block(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "pre" and self._verbatim:
            self._verbatim -= 1
            self._break("\n")
            self._say("```")
        elif tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        self._break("\n" if self._lists else "\n\n")

    def _begin_inline(self, tag: str, attributes: str) -> None:
        if tag == "br":
            self._break("\n", always=True)
        elif tag == "li":
            self._begin_item()
        elif tag == "tr":
            self._break("\n")
        elif tag == "a":
            self._end_link()
            self._link = (_attribute(attributes, "href"), len(self._pieces))
        elif tag == "img":
            self._say(_attribute(attributes, "alt"))

    def _begin_item(self) -> None:
        self._break("\n")
        depth = max(0, len(self._lists) - 1)
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        if not self._unseen:
            self._pieces.append(f"{'  ' * min(depth, 8)}{'-' if number is None else f'{number}.'} ")

    def _end_link(self) -> None:
        if self._link is None:
            return
        (address, begun), self._link = self._link, None
        label = "".join(self._pieces[begun:]).strip()
        if not _SAFE_ADDRESS.fullmatch(address) or label in (address, address.removeprefix("mailto:")):
            return
        del self._pieces[begun:]
        escaped = address.replace("(", "%28").replace(")", "%29")
        self._say(f"[{label}]({escaped})" if label else address)

    def _say(self, words: str) -> None:
        if not words or self._unseen:
            return
        if not self._verbatim and words[0] == " " and (not self._pieces or self._pieces[-1].endswith((" ", "\n"))):
            words = words.lstrip(" ")
        if self._quotes:
            words = words.replace("\n", "\n> ")
        if words:
            self._pieces.append(words)

    def _break(self, lines: str, *, always: bool = False) -> None:
        if not lines or self._unseen or (not self._pieces and not always):
            return
        last = self._pieces[-1] if self._pieces else ""
        if always or not last.endswith(lines):
            self._pieces.append(lines if not self._quotes else lines[:-1] + "\n> ")

    def _at_item(self) -> bool:
        return bool(self._lists) and bool(self._pieces) and self._pieces[-1].rstrip(" ").endswith(("-", "."))


def _attribute(attributes: str, name: str) -> str:
    """Return the value of an attribute of a tag, or nothing."""
    for found in _ATTRIBUTE.finditer(attributes):
        if found[1].lower() == name:
            return html.unescape(found[2] or found[3] or found[4] or "")
    return ""
