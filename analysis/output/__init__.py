"""What leaves the program: texts out of strangers' files, harmless for whoever reads them on, a terminal or a spreadsheet."""
