"""The parts of the page of the path: its sections, the card of a deal, what is recorded of it, the way to the desk."""
