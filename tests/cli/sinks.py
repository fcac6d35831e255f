"""A mail server that behaves as a test wants."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

from tests.cli.instances import free_port

Arrived = Callable[[str], None]


@dataclass
class Sink:
    """What arrived, by Message-ID in order, and how the server answers."""

    answer: str = "250 taken"
    seconds: float = 0
    """How long it thinks before it answers."""
    arrived: Arrived = lambda _message_id: None
    """Called when a letter is kept, before the answer."""
    message_ids: list[str] = field(default_factory=list)
    address: str = ""

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keep the letter if it is to be taken, and answer."""
        if self.answer.startswith("250"):
            message_id = message_from_bytes(envelope.content)["Message-ID"]
            self.message_ids.append(message_id)
            self.arrived(message_id)
        await asyncio.sleep(self.seconds)
        return self.answer


@contextmanager
def sink(**behavior: Any) -> Iterator[Sink]:
    """Run a mail server as long as the block lasts."""
    kept = Sink(**behavior)
    port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    kept.address = f"smtp://127.0.0.1:{port}"
    try:
        yield kept
    finally:
        controller.stop(no_assert=True)
