"""How far the cells of a workbook reach, told from the bytes of its parts before any program lays them out."""
