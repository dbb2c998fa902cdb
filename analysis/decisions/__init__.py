"""Decisions about clients after the advice: the letter that says one, and what came of it."""
