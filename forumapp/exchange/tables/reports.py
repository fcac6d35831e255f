"""A report out of a line or two: what it is called, who gives it, how long it takes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forumapp.exchange.document import LanguageMap
from forumapp.exchange.tables import clocks, names, people, posts
from forumapp.exchange.tables.drafts import Mention
from forumapp.exchange.tables.tongues import Tongues

_LABEL = re.compile(
    r"^(?:(?:тема(?:\s+(?:доклада|выступления))?|доклад|сообщение|выступление|презентация|title|topic|report|talk|presentation)\s*(?:№?\s*\d+)?\s*[:.–—]\s*)",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"^(?:доклад|сообщение|презентация|выступление)(?:\s+на\s+тему)?\s*:?\s+(?=[«“\"„])", re.IGNORECASE
)
_SPEAKER = re.compile(
    r"(?:^|[\s.;,(])(?:докладчик\w*|спикер\w*|выступа(?:ет|ют)|автор\w*|speaker\w*|presenter\w*|presented by)\s*[:–—]\s*",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(r"(?:с\s+)?(?:доклад\w*|тема|сообщени\w+)?\s*[:.–—-]*\s*$", re.IGNORECASE)
_CALLED_SO = re.compile(
    r"(?:(?:библиотек|центр|музе|журнал|газет|портал|сайт|клуб|проект|школ|студи|сет[ьи]|групп|компани|фонд|издательств|книг|роман|фильм|блог|канал|подкаст|сери[ия]|премии|конкурс|кафедр|отдел|сектор|лаборатори|комисси|комитет|секци|факультет|направлени|ассоциаци|союз|обществ|движени|организаци|учреждени|предприяти|университет|институт|колледж|объединени|агентств|театр)\w*"
    r"|library|cent(?:er|re)|magazine|journal|newspaper|project|foundation|publishing house|company|НБ|ЦБС|(?-i:\b[А-ЯЁ]?(?:ООО|ЗАО|ПАО|АО|АНО|НКО|НП|ОО|ОФ|ТОО|ИП|УП|ИД|ИА|РИА|ТРК|Г?БУК?|[А-ЯЁ]{1,2}БУК?|ГА?УК?|М[АК]?УК?|УК|УО|LLC|NGO)))\s*$",
    re.IGNORECASE,
)
"""What has a name of its own in quotation marks: «директор издательства „…“», «АНО „…“»."""
_ABBREVIATED = re.compile(r"(?:\.\.|(?<!\w)(?:др|пр|гг?|т\.\s?д|т\.\s?п|[А-ЯЁA-Z])\.)$")
_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}
_INITIAL = re.compile(r"(?<!\w)\w$")
_DIVIDERS = re.compile(r"\n+|\s+[–—-]{1,2}\s+|[.?!»”\"]\s*[–—-]?\s+|\s+/\s+|\s+\(|;\s+|[:,]\s+")


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a line says of a report; a title or people may be missing."""

    title: str = ""
    people: tuple[Mention, ...] = ()
    minutes: int | None = None
    other: LanguageMap = field(default_factory=dict)
    """The title in further languages."""


def read(text: str, tongues: Tongues) -> Said:
    """Read what a report is called and who gives it, in either order, with any usual sign between them."""
    text = people.unmarked(text)
    minutes = None
    if timed := clocks.length(text):
        minutes, text = timed
    text = text.strip(" ;\n")
    title, described = _divide(text)
    given, left = people.read(_lines(described), tongues) if described else ([], [])
    if described and not given:
        title, left = text, []
    said = [_plain(title), *left] if not given else [_plain(title)]
    texts = tongues.split(" ".join(part for part in said if part))
    first = next(iter(texts), "")
    others = {code: _plain(words) for code, words in texts.items() if code != first}
    return Said(title=_plain(texts.get(first, "")), people=tuple(given), minutes=minutes, other=others)


def is_telling(said: Said, text: str) -> bool:
    """Tell whether what stands behind a person can only be a title: a quotation, or words of which a later one is small."""
    quoted = text[: text.find(said.title)].endswith(tuple(_QUOTES)) if said.title in text else True
    words = said.title.split()
    return quoted or said.title[:1] in _QUOTES or any(word[:1].islower() for word in words[1:])


def _divide(text: str) -> tuple[str, str]:
    """Return title and people of a text."""
    if found := _SPEAKER.search(text):
        behind = text[found.end() :].strip(" )")
        return text[: found.start()], behind
    if _LABEL.match(text):
        text = _LABEL.sub("", text, count=1)
    if people.begins_with_person(text):
        return _title_behind_person(text)
    for place, length in _cuts(text):
        behind = text[place + length :].strip()
        if people.IN_HONOR.search(text[:place]) or (text[place] == "." and _INITIAL.search(text[:place])):
            continue
        if _names_somebody(behind, text[:place], text[place : place + length]):
            end = place + 1 if text[place] in '?!»”"' else place
            return text[:end], behind.removesuffix(")") if behind.count(")") > behind.count("(") else behind
    return text, ""


def _names_somebody(behind: str, before: str, divider: str) -> bool:
    """Tell whether a title ends and people begin here; behind a quotation or a dash a name need not be known."""
    named = names.leading(behind)
    if named and named[0].is_sure:
        return people.begins_with_person(behind)
    is_quoted = divider[:1] in '»”"' or before.rstrip().endswith(("»", "”", '"'))
    if named and (is_quoted or re.search(r"[–—\n(?!-]", divider)):
        return people.begins_with_person(behind)
    named = names.leading(behind, is_expected=True) if is_quoted else None
    return named is not None and (not named[1].strip(" .") or posts.is_standing(named[1]))


def _title_behind_person(text: str) -> tuple[str, str]:
    """Find where behind a person and what they are the title of their report begins."""
    for opening, closing in _QUOTES.items():
        begin = text.find(opening)
        end = text.rfind(closing)
        if (
            0 < begin < end
            and len(text) - end < 4
            and (end - begin > 12 or re.search(r"[,.:;–—\n-]\s*$", text[:begin]))
            and not _is_part_of_name(text[:begin])
        ):
            return text[begin : end + 1], _whole(_ANNOUNCED.sub("", text[:begin].strip()))
    for place, length in _cuts(text):
        before, behind = _whole(text[:place]), text[place + length :].strip()
        if (
            text[place : place + length].strip(" ") in {",", "("}
            or not names.leading(before)
            or not behind.lstrip('«„“"')[:1].isupper()
        ):
            continue
        if text[place : place + length].startswith(";") or (
            names.leading(behind) and people.begins_with_person(behind)
        ):
            continue
        if (
            posts.opens_as_standing(behind)
            or re.match(r"\w\w?\.", behind)
            or (before.endswith(".") and not _are_names(before))
        ):
            continue
        return behind, before
    return "", text


def _whole(before: str) -> str:
    """Give a last initial its stop back."""
    return f"{before}." if _INITIAL.search(before) else before


def _are_names(text: str) -> bool:
    """Tell whether a text is names and nothing besides, such that a stop behind its last initial ends it."""
    return all(people.is_bare_name(piece) for piece in re.split(r",\s+", text))


def _is_part_of_name(before: str) -> bool:
    """Tell whether a quotation belongs to an institution: «директор НБ „…“»."""
    return bool(_CALLED_SO.search(before.strip()))


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places at which a text may be cut, outside quotations."""
    depth_at = _depths(text)
    for found in _DIVIDERS.finditer(text):
        place, length = found.start(), found.end() - found.start()
        if depth_at[place] == 0 or text[place] in '»”"':
            yield place, length


def _depths(text: str) -> list[int]:
    depth, depths = 0, []
    for sign in text:
        if sign in "«„“":
            depth += 1
        depths.append(depth)
        if sign in "»”":
            depth = max(0, depth - 1)
    return depths


def _lines(described: str) -> Sequence[str]:
    return [line for line in described.split("\n") if line.strip()]


def _plain(title: str) -> str:
    """Return a title without the quotation marks around all of it and the stop behind it."""
    title = _CALLED.sub("", _LABEL.sub("", title.strip(" ;,\n"), count=1).strip())
    if title.endswith(".") and not _ABBREVIATED.search(title):
        title = title[:-1].rstrip()
    closing = _QUOTES.get(title[:1])
    if (closing and title.endswith(closing) and not re.search('[«»“”"]', title[1:-1])) or (
        closing == "»" and title.endswith("»") and _is_one_quotation(title)
    ):
        title = title[1:-1].strip()
    return title.strip(" –—-")


def _is_one_quotation(title: str) -> bool:
    depth = 0
    for place, sign in enumerate(title):
        depth += {"«": 1, "»": -1}.get(sign, 0)
        if depth == 0 and place < len(title) - 1:
            return False
    return True
