"""Rows accepted, rows refused with their reasons, and the account of both."""
