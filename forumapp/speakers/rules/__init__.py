"""Pure rules of the agreements with speakers."""
