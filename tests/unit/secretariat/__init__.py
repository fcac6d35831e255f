"""The arithmetic of registration."""
