"""Forms of the programme's desk."""

from forumapp.programme.forms.checks import FindingFilter, OverruleForm
from forumapp.programme.forms.clone import CloneForm
from forumapp.programme.forms.files import ConfirmForm, UploadForm
from forumapp.programme.forms.filters import SessionFilter
from forumapp.programme.forms.late import LateForm
from forumapp.programme.forms.pieces import ReportForm, RoomForm, TrackForm
from forumapp.programme.forms.session import MoveForm, Offer, SessionForm
from forumapp.programme.forms.times import PlaceForm, VersionedForm, version_number

__all__ = [
    "CloneForm",
    "ConfirmForm",
    "FindingFilter",
    "LateForm",
    "MoveForm",
    "Offer",
    "OverruleForm",
    "PlaceForm",
    "ReportForm",
    "RoomForm",
    "SessionFilter",
    "SessionForm",
    "TrackForm",
    "UploadForm",
    "VersionedForm",
    "version_number",
]
