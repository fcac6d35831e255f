"""Signing up for sessions, through the client."""
