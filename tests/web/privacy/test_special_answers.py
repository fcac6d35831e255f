"""Answers that need special care stand nowhere but where those with the right asked for them by a button."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.test import TestResponse

from forumapp.audit import AuditEntry
from forumapp.delegations.models import DelegationLink, Member
from forumapp.delegations.rules.tokens import delegation_token
from forumapp.policy import TeamRole
from forumapp.questions.models import Question
from forumapp.questions.rules.parts import QuestionKind, Stage
from forumapp.registration.models import Answer
from forumapp.registration.rules.tokens import fingerprint
from forumapp.registration.service import token_of
from tests import signing_in
from tests.web.security.scene import Place, address, parts, place
from tests.web.security.test_addresses import requests

SPECIAL = "zq-special-answer"
FORMATS = ("csv", "json", "xlsx")
SHOWN = {"secretariat.special", "secretariat.export", "privacy_desk.file"}
"""Where those with the right see them, each look being noted."""
OWN = {
    "registration.delegate",
    "registration.confirm",
    "registration.again",
    "registration.edit",
    "registration.details",
    "privacy.file",
}
"""Where delegates see their own."""


@pytest.fixture
def ours(session: DatabaseSession) -> Place:
    """Give a forum with a confirmed delegate, of a delegation, who answered a question that needs special care."""
    ours = place("ours")
    question = Question(
        forum_id=ours.forum.id,
        key="diet",
        position=9,
        label={"en": "Diet"},
        kind=QuestionKind.TEXT,
        is_required=False,
        is_special=True,
        stage=Stage.APPLY,
    )
    session.add(question)
    session.flush()
    row = ours.registration
    row.token_hash, row.party = fingerprint(token_of(row)), ours.delegation.party_key
    session.add(Answer(registration_id=row.id, question_id=question.id, value=SPECIAL))
    session.add(Member(registration_id=row.id, delegation_id=ours.delegation.id, position=1))
    session.commit()
    return ours


@pytest.fixture
def no_csrf(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every request through to the guard."""
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)


def holds(answer: TestResponse) -> bool:
    """Say whether an answer holds the marker, packed files included."""
    octets = [answer.data]
    if answer.data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
            octets += [archive.read(name) for name in archive.namelist()]
    return any(SPECIAL.encode() in each for each in octets)


def seen(
    app: Flask, client: FlaskClient, connection: Connection, ours: Place, *, private: bool, **values: str
) -> Iterator[tuple[str, str]]:
    """Yield where the marker stands: endpoint, and format for a file. What a request does is taken back after it."""
    for rule, method, _right in requests(app, private=private):
        for kind in FORMATS if method == "POST" and rule.endpoint.endswith("export") else ("",):
            for special in ("", "1") if kind else ("1",):
                undo = connection.begin_nested()
                data = {"format": kind, "special": special} if method == "POST" else None
                where = address(
                    app, rule, {**parts(rule, ours, ours), **{k: v for k, v in values.items() if k in rule.arguments}}
                )
                if holds(client.open(where, method=method, data=data)):
                    yield rule.endpoint, f"{kind}{special}" if kind else method
                undo.rollback()


@pytest.mark.parametrize("role", TeamRole)
def test_at_the_desk_only_those_with_the_right_see_them_and_only_where_they_asked(
    role: TeamRole,
    app: Flask,
    client: FlaskClient,
    connection: Connection,
    session: DatabaseSession,
    ours: Place,
    no_csrf: None,
) -> None:
    signing_in.sign_in_as(client, session, ours.forum, role)
    found = set(seen(app, client, connection, ours, private=True))
    allowed = {("secretariat.special", "POST"), ("privacy_desk.file", "POST")}
    allowed |= {("secretariat.export", f"{kind}1") for kind in FORMATS}

    assert found == (allowed if role in {TeamRole.OWNER, TeamRole.REGISTRAR} else set())


def test_outside_the_desk_only_the_delegate_sees_them(
    app: Flask, client: FlaskClient, connection: Connection, session: DatabaseSession, ours: Place, no_csrf: None
) -> None:
    stranger = set(seen(app, client, connection, ours, private=False))
    own = {
        endpoint
        for endpoint, _ in seen(app, client, connection, ours, private=False, token=token_of(ours.registration))
    }

    assert stranger == set()
    assert own <= OWN
    assert {"registration.delegate", "privacy.file"} <= own


def test_the_head_of_a_delegation_does_not_see_them(
    app: Flask, client: FlaskClient, connection: Connection, session: DatabaseSession, ours: Place, no_csrf: None
) -> None:
    key = str(app.config["SECRET_KEY"])
    token = delegation_token(key, uid=ours.delegation.uid, generation=1)
    link = DelegationLink(
        delegation_id=ours.delegation.id, generation=1, token_hash=fingerprint(token), created_at=ours.forum.created_at
    )
    session.add(link)
    session.commit()

    assert client.get(f"/forums/ours/delegation/{token}/").status_code == 200
    assert set(seen(app, client, connection, ours, private=False, token=token, uid=str(ours.registration.uid))) == set()


@pytest.mark.parametrize("endpoint", sorted(SHOWN))
def test_each_look_is_noted(
    app: Flask, client: FlaskClient, session: DatabaseSession, ours: Place, no_csrf: None, endpoint: str
) -> None:
    account = signing_in.sign_in_as(client, session, ours.forum, TeamRole.REGISTRAR)
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    before = session.scalars(select(AuditEntry.id)).all()
    answer = client.post(address(app, rule, parts(rule, ours, ours)), data={"format": "csv", "special": "1"})
    after = session.scalars(select(AuditEntry).where(AuditEntry.id.not_in(before))).all()

    assert holds(answer)
    assert [entry.actor for entry in after] == [account.email]
    page = client.get(f"/forums/ours/manage/registrations/{ours.registration.uid}/").text
    looks = page[page.index('id="looks"') : page.index('id="letters"')]
    assert account.email in looks
