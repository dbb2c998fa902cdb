"""Where a table begins and which header means which column, whatever the file: text, sheet, grouped report or matrix of days."""
