"""Languages as offices name them: with the country, and the script where one language has two."""

from babel.core import get_global

WITH_SCRIPT = frozenset({"az", "tg", "uz"})


def office_tag(language: str) -> str:
    """Return the tag by which Word finds the dictionary: "ru" is "ru-RU", "uz" is "uz-Latn-UZ"; a longer tag stays."""
    likely = get_global("likely_subtags").get(language, "").split("_")
    if "-" in language or len(likely) != 3:
        return language
    code, script, country = likely
    return f"{code}-{script}-{country}" if code in WITH_SCRIPT else f"{code}-{country}"
