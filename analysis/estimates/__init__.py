"""Statistics with their sources: intervals, shrinkage towards peers; functions of plain numbers."""
