"""Delegates: registration, places and the waiting list."""
