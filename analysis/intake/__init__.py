"""Intake: any exported file into typed rows, refused rows and a report of both.

The way of a file: `files` (nothing that would fill the memory; encoding and dialect, or a workbook's cells) → `grouped` and
`matrix` (a report of another shape becomes a table) → `columns` (header row, which column each header means) → `survey` and
`values` (how numbers and dates are written) → `staging` → `convert` → `taking`, which parts accepted from `refused`. `glance` and
`looking` do it for a first look, `mending` for refused rows that come back.
"""

from analysis.intake.columns.mapping import FORMAT_KEYS, FileMapping, load_mapping
from analysis.intake.columns.mapping import FileMapping as Mapping
from analysis.intake.columns.workbook_tables import Beginning, Known
from analysis.intake.contract import TABLES, Column, Table
from analysis.intake.currency import Money
from analysis.intake.reasons import REASONS, WARNINGS, Notice
from analysis.intake.rows.import_table import take_in
from analysis.intake.rows.preview.recognition import Part, Recognised, Trouble, parts, recognise, recognise_all
from analysis.intake.rows.report import FileImport

__all__ = [
    "FORMAT_KEYS",
    "REASONS",
    "TABLES",
    "WARNINGS",
    "Beginning",
    "Column",
    "FileImport",
    "FileMapping",
    "Known",
    "Mapping",
    "Money",
    "Notice",
    "Part",
    "Recognised",
    "Table",
    "Trouble",
    "load_mapping",
    "parts",
    "recognise",
    "recognise_all",
    "take_in",
]
