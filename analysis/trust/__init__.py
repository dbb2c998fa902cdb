"""Whether the numbers can be believed: ledger, reconciliation, gaps, and how each is computed."""
