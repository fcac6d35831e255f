"""The registrars' verbs over many people."""
