"""Sales: what would change if we acted otherwise."""
