"""Clients that may be one: plain names, tax numbers, pairs with what speaks for each and against."""
