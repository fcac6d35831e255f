"""A programme as PDF, set by typst: tagged, with an outline, PDF/UA-1 where the text allows it."""

import json
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Literal

import typst

from forumapp import paths
from forumapp.documents.rules import Paper

TEMPLATE = paths.TEMPLATES / "documents" / "programme.typ"


def write(paper: Paper, *, made_at: datetime) -> bytes:
    """Return the programme as PDF; the same octets for the same paper and instant, on every machine."""
    compiler = typst.Compiler(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        sys_inputs={"programme": json.dumps(asdict(paper), ensure_ascii=False)},
    )
    try:
        return _compiled(compiler, "ua-1", made_at)
    except typst.TypstError:
        # A letter that no typeface of ours has keeps a file from the standard, and nothing else.
        return _compiled(compiler, None, made_at)


def _compiled(compiler: typst.Compiler, standard: Literal["ua-1"] | None, made_at: datetime) -> bytes:
    octets = compiler.compile(format="pdf", pdf_standards=standard, timestamp=int(made_at.timestamp()))
    if not isinstance(octets, bytes):
        raise TypeError("typst gave no single file")
    return octets


@cache
def _fonts() -> typst.Fonts:
    """Return the bundled typefaces and no others: what a machine has must not change what is printed."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[paths.FONTS])
