"""Forums in and out on the command line."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session as DatabaseSession

from forumapp import paths
from forumapp.audit import AuditEntry
from forumapp.cli.forums import group
from forumapp.exchange import forumfile
from forumapp.forums.models import Forum
from forumapp.forums.queries import members
from forumapp.schedule.models import Release
from tests import factories, parts
from tests.unit.exchange.forums import forum as sample

DEMO = Path(paths.__file__).parent / "demo" / "data"
SCHEDULES = Path(__file__).parent.parent / "unit" / "exchange" / "files"


@pytest.fixture
def run(app: Flask, session: DatabaseSession) -> Any:
    session.commit()

    def invoke(*arguments: str, given: bytes | None = None) -> Result:
        return app.test_cli_runner().invoke(group, list(arguments), input=given)

    return invoke


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "forum.json"
    path.write_bytes(forumfile.write(sample()))
    return path


def slugs(session: DatabaseSession) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(Forum.slug)))


def test_a_forum_comes_out_as_it_went_in(run: Any, file: Path, tmp_path: Path) -> None:
    imported = run("import", str(file))
    exported = run("export", "minsk-2027")
    to_file = run("export", "minsk-2027", "--output", str(tmp_path / "out.json"))

    assert (imported.exit_code, imported.stdout.splitlines()) == (
        0,
        [
            "minsk-2027: created.",
            "  institutions: 1 added",
            "  people: 2 added",
            "  tracks: 1 added",
            "  rooms: 1 added",
            "  sessions: 3 added",
        ],
    )
    assert exported.stdout_bytes == file.read_bytes()
    assert (to_file.exit_code, (tmp_path / "out.json").read_bytes()) == (0, file.read_bytes())


@pytest.mark.parametrize("path", sorted(DEMO.glob("library-*.json")), ids=lambda path: path.stem)
def test_the_demo_comes_out_byte_for_byte(run: Any, path: Path) -> None:
    assert run("import", str(path)).exit_code == 0

    assert run("export", json.loads(path.read_bytes())["forum"]["slug"]).stdout_bytes == path.read_bytes()


def test_the_demo_comes_out_byte_for_byte_after_an_update(run: Any) -> None:
    run("import", str(DEMO / "library-community-2021-first.json"))

    updated = run("import", "--update", str(DEMO / "library-community-2021.json"))

    assert updated.stdout.startswith("library-community-2021: changed.\n")
    assert run("export", "library-community-2021").stdout_bytes == (DEMO / "library-community-2021.json").read_bytes()


def test_standard_input_is_read_too(run: Any, file: Path, session: DatabaseSession) -> None:
    result = run("import", "-", "--slug", "minsk-2028", given=file.read_bytes())

    assert (result.exit_code, slugs(session)) == (0, ["minsk-2028"])


def test_a_forum_that_exists_is_not_overwritten_unasked(run: Any, file: Path) -> None:
    run("import", str(file))

    again = run("import", str(file))

    assert (again.exit_code, again.stderr) == (
        1,
        "Error: There is a forum “minsk-2027” already. Say --update to make it what the file says, or --slug for another one.\n",
    )


def test_a_dry_run_says_what_would_change_and_changes_nothing(run: Any, file: Path, session: DatabaseSession) -> None:
    result = run("import", "--dry-run", "--publish", str(file))

    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "minsk-2027: would be created.")
    assert (slugs(session), session.scalar(select(func.count(Release.id)))) == ([], 0)


def test_what_is_wrong_with_a_file_is_told_line_by_line(run: Any, file: Path, session: DatabaseSession) -> None:
    value = json.loads(file.read_bytes())
    value["sessions"][0]["room"] = "cellar"
    value["sessions"][1]["track"] = "nowhere"
    file.write_text(json.dumps(value))

    result = run("import", str(file))

    assert (result.exit_code, result.stderr.splitlines()) == (
        1,
        [
            f"{file}: sessions[0].room: there is no “cellar” among the rooms",
            f"{file}: sessions[1].track: there is no “nowhere” among the tracks",
        ],
    )
    assert (slugs(session), result.stdout) == ([], "")


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("import", "nowhere.json"), 1, "Error: No such file or directory: nowhere.json"),
        (("export", "nowhere"), 1, "Error: There is no forum “nowhere”."),
        (("publish", "nowhere"), 1, "Error: There is no forum “nowhere”."),
        (("export", "nowhere", "--format", "docx"), 2, ""),
        (("import",), 2, ""),
    ],
)
def test_refusals_are_one_line(run: Any, arguments: tuple[str, ...], status: int, words: str) -> None:
    result = run(*arguments)

    assert result.exit_code == status
    assert result.stderr.startswith(words)
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--slug", "No Slug", "slug: “No Slug” is not a key: small Latin letters, digits and hyphens only"),
        ("--slug", "new", "Use small Latin letters, digits and hyphens, 80 at most."),
        ("--owner", "who@example.org", "There is no account who@example.org."),
    ],
)
def test_options_that_do_not_fit_are_refused(
    run: Any, file: Path, session: DatabaseSession, option: str, value: str, words: str
) -> None:
    result = run("import", str(file), option, value)

    assert (result.exit_code, words in result.stderr, slugs(session)) == (1, True, [])


def test_the_owner_is_in_the_team(run: Any, file: Path, session: DatabaseSession) -> None:
    account = factories.Account(email="ayna@example.org", email_key="ayna@example.org")
    session.commit()

    run("import", str(file), "--owner", "Ayna@example.org")

    forum = session.scalars(select(Forum)).one()
    assert [member.account_id for member in members(forum)] == [account.id]


def test_publishing_makes_a_release_once(run: Any, file: Path) -> None:
    imported = run("import", "--publish", str(file))
    again = run("publish", "minsk-2027", "--note", "Nothing")

    assert (imported.stdout.splitlines()[-1], again.exit_code, again.stdout) == (
        "minsk-2027: release 1.",
        0,
        "minsk-2027: nothing new to publish.\n",
    )


def test_a_part_that_is_not_there_and_a_first_part_are_refused(run: Any, file: Path) -> None:
    run("import", str(file))
    unknown = run("publish", "minsk-2027", "--day", "1999-01-01")
    first = run("publish", "minsk-2027", "--day", "2027-03-11")

    assert (unknown.exit_code, first.exit_code) == (1, 1)
    assert unknown.stderr == "Error: The forum “minsk-2027” has no such day or track. Name one of them.\n"
    assert first.stderr == "Error: Nothing is published yet. The first release is the whole programme.\n"


def test_an_update_that_changes_nothing_says_so(run: Any, file: Path) -> None:
    run("import", str(file))

    assert run("import", "--update", str(file)).stdout == "minsk-2027: nothing changes.\n"


@pytest.mark.parametrize("path", sorted(SCHEDULES.glob("*.*")), ids=lambda path: path.name)
def test_schedules_of_other_programs_go_in_and_come_out(run: Any, path: Path, session: DatabaseSession) -> None:
    imported = run("import", str(path), "--slug", "guest", "--timezone", "Europe/Berlin")

    assert imported.exit_code == 0, imported.stderr
    for format_, start in (("frab-xml", b"<?xml"), ("frab-json", b"{")):
        assert run("export", "guest", "--format", format_).stdout_bytes.startswith(start)


def test_a_schedule_of_another_program_leaves_further_events_as_they_are(run: Any, tmp_path: Path) -> None:
    before, schedule = tmp_path / "forum.json", tmp_path / "schedule.json"
    event = parts.event("exhibition")
    before.write_bytes(forumfile.write(parts.document(parts.session("one"), events=(event,))))
    run("import", str(before))
    schedule.write_bytes(run("export", "forum", "--format", "frab-json").stdout_bytes)

    updated = run("import", "--update", str(schedule), "--slug", "forum", "--timezone", "Asia/Ashgabat")

    assert updated.exit_code == 0, updated.stderr
    assert forumfile.read(run("export", "forum").stdout_bytes).events == (event,)


def test_a_dry_run_names_further_events(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "forum.json"
    path.write_bytes(forumfile.write(parts.document(events=(parts.event("old"), parts.event("kept")))))
    run("import", str(path))
    path.write_bytes(forumfile.write(parts.document(events=(parts.event("kept"), parts.event("new")))))

    assert run("import", "--update", "--dry-run", str(path)).stdout == (
        "forum: would change.\n  events: 1 added (new); 1 removed (old)\n"
    )


@pytest.mark.parametrize(("format_", "begins"), [("xlsx", b"PK\x03\x04"), ("ics", b"BEGIN:VCALENDAR")])
def test_a_forum_comes_out_for_offices_and_calendars_in_a_language_of_its_own(
    run: Any, file: Path, format_: str, begins: bytes
) -> None:
    run("import", str(file))

    first = run("export", "minsk-2027", "--format", format_)
    asked = run("export", "minsk-2027", "--format", format_, "--language", "en")
    foreign = run("export", "minsk-2027", "--format", format_, "--language", "hy")

    assert [(each.exit_code, each.stdout_bytes[: len(begins)]) for each in (first, asked)] == [(0, begins)] * 2
    assert first.stdout_bytes != asked.stdout_bytes
    assert (foreign.exit_code, foreign.stdout_bytes) == (1, b"")
    assert foreign.stderr == "Error: The forum speaks ru, en, not hy.\n"


CLASHING = parts.document(
    parts.session("one", room="hall"), parts.session("two", room="hall"), rooms=(parts.room("hall"),)
)
OVERRULED = select(AuditEntry.actor, AuditEntry.after).where(AuditEntry.action == "check:overrule")


@pytest.fixture
def clashing(tmp_path: Path) -> Path:
    path = tmp_path / "clashing.json"
    path.write_bytes(forumfile.write(CLASHING))
    return path


def test_a_file_with_errors_is_published_at_once_and_the_trail_says_so(
    run: Any, clashing: Path, session: DatabaseSession
) -> None:
    result = run("import", "--publish", str(clashing))

    assert (result.exit_code, result.stdout.splitlines()[-2:]) == (
        0,
        ["forum: release 1.", "forum: 1 error of the checks overruled, “published from the command line”."],
    )
    ((actor, after),) = session.execute(OVERRULED).all()
    assert (actor, after["reason"]) == ("command line", "published from the command line")


@pytest.mark.parametrize(
    ("options", "reason"),
    [((), "published from the command line"), (("--overrule", "A market of ideas."), "A market of ideas.")],
)
def test_a_forum_with_errors_is_published_and_the_trail_keeps_the_reason(
    run: Any, clashing: Path, session: DatabaseSession, options: tuple[str, ...], reason: str
) -> None:
    run("import", str(clashing))

    result = run("publish", "forum", *options)

    assert (result.exit_code, result.stdout.splitlines()) == (
        0,
        ["forum: release 1.", f"forum: 1 error of the checks overruled, “{reason}”."],
    )
    ((actor, after),) = session.execute(OVERRULED).all()
    assert (actor, after["reason"]) == ("command line", reason)


@pytest.mark.parametrize("path", sorted(SCHEDULES.iterdir()), ids=lambda path: path.name)
def test_schedules_of_real_conferences_go_in_and_are_published(run: Any, path: Path) -> None:
    result = run("import", "--publish", "--slug", "conference", "--timezone", "Europe/Berlin", str(path))

    assert (result.exit_code, "conference: release 1." in result.stdout.splitlines()) == (0, True)


def test_a_dry_run_overrules_nothing(run: Any, clashing: Path, session: DatabaseSession) -> None:
    result = run("import", "--publish", "--dry-run", str(clashing))

    assert (result.exit_code, session.execute(OVERRULED).all()) == (0, [])
