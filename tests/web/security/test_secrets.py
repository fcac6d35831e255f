"""What logs, folders and files give away."""

import csv
import io
import logging
import stat
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from forumapp.db import db
from forumapp.registration.rules.sheets import as_csv
from forumapp.web.logs import JsonLines, masked
from tests.conftest import settings_for

SECRET = "the-secret-part"
SECRET_ADDRESSES = (
    f"/calendar/{SECRET}.ics",
    f"/account/link/{SECRET}",
    f"/account/team/{SECRET}",
    f"/forums/forum/registration/{SECRET}/",
    f"/forums/forum/registration/{SECRET}/confirm",
    f"/forums/forum/registration/{SECRET}/email/keep",
    f"/forums/forum/address/{SECRET}/",
    f"/forums/forum/delegation/{SECRET}/",
    f"/forums/forum/delegation/{SECRET}/rows/check",
    f"/forums/forum/speaker/{SECRET}/",
    f"/forums/forum/speaker/{SECRET}/answer",
    f"/forums/forum/draft/{SECRET}/",
    f"/forums/forum/draft/{SECRET}/opening/take-back",
    f"/forums/forum/invitation/{SECRET}/",
)


def test_the_folder_of_an_instance_is_its_owner_s_alone(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "instance")

    assert stat.S_IMODE(settings.instance_dir.stat().st_mode) == 0o700
    assert stat.S_IMODE((settings.instance_dir / "secret-key").stat().st_mode) == 0o600


def test_a_failed_statement_tells_logs_no_values(app: Flask, session: Session) -> None:
    with app.app_context(), db.engine.connect() as connection, pytest.raises(DBAPIError) as failed:
        connection.execute(db.text("SELECT no_such_function(:email)"), {"email": "aylar@library.example"})
    record = logging.LogRecord("forumapp", logging.ERROR, "", 0, "database", (), (None, failed.value, None))

    assert "aylar@library.example" not in JsonLines().format(record)
    assert "aylar@library.example" not in str(failed.value)


@pytest.mark.parametrize("address", SECRET_ADDRESSES)
def test_secret_links_stay_out_of_the_log(address: str) -> None:
    assert SECRET not in masked(address)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_a_cell_never_becomes_a_formula(sign: str) -> None:
    octets = as_csv([{"name": f"{sign}HYPERLINK(1)"}], headings={"name": "Name"})
    cells = [row[0] for row in csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline=""))]

    assert cells == ["Name", f"'{sign}HYPERLINK(1)"]
