"""Where the files that are not code lie, in a checkout and in an installed wheel alike."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
STATIC = PACKAGE / "static"
ASSETS = STATIC / "dist"
FONTS = ASSETS / "fonts"
TRANSLATIONS = PACKAGE / "translations"


def _beside_or_inside(name: str) -> Path:
    """Return the folder as the wheel carries it (inside the package), else as the checkout does (beside it)."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


TEMPLATES = _beside_or_inside("templates")
MIGRATIONS = _beside_or_inside("migrations")
