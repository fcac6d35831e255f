"""Choosing sessions: sign-ups with places, waiting lists and approval; a delegate's own programme."""
