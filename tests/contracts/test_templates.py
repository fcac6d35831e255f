"""Templates compile, stand in a layout and carry nothing that the content security policy forbids."""

import re

import pytest
from flask import Flask

from forumapp import paths

pytestmark = pytest.mark.once

PAGES = sorted(
    str(path.relative_to(paths.TEMPLATES))
    for path in paths.TEMPLATES.rglob("*.html")
    if path.parts[-2] not in {"layout", "macros", "mail"}
)
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(src=|application/ld\+json))", re.IGNORECASE)


@pytest.mark.parametrize("name", PAGES)
def test_a_template_compiles_and_has_nothing_inline(app: Flask, name: str) -> None:
    source = (paths.TEMPLATES / name).read_text()

    assert app.jinja_env.get_template(name) is not None
    assert INLINE.findall(source) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_in_a_layout_and_says_its_title(name: str) -> None:
    source = (paths.TEMPLATES / name).read_text()
    if "{% block" not in source and "{% extends" not in source:
        return

    assert re.search(r'{% extends "(layout/|[a-z_]+/)', source), f"{name} stands in no layout"
