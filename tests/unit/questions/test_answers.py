"""What an answer must be, by the kind of its question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumapp.errors import RuleBroken
from forumapp.questions.rules.answers import StoredFile, checked, chosen_in
from forumapp.questions.rules.parts import OptionPart, QuestionKind, QuestionPart

pytestmark = pytest.mark.once

OPTIONS = tuple(OptionPart(key=key, label={"en": key}) for key in ("bus", "train", "boat"))
FILE = StoredFile(file="0" * 32, name="theses.pdf", kind="pdf", size=12)


def question(kind, **values):
    has_options = kind in {QuestionKind.CHOICE, QuestionKind.SEVERAL}
    return QuestionPart(key="it", label={"en": "It"}, kind=kind, options=OPTIONS if has_options else None, **values)


@pytest.mark.parametrize(
    ("kind", "said", "stored"),
    [
        (QuestionKind.TEXT, "Rare books", "Rare books"),
        (QuestionKind.LONG, "One\ntwo", "One\ntwo"),
        (QuestionKind.DATE, "2027-04-12", "2027-04-12"),
        (QuestionKind.NUMBER, "12", "12"),
        (QuestionKind.NUMBER, "1 200,50", "1200.50"),
        (QuestionKind.NUMBER, "−3", "-3"),
        (QuestionKind.LATIN, "O'Brien Jean-Luc", "O'Brien Jean-Luc"),
        (QuestionKind.COUNTRY, "TM", "TM"),
        (QuestionKind.INSTITUTION, "Музей книги", "Музей книги"),
        (QuestionKind.CHOICE, "bus", "bus"),
        (QuestionKind.SEVERAL, ["boat", "bus"], ["bus", "boat"]),
        (QuestionKind.FILE, FILE, FILE.as_answer()),
        (QuestionKind.TEXT, "", None),
        (QuestionKind.SEVERAL, [], None),
    ],
)
def test_an_answer_is_stored_in_one_form(kind, said, stored):
    assert checked(question(kind), said, countries={"TM"}) == stored


@pytest.mark.parametrize(
    ("kind", "said", "sentence"),
    [
        (QuestionKind.TEXT, "x" * 301, "Use at most 300 characters."),
        (QuestionKind.LONG, "x" * 5001, "Use at most 5000 characters."),
        (QuestionKind.DATE, "12.04.2027", "Give a day as year, month and day: 2027-04-12."),
        (QuestionKind.DATE, "0001-01-01", "Give a day as year, month and day: 2027-04-12."),
        (QuestionKind.NUMBER, "a dozen", "Give a number with digits only, such as 12 or 2.5."),
        (QuestionKind.NUMBER, "١٢", "Give a number with digits only, such as 12 or 2.5."),
        (QuestionKind.NUMBER, "1e9", "Give a number with digits only, such as 12 or 2.5."),
        (QuestionKind.LATIN, "Айна", "Use Latin letters, spaces, hyphens and apostrophes only."),
        (QuestionKind.COUNTRY, "XX", "Choose a country from the list."),
        (QuestionKind.CHOICE, "plane", "Choose from the options that are offered."),
        (QuestionKind.SEVERAL, ["bus", "plane"], "Choose from the options that are offered."),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(kind, said, sentence):
    with pytest.raises(RuleBroken) as refused:
        checked(question(kind), said, countries={"TM"})

    assert (refused.value.sentence, refused.value.field) == (sentence, "q_it")


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (QuestionKind.TEXT, "Fill this in."),
        (QuestionKind.CHOICE, "Choose one."),
        (QuestionKind.SEVERAL, "Choose at least one."),
        (QuestionKind.FILE, "Choose a file."),
    ],
)
def test_a_required_question_is_answered_unless_somebody_answers_for_another(kind, sentence):
    needed = question(kind, is_required=True)

    with pytest.raises(RuleBroken) as refused:
        checked(needed, None)

    assert refused.value.sentence == sentence
    assert checked(needed, None, must_answer=False) is None


@given(st.text(max_size=40))
def test_whatever_is_typed_a_stored_day_and_number_are_read_again_as_the_same(typed):
    for kind in (QuestionKind.DATE, QuestionKind.NUMBER):
        try:
            stored = checked(question(kind), typed)
        except RuleBroken:
            continue
        assert stored is None or checked(question(kind), stored) == stored


def test_only_questions_with_options_choose():
    questions = [question(QuestionKind.TEXT), question(QuestionKind.SEVERAL)]

    assert chosen_in(questions[:1], {"it": "bus"}) == {}
    assert chosen_in(questions[1:], {"it": ["bus", "boat"]}) == {"it": frozenset({"bus", "boat"})}
