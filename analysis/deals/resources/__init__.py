"""The resources that a deal takes: which there are, how much of each it uses, and what it displaces."""
