"""The habits of this house that no general tool knows: sizes, words, and templates without inline script or style."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from devtools import catalogs

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 400
INLINE = re.compile(
    r"""<style\b|<script\b(?![^>]*(?:\ssrc=|type="application/ld\+json"))|\sstyle=|\son[a-z]+="|javascript:""",
    re.IGNORECASE,
)
FEATURES = (
    *(
        "feeds",
        "history",
        "documents",
        "translating",
        "secretariat",
        "privacy",
        "meetings",
        "delegations",
        "registration",
        "questions",
        "schedule",
        "speakers",
    ),
    *("intake", "programme", "events", "directory", "forums", "accounts"),
)


def faults() -> list[str]:
    """Say every breach, one line each with its place."""
    return [*_long_modules(), *_inline_code(), *_strange_words(), *_misplaced_calls(), *_left_behind()]


def _long_modules() -> Iterator[str]:
    for path in [*_python("forumapp"), *_python("devtools"), *_python("tests"), ROOT / "dev.py"]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MOST_LINES:
            yield f"{_name(path)}: {lines} lines; a module has at most {MOST_LINES}"


def _inline_code() -> Iterator[str]:
    """Letters are read in mail programs, which know nothing but inline styles."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if path.relative_to(ROOT / "templates").parts[0] == "mail":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if INLINE.search(line):
                yield f"{_name(path)}:{number}: inline script or style"


def _strange_words() -> Iterator[str]:
    for message in catalogs.extracted():
        for text in [message.id] if isinstance(message.id, str) else message.id:
            if "!" in text or "successfully" in text.lower():
                yield f"{message.locations[0][0]}: nothing is shouted or done successfully: {text!r}"


def _misplaced_calls() -> Iterator[str]:
    """A feature selects in its queries only, and commits nowhere: the edge does, by transaction()."""
    for feature in FEATURES:
        for path in _python(f"forumapp/{feature}"):
            room = path.relative_to(ROOT / "forumapp" / feature).parts[0].removesuffix(".py")
            for name, line in _calls(path):
                if name == ".commit":
                    yield f"{_name(path)}:{line}: commits; use `with transaction():` at the edge"
                if name == "select" and room != "queries":
                    yield f"{_name(path)}:{line}: selects; ask a query of queries.py"


def _left_behind() -> Iterator[str]:
    """What nothing names is dead; what a library calls for us is a method or has a decorator."""
    texts = [path.read_text(encoding="utf-8") for path in [*_python("forumapp"), *_templates()]]
    words = Counter(word for text in texts for word in re.findall(r"\w+", text))
    for path in _python("forumapp"):
        if not (path.parent / "__init__.py").exists():
            yield f"{_name(path)}: its folder has no __init__.py"
        for node in ast.parse(path.read_text(encoding="utf-8"), filename=str(path)).body:
            match node:
                case ast.FunctionDef(name=name, decorator_list=[]) | ast.ClassDef(name=name):
                    pass
                case ast.Assign(targets=[ast.Name(id=name)]):
                    pass
                case _:
                    continue
            if words[name] == 1 and not name.startswith("__"):
                yield f"{_name(path)}:{node.lineno}: nothing names {name}"


def _templates() -> list[Path]:
    return [path for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()]


def _calls(path: Path) -> Iterator[tuple[str, int]]:
    """Give the name and line of every call: `select` for select(…) and sa.select(…), `.commit` for a method."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        match node:
            case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(value=ast.Name(id="sa"), attr=name)):
                yield name, node.lineno
            case ast.Call(func=ast.Attribute(attr=name)):
                yield f".{name}", node.lineno


def _python(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts)


def _name(path: Path) -> Path:
    return path.relative_to(ROOT)
