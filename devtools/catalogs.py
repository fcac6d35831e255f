"""Message catalogs: collect messages from code and templates, compile them, tell what is untranslated.

Run by `python3 dev.py i18n` and `build`. The .po files carry no line numbers, dates or names, so that a change of code
that changes no message changes no catalog.
"""

import copy
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "forumapp" / "translations"
SOURCE_LANGUAGE = "en"
LANGUAGES = ("en", "ru")
KEYWORDS = {
    "_": None,
    "_l": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")


def extracted() -> Catalog:
    """Collect every message of the application's code and templates."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    catalog = Catalog(charset="utf-8")
    for folder in ("forumapp", "templates"):
        found = extract_from_dir(
            ROOT / folder,
            [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in methods if pattern.startswith(folder)],
            {pattern.removeprefix(f"{folder}/"): value for pattern, value in options.items()},
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
        for filename, _line, message, comments, context in found:
            catalog.add(message, None, [(f"{folder}/{filename}", 0)], auto_comments=comments, context=context)
    return catalog


def catalog_path(language: str) -> Path:
    """Give the place of a language's catalog."""
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """Read a language's catalog, an empty one if there is none yet."""
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as octets:
        return read_po(octets, locale=language, charset="utf-8", abort_invalid=True)


def update() -> None:
    """Bring every catalog up to the code; English says what the code says."""
    template = extracted()
    for language in LANGUAGES:
        path = catalog_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_text(updated(language, template), language), encoding="utf-8")
        print(f"{language}: {len(template)} messages, {len(gaps(read(language)))} to translate")


def updated(language: str, template: Catalog) -> Catalog:
    """Give a language's catalog with exactly the messages of the template; nothing is guessed from likeness."""
    catalog = read(language)
    catalog.update(copy.deepcopy(template), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    if language == SOURCE_LANGUAGE:
        for message in catalog:
            if message.id:
                message.string = message.id
    return catalog


def as_text(catalog: Catalog, language: str) -> str:
    """Write a catalog with a header of the lines that matter."""
    octets = io.BytesIO()
    write_po(octets, catalog, width=120, sort_output=True, include_lineno=False, omit_header=True)
    plural = catalog.plural_forms
    values = (language, plural, "1.0", "text/plain; charset=utf-8", "8bit")
    header = "".join(f'"{name}: {value}\\n"\n' for name, value in zip(HEADER, values, strict=True))
    return f'msgid ""\nmsgstr ""\n{header}\n' + octets.getvalue().decode("utf-8").rstrip("\n") + "\n"


def gaps(catalog: Catalog) -> list[Message]:
    """Give the messages without a whole translation, uncertain (fuzzy) ones among them."""
    return [message for message in catalog if message.id and (message.fuzzy or not is_whole(message))]


def is_whole(message: Message) -> bool:
    """Tell whether every form of a message is there."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(forms) and all(forms)


def compile_all() -> None:
    """Write the .mo file beside each catalog."""
    for language in LANGUAGES:
        path = catalog_path(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as octets:
                write_mo(octets, read(language))


def faults() -> list[str]:
    """Say what is wrong with the committed catalogs: behind the code, or not translated."""
    template = extracted()
    said = []
    for language in LANGUAGES:
        path = catalog_path(language)
        name = path.relative_to(ROOT)
        if not path.exists() or path.read_text(encoding="utf-8") != as_text(updated(language, template), language):
            said.append(f"{name}: is behind the code: python3 dev.py i18n")
        said += [f"{name}: not translated: {_first(message)!r}" for message in gaps(updated(language, template))]
    return said


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def main() -> int:
    """Do what the one argument says."""
    match sys.argv[1:]:
        case ["update"]:
            update()
            compile_all()
        case ["compile"]:
            compile_all()
        case _:
            print("usage: python -m devtools.catalogs update|compile", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
