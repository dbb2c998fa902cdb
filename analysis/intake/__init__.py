"""Intake: any exported file into typed rows, refused rows and a report of both.

The way of a file goes through five rooms; each imports only those before it (tests/test_architecture.py):
1. `files`: bytes. What no honest export holds is refused; encoding, records of a text, parts of a workbook.
2. `sheets`: cells. A workbook's or a web page's cells with what stands beside them: formats, errors, hidden rows, merged cells.
3. `columns`: a table. Its header, what each header means, the user's mapping; a grouped report or a matrix of days becomes a table.
4. `values`: how numbers, dates, VAT and currencies are written in each column, and what can be wrong with a cell.
5. `rows`: text cells staged, questions asked, rows converted, accepted or refused with a reason, and the report of both.

What every room knows lies beside them: the input tables (`contract`), `reasons`, kinds of `questions`, `currency`, `statuses`,
`time_units`, `vocabulary`, and the quoting of SQL and patterns for short texts.
"""

from analysis.dictionary.input_columns import Column
from analysis.intake.columns.mapping import FORMAT_KEYS, FileMapping, load_mapping
from analysis.intake.columns.tables import Part, parts
from analysis.intake.columns.workbook_tables import Beginning, Known
from analysis.intake.contract import TABLES, Table
from analysis.intake.currency import Money
from analysis.intake.reasons import REASONS, Notice
from analysis.intake.rows.import_table import take_in
from analysis.intake.rows.preview.recognition import NoTable, Recognised, recognise, recognise_all
from analysis.intake.rows.report import FileImport

__all__ = [
    "FORMAT_KEYS",
    "REASONS",
    "TABLES",
    "Beginning",
    "Column",
    "FileImport",
    "FileMapping",
    "Known",
    "Money",
    "NoTable",
    "Notice",
    "Part",
    "Recognised",
    "Table",
    "load_mapping",
    "parts",
    "recognise",
    "recognise_all",
    "take_in",
]
