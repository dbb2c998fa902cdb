"""The page of clients that are due to buy again: its parts."""
