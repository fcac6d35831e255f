"""People out of a cell: several of them, with posts and libraries, roles said before or behind them."""

import re
from collections.abc import Iterable, Iterator, Sequence

from forumapp.exchange.document import LanguageMap, Role
from forumapp.exchange.tables import names, posts
from forumapp.exchange.tables.drafts import Mention, together
from forumapp.exchange.tables.tongues import Tongues
from forumapp.exchange.text import latin

_ROLES: tuple[tuple[Role, str], ...] = (
    (Role.MODERATOR, r"(?:со-?)?модератор\w*|(?:со-?)?ведущ(?:ий|ая|ие)|вед[её]т|ведут|(?:со-?)?председател\w+|(?:co-?)?moderator\w*|(?:co-?)?moderated by|(?:co-?)?chair\w*|host\w*|facilitator\w*|модерация|мадэратар\w*|вядуч(?:ы|ая|ыя)|ведуч(?:ий|а|і)|жүргізуші\w*|алып баруучу\w*|alyp baryjy\w*|olib boruvchi\w*|boshlovchi\w*|руководител\w+(?:\s+(?:секции|заседания|площадки))?"),
    (Role.INTERPRETER, r"переводчик\w*|перевод|interpreter\w*|interpretation"),
    (Role.RAPPORTEUR, r"секретар\w+(?:\s+секции)?|рапорт[её]р\w*|rapporteur\w*|secretary"),
    (Role.EXPERT, r"эксперт\w*|expert\w*"),
    (Role.PANELIST, r"участник\w*(?:\s+(?:дискуссии|круглого стола|панели|обсуждения))?|участвуют|panelist\w*|panellist\w*|participant\w*|дискутант\w*|discussant\w*"),
    (Role.SPEAKER, (r"(?:приглаш[её]нн\w+\s+|основн\w+\s+)?(?:спикер\w*|докладчик\w*|выступающ\w+|лектор\w*|тренер\w*|автор\w*|эксперт-спикер)|дакладчы(?:к|кі|ца)|доповідач\w*|баяндамашы\w*|ma[’ʼ'‘]ruzachi\w*|выступают?|с приветств\w+(?:\s+(?:словом|обращением|речью))?(?:\s+выступ\w+)?|приветстви[ея](?:\s+\w+){0,2}|приветственн\w+ слов\w+|с докладом|доклад\w*|"
                   r"вступительное слово|слово|экскурсовод\w*|(?:invited |keynote )?speaker\w*|presenter\w*|lecturer\w*|trainer\w*|author\w*|welcom\w+ (?:address(?:es)?|speech(?:es)?|remarks)|opening remarks|greetings?|presented by|by")),
)  # fmt: skip
_LABELS = tuple(
    (role, re.compile(rf"^(?:{words})\s*(?:\([^)]*\)\s*)?(?::|[–—]|\s-)\s*", re.IGNORECASE)) for role, words in _ROLES
)
_SPEAKERS = (
    (
        Role.SPEAKER,
        re.compile(
            r"^(?:спикер\w*|докладчик\w*|лектор\w*|выступают?|welcom\w+ (?:address(?:es)?|speech(?:es)?|remarks)|приветственн\w+ слов\w+|приветстви\w+|с приветств\w+(?: слов\w+)?|speaker\w*|presenter\w*)\s*[:–—]\s*",
            re.IGNORECASE,
        ),
    ),
)
_BARE_LABELS = tuple((role, re.compile(rf"^(?:{words})\s+(?=[А-ЯЁA-Z])", re.IGNORECASE)) for role, words in _ROLES[:4])
_WHOLE_LABELS = tuple((role, re.compile(rf"(?:{words})\s*[:.]?", re.IGNORECASE)) for role, words in _ROLES)
_BEHIND = tuple(
    (role, re.compile(rf"\s*(?:[(\[]\s*(?:{words})\s*[)\]]|[,–—-]\s*(?:{words})\s*$)", re.IGNORECASE))
    for role, words in _ROLES[:5]
)
_SEVERAL = re.compile(
    r"(?:(?:со-?)?модераторы|(?:со-?)?ведущие|вед[ув]т|председатели|сопредседатели|переводчики|эксперты|участники|участвуют|спикеры|докладчики|выступающие|выступают|лекторы|тренеры|авторы"
    r"|приветстви\w+|с приветств\w+|(?:co-?)?moderators|(?:co-?)?chairs|interpreters|experts|panelists|panellists|participants|discussants|(?:invited |keynote )?speakers|welcom\w+ \w+|presenters|lecturers|authors|greetings)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"^\s*(?:[•·▪◦●*►➢✓]|[-–—](?=\s)|\(?\d{1,2}\s*[.)](?=\s|[А-ЯЁA-Z«]))\s*")
IN_HONOR = re.compile(r"(?:имени|им\.?|named after)(?:\s+[А-ЯЁA-Z]\.?)*\s*$", re.IGNORECASE)
"""The end of a text behind which a name is an institution's, «библиотека имени А. С. …»."""
_AND = re.compile(r"\s+(?:и|and|&)\s+|,\s+")


def unmarked(line: str) -> str:
    """Return a line without the bullet or number it begins with."""
    return _MARK.sub("", line, count=1).strip()


def is_marked(line: str) -> bool:
    """Tell whether a line begins with a bullet or a number."""
    return bool(_MARK.match(line))


def label(line: str) -> tuple[Role, str] | None:
    """Return the role that a line begins with, «Модератор: …», and the rest of the line."""
    for role, words in _WHOLE_LABELS:
        if words.fullmatch(line.strip()) and (line.strip().endswith(":") or len(line.split()) == 1):
            return role, ""
    for role, words in _LABELS:
        if found := words.match(line):
            return role, line[found.end() :].strip()
    for role, words in _BARE_LABELS:
        if (found := words.match(line)) and (named := names.leading(line[found.end() :])) and named[0].is_sure:
            return role, line[found.end() :].strip()
    return None


def is_for_several(line: str) -> bool:
    """Tell whether the role that a line begins with is said of several people: «Модераторы: …» goes on in the next lines."""
    return bool(_SEVERAL.match(line))


def label_inside(line: str) -> tuple[str, str] | None:
    """Divide a line before a role that it names behind its title: «Пленарное заседание. Модератор: …»."""
    for found in re.finditer(r"[.;,»)]\s+(?=[А-ЯЁA-Zа-яё])|\s[(\[]", line):
        behind = line[found.end() :]
        labelled = next(
            ((role, behind[hit.end() :]) for role, words in _LABELS[:5] if (hit := words.match(behind))), None
        )
        labelled = labelled or next(
            ((role, behind[hit.end() :]) for role, words in _SPEAKERS if (hit := words.match(behind))), None
        )
        if labelled and (names.leading(labelled[1], is_expected=True) or posts.opens_as_standing(labelled[1])):
            end = found.start() + (1 if line[found.start()] in "»)" else 0)
            closing = behind.rstrip(". ").endswith(")") and line[found.start() : found.end()].strip() in {"(", "["}
            return line[:end].strip(), behind.rstrip(". ")[:-1] if closing else behind
    return None


def read(lines: Sequence[str], tongues: Tongues, *, role: Role = Role.SPEAKER) -> tuple[list[Mention], list[str]]:
    """Read cells or lines that name people; also returns the lines of which nobody could be made."""
    found: list[Mention] = []
    left: list[str] = []
    raw: list[tuple[Role, list[str]]] = []
    lasting = role
    for line in lines:
        bare, role = unmarked(line), lasting
        if labelled := label(bare):
            role, rest = labelled
            lasting = role if not rest or is_for_several(bare) else lasting
            bare = rest
        for number, piece in enumerate(_pieces(bare)):
            if labelled and number and ";" in bare and not is_for_several(unmarked(line)):
                role = lasting
            its_role, words = label(piece) or (role, piece)
            role = its_role
            words = _name_first(words)
            if names.leading(words, is_expected=True):
                raw.append((its_role, [words]))
            elif raw and words and _goes_on(words):
                raw[-1][1].append(words)
            elif words:
                left.append(words)
    for its_role, pieces in raw:
        found += mentions(", ".join(pieces), tongues, role=its_role)
    return deduped(found), left


def mentions(text: str, tongues: Tongues, *, role: Role = Role.SPEAKER) -> list[Mention]:
    """Return the person whom a text begins with and describes; the same person in two scripts is one."""
    for its_role, words in _BEHIND:
        if (found := words.search(text)) and found.start():
            role, text = its_role, text[: found.start()] + text[found.end() :]
    halves = [half.strip() for half in re.split(r"\s+/\s+", text)]
    if (
        len(halves) == 2
        and tongues.of(halves[0]) != tongues.of(halves[1])
        and all(names.leading(half) for half in halves)
    ):
        one, other = (_mention(half, tongues, role) for half in halves)
        return [together(one, other)] if one and other else []
    mention = _mention(text, tongues, role)
    return [mention] if mention else []


def begins_with_person(text: str) -> bool:
    """Tell whether a text begins with a name that leaves no doubt, or with one and what people are."""
    found = names.leading(text)
    if found is None:
        likely = names.leading(text, is_expected=True)
        described = re.match(r"\s*[,(–—]\s*(.+)", likely[1], re.DOTALL) if likely else None
        return described is not None and posts.opens_as_standing(described[1])
    name, rest = found
    if not rest.strip(" ,.;()") or (name.is_initials and re.match(r"\s+[А-ЯЁA-Z«]", rest)):
        return True
    return bool(re.match(r"\s*(?:[,;:(–—]|\s-\s|\.\s|$)", rest)) and (name.is_sure or posts.is_standing(rest))


def deduped(found: Iterable[Mention]) -> list[Mention]:
    """Return people once in each role; one person named twice says all that either says."""
    by_person: dict[tuple[str, Role], Mention] = {}
    for mention in found:
        place = (mention.id, mention.role)
        by_person[place] = together(by_person[place], mention) if place in by_person else mention
    return list(by_person.values())


def paired(ones: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Put together people whom two columns name in two scripts; who has no counterpart stands alone."""
    left = list(others)
    result = []
    for number, one in enumerate(ones):
        twin = next((other for other in left if _is_same(one, other)), None)
        if (
            twin is None
            and len(ones) == len(others)
            and others[number] in left
            and not _shares_script(one, others[number])
        ):
            twin = others[number]
        if twin is not None:
            left.remove(twin)
        result.append(together(one, twin) if twin is not None else one)
    return [*result, *left]


def _name_first(words: str) -> str:
    """Turn «министр культуры А. Б. Петров» round, such that the name stands first."""
    if names.leading(words, is_expected=True):
        return words
    found = names.trailing(words)
    if found is None or not posts.opens_as_standing(found[0]):
        return words
    return f"{words[len(found[0]) :]}, {found[0].strip(' ,–—-')}"


def _goes_on(words: str) -> bool:
    """Tell whether words describe the person before them."""
    return posts.is_standing(words) or words[:1].islower() or words[:1] in "(,–—" or bool(posts.country_code(words))


def _pieces(line: str) -> Iterator[str]:
    for part in re.split(r"\s*;\s*|\t+", line):
        names_only = [piece.strip() for piece in _AND.split(part)]
        if len(names_only) > 1 and all(is_bare_name(piece) for piece in names_only):
            yield from names_only
            continue
        halves = re.split(r"\s+(?:и|and|&)\s+", part)
        if len(halves) == 2 and all((found := names.leading(half)) and found[0].is_sure for half in halves):
            for half in halves:
                yield from _cut_before_names(half)
            continue
        yield from _cut_before_names(part)


def _cut_before_names(part: str) -> Iterator[str]:
    """Cut «Иванова М. П., директор РГБ, Петров А. Б., директор РНБ» before the second name."""
    start = 0
    for found in re.finditer(r"(?:\)?,|\)|(?<=\w\w)\.)\s+(?:(?:и|and|&)\s+)?", part):
        name = names.leading(part[found.end() :], is_expected=found[0].startswith(")"))
        before = part[start : found.start()]
        is_next = (
            name is not None and (name[0].is_sure or found[0].startswith(")")) and re.match(r"\s*(?:[,(–—]|$)", name[1])
        )
        if is_next and names.leading(before, is_expected=True) and not IN_HONOR.search(before):
            yield part[start : found.start() + 1].strip(" ,")
            start = found.end()
    yield part[start:].strip()


def is_bare_name(piece: str) -> bool:
    """Tell whether a text is a name and nothing besides."""
    found = names.leading(piece)
    return bool(found and found[0].is_sure and not found[1].strip(" ."))


def _mention(text: str, tongues: Tongues, role: Role) -> Mention | None:
    found = names.leading(text, is_expected=True)
    if found is None:
        return None
    name, rest = found
    standing = posts.take_apart(rest.strip(" .;"))
    language = tongues.of(f"{name.family} {name.given}")

    def said(words: str) -> LanguageMap:
        return {tongues.of(words): words} if words else {}

    return Mention(
        family_name={language: name.family},
        given_name={language: name.given} if name.given else {},
        patronymic={language: name.patronymic} if name.patronymic else {},
        post=said(standing.post),
        institution=said(standing.institution),
        city=said(standing.city),
        country=standing.country,
        role=role,
        manner=standing.manner,
    )


def _is_same(one: Mention, other: Mention) -> bool:
    if one.role is not other.role or _shares_script(one, other):
        return False
    mine, theirs = (_bare(next(iter(each.family_name.values()), "")) for each in (one, other))
    return mine == theirs or (mine[:3] == theirs[:3] and abs(len(mine) - len(theirs)) < 3)


def _shares_script(one: Mention, other: Mention) -> bool:
    return bool(set(one.family_name) & set(other.family_name))


def _bare(name: str) -> str:
    return re.sub("y|j", "i", re.sub("kh", "h", latin(name)))
