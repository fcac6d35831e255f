"""What a cell or a few lines say of a session: title, people in their roles, reports, place, languages, notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from forumapp.exchange.document import LanguageMap, Role
from forumapp.exchange.frabwords import languages_of
from forumapp.exchange.tables import clocks, items, kinds, names, people, posts, reports
from forumapp.exchange.tables.clocks import Span
from forumapp.exchange.tables.drafts import Mention
from forumapp.exchange.tables.tongues import Tongues, merged

_PLACE = re.compile(
    r"^(?:место(?:\s+(?:проведения|встречи|сбора))?|зал|аудитория|площадка|адрес|локация|где|venue|room|hall|place|location|where)\s*[:–—]\s*",
    re.IGNORECASE,
)
_BARE_PLACE = re.compile(
    r"(?:(?:большой|малый|главный|конференц|актовый|читальный|выставочный|голубой|белый|красный|синий|зел[её]ный|овальный|круглый|мраморный|концертный|нижний|верхний|основной|виртуальный)[\w -]*[ -]?зал\w*.{0,60}"
    r"|(?:конференц-?зал|зал|аудитория|ауд\.|каб\.|кабинет|комната|фойе|холл|атриум|переговорная)(?=[\s,.№«\"]|$).{0,60}"
    r"|(?:main|small|large|conference|virtual|reading|exhibition|plenary|grand|blue|white|red|green)\s+(?:hall|room).{0,40}|(?:hall|room|auditorium|foyer|lobby)(?=[\s,.№#]|$).{0,40}|[\w -]*онлайн[\w -]*\(zoom.*\)|zoom|онлайн|online)",
    re.IGNORECASE,
)
_LANGUAGES = re.compile(
    r"^(?:рабочи[ей]\s+)?(?:язык\w*(?:\s+(?:работы|секции|заседания|мероприятия))?|(?:working )?languages?)\s*[:–—]\s*",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://[^\s<>\"«»)]+", re.IGNORECASE)
_MEETING_HOSTS = re.compile(
    r"zoom|teams\.|webex|telemost|mts-link|pruffme|webinar|jitsi|meet\.|bbb|trueconf|contour|vkvideo|skype|room|live|stream|sferum|yandex.*telemost|join",
    re.IGNORECASE,
)
_JOIN_LABEL = re.compile(
    r"^(?:ссылка(?:\s+(?:для|на)\s+\S+)?|подключ\w+|трансляци\w+|zoom|link|join|идентификатор\w*|код доступа|пароль|meeting id|passcode)\b.{0,30}?[:–—]\s*",
    re.IGNORECASE,
)
_THEME = re.compile(
    r"^(?:тема(?:\s+(?:заседания|дискуссии|секции|встречи|круглого стола))?|на тему|theme|topic)\s*[:–—]?\s+(?=[«“\"А-ЯЁA-Z])",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"^(?:доклады|выступления|сообщения|в программе|программа(?:\s+(?:заседания|секции))?|повестка(?:\s+дня)?|reports|presentations|programme|agenda|talks)\s*:?\s*$",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"^(?:вопросы(?:\s+для\s+обсуждения)?|темы(?:\s+для\s+обсуждения)?|основные (?:темы|вопросы)|обсуждаемые вопросы|аннотация|описание|примечание|questions(?: for discussion)?|topics|issues|description|note)\s*:\s*",
    re.IGNORECASE,
)
_LIMIT = re.compile(r"^регламент\w*\b.*", re.IGNORECASE)
_BEHIND = re.compile(r"(?:\s*\(([^()]{3,60})\)|(?<=\w)\.\s+([^.()«»]{3,50}))[\s.]*$")
_DASHED = re.compile(r"\s[–—-]\s+[А-ЯЁA-Z]")
_SHORT_TITLE = 60


@dataclass
class TimedReport:
    """A report with the time that stands before it, if one does."""

    said: reports.Said
    span: Span | None = None


@dataclass
class Content:
    """What lines say."""

    title: LanguageMap = field(default_factory=dict)
    people: list[Mention] = field(default_factory=list)
    reports: list[TimedReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    room: LanguageMap = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    join_url: str | None = None
    report_minutes: int | None = None


def read(lines: Sequence[str], tongues: Tongues, *, mode: str = "title") -> Content:
    """Read the lines of a session; with another ``mode`` than "title" they add to one whose title is known.

    "people", "reports" and "notes" say what lines are that no heading begins.
    """
    reader = _Reader(tongues, mode=mode)
    for line in lines:
        for item in [line] if reader.wants_title else items.apart(line, lists_people=reader.lists_people):
            reader.take(item)
    reader.finish()
    reader.settle()
    _take_place(reader.content, tongues)
    return reader.content


def _take_place(content: Content, tongues: Tongues) -> None:
    """Let a place in brackets behind a title be the room, «Секция 1. Рукописи (зал 1)»."""
    for code, text in content.title.items():
        found = _BEHIND.search(text)
        place = place_of(found[1] or found[2]) if found else None
        if found and place and len(text) > len(found[0]):
            content.title = content.title | {code: text[: found.start()]}
            content.room = content.room or tongues.split(place)


def place_of(line: str) -> str | None:
    """Return the place that a line names and nothing besides, «Место проведения: Большой зал»; None when it does not."""
    if found := _PLACE.match(line):
        return line[found.end() :].strip(" .") or None
    bare = line.strip(" .()")
    return bare if len(bare) < 90 and _BARE_PLACE.fullmatch(bare) else None


def link_of(line: str) -> str | None:
    """Return the address to join that a line holds."""
    found = _LINK.search(line)
    if found is None:
        return None
    address = found[0].rstrip(".,;")
    return address if _JOIN_LABEL.match(line) or _MEETING_HOSTS.search(address) else None


class _Reader:
    """Takes lines one by one and knows what the last heading said of those that follow."""

    def __init__(self, tongues: Tongues, *, mode: str) -> None:
        self.tongues, self.content = tongues, Content()
        self.wants_title = mode == "title"
        self.lists_people = mode == "people"
        """Whether lines come from a column of people: what stands behind a name is rather a post than a title."""
        self.unannounced: int | None = None
        """The place of the first report that only its number or bullet tells from people."""
        self.role: Role | None = None
        self.mode = mode
        self.pending: list[str] = []
        """Lines of one person or one report, until the next begins."""
        self.pending_span: Span | None = None

    def take(self, line: str) -> None:
        """Take the next line."""
        if self._takes_fact(line):
            return
        bare = people.unmarked(line)
        if self.wants_title:
            self._begin(line, bare)
        elif _REPORTS.match(bare):
            self._open("reports")
        elif found := _NOTES.match(bare):
            self._open("notes")
            if rest := bare[found.end() :].strip():
                self.content.notes.append(rest)
        elif labelled := people.label(bare):
            self._label(bare, *labelled)
        elif timed := clocks.leading(bare):
            self._open("reports")
            self.pending, self.pending_span = [timed[1]], timed[0]
        elif (theme := _THEME.match(bare)) and not self.lists_people:
            self._more_title(bare[theme.end() :])
        else:
            self._go_on(line, bare)

    def finish(self) -> None:
        """Make something of what is still pending."""
        lines, span = self.pending, self.pending_span
        self.pending, self.pending_span = [], None
        text = "\n".join(line for line in lines if line)
        if not text:
            return
        if self.mode == "reports":
            said = reports.read(text, self.tongues)
            if said.title:
                self.content.reports.append(TimedReport(said, span))
            else:
                self.content.people = people.deduped([*self.content.people, *said.people])
            return
        found, left = people.read(lines, self.tongues, role=self.role or Role.SPEAKER)
        self.content.people = people.deduped([*self.content.people, *found])
        self.content.notes += left

    def settle(self) -> None:
        """Let items behind a moderator that name no speaker and no length be topics to talk about."""
        if self.unannounced is None:
            return
        doubtful = self.content.reports[self.unannounced :]
        if not any(each.said.people or each.said.minutes or each.span for each in doubtful):
            self.content.reports = self.content.reports[: self.unannounced]
            self.content.notes += [each.said.title for each in doubtful]

    def _takes_fact(self, line: str) -> bool:
        bare = people.unmarked(line)
        if address := link_of(bare):
            self.content.join_url = self.content.join_url or address
            rest = _LINK.sub("", _JOIN_LABEL.sub("", bare)).strip(" .:–—-()")
            return len(rest) < 40
        if self.wants_title and not _PLACE.match(bare):
            return False
        if place := place_of(bare):
            self.finish()
            self.content.room = self.content.room or self.tongues.split(place)
            return True
        if found := _LANGUAGES.match(bare):
            self.content.languages = languages_said(bare[found.end() :])
            return True
        if _LIMIT.match(bare):
            timed = clocks.length(bare)
            self.content.report_minutes = timed[0] if timed else None
            return timed is not None
        return bool(_JOIN_LABEL.match(bare)) and not self.wants_title

    def _begin(self, line: str, bare: str) -> None:
        """Take the first line that is no fact: the title, unless people come first."""
        if labelled := people.label(bare):
            role, rest = labelled
            if rest and people.begins_with_person(rest):
                self._label(bare, role, rest)
                return
        if people.begins_with_person(bare) and not people.is_marked(line):
            self.mode, self.wants_title = "people", False
            self.wants_title = True
            self.pending.append(bare)
            self.finish()
            return
        if divided := people.label_inside(bare):
            self._begin(divided[0], divided[0])
            self.take(divided[1])
            return
        said = reports.read(bare, self.tongues) if _DASHED.search(bare) else reports.Said()
        if said.title and said.people:
            self.content.title = self.tongues.split(said.title)
            self.content.people += said.people
            self.wants_title, self.mode = False, "title"
            return
        self.content.title = self.tongues.split(line.strip(" ;") if not people.is_marked(line) else bare)
        self.wants_title, self.mode = False, "title"

    def _label(self, bare: str, role: Role, rest: str) -> None:
        self._open("people")
        self.role = role if not rest or people.is_for_several(bare) else None
        if rest:
            self.pending.append(bare)

    def _open(self, mode: str) -> None:
        self.finish()
        self.mode, self.role = mode, None if mode != "people" else self.role

    def _go_on(self, line: str, bare: str) -> None:
        """Take a line that no heading begins, by what came before it."""
        is_person = people.begins_with_person(bare)
        if self.mode == "title":
            self._behind_title(line, bare, is_person=is_person)
        elif self.mode == "notes":
            self._among_notes(line, bare, is_person=is_person)
        elif self.mode == "people":
            self._among_people(line, bare, is_person=is_person)
        else:
            self._among_reports(line, bare, is_person=is_person)

    def _behind_title(self, line: str, bare: str, *, is_person: bool) -> None:
        known = next(iter(self.content.title.values()), "")
        if is_person or people.is_marked(line):
            said = reports.read(bare, self.tongues)
            is_report = bool(said.title) and (bool(said.people) or people.is_marked(line))
            self._open("reports" if is_report else "people")
            self.pending = [bare]
        elif len(self.content.title) == 1 and self.tongues.is_other(bare, known) and not posts.opens_as_standing(bare):
            self.content.title |= self.tongues.split(bare)
        elif (
            bare[:1] in '«“"„'
            or (len(known) < _SHORT_TITLE and kinds.guess(known) and not self.content.notes)
            or known.endswith((":", ","))
            or bare[:1].islower()
        ):
            self._more_title(bare)
        else:
            said = reports.read(bare, self.tongues)
            if said.people and said.title:
                self._open("reports")
                self.pending = [bare]
            else:
                self.content.notes.append(line)

    def _among_notes(self, line: str, bare: str, *, is_person: bool) -> None:
        said = reports.read(bare, self.tongues) if is_person and people.is_marked(line) else reports.Said()
        if said.title and said.people:
            self._open("reports")
            self.pending = [bare]
        else:
            self.content.notes.append(line)

    def _among_people(self, line: str, bare: str, *, is_person: bool) -> None:
        is_marked = people.is_marked(line)
        is_new = is_person or is_marked or not (bare[:1].islower() or posts.opens_as_standing(bare))
        said = reports.read(bare, self.tongues) if is_new else reports.Said()
        if said.title and said.people and (not self.lists_people or reports.is_telling(said, bare)):
            self._begin_report([bare])
        elif (bare[:1] in '«“"„' or _THEME.match(bare)) and (place := self._last_person()) is not None:
            report = [*self.pending[place:], bare]
            self.pending = self.pending[:place]
            self._begin_report(report)
        elif is_marked and not is_person and self._is_title(said, bare):
            self._open("reports")
            self.unannounced = len(self.content.reports) if self.unannounced is None else self.unannounced
            self.pending = [bare]
        else:
            self.pending.append(bare)

    def _begin_report(self, lines: list[str]) -> None:
        """Begin a report with lines; in a column of people those that follow are people again."""
        role = self.role
        self._open("reports")
        self.pending = lines
        if self.lists_people:
            self._open("people")
            self.role = role

    def _last_person(self) -> int | None:
        """Return the place of the pending line with which the last person begins, if no role stands before it."""
        for place, line in reversed(list(enumerate(self.pending))):
            if people.label(line):
                return None
            if people.begins_with_person(line) or (self.lists_people and names.leading(line, is_expected=True)):
                return place
        return None

    def _is_title(self, said: reports.Said, bare: str) -> bool:
        """Tell whether an item among people is a title: nobody is named, and no list of people is open."""
        if self.lists_people or posts.opens_as_standing(bare):
            return False
        may_be_name = self.role is not None and names.leading(bare, is_expected=True) is not None
        return said.minutes is not None or not may_be_name

    def _among_reports(self, line: str, bare: str, *, is_person: bool) -> None:
        """A mark begins a report; so does a person behind a report that has its person already."""
        said = reports.read("\n".join(self.pending), self.tongues) if self.pending else None
        is_whole = said is not None and bool(said.title and said.people)
        begins = (
            people.is_marked(line)
            or said is None
            or (is_whole and not bare[:1].islower() and not posts.opens_as_standing(bare))
        )
        if begins:
            self.finish()
            self.pending = [bare]
        else:
            self.pending.append(bare)

    def _more_title(self, text: str) -> None:
        known = self.content.title
        added = self.tongues.split(text)
        if not known:
            self.content.title = added
            return
        code = next(iter(added), "")
        between = (
            " "
            if text[:1] in '«“"„' or text[:1].islower() or known.get(code, "").endswith((":", ",", ".", "–"))
            else ". "
        )
        self.content.title = merged([known, added], between=between)


def languages_said(words: str) -> tuple[str, ...]:
    """Return the codes of the languages that words name in Russian or English."""
    stems = (("рус", "ru"), ("англ", "en"), ("казах", "kk"), ("белор", "be"), ("узбек", "uz"), ("туркм", "tk"), ("таджик", "tg"), ("кырг", "ky"),
             ("кирг", "ky"), ("армян", "hy"), ("азерб", "az"), ("румын", "ro"), ("молд", "ro"), ("франц", "fr"), ("немец", "de"), ("китай", "zh"))  # fmt: skip
    found = [code for word in re.findall(r"\w+", words.lower()) for stem, code in stems if word.startswith(stem)]
    return tuple(dict.fromkeys(found)) or tuple(
        code for code in languages_of(words) if len(code) == 2 or words.strip().lower() == code
    )
