"""Formats in which a forum comes in and goes out: values and octets, no database."""
