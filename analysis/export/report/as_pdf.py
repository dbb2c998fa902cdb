"""The report as PDF, A4: vector, searchable, the same bytes for the same record."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from analysis.export.report.sections import ReportPage

OUTPUT = Path(__file__).parent.parent.parent / "output"
TEMPLATE, FONTS = OUTPUT / "report.typ", OUTPUT / "fonts"


def pdf(page: ReportPage) -> bytes:
    import typst  # here: only who asks for a report waits for it

    written: bytes = typst.compile(  # type: ignore[misc]  # its stub can't tell a file from several
        str(TEMPLATE),
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(asdict(page), ensure_ascii=False)},
    )
    return written
