"""The parts of the pages on capacity and hours."""
