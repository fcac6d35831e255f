"""Fixtures of what the tests need from outside."""
