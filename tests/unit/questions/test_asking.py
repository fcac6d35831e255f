"""Which questions are asked of whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forumapp.exchange.document import Attendance
from forumapp.questions.rules.asking import applying, condition_of, dependents, leads_back
from forumapp.questions.rules.parts import OptionPart, QuestionKind, QuestionPart

pytestmark = pytest.mark.once

YES_NO = (OptionPart(key="yes", label={"en": "Yes"}), OptionPart(key="no", label={"en": "No"}))


def question(key: str, **values: object) -> QuestionPart:
    return QuestionPart(key=key, label={"en": key}, **values)  # type: ignore[arg-type]


def hotel(**values: object) -> QuestionPart:
    return question("hotel", kind=QuestionKind.CHOICE, options=YES_NO, **values)


def asked(*questions: QuestionPart, category="delegate", attendance=Attendance.ONSITE, **chosen: str) -> list[str]:
    picked = {key: frozenset([option]) for key, option in chosen.items()}
    return [each.key for each in applying(questions, category=category, attendance=attendance, chosen=picked)]


@pytest.mark.parametrize(
    ("categories", "category", "expected"),
    [(None, "press", ["topic"]), (("speaker",), "speaker", ["topic"]), (("speaker",), "press", [])],
)
def test_a_question_is_asked_of_its_categories_or_of_all(categories, category, expected):
    assert asked(question("topic", categories=categories), category=category) == expected


@pytest.mark.parametrize(
    ("condition", "attendance", "expected"),
    [
        ("onsite", Attendance.ONSITE, ["visa"]),
        ("onsite", Attendance.ONLINE, []),
        ("online", Attendance.ONLINE, ["visa"]),
        ("online", None, []),
        (None, None, ["visa"]),
        ("sideways", Attendance.ONSITE, ["visa"]),
    ],
)
def test_a_question_is_asked_of_those_who_take_part_so(condition, attendance, expected):
    assert asked(question("visa", condition=condition), attendance=attendance) == expected


def test_a_question_is_asked_after_the_answer_that_it_depends_on():
    questions = (hotel(), question("nights", condition="hotel:yes"))

    assert (asked(*questions, hotel="yes"), asked(*questions, hotel="no"), asked(*questions)) == (
        ["hotel", "nights"],
        ["hotel"],
        ["hotel"],
    )


def test_a_choice_left_over_in_a_question_that_is_not_asked_counts_for_nothing():
    questions = (hotel(condition="onsite"), question("nights", condition="hotel:yes"))

    assert asked(*questions, attendance=Attendance.ONLINE, hotel="yes") == []


def test_what_depends_on_a_question_that_is_gone_is_not_asked():
    assert asked(question("nights", condition="hotel:yes"), hotel="yes") == []


def test_a_circle_is_found_and_asks_nothing():
    one, other = hotel(condition="meal:yes"), question("meal", kind=QuestionKind.CHOICE, condition="hotel:yes")

    assert leads_back({"meal": other}, one)
    assert not leads_back({"meal": question("meal")}, one)
    assert asked(one, other, hotel="yes", meal="yes") == []


def test_those_that_depend_on_a_question_or_one_option_of_it_are_named():
    questions = [hotel(), question("nights", condition="hotel:yes"), question("reason", condition="hotel:no")]

    assert [each.key for each in dependents(questions, "hotel")] == ["nights", "reason"]
    assert [each.key for each in dependents(questions, "hotel", "no")] == ["reason"]


KEYS = st.sampled_from(["a", "b", "c", "d"])
CONDITIONS = st.none() | st.sampled_from(["onsite", "online"]) | st.builds("{}:{}".format, KEYS, st.sampled_from("xy"))


@given(
    st.dictionaries(KEYS, st.tuples(CONDITIONS, st.none() | st.just(("speaker",)))),
    st.dictionaries(KEYS, st.frozensets(st.sampled_from("xy"))),
    st.sampled_from(["speaker", "press"]),
    st.sampled_from([Attendance.ONLINE, Attendance.ONSITE]),
)
def test_whatever_organizers_build_each_question_asked_has_all_its_reasons(built, chosen, category, attendance):
    questions = [question(key, condition=condition, categories=of) for key, (condition, of) in built.items()]

    found = applying(questions, category=category, attendance=attendance, chosen=chosen)

    keys = {each.key for each in found}
    for each in found:
        condition = condition_of(each.condition)
        assert each.categories is None or category in each.categories
        if condition is not None and condition.question is not None:
            assert condition.question in keys
            assert condition.option in chosen[condition.question]
        elif condition is not None:
            assert condition.attendance is attendance
