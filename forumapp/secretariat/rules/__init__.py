"""Arithmetic of the registrars' desk."""
