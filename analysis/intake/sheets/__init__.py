"""The cells of a sheet, whatever the file, with what stands beside them: formats, errors, hidden rows, merged cells."""
