"""Rules of keeping: what is held where, and until when."""
