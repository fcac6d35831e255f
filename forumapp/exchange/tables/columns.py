"""Which column says what: guessed from heads in Russian and English and from what stands below, until somebody says otherwise."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from forumapp.exchange.tables import clocks, contents, dates, kinds, people
from forumapp.exchange.tables.grids import Row
from forumapp.exchange.tables.tongues import Tongues

HEAD_ROWS = 8
"""Among so many first rows of a table is its head looked for."""


class Use(StrEnum):
    """What a column says."""

    IGNORE = "ignore"
    DATE = "date"
    TIME = "time"
    END = "end"
    DURATION = "duration"
    TITLE = "title"
    HALL = "hall"
    """What takes place in the room that heads the column."""
    PEOPLE = "people"
    MODERATORS = "moderators"
    STANDING = "standing"
    """Post or institution of who is named in the column of people."""
    ROOM = "room"
    KIND = "kind"
    TRACK = "track"
    LANGUAGE = "language"
    NOTES = "notes"
    LINK = "link"


BY_LANGUAGE = frozenset({Use.TITLE, Use.PEOPLE, Use.ROOM, Use.TRACK, Use.NOTES, Use.STANDING})
"""What may stand in a column for each language."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """What a column says, and in which language where columns stand side by side for that."""

    use: Use = Use.IGNORE
    language: str | None = None
    head: str = ""

    @property
    def code(self) -> str:
        """The column as one word for forms: ``title``, ``title:en``."""
        return f"{self.use.value}:{self.language}" if self.language else self.use.value


@dataclass(frozen=True, kw_only=True)
class Table:
    """Tables of one shape: their rows without heads, and what was guessed of their columns."""

    id: str
    rows: tuple[Row, ...]
    heads: frozenset[str]
    """The ids of rows that are heads."""
    columns: tuple[Column, ...]


_HEADS: tuple[tuple[Use, str], ...] = (
    (Use.IGNORE, r"№.*|no\.?|n|#|п/?п|номер|id"),
    (Use.END, r"(?:время\s+)?(?:окончани[ея]|конец|до|end(?:s| time)?|finish|until|to)"),
    (Use.DURATION, r"(?:длительность|продолжительность|регламент|хронометраж|duration|length|min(?:utes)?|мин\.?)\b.*"),
    (Use.DATE, r"(?:дата|день|число|date|day|weekday|день недели|дата проведения)"),
    (Use.TIME, r"(?:(?:дата\s*(?:и|/|,)\s*)?время\b.*|date\s*(?:and|&|/)\s*time|time\b.*|час(?:ы)?|начало\b.*|start\b.*|begin\w*|from|с|hours?|когда|when|тайминг|timing|slot)"),
    (Use.MODERATORS, r"(?:модератор\w*|ведущ\w+|председател\w+|moderator\w*|chair\w*|host)\b.*"),
    (Use.STANDING, r"(?:должность|организация|учреждение|место работы|статус|страна|регион|библиотека|аффилиация|post|position|organi[sz]ation|affiliation|institution|company|country|library|title/position|job)\b.*"),
    (Use.PEOPLE, r"(?:спикер\w*|докладчик\w*|выступающ\w+|лектор\w*|участник\w*|ф\.?\s?и\.?\s?о\.?|фамилия\b.*|эксперт\w*|автор\w*|кто|speaker\w*|presenter\w*|panelist\w*|participant\w*|lecturer\w*|person|people|name\w*|ответственн\w+|responsible\w*|исполнител\w+)\b.*"),
    (Use.ROOM, r"(?:место\b.*|зал\w*|аудитори\w+|площадка|помещение|адрес|локация|где|room|venue|hall|place|location|where|платформа|platform)(?:\s+(?:проведения|name))?"),
    (Use.KIND, r"(?:формат|вид|тип|форма|kind|type|format)\b.*"),
    (Use.LANGUAGE, r"(?:язык\w*|рабочи[ей] язык\w*|languages?|working languages?)(?:\s.*)?"),
    (Use.TRACK, r"(?:трек|направление|поток|секция|тематика|track|stream|section|strand|category|категория)\b.*"),
    (Use.LINK, r"(?:ссылк\w+|подключени\w+|трансляция|link|url|zoom|join)\b.*"),
    (Use.NOTES, r"(?:примечани\w+|описани\w+|аннотаци\w+|комментари\w+|содержание доклада|notes?|description|abstract|remarks?|comments?|summary)\b.*"),
    (Use.TITLE, r"(?:мероприяти\w+|название\b.*|тема\b.*|наименование\b.*|событи\w+|содержание\b.*|программа\b.*|доклад\w*\b.*|вопрос\w*|повестка.*|пункт\w*|что|title\b.*|topic\w*|session\w*|event\w*|activity|activities|programme\b.*|program\b.*|agenda.*|item|subject|theme|what|presentation\w*|talk\w*)"),
)  # fmt: skip
_COMPILED = tuple((use, re.compile(words, re.IGNORECASE)) for use, words in _HEADS)
_LANGUAGE = (
    ("ru", re.compile(r"(?:^|[\s(,/])(?:рус(?:ск\w*)?\.?|ru|rus|russian|на русском(?: языке)?|по-русски)(?:$|[\s),./])", re.IGNORECASE)),
    ("en", re.compile(r"(?:^|[\s(,/])(?:англ(?:ийск\w*)?\.?|en|eng|english|in english|на английском(?: языке)?|по-английски)(?:$|[\s),./])", re.IGNORECASE)),
)  # fmt: skip
_ROOM_HEAD = re.compile(
    r"зал|аудитор|room|hall|онлайн|online|zoom|площадка|поток|stage|сцена|корпус|этаж|floor|фойе|кабинет|ауд\.",
    re.IGNORECASE,
)


def tables_of(rows: Sequence[Row], tongues: Tongues) -> list[Table]:
    """Return the tables in order, those of one width together, with a guess at their columns."""
    shapes: list[list[Row]] = []
    for row in rows:
        if row.is_paragraph:
            continue
        same = next(
            (shape for shape in shapes if len(shape[0].cells) == len(row.cells) and shape[0].sheet == row.sheet), None
        )
        if same is None:
            shapes.append([row])
        else:
            same.append(row)
    return [_table(shape, tongues) for shape in shapes]


def chosen(table: Table, codes: Mapping[int, str], languages: Sequence[str]) -> tuple[Column, ...]:
    """Return a table's columns as somebody chose them; where nothing valid is chosen, as guessed."""
    valid = frozenset(choices(languages))
    return tuple(
        _from_code(code, column) if (code := codes.get(place, "")) in valid else column
        for place, column in enumerate(table.columns)
    )


def choices(languages: Iterable[str]) -> list[str]:
    """Return every code that a column may have, in the order of lists."""
    codes = []
    for use in (*[each for each in Use if each is not Use.IGNORE], Use.IGNORE):
        codes.append(use.value)
        if use in BY_LANGUAGE:
            codes += [f"{use.value}:{language}" for language in languages]
    return codes


def _from_code(code: str, column: Column) -> Column:
    use, _colon, language = code.partition(":")
    return Column(use=Use(use), language=language or None, head=column.head)


def _table(rows: Sequence[Row], tongues: Tongues) -> Table:
    head = _head(rows)
    heads = {row.id for row in rows if head is not None and _same_words(row, head)}
    body = [row for row in rows if row.id not in heads and len(row.said) > 1]
    columns = [_by_head(cell.text) for cell in head.cells] if head else [Column() for _cell in rows[0].cells]
    guessed = _with_contents(columns, body, tongues)
    return Table(id=str(rows[0].table), rows=tuple(rows), heads=frozenset(heads), columns=tuple(guessed))


def _head(rows: Sequence[Row]) -> Row | None:
    """Return the row that heads the columns: at least two short cells that say what columns are called."""
    best, most = None, 1
    for row in rows[:HEAD_ROWS]:
        known = [cell for cell in row.said if _use(cell.text) is not None]
        halls = [cell for cell in row.said if _ROOM_HEAD.search(cell.text) and len(cell.text) < 60]
        times = [cell for cell in row.said if clocks.find(cell.text)]
        score = len(known) + (len(halls) if known else 0)
        if score > most and not times and all(len(cell.text) < 90 for cell in row.said):
            best, most = row, score
    return best


def _same_words(row: Row, head: Row) -> bool:
    return [cell.text for cell in row.cells] == [cell.text for cell in head.cells]


def _use(text: str) -> Use | None:
    words = " ".join(text.split()).strip(" .:*")
    if not words or len(words) > 60:
        return None
    bare = words
    for _code, shape in _LANGUAGE:
        bare = shape.sub(" ", bare).strip(" ()/,.")
    for candidate in dict.fromkeys((words, bare)):
        found = next((use for use, shape in _COMPILED if shape.fullmatch(candidate)), None)
        if found is Use.MODERATORS and re.search(
            r"спикер|доклад|участн|выступ|speaker|presenter|panel", candidate, re.IGNORECASE
        ):
            return Use.PEOPLE
        if found is not None:
            return found
    return Use.TITLE if not bare else None


def _by_head(text: str) -> Column:
    words = " ".join(text.split())
    use = _use(words) or Use.IGNORE
    languages = [code for code, shape in _LANGUAGE if shape.search(words)]
    language = languages[0] if len(languages) == 1 and use in BY_LANGUAGE else None
    return Column(use=use, language=language, head=words)


def _with_contents(columns: Sequence[Column], body: Sequence[Row], tongues: Tongues) -> list[Column]:
    """Complete what heads say by what stands in the columns."""
    columns = list(columns)
    looks = [
        _Looks.of([row.cells[place].text for row in body if not row.cells[place].is_spread], tongues)
        for place in range(len(columns))
    ]
    _give_best(columns, looks, Use.TIME, lambda look: look.times, least=0.4)
    _give_best(columns, looks, Use.DATE, lambda look: look.days, least=0.5)
    open_places = [
        place
        for place, column in enumerate(columns)
        if column.use is Use.IGNORE and looks[place].is_used and not _is_number_head(column.head)
    ]
    halls = [
        place
        for place in open_places
        if _ROOM_HEAD.search(columns[place].head)
        or (columns[place].head and len(open_places) > 1 and looks[place].wordy)
    ]
    if len(halls) > 1 and not any(column.use is Use.TITLE for column in columns):
        for place in halls:
            columns[place] = Column(use=Use.HALL, head=columns[place].head)
        open_places = [place for place in open_places if place not in halls]
    if not any(column.use in {Use.TITLE, Use.HALL} for column in columns) and open_places:
        _give_titles(columns, looks, open_places)
    for place in open_places:
        if columns[place].use is Use.IGNORE and not columns[place].head:
            columns[place] = Column(use=looks[place].guess(), head=columns[place].head)
    return _said_once(_two_times(_by_language(columns, looks), looks))


def _is_number_head(head: str) -> bool:
    return bool(head) and _use(head) is Use.IGNORE


def _give_best(
    columns: list[Column], looks: Sequence["_Looks"], use: Use, share: Callable[["_Looks"], float], *, least: float
) -> None:
    if any(column.use is use for column in columns):
        return
    places = [
        place for place, column in enumerate(columns) if column.use is Use.IGNORE and not _is_number_head(column.head)
    ]
    best = max(places, key=lambda place: share(looks[place]), default=None)
    if best is not None and share(looks[best]) >= least:
        columns[best] = Column(use=use, head=columns[best].head)


def _give_titles(columns: list[Column], looks: Sequence["_Looks"], places: Sequence[int]) -> None:
    """Make the wordiest column the title, and one as wordy in another script the title in that language."""
    fitting = [place for place in places if looks[place].names < 0.6] or list(places)
    best = max(fitting, key=lambda place: looks[place].words * looks[place].filled)
    columns[best] = Column(use=Use.TITLE, head=columns[best].head)
    for place in fitting:
        if (
            place != best
            and looks[place].language != looks[best].language
            and looks[place].filled > 0.5 * looks[best].filled
            and looks[place].words * 2 > looks[best].words
        ):
            columns[place] = Column(use=Use.TITLE, head=columns[place].head)


def _by_language(columns: list[Column], looks: Sequence["_Looks"]) -> list[Column]:
    """Where a use stands twice in two scripts, say which language each is."""
    result = list(columns)
    for use in BY_LANGUAGE:
        places = [place for place, column in enumerate(columns) if column.use is use]
        languages = {looks[place].language for place in places}
        if len(places) == 2 and len(languages) == 2:
            for place in places:
                result[place] = Column(
                    use=use, language=columns[place].language or looks[place].language, head=columns[place].head
                )
        elif len(places) == 1:
            result[places[0]] = Column(use=use, head=columns[places[0]].head)
        elif use is Use.TITLE:
            _demote_titles(result, places)
    return result


def _demote_titles(columns: list[Column], places: Sequence[int]) -> None:
    """Of several titles in one language the first stands; another is notes, or the topic of a report."""
    for place in places[1:]:
        if columns[place].language is None:
            is_topic = re.match(r"тема|доклад|topic|talk|presentation", columns[place].head, re.IGNORECASE)
            columns[place] = Column(use=Use.TITLE if is_topic else Use.NOTES, head=columns[place].head)


def _two_times(columns: list[Column], looks: Sequence["_Looks"]) -> list[Column]:
    """Of two columns of times, the second is the end."""
    places = [place for place, column in enumerate(columns) if column.use is Use.TIME]
    if len(places) == 2 and looks[places[1]].times >= 0.4 and not looks[places[1]].ranges:
        columns[places[1]] = Column(use=Use.END, head=columns[places[1]].head)
    return columns


def _said_once(columns: list[Column]) -> list[Column]:
    """Let only the first column of a use count that is said once a row."""
    for use in (Use.DATE, Use.ROOM, Use.KIND, Use.LANGUAGE, Use.LINK):
        for place in [place for place, column in enumerate(columns) if column.use is use and column.language is None][
            1:
        ]:
            columns[place] = Column(head=columns[place].head)
    return columns


@dataclass(frozen=True)
class _Looks:
    """What the cells of a column look like, in shares of those that say something."""

    filled: int
    times: float
    ranges: float
    days: float
    names: float
    places: float
    kind_words: float
    words: float
    language: str

    @classmethod
    def of(cls, texts: Sequence[str], tongues: Tongues) -> "_Looks":
        """Look at a column's cells."""
        said = [text for text in texts if text.strip()]
        count = max(1, len(said))
        spans = [(text, clocks.find(text, is_alone=True)) for text in said]
        timed = [span for text, span in spans if span and len(text) < 45]
        return cls(
            filled=len(said),
            times=len(timed) / count,
            ranges=sum(span.ends is not None for span in timed) / count,
            days=sum(_is_day(text) for text in said) / count,
            names=sum(people.begins_with_person(text) or people.label(text.split("\n")[0]) is not None for text in said)
            / count,
            places=sum(contents.place_of(text) is not None for text in said) / count,
            kind_words=sum(len(text) < 40 and kinds.guess(text) is not None for text in said) / count,
            words=sum(len(text) for text in said) / count,
            language=tongues.of(" ".join(said)),
        )

    @property
    def is_used(self) -> bool:
        """Whether the column says anything."""
        return self.filled > 0

    @property
    def wordy(self) -> bool:
        """Whether the column has texts such as titles are."""
        return self.words > 12 and self.names < 0.6

    def guess(self) -> Use:
        """Return what a column without a head most likely says."""
        if self.names >= 0.5:
            return Use.PEOPLE
        if self.places >= 0.5:
            return Use.ROOM
        if self.kind_words >= 0.7:
            return Use.KIND
        return Use.NOTES if self.words > 30 else Use.IGNORE


def _is_day(text: str) -> bool:
    found = dates.find(text, is_alone=True)
    return found is not None and len(text) < 40 and dates.is_only_day(text, found)
