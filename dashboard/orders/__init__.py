"""The parts of the pages on orders and their kinds."""
