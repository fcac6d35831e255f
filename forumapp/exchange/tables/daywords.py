"""The names of months and weekdays in the languages of the forums, in the forms in which programmes write them."""

import re
from collections.abc import Sequence

_SOFT = "(?:[яьюеи]|ем|инде|да)?"
_KAZAKH = "(?:[дт][ае]н?|[дтн][ыі]ң|[ыі](?:н[дт][ае])?)?"
_LATIN = "(?:d[aeə]n?|ning|n[iy]ň|[iıyu](?:nd[aeə]|ň)?)?"
"""Endings of Russian months, also where Kyrgyz, Tajik and Uzbek have them; of Kazakh ones; of Uzbek, Turkmen and Azerbaijani ones."""
_MONTHS = (
    rf"январ{_SOFT}|янв|january|jan|қаңтар{_KAZAKH}|[yý]an[vw]ar{_LATIN}|студзен[ьяі]|січ(?:ень|ня|ні)|ianuarie|ian|үчтүн айы|հունվարի?",
    rf"феврал{_SOFT}|фев|february|feb|ақпан{_KAZAKH}|fe[vw]ral{_LATIN}|люты|лют(?:ага|ым|ий|ого)|februarie|бирдин айы|փետրվարի?",
    rf"март(?:[аеиы]|та)?|march|mar|наурыз{_KAZAKH}|mart{_LATIN}|сакав[іи]ка?|берез(?:ень|ня|ні)|martie|жалган куран|մարտի?",
    rf"апрел{_SOFT}|апр|april|apr|сәуір{_KAZAKH}|aprel{_LATIN}|красав[іи]ка?|квіт(?:ень|ня|ні)|aprilie|чын куран|ապրիլի?",
    rf"ма(?:[яйюе]|йда)|may|мамыр{_KAZAKH}|ma[yý]{_LATIN}|трав(?:ень|ня|ні)|траўня|mai|бугу|մայիսի?",
    rf"июн{_SOFT}|june|jun|маусым{_KAZAKH}|i[yý]un{_LATIN}|чэрвен[ьяі]|черв(?:ень|ня|ні)|iunie|кулжа|հունիսի?",
    rf"июл{_SOFT}|july|jul|шілде(?:де|нің)?|i[yý]ul{_LATIN}|ліпен[ьяі]|лип(?:ень|ня|ні)|iulie|теке|հուլիսի?",
    rf"август(?:[аеиы]|та)?|авг|august|aug|тамыз{_KAZAKH}|a[vw][gq]ust{_LATIN}|жнівень|жніўня|серп(?:ень|ня|ні)|баш оона|օգոստոսի?",
    rf"сентябр{_SOFT}|сент?|september|sept?|қыркүйек{_KAZAKH}|sent[yý]?abr{_LATIN}|верас(?:ень|ня)|верес(?:ень|ня|ні)|septembrie|аяк оона|սեպտեմբերի?",
    rf"октябр{_SOFT}|окт|october|oct|қазан{_KAZAKH}|okt[yý]?abr{_LATIN}|кастрычн[іи]ка?|жовт(?:ень|ня|ні)|octombrie|тогуздун айы|հոկտեմբերի?",
    rf"ноябр{_SOFT}|нояб?|november|nov|қараша(?:да|ның)?|no[yý]abr{_LATIN}|л[іи]стапада?|листопада?|noiembrie|жетинин айы|նոյեմբերի?",
    rf"декабр{_SOFT}|дек|december|dec|желтоқсан{_KAZAKH}|dekabr{_LATIN}|снеж(?:ань|ня)|груд(?:ень|ня|ні)|decembrie|бештин айы|դեկտեմբերի?",
)  # fmt: skip
_WEEKDAYS = (
    r"понедельник|пн|monday|mon|дүйсенбі|dushanba|душанба|(?-i:душанбе)|дүйшөмбү|панядзелак|понеділок|duşenbe|bazar ertəsi|luni|երկուշաբթի",
    r"вторник|вт|tuesday|tue|сейсенбі|seshanba|сешанб[ае]|шейшемби|аўторак|аўт|вівторок|sişenbe|çərşənbə axşamı|mar[țţ]i|երեքշաբթի",
    r"сред[аыу]|ср|wednesday|wed|сәрсенбі|chorshanba|чоршанб[ае]|шаршемби|серад[аыу]|серед[аиу]|çarşenbe|çərşənbə|miercuri|չորեքշաբթի",
    r"четверг|чт|thursday|thu|бейсенбі|payshanba|пайшанба|панҷшанбе|бейшемби|чацвер|чц|четвер|penşenbe|cümə axşamı|joi|հինգշաբթի",
    r"пятниц[аыу]|пт|friday|fri|жұма|juma|жума|ҷумъа|пятн[іи]ц[аыу]|п[’'ʼ]ятниц[яюі]|(?-i:anna)|cümə|vineri|ուրբաթ",
    r"суббот[аыу]|сб|saturday|sat|сенбі|shanba|шанб[ае]|ишемби|субот[аыу]|şenbe|şənbə|sâmbătă|sîmbătă|շաբաթ",
    r"воскресень[ея]|вс|sunday|sun|жексенбі|yakshanba|якшанб[ае]|жекшемби|нядзел[яюі]|неділ[яюі]|нд|ýekşenbe|(?-i:bazar)|duminică|կիրակի",
)  # fmt: skip
"""From Monday on; what is also a city, a name or a market counts in small letters only."""

MONTH = rf"(?<![^\W\d_])(?P<month>{'|'.join(_MONTHS)})\b\.?"
"""Matches a month, as the group ``month``."""
WEEKDAY = rf"(?<!\w)(?:{'|'.join(_WEEKDAYS)})(?!\w)\.?"
"""Matches a weekday."""


def month(word: str) -> int:
    """Return the number of the month that a word names, 0 when it names none."""
    return _place(word, _COMPILED_MONTHS) + 1


def weekday(word: str) -> int:
    """Return the number of the weekday that a word names, Monday being 0; -1 when it names none."""
    return _place(word, _COMPILED_WEEKDAYS)


def _compiled(names: Sequence[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"(?:{name})", re.IGNORECASE) for name in names)


def _place(word: str, names: Sequence[re.Pattern[str]]) -> int:
    bare = word.rstrip(".")
    return next((place for place, name in enumerate(names) if name.fullmatch(bare)), -1)


_COMPILED_MONTHS, _COMPILED_WEEKDAYS = _compiled(_MONTHS), _compiled(_WEEKDAYS)
