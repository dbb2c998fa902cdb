"""The parts of the page on clients under several names."""
