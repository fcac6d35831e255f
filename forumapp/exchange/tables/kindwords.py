"""Words by which programmes in the other languages of the CIS call kinds of sessions; Russian and English are in `kinds`."""

from forumapp.exchange.document import Kind

KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.EXHIBITION, (r"көрме|ko[‘’ʻʼ'`]?rgazma|кўргазма|\bвыстав[аы]\b|виставк|\bsergi(?:si)?\b|намоишгоҳ|көргөзмө|sərgi|expoziți")),
    (Kind.BREAK, (r"\bүзіліс|түскі ас|таңғы ас|кешкі ас|\bшай\b|\bтіркеу|\bтіркелу|tanaffus|tushlik(?!dan)|nonushta|kechki ovqat|\bchoy\b|kofe[- ]bre|ro[‘’ʻʼ'`]?yxat|танаффус|тушлик(?!дан)|нонушта|кечки овқат|\bчой\b|рўйхат"
                  r"|перапын|\bабед(?:зенн\w+)?\b|каф+[еэ][- ]паўз|каф+[еэ][- ]брэйк|кав[аеэ][- ]брейк|\bкав[аиуы]\b|каво\w+ (?:перерв|паўз|пауз)|рэгістрац|сняданак|вячэра\b|перерв|\bобід|реєстрац|сніданок|вечеря\b"
                  r"|arakesme|günortanlyk|\bnahar|ertirlik|agşamlyk|\bçaý\b|kofe|bellige al|hasaba al|нисфирӯзӣ|нисфирузи|наҳорӣ|хӯроки|қаҳва|бақайдгирӣ|қайди иштирок|тыныгуу|танапис|түшкү (?:тамак|аш)|таңкы тамак|кечки тамак|каттоо\b|каттоодон|катталуу"
                  r"|fasilə|səhər yemə|şam yemə|qəhvə|\bçay\b|qeydiyyat|\bpauz[aăe]|prânz|\bcină|^cina\b|mic dejun|\bcafea|înregistrarea participan|^înregistrare")),
    (Kind.WORKSHOP, r"шеберлік|mahorat|маҳорат|майстар-клас|майстэр-клас|майстер-клас|ussatlyk|чеберчилик|ustad dərs|\batelier|тренінг|трэнінг|семінар|практыкум"),
    (Kind.ROUND_TABLE, r"дөңгелек үстел|davra suhbat|давра суҳбат|кругл\w+ стіл|круглого столу|tegelek stol|мизи (?:гирд|мудаввар)|тегерек стол|dəyirmi masa|mas[aă] rotund"),
    (Kind.EXPERT_MEETING, r"сарапшылар|ekspertlar|экспертлар|эксперттер|засіданн\w+ експертів|пасяджэнн\w+ экспертаў|ekspertler|ekspertlər"),
    (Kind.PANEL, r"пікірталас|талқылау|munozara|muhokama|мунозара|муҳокама|дыскусі|дискусі|pikir alyşma|çekişme|баҳс|талкуу|müzakirə|dezbater|discuți"),
    (Kind.PLENARY, r"plenar|пленар"),
    (Kind.CEREMONY, (r"ашылу|жабылу|марапатта|құттықтау|алғы сөз|ochilish|yopilish|marosim|taqdirlash|tabrik|очилиш|ёпилиш|маросим|тақдирлаш|табрик|адкрыцц|закрыцц|цырымон|узнагародж|вітанн|прывітанн|відкритт|закритт|нагородж|церемон"
                    r"|açylyş|ýapylyş|dabara|sylagla|ифтитоҳ|кушодашавӣ|ихтитом|пӯшида ?шав|ачылыш|ачылуу|жабылыш|сыйлоо|куттуктоо|açılış|bağlanış|mərasim|təltif|deschidere|închidere|ceremoni|cuvânt de salut")),
    (Kind.CULTURAL, r"саяхат|серуен|sayohat|sayr\b|саёҳат|экскурсі|екскурсі|канцэрт|gezelenç|ekskursiý|ekskursi|сайру саёҳат|gəzinti|excursi|банкет"),
    (Kind.REPORTS, r"отырыс|мәжіліс|баяндама|majlis|sho[‘’ʻʼ'`]?ba|ma[‘’ʻʼ'`]?ruza|мажлис|шўъба|маъруза|секцы|пасяджэнн|даклад|секці|сесі|засіданн|доповід|mejlis|bölümçe|ҷаласа|жыйын|iclas|bölmə|məruzə|ședinț|sesiun|secțiun|seksiý|sek[sc]iya"),
)  # fmt: skip
WHOLE = (
    r"отырыс\w*|дөңгелек үстел\w*|шеберлік \w+|ашылу\w*|жабылу\w*|majlis\w*|sho[‘’ʻʼ'`]?ba\w*|davra suhbat\w*|ochilish\w*|yopilish\w*|мажлис\w*|шўъба\w*|давра суҳбат\w*|очилиш\w*|ёпилиш\w*"
    r"|секцы[яю]|пасяджэнн[еія]|дыскусі[яю]|круглы стол|адкрыцц[её]|закрыцц[её]|секці[яю]|засіданн[яі]|дискусі[яю]|круглий стіл|відкриття|закриття"
    r"|mejlis\w*|tegelek stol\w*|açylyş\w*|ýapylyş\w*|ҷаласа\w*|мизи \w+|жыйын\w*|тегерек стол\w*|ачылыш\w*|жабылыш\w*|iclas\w*|dəyirmi masa\w*|bölmə\w*|açılış\w*|bağlanış\w*|ședinț\w+|sesiun\w+|mas[aă] rotund\w+|secțiun\w+|deschidere\w*|închidere\w*|plenar\w*"
)
"""Words that only a whole session is called by."""
GROUP = (
    r"отырыс\w*|дөңгелек үстел\w*|majlis\w*|sho[‘’ʻʼ'`]?ba\w*|davra suhbat\w*|мажлис\w*|шўъба\w*|давра суҳбат\w*|секцы[яю]|пасяджэнн[еія]|дыскусі[яю]|секці[яю]|засіданн[яі]|дискусі[яю]|круглий стіл"
    r"|mejlis\w*|tegelek stol\w*|ҷаласа\w*|мизи \w+|жыйын\w*|тегерек стол\w*|iclas\w*|dəyirmi masa\w*|bölmə\w*|ședinț\w+|sesiun\w+|mas[aă] rotund\w+|secțiun\w+|plenar\w*"
)
"""Words for sessions that reports follow."""
