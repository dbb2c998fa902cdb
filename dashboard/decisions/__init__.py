"""The parts of the pages on decisions about clients."""
