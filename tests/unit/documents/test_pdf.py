"""PDFs: text stays text, letters of all the forum's languages, the same octets each time."""

from dataclasses import replace

import pytest

from forumapp.documents.service import pdf, typesetter
from tests.papers import pdf_pages, pdf_text
from tests.unit.documents.samples import MADE_AT, day, item, paper, report, voice

pytestmark = pytest.mark.once

LETTERS = (
    "Әңгіме ғылым қазақ өнер ұлт үлгі һәм",
    "Ўсё і ёсць",
    "Ӯҳда ҷаҳон тоҷикӣ",
    "Türkmenistanyň äheň žurnal ýaş şöhle",
    "Azərbaycan ağac ışıq",
    "Științe țară început ă â",
    "Oʻzbekiston gʻoya",
    "Հայաստանի գրադարան",
    "საქართველოს ბიბლიოთეკა",
)


def test_every_letter_of_the_forums_languages_is_there() -> None:
    items = [
        item(f"letters-{number}", title=words, voices=(voice("Speaker", words),), reports=(report(words),))
        for number, words in enumerate(LETTERS)
    ]

    octets = pdf.write(paper(*items), made_at=MADE_AT)

    text = pdf_text(octets)
    assert [words for words in LETTERS if text.count(words) < 3] == []
    assert b"pdfuaid:part>1<" in octets


def test_what_people_wrote_is_never_markup() -> None:
    words = '#read("x") *b* $x^2$ @y <z> `c` \\ //'
    session = item(
        title=words,
        room=words,
        closed=words,
        voices=(voice("Speaker", words),),
        reports=(report(words, "10:00", words),),
    )
    breaks = item("break", title=words, is_break=True)
    everywhere = paper(session, breaks, title=words, theme=words, organizers=(words,), dates=words, rooms=(words,))

    cover, overview, day_page = pdf_pages(pdf.write(everywhere, made_at=MADE_AT))

    assert [page.count(words) for page in (cover, overview, day_page)] == [4, 1, 7]


def test_a_letter_without_a_typeface_costs_the_standard_and_not_the_document() -> None:
    octets = pdf.write(paper(item(title="Knowledge 知識")), made_at=MADE_AT)

    assert "Knowledge" in pdf_text(octets)
    assert b"pdfuaid:part" not in octets


def test_the_same_programme_is_the_same_octets() -> None:
    programme = paper(item(voices=(voice("Moderator", "Ayna Ataeva", "director, State Library"),)))

    assert pdf.write(programme, made_at=MADE_AT) == pdf.write(replace(programme), made_at=MADE_AT)


def test_a_cancelled_session_carries_the_word_and_a_night_session_the_next_day() -> None:
    cancelled = item(title="Restoration", status="Cancelled", is_cancelled=True)
    night = item("night", starts="23:00", ends="00:30", ends_words="next day")

    text = pdf_text(pdf.write(paper(cancelled, night), made_at=MADE_AT))

    assert "Cancelled. Restoration" in text
    assert "–00:30next day" in text


def test_a_long_programme_has_contents_and_a_short_one_none() -> None:
    few = paper(*(item(f"session-{number}") for number in range(10)))
    many = paper(*(item(f"session-{number}") for number in range(11)))

    assert ["Contents" in pdf_text(pdf.write(each, made_at=MADE_AT)) for each in (few, many)] == [False, True]


def test_a_session_longer_than_a_page_and_a_programme_without_days_are_set() -> None:
    long = item(reports=tuple(report(f"Report {number} " + "word " * 60, "10:00", "Ayna") for number in range(60)))

    assert "Report 59" in pdf_text(pdf.write(paper(long), made_at=MADE_AT))
    assert pdf.write(paper(days=()), made_at=MADE_AT).startswith(b"%PDF")


def test_a_document_that_cannot_be_set_is_an_error_and_no_half_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "TEMPLATE", pdf.TEMPLATE.with_name("missing.typ"))

    with pytest.raises(pdf.NotSetError):
        pdf.write(paper(), made_at=MADE_AT)


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "LONGEST", 0.001)

    with pytest.raises(pdf.NotSetError):
        pdf.write(paper(), made_at=MADE_AT)


def test_the_cities_stand_once_for_the_day() -> None:
    text = pdf_text(pdf.write(paper(item("one"), item("two"), days=(day(item("one"), item("two")),)), made_at=MADE_AT))

    assert text.count("Minsk") == 1


def test_the_program_that_sets_type_is_ours_and_needs_nothing_of_ours() -> None:
    source = typesetter.__file__

    assert pdf.TYPESETTER.samefile(source)
    assert "forumapp" not in pdf.TYPESETTER.read_text()
