"""Errors that a person reads: one sentence that says what is wrong, where, and the mend.

An error is raised by its code: `UnreadableFile("empty_file", file="orders.csv")`. The English sentence stands in
MESSAGES; the screen has the Russian one under the same code (`dashboard/wording`), and a test compares the two lists.
"""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "bad_scope_date": "{field}: '{value}' is not a date; write it as 2026-01-31.",
    "bad_scope_amount": "minimum revenue: '{value}' is not a number.",
    "scope_ends_before_it_starts": "The slice ends ({until}) before it starts ({since}): swap the dates.",
    "unknown_metric": "There is no metric '{name}'{hint}.",
    "unknown_dimension": "There is no dimension '{name}'{hint}.",
    "unknown_setting": "{file}: unknown key '{key}'{hint}.",
    "bad_setting": "{file}: {key} = {value!r}: {mend}.",
    "who_is_missing": "Say who makes the change: the history names them.",
    "scenario_name_is_missing": "Give the scenario a name: it stands in the list under it.",
    "decision_date_is_missing": "Say when to come back to it: what is postponed without a date gets lost.",
    "why_is_missing": "Say why: the history keeps the reason.",
    "no_such_change": "The history has no change number {entry} of the settings.",
    "bad_ledger_total": "'{value}' is no amount of money with at most two digits after the point.",
    "bad_ledger_month": "'{value}' is not a month; write it as 2026-01.",
    "bad_toml": "{file} is not valid TOML: {detail}.",
    "no_such_path": "{path} does not exist: check the name.",
    "cannot_open": "{file} can't be opened ({detail}): close it elsewhere or check its permissions.",
    "nothing_to_import": "{path} holds no file that can be imported (CSV, XLSX, XLS, XLSB, ODS, Parquet, settings.toml).",
    "importer_busy": "Another import is running in {workspace}: wait until it ends.",
    "build_failed": "The new store could not be built ({detail}); the data that was open before stays in service.",
    "bad_kind": "'{kind}' is no kind of order: take serial or custom.",
    "too_few_logged_orders": "There are {orders} finished orders with a log of '{pool}': to fit an equation, log at least {least}.",
    "bad_query": "The query was refused: {detail}",
    "not_one_select": "Only a single SELECT is allowed here.",
    "no_such_order": "There is no order '{order_id}' in this workspace.",
    "no_such_client": "There is no client '{client_id}' in this workspace.",
    "empty_file": "{file} is empty: export it again.",
    "no_workspace": "No data has been imported into {workspace} yet: run `dealfit import FILE`.",
    "not_a_table": "{file} is {what}, not a table: export the data as CSV or XLSX.",
    "header_only": "{file} has a header and no rows: widen the period or the filter and export it again.",
    "no_rows": "{file} has no rows that hold anything: export it again.",
    "protected_workbook": "{file} is protected by a password: save it without one.",
    "damaged_workbook": "{file} is damaged or cut off: export or copy it again.",
    "damaged_parquet": "{file} is a damaged Parquet file: write it again.",
    "workbook_too_large": "{file} unpacks to more than 2 GB: export it as CSV.",
    "grouped_report": "{file} is a grouped report (groups and subtotals), not a table: export a plain list, one row per line.",
    "no_known_header": "{file} has no row of known column headers (seen: {seen}): name the columns in a mapping file.",
    "columns_missing": "{file} lacks {missing} for {table}; seen: {seen}{hint}: rename the header or use a mapping file.",
    "ambiguous_dates": "'{header}' in {file} never says whether day or month comes first ({sample}): "
    'give the form in a mapping file, [format] date = "DD/MM/YYYY".',
    "mapping_unreadable": "{file} is no valid mapping file ({problem}): write it as TOML.",
    "mapping_unknown_key": "{file} has an unknown key '{key}'{hint}",
    "mapping_unknown_table": "{file} names an unknown table '{table}'{hint}",
    "mapping_not_a_section": "{file}: [{key}] must be a section of names and values.",
    "mapping_unknown_encoding": "{file} names an unknown encoding '{encoding}': use utf-8, utf-16, cp1251 or cp866.",
    "mapping_header_missing": "{file} has no column '{header}', which the mapping gives to {column}{hint}",
    "sheet_missing": "{file} has no sheet '{sheet}'{hint}",
}


class DealfitError(Exception):
    """Anything that the user can put right; shown as its text, never as a traceback."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(MESSAGES[code].format(**details))


class UnreadableFile(DealfitError):
    """A file that can't be read at all: empty, damaged, protected, a picture, no table in it."""


class UnknownColumns(DealfitError):
    """A table whose headers don't give the required columns; the text names them and what was seen."""


class BadMapping(DealfitError):
    """A mapping file with unknown keys, or with columns that the file does not have."""


class BadSettings(DealfitError):
    """settings.toml or portrait.toml with an unknown key or an impossible value."""


class BadScope(DealfitError):
    """A slice that can't be: a date that is none, an end before its start, an unknown field."""


class BadQuery(DealfitError):
    """A query that DuckDB refuses, or that is not a single SELECT."""


class ImporterBusy(DealfitError):
    """Another import holds the workspace."""


class NoData(DealfitError):
    """A workspace, order or client that isn't there."""
