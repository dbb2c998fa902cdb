"""Past custom orders asked about again: what the desk would have answered, and whether following it would have paid."""
