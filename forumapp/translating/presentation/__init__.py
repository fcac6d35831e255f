"""Translations as templates and the translator's file read them."""
