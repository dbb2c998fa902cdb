"""Small files, one trouble each, with the expected result beside it."""
