"""What stands behind a name: post, institution and country, taken apart; a Russian institution is brought into the nominative."""

import re
from dataclasses import dataclass, replace
from functools import cache

from babel import Locale

from forumapp.exchange.countries import COUNTRY_CODES

_HEADS = (
    ("библиотек", "библиотека", "f"), ("университет", "университет", "m"), ("институт", "институт", "m"), ("академи", "академия", "f"),
    ("министерств", "министерство", "n"), ("музе", "музей", "m"), ("ассоциаци", "ассоциация", "f"), ("архив", "архив", "m"),
    ("комитет", "комитет", "m"), ("фонд", "фонд", "m"), ("союз", "союз", "m"), ("агентств", "агентство", "n"), ("департамент", "департамент", "m"),
    ("центр", "центр", "m"), ("консорциум", "консорциум", "m"), ("федераци", "федерация", "f"), ("общество", "общество", "n"), ("ассамбле", "ассамблея", "f"),
    ("книжн", "", ""), ("издательств", "издательство", "n"), ("колледж", "колледж", "m"), ("посольств", "посольство", "n"),
    ("школ", "школа", "f"), ("дом ", "дом", "m"), ("палат", "палата", "f"), ("систем", "система", "f"), ("учреждени", "учреждение", "n"),
)  # fmt: skip
_HEAD = re.compile(
    r"(?<!\w)(?:библиотек(?!ар|овед|ограф)\w*|библиотечн\w+ систем\w*|университет\w*|институт\w*|академи\w+|министерств\w*|музе[йяюе]\w*|ассоциаци\w+|архив\w*|комитет\w*|фонд\w*|союз\w*|агентств\w*|департамент\w*"
    r"|бібліятэк(?!ар|азн)\w*|бібліотек(?!ар|озн)\w*|кітапхана(?!шы)\w*|китепкана(?!чы)\w*|kitaphana(?!çy)\w*|kutubxona(?!chi)\w*|центр\w*|консорциум\w*|федераци\w+|обществ[оа]\w*|ассамбле\w+|издательств\w*|колледж\w*|посольств\w*|палат\w+|книжн\w+ палат\w*|содружеств\w+"
    r"|library|libraries|university|institute|academy|ministry|museum|association|archive\w*|committee"
    r"|foundation|fund|union|agency|department of culture|cent(?:er|re)|consortium|federation|society|assembly|press|college|embassy|council|unesco|ifla|school of)(?!\w)",
    re.IGNORECASE,
)
_ACRONYM = re.compile(
    r"(?<!\w)(?!(?:PhD|CEO|II|III|IV)(?!\w))(?:[А-ЯЁ]{2,}|[A-Z]{2,}|[А-ЯЁ][а-яё]?[А-ЯЁ]{2,}\w*)(?!\w)"
)
"""ГПНТБ, НБ, IFLA: what is written in capitals is an institution too."""
_POST = re.compile(
    r"(?<!\w)(?:директор\w*|зам\.?|заместител\w+|заведующ\w+|зав\.|завотделом|библиотекар\w+|библиограф\w*|профессор\w*|доцент\w*|министр\w*|президент\w*|вице-президент\w*|председател\w+|ректор\w*|проректор\w*"
    r"|руководител\w+|начальник\w*|специалист\w*|сотрудни\w+|секретар\w+|советник\w*|посол\w*|эксперт\w*|координатор\w*|методист\w*|депутат\w*|декан\w*|кандидат\w*|доктор\w*|к\.\s?\w+\.\s?н\.|д\.\s?\w+\.\s?н\.|академик\w*"
    r"|главн\w+|ведущ\w+|старш\w+|генеральн\w+|исполнительн\w+|первый|и\.\s?о\.|врио|писател\w+|поэт\w*|журналист\w*|редактор\w*|менеджер\w*|хранител\w+|реставратор\w*|магистр\w*|аспирант\w*|преподавател\w+|учител\w+|член\w*|представител\w+|глава|губернатор\w*"
    r"|дырэктар\w*|намесні\w+|загадчы\w+|галоўн\w+|вядуч\w+|заступни\w+|завідувач\w*|головн\w+|провідн\w+|орынбасар\w*|меңгеруші\w*|direktor\w*|orunbasar\w*|o[‘’ʻʼ']rinbosar\w*|mudir\w*"
    r"|заслуженн\w+|народн(?:ый|ая)\s+(?:артист|художни|поэт|писател)\w*|лауреат\w*|основател\w+|(?:художник|историк|филолог|краевед|композитор|архивист|психолог|юрист|студент|инженер)\w{0,2}(?=\s*(?:[,;(]|$))"
    r"|director\w*|deputy|head|chief|librarian\w*|professor|associate|assistant|minister|president|vice|chair\w*|rector|manager|specialist|researcher|research|secretary|adviser|advisor|ambassador|expert|coordinator"
    r"|executive|senior|leading|principal|editor|writer|dean|member|representative|curator|lecturer|officer|ceo|bibliographer|phd|ph\.d)(?!\w)",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"(?:[А-ЯЁ][\w-]+(?:ая|яя|ий|ый|ое|ой|ого|его)\s+(?:[\w-]+(?:ая|яя|ий|ый|ое|ой|ого|его)\s+){0,5})?(?:библиотек[аи]|университета?|институт[а]?|академи[яи]|министерств[оа]|музе[йя]|ассоциаци[яи]|центра?|архива?|комитета?|фонда?|отдел|сектор|кафедра|факультет|управление|служба)(?!\w)(?!\s+(?:как|и|в|–|—|-)\s|\s+(?-i:(?:на|без|через|вне|за|от|под|между|против|вместо|сегодня|завтра)\s+[а-яё])|\s*[:?!])"
    r"|(?:the\s+)?(?:[A-Z][\w’']+\s+){0,4}(?:Library|University|Institute|Academy|Ministry|Museum|Association|Cent(?:er|re)|Foundation|Committee)(?!\w)(?!\s+(?:as|in|and)\s)",
    re.IGNORECASE,
)
_GENITIVE_ADJECTIVE = re.compile(r"^(?P<stem>[А-ЯЁа-яё-]{2,}?)(?P<end>ой|ей|ого|его)$")
_CITY = re.compile(r"(?:г(?:ор)?\.\s*)?(?P<city>[А-ЯЁA-Z][а-яёa-z’']+(?:[- ][А-ЯЁA-Z]?[а-яёa-z]+){0,2})")
_POST_BEHIND = re.compile(
    r"(?P<institution>.*?\w{3})(?:ның|нің|дың|дің|тың|тің|нын|нин|дын|дин|тын|тин|nyň|niň|ning)\s+"
    r"(?P<post>(?:(?:бас|баш|baş|bosh)\s+)?(?:директор|ректор|төраға|меңгеруші|қызметкер|маман|director|direktor|rektor|rais|mudir|başlyg|hünärmen)\w*(?:\s+(?:бірінші\s+)?(?:орынбасар|орун басар|orunbasar|o[‘’ʻʼ']rinbosar)\w*)?)",
    re.IGNORECASE,
)
"""The institution in the genitive before the post, as Kazakh, Kyrgyz, Uzbek and Turkmen have it: «… кітапханасының директоры»."""
_NO_CITY = re.compile(
    r"област|республик|край|район|округ|филиал|отдел|корпус|зал|oblast|region|province|branch|department|republic",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"\s*[(\[]\s*(?P<manner>(?:в\s+)?(?:онлайн|он-лайн|дистанционно|удал[её]нно|очно|заочно|видео\w*|по видео\w*|видеосвяз\w*|вкс|zoom|зум|online|on-line|remote(?:ly)?|in person|via \w+|by video|video\w*|по согласованию|tbc)"
    r"(?:[\s,-]+[\w-]+){0,2})\s*[)\]]",
    re.IGNORECASE,
)
_POST_ALONE = re.compile(
    r"(?:^|[,;]\s*)(?:[\w-]+\s+){0,2}(?:хранител\w+|заведующ\w+|сотрудни\w+|директор\w*|руководител\w+|специалист\w*|библиотекар\w+|отдел\w*)\s+$",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"^(?:\s*[,–—:;-]\s*|\s*\bof\s+(?:the\s+)?|\s*\bat\s+(?:the\s+)?|\s*\bв\s+|\s*\bfrom\s+(?:the\s+)?)+", re.IGNORECASE
)
_COUNTRIES_SAID = {
    "россия": "RU", "рф": "RU", "российская федерация": "RU", "беларусь": "BY", "республика беларусь": "BY", "белоруссия": "BY", "казахстан": "KZ",
    "республика казахстан": "KZ", "кыргызстан": "KG", "киргизия": "KG", "кыргызская республика": "KG", "молдова": "MD", "республика молдова": "MD",
    "молдавия": "MD", "туркменистан": "TM", "туркмения": "TM", "республика узбекистан": "UZ", "республика армения": "AM", "республика таджикистан": "TJ",
    "азербайджанская республика": "AZ", "республика азербайджан": "AZ", "russia": "RU", "russian federation": "RU", "moldova": "MD", "republic of belarus": "BY",
    "kyrgyz republic": "KG", "republic of kazakhstan": "KZ", "republic of uzbekistan": "UZ", "republic of moldova": "MD", "republic of armenia": "AM",
    "usa": "US", "сша": "US", "uk": "GB", "великобритания": "GB", "кнр": "CN", "оаэ": "AE", "турция": "TR", "türkiye": "TR", "turkey": "TR",
    "южная корея": "KR", "республика корея": "KR", "чехия": "CZ", "rf": "RU", "рб": "BY", "рк": "KZ",
}  # fmt: skip
_STEMS = (
    ("белорус", "BY"), ("беларус", "BY"), ("казахстан", "KZ"), ("кыргыз", "KG"), ("киргиз", "KG"), ("молдов", "MD"), ("молдав", "MD"),
    ("туркмен", "TM"), ("узбек", "UZ"), ("таджик", "TJ"), ("армен", "AM"), ("армян", "AM"), ("азербайдж", "AZ"), ("росси", "RU"), ("татарстан", "RU"),
    ("башкортостан", "RU"), ("моск", "RU"), ("санкт-петербург", "RU"), ("belarus", "BY"), ("kazakh", "KZ"), ("kyrgyz", "KG"), ("moldov", "MD"), ("turkmen", "TM"),
    ("uzbek", "UZ"), ("tajik", "TJ"), ("armeni", "AM"), ("azerbaij", "AZ"), ("russia", "RU"), ("tatarstan", "RU"), ("монгол", "MN"), ("mongol", "MN"), ("грузи", "GE"), ("georgia", "GE"),
)  # fmt: skip
_BESIDE_A_HEAD = re.compile(r"(?:ск|н)(?:ая|ой|ую|ий|ый|ого|ое)$")
"""How adjectives end that begin as a head does: «академической», «центральной», «музейный»."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where somebody belongs: post and institution as one writes them alone, and the country's code."""

    post: str = ""
    institution: str = ""
    city: str = ""
    country: str | None = None
    manner: str = ""
    """How somebody takes part, said in brackets: «онлайн», «видеообращение»."""


def take_apart(text: str) -> Standing:
    """Take apart what stands behind a name: "director of the National Library (Belarus)"."""
    text, manner = _manner_in_brackets(text)
    text, country = _country_in_brackets(text)
    text, city_behind = _city_in_brackets(text)
    found = _without_brackets(text, country)
    return replace(found, city=city_behind or found.city, manner=manner)


def _without_brackets(text: str, country: str | None) -> Standing:
    text = _LINKS.sub("", text).strip(" ,;.–—-:")
    if found_behind := _POST_BEHIND.fullmatch(text):
        return Standing(post=found_behind["post"], institution=found_behind["institution"], country=country)
    post, institution = _divide(text)
    pieces = [piece.strip() for piece in institution.split(",")]
    while len(pieces) > 1 and (found := country_code(pieces[-1])):
        country = country or found
        pieces.pop()
    institution, city, more = _sorted(pieces)
    post = ", ".join(each for each in (post.strip(" ,;–—-"), more) if each)
    if not institution and (found := country_code(post)):
        return Standing(country=found)
    if post and "," in post and (found := country_code(post.rsplit(",", 1)[1])):
        post, country = post.rsplit(",", 1)[0], country or found
    if country and not institution and not _POST.search(post) and (found_city := _CITY.fullmatch(post)):
        return Standing(city=found_city["city"], country=country)
    return Standing(post=_post(post), institution=nominative(institution), city=city, country=country)


def country_code(words: str) -> str | None:
    """Return the code of the country that words name in Russian or English; None when they name none."""
    said = " ".join(words.lower().replace("ё", "е").strip(" .,;()").split()).removeprefix("г. ")
    return _COUNTRIES_SAID.get(said) or _territories().get(said)


def country_of(institution: str) -> str | None:
    """Guess the country from an institution's name."""
    lowered = institution.lower()
    return next((code for stem, code in _STEMS if stem in lowered), None)


def is_standing(text: str) -> bool:
    """Tell whether a text reads like a post or an institution."""
    return bool(_POST.search(text[:60]) or _HEAD.search(text) or _ACRONYM.search(text))


def opens_as_standing(text: str) -> bool:
    """Tell whether a text begins with a post or with an institution's whole name, as no title does."""
    return bool(_POST.match(text) or _ACRONYM.match(text) or _OPENS.match(text))


def nominative(name: str) -> str:
    """Return a Russian institution's name in the nominative where it stands in the genitive: «Национальной библиотеки …»."""
    words = name.split(" ")
    for place, word in enumerate(words):
        stem, nominal, gender = _head(word)
        if not stem:
            continue
        if place and words[place - 1].lower().endswith(("ая", "ый", "ий", "ое", "яя")):
            return name
        bare = word.strip('«»"“”,.').lower()
        if bare == nominal or not nominal or not _is_genitive(bare, nominal):
            return name
        begun = [_adjective(each, gender) for each in words[:place]]
        return _capital(" ".join([*begun, _like(word, nominal), *words[place + 1 :]]))
    return name


def _sorted(pieces: list[str]) -> tuple[str, str, str]:
    """Tell apart what stands behind an institution's name: parts of the name, a city, further posts."""
    names, posts, city = pieces[:1], [], ""
    for piece in pieces[1:]:
        if _POST.match(piece) and not _HEAD.search(piece):
            posts.append(piece)
        elif found := _CITY.fullmatch(piece):
            city = found["city"]
        elif piece:
            names.append(piece)
    return ", ".join(names), city, ", ".join(posts)


def _country_in_brackets(text: str) -> tuple[str, str | None]:
    country = None
    for found in reversed(list(re.finditer(r"\(([^()]{2,60})\)", text))):
        pieces = re.split(r"\s*[,;]\s*", found[1])
        codes = [country_code(piece) for piece in pieces]
        if any(codes):
            country = next(code for code in codes if code)
            rest = ", ".join(piece for piece, code in zip(pieces, codes, strict=True) if not code)
            text = f"{text[: found.start()]}{f', {rest}' if rest else ''}{text[found.end() :]}"
        elif not text[: found.start()].strip(" ,–—-"):
            text = f"{found[1]}{text[found.end() :]}"
    return text, country


def _manner_in_brackets(text: str) -> tuple[str, str]:
    """Take out of a text how somebody takes part."""
    found = _MANNER.search(text)
    return (text[: found.start()] + text[found.end() :], found["manner"].strip()) if found else (text, "")


def _city_in_brackets(text: str) -> tuple[str, str]:
    """Take the city out of a text that stands in brackets behind an institution."""
    for found in re.finditer(r"\s*\(([^()]{2,40})\)(?=\s*(?:[,;.]|$))", text):
        city = _CITY.fullmatch(found[1].strip())
        is_named = city and not _NO_CITY.search(found[1]) and not _POST.search(found[1]) and not _HEAD.search(found[1])
        if city and is_named and _divide(text[: found.start()])[1]:
            return text[: found.start()] + text[found.end() :], city["city"]
    return text, ""


def _divide(text: str) -> tuple[str, str]:
    """Divide a text where the institution begins."""
    heads = [
        found for shape in (_HEAD, _ACRONYM) for found in shape.finditer(text) if not _is_part_of_post(text, found)
    ]
    if not heads:
        return text, ""
    head = min(heads, key=lambda found: found.start())
    for place in [
        0,
        *(found.end() for found in re.finditer(r"[,;–—(]\s+|\s[-–—]\s", text) if found.end() <= head.end()),
    ][::-1]:
        piece = text[place : head.end()]
        if not _POST.search(piece):
            return text[:place], text[place:]
        start = _start_of_institution(piece)
        if start is not None:
            return text[: place + start], text[place + start :]
    return text, ""


def _is_part_of_post(text: str, head: re.Match[str]) -> bool:
    """Tell whether a word such as «фонда» only says what somebody keeps: small, right behind the post, with nothing behind it."""
    behind = text[head.end() :].lstrip()
    return head[0].islower() and bool(_POST_ALONE.search(text[: head.start()])) and (not behind or behind[0] in ",;")


def _start_of_institution(piece: str) -> int | None:
    """Return where in «заместитель директора Национальной библиотеки» the institution begins."""
    last_post = [*_POST.finditer(piece)][-1].end()
    english = re.search(r"\b(?:of|at|from)\s+(?:the\s+)?(?=[A-Z])", piece[last_post:])
    if english:
        return last_post + english.end()
    for found in re.finditer(r"(?<=\s)[«\"“]?[А-ЯЁA-Z]", piece[last_post:]):
        return last_post + found.start()
    head = [*re.finditer(r"(?<=\s)(?:[\w-]+(?:ой|ого|его)\s+)*[\w-]+$", piece[last_post:])]
    return last_post + head[0].start() if head else None


def _post(text: str) -> str:
    text = re.sub(r"\s+(?:of|at|of the|at the|from|в)\s*$", "", text.strip(" ,;–—-(:"), flags=re.IGNORECASE)
    if re.match(r"[А-ЯЁ][а-яё]", text) and _POST.match(text):
        return text[0].lower() + text[1:]
    return text


def _head(word: str) -> tuple[str, str, str]:
    lowered = word.strip('«»"“”,.').lower()
    if _BESIDE_A_HEAD.search(lowered):
        return "", "", ""
    return next(
        ((stem, nominal, gender) for stem, nominal, gender in _HEADS if nominal and lowered.startswith(stem.strip())),
        ("", "", ""),
    )


def _is_genitive(word: str, nominal: str) -> bool:
    if nominal.endswith("а"):
        return word in {nominal[:-1] + "и", nominal[:-1] + "ы", nominal[:-1] + "ой", nominal[:-1] + "е"}
    if nominal.endswith("я"):
        return word in {nominal[:-1] + "и", nominal[:-1] + "ей", nominal[:-1] + "е"}
    if nominal.endswith(("о", "е")):
        return word in {nominal[:-1] + "а", nominal[:-1] + "я", nominal[:-1] + "ом"}
    return word in {nominal + "а", nominal + "у", nominal + "ом", nominal[:-1] + "я", nominal[:-1] + "ем"}


def _adjective(word: str, gender: str) -> str:
    found = _GENITIVE_ADJECTIVE.match(word)
    if found is None or word == "-":
        return word
    stem, end = found["stem"], found["end"]
    if gender == "f" and end in {"ой", "ей"}:
        return stem + (
            "яя"
            if end == "ей"
            and stem.endswith("н")
            and not stem.endswith("нн")
            and len(stem) > 4
            and stem.endswith(("шн", "жн", "дн"))
            else "ая"
        )
    if gender == "m" and end in {"ого", "его"}:
        return stem + ("ий" if end == "его" or stem[-1] in "гкх" else "ый")
    if gender == "n" and end in {"ого", "его"}:
        return stem + ("ее" if end == "его" else "ое")
    return word


def _like(word: str, nominal: str) -> str:
    lead = word[: len(word) - len(word.lstrip('«"“'))]
    tail = word[len(word.rstrip('»"”,.')) :]
    bare = word.strip('«»"“”,.')
    return lead + (nominal.capitalize() if bare[:1].isupper() else nominal) + tail


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@cache
def _territories() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in ("ru", "en"):
        names = Locale.parse(language).territories
        found |= {str(names[code]).lower().replace("ё", "е"): code for code in COUNTRY_CODES if code in names}
    return found
