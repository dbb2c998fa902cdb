"""Deals that are kept: what is kept of one, what became of it, its letter to the client, its sheet for a meeting."""
