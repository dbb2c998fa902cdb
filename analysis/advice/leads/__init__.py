"""What to do with a possible client: its need, its next step, and the working day on which that is due."""
