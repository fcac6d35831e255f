"""The arithmetic of a registration form: its parts, which questions are asked of whom, and what an answer must be."""
