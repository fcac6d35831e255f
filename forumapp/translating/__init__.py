"""The desk's translations: every text of a forum in each of its languages, and how far each translation is."""
