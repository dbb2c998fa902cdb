"""Errors, as `analysis.errors` words them."""

from analysis.errors import MESSAGES

TEXTS: dict[str, str] = {f"error.{code}": text for code, text in MESSAGES.items()}
