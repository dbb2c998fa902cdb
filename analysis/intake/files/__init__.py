"""What a file is, from its bytes to its cells: limits, encoding, dialect, workbooks and what their sheets show."""
