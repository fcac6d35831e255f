"""Runs typst on one order and ends; a program of its own, started by pdf.py, that imports nothing of ours.

What typst remembers between documents (some 90 MB for each long one) goes with the process, and a document that takes too
long can be ended without harm to the server.
"""

import json
import sys
from typing import Any

import typst


def main() -> None:
    """Read an order as JSON from standard input; write the PDF to standard output."""
    order = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(typeset(order))


def typeset(order: dict[str, Any]) -> bytes:
    """Return the PDF: to PDF/UA-1, else, when a letter that no typeface has keeps it from the standard, without."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=order["fonts"])
    compiler = typst.Compiler(
        order["template"], root=order["root"], font_paths=fonts, sys_inputs={"programme": order["programme"]}
    )
    try:
        octets = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=order["made_at"])
    except typst.TypstError:
        octets = compiler.compile(format="pdf", timestamp=order["made_at"])
    if not isinstance(octets, bytes):
        raise TypeError("typst gave no single file")
    return octets


if __name__ == "__main__":
    main()
