"""The parts of the page that takes files in."""
