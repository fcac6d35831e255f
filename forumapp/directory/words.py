"""Words for what an institution is."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from forumapp.exchange.document import InstitutionKind

INSTITUTION_KINDS: Mapping[InstitutionKind, LazyString] = {
    InstitutionKind.NATIONAL: _l("National library"),
    InstitutionKind.REGIONAL: _l("Regional library"),
    InstitutionKind.ACADEMIC: _l("Library of a university or academy"),
    InstitutionKind.PUBLIC: _l("Public library"),
    InstitutionKind.OTHER: _l("Other organization"),
}
