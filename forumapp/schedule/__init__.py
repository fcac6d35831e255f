"""The published copy: numbered releases that nobody edits, and the pages the public reads."""
