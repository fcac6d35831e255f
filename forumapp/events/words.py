"""What events beside the programme are called, and who may know of them."""

from collections.abc import Mapping

from flask_babel import LazyString

from forumapp.exchange.document import Visibility
from forumapp.i18n import lazy_gettext as _l

AUDIENCES: Mapping[Visibility, LazyString] = {
    Visibility.PUBLIC: _l("Everybody"),
    Visibility.REGISTERED: _l("Registered delegates"),
    Visibility.INVITED: _l("Invited people only"),
}
"""Who may know of a session or an event once it is released."""

HEADING = _l("Participants are also invited")
"""What stands above events wherever the public reads of them."""

KIND = _l("Further event")
"""What one is, where sessions are told by their kind."""

KINDS = _l("Further events")
"""What they are where each is one of many."""
