"""The outbox against a mail server: taken, postponed, refused, silent; several workers, and one that is killed."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from forumapp import clock
from forumapp.config import Settings
from forumapp.mail import rules, transport
from forumapp.mail.models import LetterStatus
from forumapp.mail.worker import send_due
from tests.cli.instances import SECONDS, Instance, stop
from tests.cli.letters import application, end_leases, letters, statuses, write
from tests.cli.sinks import sink

QUEUED, SENT, DEAD = LetterStatus.QUEUED, LetterStatus.SENT, LetterStatus.DEAD


def settings_of(instance: Instance, smtp_url: str) -> Settings:
    return Settings.from_environment({**instance.environment, "FORUMAPP_SMTP_URL": smtp_url})


def wait_until(is_so: Callable[[], bool], *, seconds: float = SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.1)


def test_a_letter_is_sent_once_under_its_own_message_id(instance: Instance) -> None:
    with sink() as server, application(instance):
        write(2)
        settings = settings_of(instance, server.address)

        assert [send_due(settings), send_due(settings)] == [True, True]
        assert server.message_ids == [f"<{letter.id}@127.0.0.1>" for letter in letters()]
        assert statuses() == [SENT, SENT]


def test_a_postponed_letter_is_tried_again_later(instance: Instance) -> None:
    with sink(answer="451 come back later") as server, application(instance):
        write(1)
        went_well = send_due(settings_of(instance, server.address))
        (letter,) = letters()

    assert (went_well, letter.status, letter.attempts, letter.last_error) == (False, QUEUED, 1, "451 come back later")
    assert timedelta(0) < letter.due_at - clock.now() <= rules.FIRST_WAIT


def test_a_refused_letter_is_given_up_and_the_next_one_is_tried(instance: Instance) -> None:
    with sink(answer="550 nobody of that name") as server, application(instance):
        write(2)
        went_well = send_due(settings_of(instance, server.address))

        assert (went_well, statuses()) == (True, [DEAD, DEAD])
        assert {letter.last_error for letter in letters()} == {"550 nobody of that name"}


def test_a_silent_server_costs_one_letters_time_only(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LETTER_TIMEOUT", 0.5)
    with sink(seconds=3) as server, application(instance):
        write(3)
        began = time.monotonic()
        went_well = send_due(settings_of(instance, server.address))
        taken = time.monotonic() - began

        assert (went_well, sorted(letter.attempts for letter in letters())) == (False, [0, 0, 1])
        assert taken < 3


def test_letters_wait_for_a_server_that_is_away(instance: Instance) -> None:
    with application(instance):
        write(1)
        went_well = send_due(settings_of(instance, "smtp://127.0.0.1:1"))

        assert (went_well, statuses()) == (False, [QUEUED])


def test_several_workers_send_each_letter_once(instance: Instance) -> None:
    with sink() as server, application(instance):
        write(40)
        instance.settings["FORUMAPP_SMTP_URL"] = server.address
        with instance.running("worker") as one, instance.running("worker") as two, instance.running("worker") as three:
            wait_until(lambda: set(statuses()) == {SENT})
            ended = [stop(process) for process in (one, two, three)]

    assert ended == [0, 0, 0]
    assert (len(server.message_ids), set(Counter(server.message_ids).values())) == (40, {1})


def test_a_letter_of_a_killed_worker_leaves_again_under_the_same_message_id(instance: Instance) -> None:
    with sink() as server, application(instance):
        write(1)
        instance.settings["FORUMAPP_SMTP_URL"] = server.address
        with instance.running("worker") as killed:
            server.arrived = lambda _message_id: os.kill(killed.pid, signal.SIGKILL)
            wait_until(lambda: killed.poll() is not None)
        server.arrived = lambda _message_id: None
        was = statuses()
        end_leases()
        with instance.running("worker") as worker:
            wait_until(lambda: statuses() == [SENT])
            stop(worker)

        assert was == [QUEUED]
        assert server.message_ids == [f"<{letters()[0].id}@127.0.0.1>"] * 2


def test_the_server_sends_letters_from_one_of_its_processes(instance: Instance) -> None:
    with sink() as server, application(instance):
        instance.settings["FORUMAPP_SMTP_URL"] = server.address
        with instance.serving("--workers", "2") as (process, _address):
            write(10)
            wait_until(lambda: statuses() == [SENT] * 10)
            ended = stop(process)

    assert (ended, set(Counter(server.message_ids).values())) == (0, {1})
