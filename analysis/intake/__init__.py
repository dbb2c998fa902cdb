"""Intake: any exported file into typed rows, refused rows and a report of both.

The way of a file: `encoding` and `dialect` (text) or `workbooks` and `shapes` → `layout` (header row, columns) → `survey` (how
numbers and dates are written) → `staging` → `convert` → `taking`, which parts accepted from `refused`.
"""

from .contract import TABLES, Column, Table
from .mapping import FileMapping, load_mapping
from .mapping import FileMapping as Mapping
from .reasons import REASONS, WARNINGS, Notice
from .recognise import Part, Recognised, parts, recognise
from .report import FileImport
from .taking import take_in

__all__ = [
    "REASONS",
    "TABLES",
    "WARNINGS",
    "Column",
    "FileImport",
    "FileMapping",
    "Mapping",
    "Notice",
    "Part",
    "Recognised",
    "Table",
    "load_mapping",
    "parts",
    "recognise",
    "take_in",
]
