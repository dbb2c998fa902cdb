"""What the command prints: progress, the account of an import, frames as a table, CSV or JSON."""
