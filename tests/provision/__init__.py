"""Servers and a browser for the tests: PostgreSQL, Valkey, Chromium; private, without root or a system package."""
