"""Intake: any exported file into typed rows, refused rows and a report of both.

The way of a file: `limits` (nothing that would fill the memory) → `encoding` and `dialect` (text) or `workbooks` → `shapes` (a
grouped report or a matrix of days becomes a table) → `layout` (header row, columns) → `survey` (how numbers and dates are
written) → `staging` → `convert` → `taking`, which parts accepted from `refused`. `glance` and `looking` do it for a first look.
"""

from .contract import TABLES, Column, Table
from .currency import Money
from .mapping import FORMAT_KEYS, FileMapping, load_mapping
from .mapping import FileMapping as Mapping
from .reasons import REASONS, WARNINGS, Notice
from .recognise import Part, Recognised, Trouble, parts, recognise, recognise_all
from .report import FileImport
from .taking import take_in
from .workbooks import Beginning, Known

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
