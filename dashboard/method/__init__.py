"""The parts of the page that says how numbers are computed, and where settings are edited."""
