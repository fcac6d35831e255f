"""Words of the agreements with speakers."""

from collections.abc import Mapping

from flask_babel import LazyString

from forumapp.directory.rules import Availability, Likeness
from forumapp.i18n import lazy_gettext as _l
from forumapp.speakers.rules.answers import AnswerState, Lack
from forumapp.storage import SlidesKind

STATES: Mapping[AnswerState, LazyString] = {
    AnswerState.ASKED: _l("Asked, no answer yet"),
    AnswerState.CONFIRMED: _l("Takes part"),
    AnswerState.DECLINED: _l("Does not take part"),
}

OWN_STATES: Mapping[AnswerState, LazyString] = {
    AnswerState.ASKED: _l("We wait for your answer"),
    AnswerState.CONFIRMED: _l("You confirmed"),
    AnswerState.DECLINED: _l("You declined"),
}
"""As the speakers themselves read them."""

STATE_KINDS: Mapping[AnswerState, str] = {
    AnswerState.ASKED: "tentative",
    AnswerState.CONFIRMED: "confirmed",
    AnswerState.DECLINED: "cancelled",
}
"""How the word looks; see macros/lists.word."""

AVAILABILITIES: Mapping[Availability, LazyString] = {
    Availability.CANNOT: _l("cannot take part"),
    Availability.CAN: _l("can take part"),
}

LACKS: Mapping[Lack, LazyString] = {
    Lack.ANSWER: _l("No answer"),
    Lack.BIOGRAPHY: _l("No biography"),
    Lack.PHOTO: _l("No photo"),
}

REQUESTS: Mapping[Lack, LazyString] = {
    Lack.ANSWER: _l("An answer for each session"),
    Lack.BIOGRAPHY: _l("A biography"),
    Lack.PHOTO: _l("A photo"),
}
"""What a letter asks for."""

LIKENESSES: Mapping[Likeness, LazyString] = {
    Likeness.SAME: _l("The names are the same but for case, ё or script."),
    Likeness.SWAPPED: _l("Family name and given name are swapped."),
    Likeness.PATRONYMIC: _l("One has a patronymic, the other none."),
    Likeness.INITIALS: _l("One has initials where the other has names."),
    Likeness.CLOSE: _l("The names differ in one letter."),
}

SLIDES_KINDS: Mapping[SlidesKind, str] = {
    SlidesKind.PDF: "PDF",
    SlidesKind.PPTX: "PowerPoint",
    SlidesKind.ODP: "OpenDocument",
}
