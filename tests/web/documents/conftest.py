"""What the tests of documents share: a released forum with secrets in it, and somebody who fetches documents."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from tests.papers import text_of
from tests.web.feeds import samples

FORUM = f"/forums/{samples.SLUG}"
KINDS = ("pdf", "docx", "xlsx")


class Desk:
    """Fetches documents of the sample forum."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def fetch(self, path: str, *, status: int = 200, **headers: str) -> TestResponse:
        """Fetch what stands at a path below the forum."""
        response = self.client.get(f"{FORUM}/{path}", headers=headers)
        assert response.status_code == status, path
        return response

    def text(self, path: str) -> str:
        """Fetch a document and read what it says."""
        return text_of(self.fetch(path))

    def rows(self, path: str, sheet: int = 0) -> list[dict[str, Any]]:
        """Fetch a workbook and read a sheet's rows by heading."""
        page = openpyxl.load_workbook(BytesIO(self.fetch(path).data)).worksheets[sheet]
        head, *rows = page.iter_rows(values_only=True)
        return [dict(zip(map(str, head), row, strict=True)) for row in rows]


@pytest.fixture
def desk(client: FlaskClient, session: DatabaseSession) -> Desk:
    """Release the sample forum."""
    samples.released(samples.document(), now=samples.NOW)
    session.commit()
    return Desk(client)
