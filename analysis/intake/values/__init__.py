"""How numbers, dates, times and money are written in a table's columns, what they mean, and what can be wrong with a cell."""
