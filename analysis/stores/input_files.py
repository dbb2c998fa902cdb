"""The Parquet of the rows that an import took in."""

from __future__ import annotations

from pathlib import Path

from analysis.delivery.manifest import ImportedFile
from analysis.sql.tables import literal


def rows_of_file(root: Path, file: ImportedFile) -> str:
    """SQL: the rows of a file, with file_row_number."""
    path = root / "inputs" / file.table / f"{file.import_id}.parquet"
    return f"read_parquet({literal(str(path))}, file_row_number = true)"
