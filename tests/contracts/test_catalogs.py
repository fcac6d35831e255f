"""Every language says everything the application says, with the same values in it."""

import re

import pytest
from babel.messages.catalog import Message

from devtools import catalogs

pytestmark = pytest.mark.once

VALUE = re.compile(r"%\(\w+\)[sd]|\{\w+\}|%%")
"""What a message is filled in with: by gettext, by Python or a script."""

PLURAL_FORMS = {"en": 2, "ru": 3}


def forms_of(text: str | tuple[str, ...] | list[str]) -> list[str]:
    """Return the forms of a message or of its translation."""
    return [text] if isinstance(text, str) else list(text)


def values_in(text: str) -> set[str]:
    """Return what a text is filled in with."""
    return set(VALUE.findall(text))


def messages_of(language: str) -> list[Message]:
    """Return the messages of a language's catalog."""
    return [message for message in catalogs.read(language) if message.id]


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_nothing_is_left_untranslated_or_uncertain(language):
    assert [message.id for message in catalogs.gaps(catalogs.read(language))] == []


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_a_number_has_each_form_that_the_language_has(language):
    counts = {len(forms_of(message.string)) for message in messages_of(language) if message.pluralizable}

    assert counts == {PLURAL_FORMS[language]}


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_a_translation_is_filled_in_with_the_values_of_its_message(language):
    unlike = [
        message.id
        for message in messages_of(language)
        for form in forms_of(message.string)
        if values_in(form) not in [values_in(each) for each in forms_of(message.id)]
    ]

    assert unlike == []


def test_russian_counts_one_few_and_many():
    (message,) = [each for each in messages_of("ru") if each.id == ("%(num)d session", "%(num)d sessions")]

    assert message.string == ("%(num)d мероприятие", "%(num)d мероприятия", "%(num)d мероприятий")


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_nobody_is_shouted_at(language):
    loud = re.compile(r"!|successfully|успешно", re.IGNORECASE)

    assert [each.id for each in messages_of(language) if any(map(loud.search, forms_of(each.string)))] == []
