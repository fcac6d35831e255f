"""Every text of a forum, and which of them lack a language."""

from dataclasses import replace

from forumapp.exchange.document import ReportPart
from forumapp.forums.rules.translations import Place, missing, texts_of, with_texts
from tests import parts

REPORT = ReportPart(key="first", title={"ru": "Доклад"}, minutes=10, people=())


def whole_forum() -> object:
    return parts.document(
        parts.session("opening", abstract={"ru": "О заседании"}, reports=(REPORT,)),
        rooms=(parts.room("hall"),),
        tracks=(parts.track("heritage"),),
        people=(parts.person("ayna", post={"en": "Director"}, patronymic={"ru": "Мередовна"}),),
        institutions=(parts.institution("library", city={}),),
    )


def test_every_text_that_says_something_is_found_in_the_order_of_reading() -> None:
    assert [tuple(text.place) for text in texts_of(whole_forum())] == [
        ("forum", "", "title"),
        ("session", "opening", "title"),
        ("session", "opening", "abstract"),
        ("report", "opening/first", "title"),
        ("room", "hall", "title"),
        ("track", "heritage", "title"),
        ("person", "ayna", "family_name"),
        ("person", "ayna", "given_name"),
        ("person", "ayna", "patronymic"),
        ("person", "ayna", "post"),
        ("institution", "library", "name"),
    ]


def test_a_language_without_words_is_missing_but_not_a_patronymic() -> None:
    assert [(tuple(place), language) for place, language in missing(whole_forum(), ["en"])] == [
        (("session", "opening", "abstract"), "en"),
        (("report", "opening/first", "title"), "en"),
    ]


def test_missing_tells_each_language_of_a_text() -> None:
    document = parts.document(parts.session("one", title={"ru": "Один", "en": ""}))

    assert missing(document, ["ru", "en", "tk"]) == [
        (Place("forum", "", "title"), "tk"),
        (Place("session", "one", "title"), "en"),
        (Place("session", "one", "title"), "tk"),
    ]


def test_new_texts_go_where_they_belong_and_nothing_else_changes() -> None:
    before = whole_forum()
    after = with_texts(
        before,
        {
            Place("report", "opening/first", "title"): {"ru": "Доклад", "en": "Report"},
            Place("session", "opening", "abstract"): {},
            Place("person", "gone", "post"): {"en": "Nobody"},
        },
    )

    session = before.sessions[0]
    changed = replace(session, abstract=None, reports=(replace(REPORT, title={"ru": "Доклад", "en": "Report"}),))
    assert after == replace(before, sessions=(changed,))


def test_a_session_without_a_running_order_stays_without_one() -> None:
    before = parts.document(parts.session("one"))

    after = with_texts(before, {Place("session", "one", "title"): {"en": "One"}})

    assert after.sessions[0].reports is None
