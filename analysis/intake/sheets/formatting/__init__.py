"""What a sheet shows beside its values (see sheets.grid.Looks), read from the file itself: the reader gives values only.

XLSX by `xlsx`, ODS by `ods`, XLS by `xls`; XLSB has none here. A damaged or odd description of looks gives fewer
looks, never an error: the cells are what counts.
"""
