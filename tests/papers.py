"""The text of documents, read without the libraries that wrote them."""

import re
import zlib
from io import BytesIO
from zipfile import ZipFile

from werkzeug.test import TestResponse

_OBJECT = re.compile(rb"(?<![0-9])(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_NESTED = rb"\((?:[^()\\]|\\.)*\)"
_STRING = rb"\(((?:[^()\\]|\\.|" + _NESTED + rb")*)\)"
_TITLE = re.compile(_STRING, re.DOTALL)
_HYPHENATION = re.compile(rb"/ActualText(?:\([\xad-]\)|<FEFF00AD>)>>BDC(.*?Tf).*?EMC", re.DOTALL)
_TOKEN = re.compile(rb"/(\w+) [\d.]+ Tf|(?<!/Lang)" + _STRING + rb"|(?<!<)(?<!ActualText)<([0-9A-F]+)>", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_CHARACTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n")
_RANGE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> <([0-9A-F]+)>\n")


def text_of(response: TestResponse) -> str:
    """Return all that an answer says: the parts of an office file, the text and outline of a PDF, else its body."""
    if response.data.startswith(b"PK\x03\x04"):
        return office_text(response.data)
    if response.data.startswith(b"%PDF"):
        return pdf_text(response.data)
    return response.text


def office_text(octets: bytes) -> str:
    """Return the parts of a Word or Excel file, as XML."""
    with ZipFile(BytesIO(octets)) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    return "\n".join(texts)


def pdf_text(octets: bytes) -> str:
    """Return the text of a PDF's pages and all plain strings of its other objects: outline, title, metadata."""
    objects = _objects(octets)
    strings = [_string(each) for body in objects.values() for each in _TITLE.findall(body.partition(b"stream")[0])]
    others = [each.decode("utf-16" if each.startswith(b"\xfe\xff") else "latin-1", "replace") for each in strings]
    metadata = [body.decode("utf-8", "replace") for body in objects.values() if b"/Type/Metadata" in body]
    return "\n".join([*pdf_pages(octets), *others, *metadata])


def pdf_pages(octets: bytes) -> list[str]:
    """Return the text of each page of a PDF, in the order in which it is written, without breaks."""
    objects = _objects(octets)
    return [_page(objects, body) for body in objects.values() if b"/Type/Page/" in body]


def _objects(octets: bytes) -> dict[int, bytes]:
    return {int(number): body for number, body in _OBJECT.findall(octets)}


def _page(objects: dict[int, bytes], page: bytes) -> str:
    resources = objects[_reference(page, b"Resources")]
    fonts = {
        name: _letters(_stream(objects[_reference(objects[int(number)], b"ToUnicode")]))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
    }
    content = _stream(objects[_reference(page, b"Contents")])
    said, letters = [], {}
    for font, string, digits in _TOKEN.findall(_HYPHENATION.sub(rb"\1", content)):
        if font:
            letters = fonts[font]
        else:
            glyphs = bytes.fromhex(digits.decode()) if digits else _string(string)
            said += [letters.get(glyphs[place : place + 2], "\ufffd") for place in range(0, len(glyphs), 2)]
    return "".join(said).replace("\u00ad", "")


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None, (name, body[:200])
    return int(found[1])


def _stream(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream")
    content = rest.lstrip(b"\r\n")
    return zlib.decompressobj().decompress(content) if b"/FlateDecode" in head else content


def _string(escaped: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        sign = found[1]
        return bytes([int(sign, 8)]) if sign.isdigit() else _ESCAPED.get(sign, sign)

    return _ESCAPE.sub(plain, escaped)


def _letters(table: bytes) -> dict[bytes, str]:
    """Return the letters of a font by glyph (ISO 32000-1 9.10.3)."""
    letters = {bytes.fromhex(glyph.decode()): _utf16(sign) for glyph, sign in _CHARACTER.findall(table)}
    for first, last, sign in _RANGE.findall(table):
        for number in range(int(first, 16), int(last, 16) + 1):
            letters[number.to_bytes(2)] = chr(ord(_utf16(sign)) + number - int(first, 16))
    return letters


def _utf16(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be")
