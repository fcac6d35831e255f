"""Words of personal data: why somebody was erased, what goes and what stays."""

from flask_babel import LazyString

from forumapp.i18n import lazy_gettext as _l

GOES: tuple[LazyString, ...] = (
    _l("names, addresses, telephone numbers, library and post"),
    _l("answers, with files that were sent, marked sessions and sign-ups"),
    _l("secret links, the personal calendar and invitations to closed meetings"),
    _l("letters, and what the history says of the person"),
)
STAYS: tuple[LazyString, ...] = (
    _l("what is counted: country, category, way of taking part, state and the day of registration"),
    _l("which consents were given and taken back, when and in which version of the text, without a name"),
    _l("that something was done and when, without saying what was changed"),
    _l("the published programme, if the person speaks in it"),
)
