"""Every setting that the application reads is described for operators, and no other."""

import re

import pytest

from forumapp.paths import PACKAGE

pytestmark = pytest.mark.once

NAME = re.compile(r"FORUMAPP_[A-Z_]+")


def test_the_table_of_settings_holds_what_the_application_reads() -> None:
    read = set(NAME.findall((PACKAGE / "config.py").read_text(encoding="utf-8")))
    page = (PACKAGE.parent / "docs" / "operations.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(FORUMAPP_[A-Z_]+)` \|", page, re.MULTILINE))

    assert described == read
