"""Which kind of session words mean, and which words only a whole session, never a report in one, is called by."""

import re

from forumapp.exchange.document import Kind
from forumapp.exchange.tables import kindwords

_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.EXHIBITION, r"(?:открыти\w+|церемони\w+ открыти\w+|осмотр|обзор)\s+(?:[\w-]+\s+){0,3}(?:выставк|экспозици)|выстав(?:к|оч)|экспозици|exhibit|стендов|постер|poster"),
    (Kind.BREAK, (r"перерыв|кофе|coffee|обед(?!н)\w{0,2}\b|ланч|lunch|бранч|чаепити|чай\b|завтрак|ужин|dinner|breakfast|\bbreak\b|\btea\b|трансфер|transfer|переезд"
                 r"|заезд|отъезд|размещение|check-?in|(?<!пере)регистраци|registration|сбор (?:участник|гост)|подключение участник|arrival|departure|свободное время|free time")),
    (Kind.WORKSHOP, r"мастер[- ]класс|master[- ]?class|workshop|воркшоп|практикум|тренинг|training|семинар|seminar|лаборатори|проверка связи|консультаци|мастерск|hands-on|^школа\b"),
    (Kind.ROUND_TABLE, r"кругл\w+ стол|round[- ]?table"),
    (Kind.EXPERT_MEETING, (r"(?:заседани|сесси|обсуждени|групп)\w*\s+экспертов|экспертн\w+\s+(?:встреч|совещ|сесси|заседан|обсужд|совет)|expert\s+(?:meeting|session)|встреч[аи]\s+(?:экспертов|руководителей|директоров|министров|глав)"
                          r"|(?:закрыт(?:ое|ого)\s+)?заседани\w+\s+(?:\w+\s+)?(?:правлени|совет|рабоч\w+ групп|президиум|комисси|комитет|бюро)|совещани|рабоч\w+ встреч|closed (?:meeting|session)|meeting of (?:the )?(?:heads|directors|board|experts|working)")),
    (Kind.PANEL, r"панел\w*|\bpanel|дискусси|discussion|ток-шоу|debate|дебат|диалог\w* площадк"),
    (Kind.PLENARY, r"пленар|plenary|keynote"),
    (Kind.CEREMONY, (r"открыти|закрыти|церемони|приветств|подписани|награжд|вручени|возложени|opening|closing|ceremon|signing|award|welcome|greeting|подведение итогов"
                    r"|принятие (?:\w+\s+){0,2}(?:резолюци|решени|документ)|adoption of|фотографировани|пресс-подход|group photo")),
    (Kind.CULTURAL, r"экскурси|концерт|культурн\w+ программ|excursion|\btour\b|concert|спектакл|посещени|прогулк|фуршет|при[её]м (?:от|для|участник|по случаю)|торжественн\w+ при[её]м|reception|банкет|гала|\bgala\b|знакомство с город|вечер\b|sightseeing|cultural"),
    (Kind.REPORTS, r"секци|доклад|сообщени|выступлени|лекци|lecture|презентаци|presentation|чтени|конференци|\bsession|сесси|заседани|section|report"),
)  # fmt: skip
_OTHERS = dict(kindwords.KINDS)
_COMPILED = tuple((kind, re.compile(f"{words}|{_OTHERS[kind]}", re.IGNORECASE)) for kind, words in _KINDS)
_WHOLE = re.compile(
    r"(?<!\w)(?:пленар\w+|секци[яию]|секционн\w+|кругл\w+\s+стол|панел\w*|дискусси[яию]|сесси[яию]|заседани[ея]|симпозиум|мастер[- ]класс\w*|семинар\w*|практикум"
    r"|тренинг|экскурси\w+|концерт\w*|выставк\w+|открыти[ея]|закрыти[ея]|экспертн\w+|блок|модуль|часть|тематическ\w+|площадк\w+|поток|конференци[яи]|подведение итогов|церемони\w+|презентационн\w+"
    r"|plenary|panel|round[- ]?table|session|section|symposium|workshop|master[- ]?class|seminar|opening|closing|excursion|exhibition|ceremony|track|block"
    rf"|{kindwords.WHOLE})(?!\w)",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"(?<!\w)(?:пленар\w+|секци[яию]|секционн\w+|кругл\w+\s+стол|панел\w*|дискусси[яию]|сесси[яию]|заседани[ея]|симпозиум|семинар\w*|блок|модуль|конференци[яи]|чтени[яй]|встреч[аи]"
    r"|plenary|panel|round[- ]?table|session|section|symposium|seminar|block|conference"
    rf"|{kindwords.GROUP})(?!\w)",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"^(?:доклад|выступлени|сообщени|приветств|презентаци|вступительн|report\b|talk\b|presentation|welcom|greeting|address\b|keynote)",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"по приглашени|закрыт(?:ая|ое|ый|ого|ой|ую|ые)\s+(?:заседани|встреч|совещани|мероприяти)"
    r"|\(\s*закрыт(?:ая|ое|ый)\s*\)|by invitation|closed (?:meeting|session)|\(\s*closed\s*\)|invitation only",
    re.IGNORECASE,
)
_REGISTERED = re.compile(
    r"(?:только )?для (?:зарегистрированных )?участников форума|for (?:registered )?participants only|registered participants",
    re.IGNORECASE,
)
_CANCELLED = re.compile(r"(?:^|[\s(])(?:отмен[её]н\w*|cancel+ed)(?:$|[\s).,:])", re.IGNORECASE)
_TENTATIVE = re.compile(
    r"(?:^|[\s(])(?:предварительно|уточняется|по согласованию|tentative|to be confirmed|tbc)(?:$|[\s).,:])",
    re.IGNORECASE,
)


def guess(text: str) -> Kind | None:
    """Return the kind that the first telling words of a text mean; None when none tells."""
    said = text.strip().lower().replace(" ", "_").replace("-", "_")
    if said in set(Kind):
        return Kind(said)
    best: tuple[int, int] | None = None
    chosen: Kind | None = None
    for rank, (kind, words) in enumerate(_COMPILED):
        if (found := words.search(text)) and (best is None or (found.start(), rank) < best):
            best, chosen = (found.start(), rank), kind
    return _mended(chosen, text)


def _mended(kind: Kind | None, text: str) -> Kind | None:
    """Let a general word give way to a telling one that follows: «Заседание круглого стола», «Сессия. Панельная дискуссия»."""
    if kind is not Kind.REPORTS:
        return kind
    telling = (Kind.ROUND_TABLE, Kind.PANEL, Kind.PLENARY, Kind.EXPERT_MEETING, Kind.WORKSHOP)
    head = re.split(r"[«“\"]", text, maxsplit=1)[0]
    for other, words in _COMPILED:
        if other in telling and words.search(head):
            return other
    return kind


def is_break(text: str) -> bool:
    """Tell whether a text names a break, and nothing that people come for."""
    return guess(text) is Kind.BREAK and len(text) < 160


def is_whole(text: str) -> bool:
    """Tell whether words at the beginning of a text name a whole session."""
    head = re.split(r"[«“\"]", text, maxsplit=1)[0][:90]
    return bool(_WHOLE.search(head)) and not is_report(text)


def is_group(text: str) -> bool:
    """Tell whether a text names a session that reports follow."""
    head = re.split(r"[«“\"]", text, maxsplit=1)[0][:90]
    return bool(_GROUP.search(head)) and not is_report(text)


def is_report(text: str) -> bool:
    """Tell whether a text begins as a report does."""
    return bool(_REPORT.match(text.strip(" «“\"'•–—-")))


def is_closed(text: str) -> bool:
    """Tell whether a text says that only invited people come."""
    return bool(_CLOSED.search(text))


def is_for_registered(text: str) -> bool:
    """Tell whether a text says that only registered people come."""
    return bool(_REGISTERED.search(text))


def is_cancelled(text: str) -> bool:
    """Tell whether a text says that something does not take place."""
    return bool(_CANCELLED.search(text))


def is_tentative(text: str) -> bool:
    """Tell whether a text says that something is not certain yet."""
    return bool(_TENTATIVE.search(text))
