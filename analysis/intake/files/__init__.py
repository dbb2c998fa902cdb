"""What a file is by its bytes: limits, encoding, the records of a text, how far the cells of a workbook reach."""
