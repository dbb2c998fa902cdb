"""The parts of the pages on the portrait of the client."""
