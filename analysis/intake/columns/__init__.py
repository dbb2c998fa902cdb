"""Which header means which column: names, stacked headers, the user's mappings."""
