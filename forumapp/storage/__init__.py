"""What people upload: told by its content, made safe, and kept under made-up names outside the web root."""

from forumapp.storage.files import keep, path_of, remove, sweep
from forumapp.storage.portraits import Portrait, Size, portrait_of
from forumapp.storage.slides import MOST_OCTETS as MOST_SLIDES
from forumapp.storage.slides import SlidesKind, slides_kind

__all__ = [
    "MOST_SLIDES",
    "Portrait",
    "Size",
    "SlidesKind",
    "keep",
    "path_of",
    "portrait_of",
    "remove",
    "slides_kind",
    "sweep",
]
