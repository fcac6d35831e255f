"""Names of people as lists write them: «Иванова Мария Петровна», «М. П. Иванова», "IVANOVA Maria", "Petrov A.B."."""

import re
from dataclasses import dataclass

_GIVEN = frozenset(
    """александр александра алексей алена алёна алина алла алия анастасия анатолий ангелина андрей анжелика анна антон антонина аркадий арсений
    артем артём борис вадим валентин валентина валерий валерия варвара василий вера вероника виктор виктория виталий владимир владислав вячеслав
    галина геннадий георгий герман глеб григорий даниил дарья денис дина диана дмитрий евгений евгения егор екатерина елена елизавета жанна захар
    зинаида зоя иван игорь илья инна иннокентий ирина карина кирилл константин кристина ксения лариса лев леонид лидия любовь людмила майя макар
    максим маргарита марина мария марк мария матвей михаил надежда наталия наталья нелли никита николай нина оксана олег олеся ольга павел петр пётр
    полина раиса регина римма роман руслан светлана семен семён сергей софия софья станислав степан тамара татьяна тимофей тимур ульяна федор фёдор
    филипп эдуард элина эльвира эмма юлия юрий яков яна ярослав
    айна айгуль айгерим айжан акмарал алишер алмаз аман амина анвар ануш арам арман армен асель асем ашот аяна ахмад бахтияр бегенч белла бибигуль
    болат вардан вагиф галия гаянэ гульнара гульмира гуля гурбангулы дамир дания данияр динара дильбар дильшод ерлан жамиля жанар зарина зульфия
    ибрагим ильгам ильдар искандер камила карен кемаль лала лаура лейла лола максат мадина малика мамед марал мердан мурад муса назира нариман нигора
    нодира нурлан огулджан омар рамиль рашид ризо рустам сабина сабир саида саломат самвел санжар сардор сауле тигран тахмина умида фарида фариза
    фаррух фируза хасан чинара шамиль шахноза эльмира эльнур эмиль юсуф ялкым ион михай мирча андрей василе раду дойна лилиан стелла
    анаит нарине наринэ гоар сусанна арпине рузанна шушаник ваган грант вазген рубен левон нуне астхик тойли гельды сердар батыр довлет аннагельды
    огульгерек джемал гозель нургозель ораз чары курбан керим оразгельды джерен сахы бахар энеш эльчин эльшан рауф гюнель айтен севда севиндж тарана самира
    нигяр рена кямаля асиф тахир октай зарема абай нурсултан касым ерболат нурлыбек бакыт бакытбек азамат чолпон нургуль гулнара бактыгуль асан эмиль
    шавкат шухрат бобур улугбек феруза гулчехра дилором камола зухра нилуфар фирдавс шарофат мехри джамшед парвиз гулрухсор тимурлан жулдыз бауыржан
    серик кайрат гульжан сабит рустем алибек айбек канат асхат рашида наиля гузель ильсур мансур анвар олим салим жамшид ташмурад бегмурад оразмурад
    дильноза ваге рашад жасур ана нодирбек мухаммад мухаммет айтмат дурдыгуль огулнабат бибисара гульназ рустам тимур сабохат мавлюда шерзод акмаль
    maria anahit narine serdar batyr merdan jeren gozel elchin elshan leyli aisha fatima zuhra dilorom shavkat ulugbek nodira aigerim asel serik kairat
    ann anne alice amy bob barbara bill brian carol charles chris christine claire clara colin diana dominic dorothy edward eleanor elizabeth emily eric
    fiona frank grace hannah harry helen isabel jeffrey jennifer jessica joanna judith julie katherine kenneth kevin larry lisa lucy margaret matthew nancy
    nicole oliver omar patricia patrick ralph rachel rebecca ronald rose ruth sandra sharon sophie steven susan theresa timothy tony ursula walter wendy zoe
    alexander alexandra alexey aleksei aleksandr andrei andrey anna anton ayna aida aigul boris carlos catherine daniel daria david denis dmitri dmitry
    elena ekaterina emma eva galina george georgy henry igor ilya ion irina ivan jack james jane jean joan johann john jose joseph julia karen kate kirill
    laura lena leyla leonid linda luis lyudmila maksim marc maria mariam marie marina mark martin mary max michael mikhail mohammed nadia natalia nataliya
    nicholas nicolas nikolai nikolay nina oleg olga oksana paul pavel pedro peter philip richard robert roman ruslan sara sarah sergei sergey simon sofia
    sophia stephen svetlana tamara tatiana thomas timur tom vadim valentina vera victor victoria viktor vladimir william yulia yuri zarina
    гулям ержан ерболат жандос айдос нурбек зураб гиви нана лиана ануар бауржан гулсара махмуд мустафа юнус хусейн салех
    джон джеймс роберт майкл уильям дэвид ричард томас чарльз питер джордж эдвард стивен джозеф кристофер мэри элизабет дженнифер сьюзан маргарет
    ганна таццяна кацярына надзея наталля юлія марыя вольга алена святлана людміла лідзія сяргей аляксандр аляксей мікалай міхаіл васіль уладзімір віктар
    дзмітрый яўген андрэй пётр павел кірыл раман сямён оксана олександр олександра олексій сергій микола михайло володимир дмитро юрій наталія олена ольга
    ірина галина тетяна світлана євген євгенія андрій петро іван марія надія""".split()  # noqa: SIM905
)
_ASIAN_FAMILIES = frozenset(
    """ким ли пак цой чхве чой чон чан кан чо юн лим им хан син шин со квон хван ан сон хон ю но мун пэ ян чу нам
    ван чжан чжао чжоу чэнь лю хуан сунь гао линь хэ го ма ло лян нгуен чан ле фам хуинь фан ву во данг буй до хо нго зыонг
    kim lee park choi jung jeong kang cho yoon yun jang lim im han shin seo kwon hwang ahn song hong yoo moon bae
    wang zhang zhao zhou chen liu huang sun gao lin he guo ma luo liang nguyen tran le pham huynh phan vu vo dang bui do ho ngo duong""".split()  # noqa: SIM905
)
"""Family names that stand before two syllables of a given name."""
_VOWELS = re.compile("[АЕЁИОУЫЭЮЯІЇЄӘӨҮҰAEIOUY]")
_SYLLABLES = re.compile("[аеёиоуыэюяіaeiouy]+", re.IGNORECASE)
_SHORT_NAMES = frozenset({"юнеско", "unesco", "ифла", "маиб", "unicef", "юнисеф"})
_FAMILY_ENDS = re.compile(
    r"(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ын|ына|ский|ская|цкий|цкая|ской|енко|ко|ук|юк|чук|як|ян|янц|дзе|швили|заде|ли|лы|ых|их|аго|ич|ов[аы]|ская|бекова|"
    r"ov|ova|ow|owa|ev|eva|yev|yeva|yew|ewa|in|ina|sky|ski|skiy|skaya|enko|ko|uk|yuk|yan|ian|dze|shvili|zade|zadeh|li|ly|ich|ovich|son|sen|berg|mann|stein)$",
    re.IGNORECASE,
)
_PATRONYMIC = re.compile(
    r"(?:[а-яёіїєґў’']+(?:ович|евич|ьич|мич|чич|тич|нич|кич|сич|овна|евна|ична|инична|авіч|евіч|євич|ьіч|міч|лліч|аўна|еўна|ёўна|яўна|івна|ївна|ічна)"
    r"|[^\W\d_]+(?:ovich|evich|yevich|avich|ich|ovna|evna|yevna|ichna|auna|ivna|owna|ewna|owiç|ewiç))$",
    re.IGNORECASE,
)
_SON = r"(?:оглы|оглу|огли|ўғли|угли|уғли|кызы|гызы|қизи|кизи|қызы|улы|уулу|ұлы|углы|oglu|oğlu|ogly|ogli|o[‘’ʻʼ'`]?g[‘’ʻʼ'`]?li|qizi|qızı|gyzy|kyzy|qyzy|uly|ulu|uulu)"
"""Son or daughter of, behind the father's name."""
_SON_OR_DAUGHTER = re.compile(rf"{_SON}$", re.IGNORECASE)
_CAP = r"(?:[А-ЯЁӘҒҚҢӨҰҮҺІЎҲҶӢӮЇЄҐA-ZÀ-ÖØ-ÞĀŁŚŞŠŽČĆĞİÝŇ])"
_LOW = r"(?:[а-яёәғқңөұүһіўҳҷӣӯїєґa-zß-öø-ÿāłśşšžčćğıýňťʻʼ'’‘])"
_WORD = rf"(?:{_CAP}(?:{_LOW}|(?<={_LOW}){_CAP})+(?:[-‑](?:{_CAP}|{_LOW}){_LOW}+)*|{_CAP}{{2,}}(?:[-‑]{_CAP}{{2,}})*|(?:O|D|О)['’]{_CAP}{_LOW}+)"
_INITIAL = rf"(?:{_CAP}(?:{_LOW}h?)?|Ch|Sh|Zh|Kh|Yu|Ya|Ts)\."
_INITIALS = rf"{_INITIAL}(?:\s?-?{_INITIAL}){{0,2}}"
_PARTICLES = r"(?:(?:von|van|de|da|di|del|der|la|le|al|el|bin|ибн|аль|фон|ван|де|бей|бек)[\s-])?"
_NO_NAME = re.compile(
    r"^(?:директор|государствен|национальн|российск|международн|областн|республиканск|центральн|научн|публичн|универсальн|библиотек|книжн|городск|региональн|федеральн|детск|юношеск"
    r"|университет|институт|академи|министерств|ассоциаци|открыти|закрыти|пленарн|секци|кругл|панельн|мастер|выставк|экскурси|регистраци|перерыв|обед|кофе|доклад|модератор|спикер|зал$|большой|малый"
    r"|конференц|форум|программ|день$|содружеств|республик|белорусск|казахск|узбекск|туркменск|таджикск|армянск|кыргызск|азербайджанск|молдавск|рязанск|московск|европейск|восточн|новые|новый|современн|цифров|история|культур"
    r"|итог|презентаци|приветств|вступительн|круглый|экспертн|закрыт|общ|музе|театр|онлайн|большая|малая|санкт|нижн|великий|юбилейн|рабоч|тематическ|видео|виртуальн|совет|комитет|союз|центр|фонд|председател|министр|профессор|президент"
    r"|library|national|state|public|regional|university|institute|academy|ministry|association|opening|closing|plenary|round|panel|master|session|section|coffee|lunch|conference|forum|museum|russian|digital"
    r"|welcome|keynote|registration|director|deputy|chief|head|hall|room|main|small|day|new|modern|international|central|republic|culture|cultural|group|open|best|challenges|united|world|virtual|guided|gala|working|library)",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"^(?:(?:д-р|др\.|доктор|проф\.|профессор|акад\.|академик|доц\.|dr\.?|prof\.?|professor|h\.\s?e\.|his excellency|her excellency|его превосходительство"
    r"|(?P<courteous>г-жа|г-н|госпожа|господин|спадар|спадарыня|пані|mr\.?|mrs\.?|ms\.?|miss|mx\.?|sir|madam|janob|xonim))\s+)+",
    re.IGNORECASE,
)
_SHAPES: tuple[tuple[str, bool], ...] = (
    # whether the shape alone tells that it is a name
    (rf"(?P<one>{_WORD})\s+(?P<middle>{_INITIAL})\s?(?P<two>{_WORD})(?!\w)", True),
    (rf"(?P<family>{_PARTICLES}{_WORD})\s+(?P<initials>{_INITIALS})(?!{_LOW})", True),
    (rf"(?P<initials>{_INITIALS})\s?(?P<family>{_PARTICLES}{_WORD})", True),
    (
        rf"(?P<one>{_WORD})\s+(?P<two>{_WORD})\s+(?P<son>{_WORD}[\s-]{_SON})(?!\w)",
        True,
    ),
    (rf"(?P<one>{_WORD})\s+(?P<son>{_WORD}[\s-]{_SON})\s+(?P<two>{_WORD})(?!\w)", True),
    (rf"(?P<one>{_WORD})\s+(?P<two>{_WORD})\s+(?P<three>{_WORD})(?!\w)", False),
    (rf"(?P<one>{_WORD})\s+(?P<two>{_PARTICLES}{_WORD})(?!\w)", False),
)
_COMPILED = tuple((re.compile(shape), is_sure) for shape, is_sure in _SHAPES)


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name taken apart; a given name may be initials only. ``is_sure`` when its shape leaves no doubt that it is one."""

    family: str
    given: str = ""
    patronymic: str = ""
    is_sure: bool = True

    @property
    def is_initials(self) -> bool:
        """Whether the given name stands as an initial only."""
        return self.given.endswith(".")


def leading(text: str, *, is_expected: bool = False) -> tuple[Name, str] | None:
    """Return the name with which a text begins, and the rest; None when it begins with none.

    Where a name ``is_expected``, two words with capitals are one though neither is known. Behind «г-н» or "Ms" the given
    name stands first, unless one of the two is known to be otherwise.
    """
    bare = text.strip()
    titled = _TITLES.match(bare)
    bare = bare[titled.end() :] if titled else bare
    is_courteous = bool(titled and titled["courteous"])
    for shape, is_sure in _COMPILED:
        found = shape.match(bare)
        if found and (
            name := _name(
                found.groupdict(), is_sure=is_sure, is_expected=is_expected or is_courteous, is_courteous=is_courteous
            )
        ):
            return name, bare[found.end() :]
    return None


def trailing(text: str) -> tuple[str, Name] | None:
    """Return the name with which a text ends, and what stands before it; only names whose shape leaves no doubt."""
    bare = text.rstrip(" .;,)")
    tail = bare if bare == text.rstrip() or not re.search(rf"{_INITIAL}$", bare + ".") else bare + "."
    for place in [match.start() for match in re.finditer(rf"(?<!\w){_CAP}", tail)][-6:]:
        found = leading(tail[place:])
        if found and found[0].is_sure and not found[1].strip(" ."):
            return tail[:place], found[0]
    return None


def _name(groups: dict[str, str | None], *, is_sure: bool, is_expected: bool, is_courteous: bool) -> Name | None:
    if any(word and _NO_NAME.match(word) for word in (groups.get("family"), groups.get("one"), groups.get("two"))):
        return None
    if groups.get("initials"):
        first, *others = _split_initials(groups["initials"] or "")
        return Name(family=_calm(groups["family"]), given=first, patronymic=" ".join(others))
    one, two = groups.get("one") or "", groups.get("two") or ""
    if groups.get("middle"):
        if not _is_given(one) or _FAMILY_ENDS.search(one):
            return None
        return Name(family=_calm(two), given=_calm(one), patronymic=groups["middle"] or "")
    if groups.get("son"):
        family, given = _in_order(one, two)
        return Name(family=_calm(family), given=_calm(given), patronymic=groups["son"] or "")
    if groups.get("three"):
        return _of_three(one, two, groups["three"] or "", is_expected=is_expected)
    if (_is_acronym(one) and _is_acronym(two)) or not (is_expected or _may_be_names(one, two)):
        return None
    family, given = _in_order(one, two, is_given_first=is_courteous)
    known = _is_given(given) or is_courteous
    return Name(family=_calm(family), given=_calm(given), is_sure=is_sure or known or _is_loud(family, given))


def _of_three(one: str, two: str, three: str, *, is_expected: bool) -> Name | None:
    is_second, is_third = _is_patronymic(two), _is_patronymic(three)
    if is_second and (not is_third or _is_given(one)) and not _is_patronymic(one):
        return Name(family=_calm(three), given=_calm(one), patronymic=_calm(two))
    if is_third:
        return Name(family=_calm(one), given=_calm(two), patronymic=_calm(three))
    if not all(_is_syllable(word) for word in (one, two, three)):
        return None
    if _is_asian(three) and not _is_asian(one):
        return Name(family=_calm(three), given=f"{_calm(one)} {_calm(two)}")
    if _is_asian(one) or is_expected:
        return Name(family=_calm(one), given=f"{_calm(two)} {_calm(three)}", is_sure=_is_asian(one))
    return None


def _is_patronymic(word: str) -> bool:
    return bool(_PATRONYMIC.search(word) or _SON_OR_DAUGHTER.search(word))


def _is_asian(word: str) -> bool:
    return word.lower() in _ASIAN_FAMILIES


def _is_syllable(word: str) -> bool:
    """Tell whether a word is short and has one vowel, as each of the three of «Ли Вон Кю»."""
    return len(word) < 6 and len(_SYLLABLES.findall(word)) == 1 and not _is_acronym(word)


def _split_initials(written: str) -> list[str]:
    return re.findall(rf"{_CAP}{_LOW}*\.", written) or [written]


def _in_order(one: str, two: str, *, is_given_first: bool = False) -> tuple[str, str]:
    """Return family and given name of two words, by what is written large, known given names and endings of family names."""
    if _is_loud(one, two):
        return one, two
    if _is_loud(two, one):
        return two, one
    if _is_given(one) != _is_given(two):
        return (two, one) if _is_given(one) else (one, two)
    first, second = bool(_FAMILY_ENDS.search(one)), bool(_FAMILY_ENDS.search(two))
    if first != second:
        return (one, two) if first else (two, one)
    return (one, two) if re.search("[а-яё]", one.lower()) and not is_given_first else (two, one)


def _may_be_names(one: str, two: str) -> bool:
    if _is_given(one) or _is_given(two) or _is_loud(one, two) or _is_loud(two, one):
        return True
    return bool(_FAMILY_ENDS.search(one) or _FAMILY_ENDS.search(two))


def _is_given(word: str) -> bool:
    return word.lower().split("-")[0] in _GIVEN


def _is_loud(word: str, other: str) -> bool:
    """Tell whether a word is a family name that the list shouts; ГПНТБ and UNESCO are none."""
    if not word.isupper() or len(word) < 3 or other.isupper() or not _VOWELS.search(word):
        return False
    return bool(_is_given(other) or _FAMILY_ENDS.search(word) or (len(word) > 4 and word.lower() not in _SHORT_NAMES))


def _is_acronym(word: str) -> bool:
    return word.isupper() and not _is_given(word) and not _FAMILY_ENDS.search(word)


def _calm(word: str | None) -> str:
    """Return a name as it is written inside a sentence, also where the list shouts it."""
    word = (word or "").replace("‑", "-")
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() and len(word) > 1 else word
