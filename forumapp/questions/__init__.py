"""Questions: what a forum asks of those who register, and the texts of the consents that they give."""
