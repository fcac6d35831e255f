"""Rules of sign-ups, in microseconds."""
