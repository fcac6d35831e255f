"""In which languages a document is."""

import pytest

from forumapp.documents.rules import beside, paper_language

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("asked", "spoken", "language"),
    [("tk", "en", "tk"), (None, "en", "en"), ("hy", "en", "en"), ("hy", "kk", "ru"), (None, "kk", "ru")],
)
def test_a_document_is_in_the_language_asked_for_else_the_pages_else_the_forums_first(
    asked: str | None, spoken: str, language: str
) -> None:
    assert paper_language(asked, spoken, ("ru", "en", "tk")) == language


@pytest.mark.parametrize(("asked", "second"), [("en", "en"), ("ru", None), ("hy", None), ("", None), (None, None)])
def test_beside_it_stands_another_language_of_the_forum_or_none(asked: str | None, second: str | None) -> None:
    assert beside(asked, "ru", ("ru", "en")) == second
