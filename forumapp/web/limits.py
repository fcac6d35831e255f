"""Limits on guessing and flooding."""

from ipaddress import IPv4Address, ip_address, ip_network

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

IPV6_SUBSCRIBER = 64
"""Bits of an IPv6 address that one subscriber has for all of theirs (RFC 6177): the rest they choose themselves."""


def counted_as(address: str) -> str:
    """Return what a client address counts as: itself, or with IPv6 the network of its subscriber."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv4Address):
        return address
    return str(parsed.ipv4_mapped or ip_network((int(parsed), IPV6_SUBSCRIBER), strict=False))


def client() -> str:
    """Return what stands for the asking client where its tries are counted."""
    return counted_as(get_remote_address())


limiter = Limiter(key_func=client, headers_enabled=False)

REDIS_PATIENCE = {"socket_timeout": 1, "socket_connect_timeout": 1}
"""Seconds after which a Redis that does not answer counts as away."""

SIGN_IN = "20 per minute; 200 per hour"
"""A client address that tries passwords."""
MAIL = "10 per minute; 60 per hour"
"""A client address that makes the application write letters."""
REGISTRATION = "120 per minute; 2000 per hour"
"""Registrations from one address: a whole library may sit behind it."""
DOCUMENTS = "60 per minute; 600 per hour"
"""Documents that one address has set; those that are kept do not count."""

DRAFT = "120 per minute; 1200 per hour"
"""An approver at work on a draft, and whoever guesses at its link."""

OWN_PAGE = "60 per minute; 600 per hour"
"""Changes that a speaker makes on their own page."""
UPLOADS = "20 per minute; 100 per hour"
"""Photos and slides from one address: decoding and storing them is dear."""
FILES = "30 per minute; 300 per hour"
"""Tables and files of a programme that one address has read: reading them is dear, and they are kept for a while."""


def init_app(app: Flask, *, is_on: bool, redis_url: str | None) -> None:
    """Count in Redis where there is one, falling back to the process's memory while it is away."""
    app.config["RATELIMIT_ENABLED"] = is_on
    app.config["RATELIMIT_STORAGE_URI"] = redis_url or "memory://"
    app.config["RATELIMIT_STORAGE_OPTIONS"] = REDIS_PATIENCE if redis_url is not None else {}
    app.config["RATELIMIT_SWALLOW_ERRORS"] = redis_url is not None
    app.config["RATELIMIT_IN_MEMORY_FALLBACK_ENABLED"] = redis_url is not None
    limiter.init_app(app)
