"""The forum itself and its team."""
