"""A manifest's record of a table, made of what the intake says became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

from analysis import intake
from analysis.delivery.manifest import ImportedFile
from analysis.intake.rows.mended_rows import Judged


def taken_in(report: intake.FileImport, sha: str) -> ImportedFile:
    """The record of a table of the file with this checksum."""
    used = report.mapping
    return ImportedFile(
        import_id=report.import_id,
        file=report.file,
        sha256=sha,
        table=report.table,
        sheet=report.sheet,
        rows_read=report.rows_read,
        rows_accepted=report.rows_accepted,
        rows_rejected=report.rows_rejected,
        revenue_read=_text(report.revenue_read),
        revenue_accepted=_text(report.revenue_accepted),
        revenue_rejected=_text(report.revenue_rejected),
        imported_at=dt.datetime.now().isoformat(timespec="seconds"),
        first_row=report.first_row,
        mapping_sha=used.fingerprint,
        columns=dict(report.columns),
        unused=report.unused,
        formats=dict(report.formats),
        warnings=tuple(report.warnings),
        shapes=report.shapes,
        saved=used.saved,
        mapping=_said(used),
        headers=report.headers,
        reading=report.reading,
        rows_not_data=report.rows_not_data,
        revenue_not_data=_text(report.revenue_not_data),
        rows_without_amount=report.rows_without_amount,
        questions=report.questions,
        unused_columns=report.unused_columns,
    )


def mended_record(file: ImportedFile, import_id: str, judged: Judged) -> ImportedFile:
    """The import of mended rows of `file`, read as that was."""
    counts = judged.counts
    read = (
        None
        if counts.money_accepted is None
        else counts.money_accepted + (counts.money_refused or Decimal(0))
    )

    return replace(
        file,
        import_id=import_id,
        rows_read=counts.accepted + counts.refused,
        rows_accepted=counts.accepted,
        rows_rejected=counts.refused,
        revenue_read=_text(read),
        revenue_accepted=_text(counts.money_accepted),
        revenue_rejected=_text(counts.money_refused),
        money_before=_text(judged.money_before),
        without_before=judged.without_before,
        rows_not_data=counts.apart.not_data,
        revenue_not_data=_text(counts.apart.money_not_data),
        rows_without_amount=counts.apart.without_amount,
        first_row=None,
        warnings=(),
        shapes=(),
        saved="",
        mapping_sha="",
        imported_at=dt.datetime.now().isoformat(timespec="seconds"),
    )


def _said(mapping: intake.FileMapping) -> dict[str, Any]:
    parts = {
        "columns": dict(mapping.columns),
        "constants": dict(mapping.constants),
        "format": dict(mapping.format),
        "answers": dict(mapping.answers),
    }
    return {name: said for name, said in ({"table": mapping.table} | parts).items() if said}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
