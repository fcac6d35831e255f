"""The doctor: a line for each part, and what to do."""

import pytest

from tests.cli.instances import Instance, free_port
from tests.provision.valkey import redis_url

pytestmark = pytest.mark.once


def parts(printed: str) -> dict[str, bool]:
    """Read what was printed: whether each part is well."""
    lines = [line for line in printed.splitlines() if not line.startswith(" ")]
    return {line[4:].partition(":")[0]: line.startswith("ok") for line in lines}


def test_a_healthy_instance_has_nothing_to_be_done(embedded: Instance) -> None:
    done = embedded.run("doctor")

    assert (done.returncode, set(parts(done.stdout).values())) == (0, {True})
    assert list(parts(done.stdout)) == [
        "settings",
        "database",
        "durability",
        "migrations",
        "letters",
        "planned releases",
        "mail",
        "time zones",
        "assets",
        "translations",
        "storage",
    ]


def test_what_is_missing_is_told_with_what_to_do(bare: Instance) -> None:
    bare.settings["FORUMAPP_SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}"
    done = bare.run("doctor")

    found = parts(done.stdout)
    assert (done.returncode, found["migrations"], found["mail"]) == (1, False, False)
    assert "    Run forumapp db upgrade.\n" in done.stdout


def test_redis_is_asked_where_it_is_set(embedded: Instance) -> None:
    embedded.settings |= {"FORUMAPP_RATE_LIMITS": "on", "FORUMAPP_REDIS_URL": redis_url()}
    there = embedded.run("doctor")
    embedded.settings["FORUMAPP_REDIS_URL"] = f"redis://127.0.0.1:{free_port()}/0"
    away = embedded.run("doctor")

    assert (there.returncode, parts(there.stdout)["redis"]) == (0, True)
    assert (away.returncode, parts(away.stdout)["redis"]) == (1, False)
