"""What the heads of columns say, in Russian, English and the languages in which the countries of the CIS write programmes."""

import re
from enum import StrEnum

LONGEST = 60
"""Characters of the longest text that is looked at as a head in one language."""


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
_NEIGHBORS: tuple[tuple[Use, str], ...] = (
    (Use.IGNORE, r"р/с|т/р|t/r|т/б|nr\.?|рет саны"),
    (Use.END, (r"аяқталуы|аяқталу уақыты|tugash\w*(?: vaqti)?|тугаш\w*(?: вақти)?|канец|канчатак|заканчэнн\w+|час заканчэння|кінець|закінчення|завершення|час закінчення"
               r"|gutar\w+(?: wagty)?|soňy|tamamlan\w+|анҷом\w*|аяктоосу|аякташы|бүтүшү|bitmə\w*|bitiş\w*|son|sfârșit\w*|încheiere\w*")),
    (Use.DURATION, r"ұзақтығы|davomiyligi|давомийлиги|працягласць|тривалість|dowamlylygy|давомнокӣ|узактыгы|müddət\w*|davamiyyət\w*|durat[aă]"),
    (Use.DATE, (r"күні?|sana(?:si)?|kun(?:i)?|сана(?:си)?|кун(?:и)?|дзень|дзень тыдня|gün(?:i)?|sene(?:si)?|рӯз|руз|таърих|күнү|дата (?:правядзення|проведення)|tarix|data|ziua|zi")),
    (Use.TIME, (r"уақыт\w*(?:\s.*)?|басталуы|басталу уақыты|сағат\w*|vaqt\w*(?:\s.*)?|soat\w*|boshlanish\w*(?:\s.*)?|вақт\w*(?:\s.*)?|соат\w*|бошланиш\w*(?:\s.*)?|час (?:пачатку|правядзення|початку|проведення)|пачатак|початок"
                r"|wagt\w*(?:\s.*)?|sagat\w*|başlan\w+(?: wagty)?|оғоз\w*|убак\w+(?:\s.*)?|саат\w*|башталышы|vaxt\w*|saat\w*|başla\w+|or[ae]|orele|interval orar|timp\w*|început\w*")),
    (Use.MODERATORS, r"(?:жүргізуші\w*|boshlovchi\w*|бошловчи\w*|мадэратар\w*|вядуч\w+|ведуч\w+|головуюч\w+|alyp baryjy\w*|ýolbaşçy\w*|баранда\w*|муҷрӣ\w*|алып баруучу\w*|aparıcı\w*|sədr\w*|moderatoar\w*)(?:\s.*)?"),
    (Use.STANDING, (r"(?:ұйым\w*|мекеме\w*|лауазым\w*|tashkilot\w*|muassasa\w*|lavozim\w*|ташкилот\w*|муассаса\w*|лавозим\w*|арганізацы\w+|установа|пасада|бібліятэка|краіна|організація|посада|бібліотека|країна"
                    r"|gurama\w*|edara\w*|wezipe\w*|муассиса\w*|вазифа\w*|уюм\w*|мекеме\w*|кызмат(?:ы|орду)?|təşkilat\w*|qurum\w*|vəzifə\w*|organizați\w+|instituți\w+|funcți\w+)(?:\s.*)?")),
    (Use.PEOPLE, (r"(?:баяндамашы\w*|сөз сөйлеуші\w*|сөйлеуші\w*|қатысушы\w*|жауапты\w*|so[‘’ʻʼ'`]?zlovchi\w*|ma[‘’ʻʼ'`]?ruzachi\w*|notiq\w*|spiker\w*|ishtirokchi\w*|mas[‘’ʻʼ'`]?ul\w*|маърузачи\w*|сўзловчи\w*|нотиқ\w*|иштирокчи\w*|масъул\w*"
                  r"|дакладчык\w*|спікер\w*|выступоў\w+|удзельнік\w*|адказн\w+|доповідач\w*|учасник\w*|промов\w+|відповідальн\w+|виступаюч\w+|çykyş ed\w+|dokladçy\w*|gatnaşyjy\w*|jogapkär\w*"
                  r"|маърузач\w+|сухан(?:гӯ|гу|рон)\w*|иштирокч\w+|баромадкунанда\w*|баяндамачы\w*|сүйлөөчү\w*|катышуучу\w*|жооптуу\w*|məruzəçi\w*|natiq\w*|çıxışçı\w*|iştirakçı\w*|məsul\w*|vorbitor\w*|raportor\w*|lector\w*|responsabil\w*|participanți\w*)(?:\s.*)?")),
    (Use.ROOM, (r"(?:өте\w+\s+|өткізу\s+|өткізілетін\s+)?(?:орны|орын)|мекенжай\w*|(?:o[‘’ʻʼ'`]?tka\w+\s+)?(?:joyi?|manzil\w*)|(?:ўтка\w+\s+)?(?:жойи?|манзил\w*)|месца(?:\s.*)?|памяшканн\w+|дзе|місце(?:\s.*)?|приміщення|аудиторія|де"
                r"|(?:geçiril\w+\s+)?(?:ýeri?|mekany?|jaýy?)|zaly?|макон\w*|ҷой\w*(?:\s.*)?|маҳал\w*(?:\s.*)?|толор\w*|(?:өт\w+\s+)?(?:жери?|жайы?|орду)|дарег\w*|(?:keçiril\w+\s+)?(?:yeri?|məkan\w*)|ünvan\w*|loc(?:ul|ație|ația|ația)?(?:\s.*)?|s[aă]l(?:a|ă|i|ile)|adresa")),
    (Use.KIND, r"түрі|форматы|turi|shakli|тури|шакли|фармат|від|вид заходу|görnüşi|formaty|шакл\w*|навъ\w*|түрү|növü?|formatı|tip(?:ul)?|format(?:ul)?"),
    (Use.LANGUAGE, r"тілі?|жұмыс тілі|tili?|тили?|мова(?:\s.*)?|dili?|забон\w*|limba(?:\s.*)?"),
    (Use.TRACK, r"бағыт\w*|yo[‘’ʻʼ'`]?nalish\w*|йўналиш\w*|секцыя|кірунак|секція|напрям\w*|ugur\w*|самт\w*|багыт\w*|istiqamət\w*|bölmə\w*|secțiun\w+"),
    (Use.LINK, r"сілтеме\w*|havola\w*|ҳавола\w*|спасылка|трансляцыя|посилання|трансляція|salgylanma\w*|пайванд\w*|шилтеме\w*|keçid\w*"),
    (Use.NOTES, r"ескерт\w+|izoh\w*|изоҳ\w*|заўваг\w+|апісанн\w+|анатацы\w+|приміт\w+|опис|анотаці\w+|bellik\w*|эзоҳ\w*|эскертүү\w*|qeyd\w*|təsvir\w*|observați\w+|descriere\w*"),
    (Use.TITLE, (r"(?:іс[- ]?шара\w*|шара(?:лар)?|тақырып\w*|тақырыбы|атауы|бағдарлама\w*|мазмұны|tadbir\w*|mavzu\w*|nomi|dastur\w*|мавзу\w*|тадбир\w*|номи|дастур\w*|мерапрыемств\w+|назва|тэма|падзе\w+|праграма|змест"
                 r"|заходи?|захід|назва|подія|програма|зміст|çäre\w*|ady|mowzuk\w*|tema\w*|maksatnama\w*|чорабин\w+|мавзӯъ\w*|мавзуъ\w*|номгӯй|барнома\w*|иш[- ]?чара\w*|аталышы|темасы|мазмуну|tədbir\w*|mövzu\w*|adı|proqram\w*|eveniment\w*|activit\w+|titlu\w*|subiect\w*|denumire\w*|program\w*)(?:\s.*)?")),
)  # fmt: skip
_COMPILED = tuple((use, re.compile(words, re.IGNORECASE)) for use, words in (*_HEADS, *_NEIGHBORS))
_LANGUAGE = (
    ("ru", re.compile(r"(?:^|[\s(,/])(?:рус(?:ск\w*)?\.?|ru|rus|russian|на русском(?: языке)?|по-русски)(?:$|[\s),./])", re.IGNORECASE)),
    ("en", re.compile(r"(?:^|[\s(,/])(?:англ(?:ийск\w*)?\.?|en|eng|english|in english|на английском(?: языке)?|по-английски)(?:$|[\s),./])", re.IGNORECASE)),
)  # fmt: skip
_SPEAKERS = re.compile(r"спикер|доклад|участн|выступ|speaker|presenter|panel", re.IGNORECASE)
_HALF = re.compile(r"\s*[/|\n()]\s*|\s+(?:және|va|ва|і|we|və|жана|și)\s+")
_HALL = re.compile(
    r"зал|аудитор|room|hall|онлайн|online|zoom|трансляц|эфир|webex|teams|площадка|поток|stage|сцена|корпус|этаж|floor|фойе|кабинет|ауд\.",
    re.IGNORECASE,
)


def use_of(text: str) -> Use | None:
    """Return what a column with this head says; of a head in two languages, «Орны / Место», one half that is known is enough."""
    whole = _use(" ".join(text.split()))
    if whole is not None:
        return whole
    halves = [use for half in _HALF.split(text) if (use := _use(" ".join(half.split()))) is not None]
    return Use.TIME if Use.TIME in halves else next(iter(halves), None)


def language_of(text: str) -> str | None:
    """Return the language that a head names, «Тема (англ.)»; None when it names none or several."""
    named = [code for code, shape in _LANGUAGE if shape.search(text)]
    return named[0] if len(named) == 1 else None


def names_hall(text: str) -> bool:
    """Tell whether a head names a room, in which what stands below takes place."""
    return bool(_HALL.search(text))


def _use(text: str) -> Use | None:
    words = text.strip(" .:*")
    if not words or len(words) > LONGEST:
        return None
    bare = words
    for _code, shape in _LANGUAGE:
        bare = shape.sub(" ", bare).strip(" ()/,.")
    for candidate in dict.fromkeys((words, bare)):
        found = next((use for use, shape in _COMPILED if shape.fullmatch(candidate)), None)
        if found is Use.MODERATORS and _SPEAKERS.search(candidate):
            return Use.PEOPLE
        if found is not None:
            return found
    return Use.TITLE if not bare else None
