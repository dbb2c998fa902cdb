"""Data: import, what came in, questions, checks."""
