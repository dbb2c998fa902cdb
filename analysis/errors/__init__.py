"""Errors that a person reads: one sentence that says what is wrong, where, and the mend.

An error is raised by its code: `UnreadableFile("empty_file", file="orders.csv")`. The English sentence stands in
MESSAGES; the screen has the Russian one under the same code (`analysis/language`), and a test compares the two lists.
"""

from __future__ import annotations

from typing import Any

from analysis.errors.phrases import MissingColumns, Phrase

MESSAGES: dict[str, str] = {
    "bad_scope_date": "{field}: '{value}' is not a date; write it as 2026-01-31.",
    "bad_scope_amount": "minimum revenue: '{value}' is not a number.",
    "scope_ends_before_it_starts": "The slice ends ({until}) before it starts ({since}): swap the dates.",
    "unknown_metric": "There is no metric '{name}'{hint}.",
    "unknown_dimension": "There is no dimension '{name}'{hint}.",
    "unknown_setting": "{file}: unknown key '{key}'{hint}.",
    "bad_setting": "{file}: {key} = {value!r}: {mend}.",
    "who_is_missing": "Say who makes the change: the history names them.",
    "person_is_missing": "People, row {row}: name the person whose resource is '{pool}', or delete the row.",
    "pool_is_missing": "People, row {row}: choose a resource for {person}, or delete the row.",
    "person_has_two_pools": "People, row {row}: {person} has another resource in a row above; keep one of the two.",
    "rates_without_resource": "Rates, row {row}: name the resource, or clear the row.",
    "rates_not_a_number": "Rates, row {row}, {resource}: '{value}' is no number above zero; write it as 1234.56.",
    "rates_not_a_month": "Rates, row {row}, {resource}: '{value}' is no month; write it as 2026-01, or leave it empty for every month.",
    "rates_both": "Rates, row {row}, {resource}: a price of the unit and a cost a month are both given; leave the price, or the cost with the capacity.",
    "rates_half": "Rates, row {row}, {resource}: give a price of the unit, or the cost and the capacity a month: the price is their ratio.",
    "rates_other_unit": "Rates, row {row}, {resource}: its records are in {unit}; write that unit, and the price or the capacity in it.",
    "rates_twice": "Rates, row {row}: a row above states {resource} from the same month otherwise; keep one of the two.",
    "rate_is_incomplete": "Exchange rates, row {row}: give the currency, the day and a rate above 0, or delete the row.",
    "rate_is_given_twice": "Exchange rates, row {row}: a row above gives {currency} another rate from {since}; keep one of the two.",
    "scenario_name_is_missing": "Give the scenario a name: it stands in the list under it.",
    "decision_date_is_missing": "Say when to come back to it: what is postponed without a date gets lost.",
    "why_is_missing": "Say why: the history keeps the reason.",
    "no_such_decision": "This decision was taken back already.",
    "changed_meanwhile": "{file} was changed by {who} in the meantime ({at}): look at that change first, nothing was saved.",
    "changed_outside": "{file} was changed by hand in the meantime: look at that change first, nothing was saved.",
    "decided_meanwhile": "{who} decided about this client in the meantime ({at}: {decision}): look at that first, nothing was saved.",
    "decision_undone_meanwhile": "The decision about this client was taken back in the meantime: look at that first, nothing was saved.",
    "kind_corrected_meanwhile": "The kind of order {order_id} was corrected by {who} in the meantime ({at}: {kind}): nothing was saved.",
    "kind_uncorrected_meanwhile": "The correction of order {order_id} was taken back in the meantime: look at that first, nothing was saved.",
    "clients_answered_meanwhile": "{who} said something of '{first}' or '{second}' in the meantime ({at}): look at that first, nothing was saved.",
    "ledger_entered_meanwhile": "{who} made this month's total {total} in the meantime ({at}): look at it first, nothing was saved.",
    "scenario_kept_meanwhile": "{who} changed the scenario '{name}' in the meantime ({at}): look at it first, nothing was saved.",
    "rates_entered_meanwhile": "{who} entered rates of '{pool}' in the meantime ({at}): look at them first, nothing was saved.",
    "no_such_change": "The history has no change number {entry} of the settings.",
    "not_utf8": "{file} is no UTF-8 text (Notepad calls that ANSI): save it as UTF-8.",
    "workspace_held_data": "{workspace} held data when it was opened last, and holds none now: is its disk or network share connected? "
    "If you deleted it on purpose, delete {marker} as well; `--demo` shows the demo plant.",
    "workspace_away": "The workspace {workspace} is not there now: is its disk or network share connected? Nothing was written in its place.",
    "no_such_workspace": "There is no folder {workspace}: check the name, and whether its disk or network share is connected.",
    "cannot_reach": "{place} can't be reached ({detail}): check whether its disk or network share is connected, and the permissions.",
    "damaged_manifest": "{file}, the record of import {number}, can't be read ({detail}): put it back from a copy.",
    "newer_manifest": "{file}, the record of import {number}, was written by a newer version of Dealfit ('{key}' is not known here): update this one.",
    "imports_gone": "{folder}, the records of all imports, is gone: put it back from a copy, or import all files again into another workspace.",
    "damaged_store": "{file} is damaged ({detail}): remove it, and it is built anew from the imports.",
    "damaged_input": "{path}, taken from '{file}' by import {number}, can't be read ({detail}): import '{file}' again.",
    "missing_refused": "{path}, the refused rows of '{file}' (import {number}), is missing: undo that import and import '{file}' again.",
    "missing_input": "{path}, taken from '{file}' by import {number}, is missing: import '{file}' again.",
    "file_in_the_way": "{file} is a file where a folder belongs: move it away.",
    "import_waits": "The files are taken in and wait, nothing needs to be imported again: they count as soon as this is mended: {trouble}",
    "build_memory": "Working out the figures takes more memory, or room on the disk, than is set for it (store.memory_gb, store.spill_gb): raise them. {detail}",
    "no_room_for_store": "There is no room on the disk of {folder} to work out the new figures: make room.",
    "folder_in_the_way": "{file} is a folder where a file belongs: move it away.",
    "disk_full": "{file} can't be written, the disk is full: make room and do it again; what was there before stays as it was.",
    "cannot_write": "{file} can't be written ({detail}): check the permissions of its folder, and whether its disk only allows reading.",
    "state_is_busy": "{file} is held by another program or a save that hangs: close that and do it again.",
    "damaged_state": "{file} can't be read ({detail}); decisions, corrections and the history stand in it: put it back from a copy, or move it "
    "away to begin without them.",
    "bad_ledger_total": "'{value}' is no amount of money with at most two digits after the point.",
    "bad_ledger_month": "'{value}' is not a month; write it as 2026-01.",
    "bad_toml": "{file} is not valid TOML: {detail}.",
    "replaced_meanwhile": "{file} was replaced by another file, or a link, while it was read: it was left out, import it again.",
    "not_a_file": "{path} is no file but a device, a pipe or the like: save what comes from it as a file and import that.",
    "no_such_path": "{path} does not exist: check the name.",
    "cannot_open": "{file} can't be opened ({detail}): close it elsewhere or check its permissions.",
    "reading_disk": "{file} was left out: reading it writes more to the disk than a file of its size may. Export fewer rows.",
    "reading_memory": "{file} was left out: reading it takes more memory than a file may (setting files.memory_gb, beyond the file's size). "
    "Export it as CSV, or in parts.",
    "reading_time": "{file} was left out: reading it takes longer than a file may (setting files.seconds). Export it as CSV, or in parts.",
    "reading_broken": "{file} was left out: it broke the program that reads it. Open it in Excel, save it as XLSX and import that.",
    "import_stopped": "Stopped: nothing was taken in.",
    "reading_stopped": "{file} was left out: reading it was stopped.",
    "not_foreseen": "{file} was left out: reading it failed in a way that was not foreseen ({detail}). Open it in Excel, save it as XLSX and "
    "import it again.",
    "nothing_to_import": "{path} holds no file that can be imported (CSV, XLSX, XLS, XLSB, ODS, Parquet, settings.toml).",
    "importer_busy": "Another import is running in {workspace}: wait until it ends.",
    "build_failed": "The new store could not be built ({detail}); the data that was open before stays in service.",
    "import_withdrawn": "With these files no store can be built ({detail}), so nothing of them counts and the data that was "
    "open before stays in service: look for an amount that can't be one, or import the files one by one.",
    "clients_are_different": "'{first}' and '{second}' were called different clients: take that back first.",
    "bad_kind": "'{kind}' is no kind of order: take serial or custom.",
    "too_few_logged_orders": "There are {orders} finished orders with a log of '{pool}': to fit an equation, log at least {least}.",
    "bad_query": "The query was refused: {detail}",
    "not_one_select": "Only a single SELECT is allowed here.",
    "query_time": "The query took longer than {seconds} s: narrow it, or allow more by --seconds.",
    "query_memory": "The query and its answer need more than {gigabytes} GB of memory: ask for less at once, or allow more by --gigabytes.",
    "query_spill": "The query sets aside more than {spill} GB on the disk: ask for less at once, or allow more memory by --gigabytes.",
    "query_ended": "The query is too deep or too large, and the database gave up: simplify it.",
    "no_such_order": "There is no order '{order_id}' in this workspace.",
    "no_such_client": "There is no client '{client_id}' in this workspace.",
    "empty_file": "{file} is empty: export it again.",
    "workspace_no_folder": "{workspace} is no folder: name another by --workspace.",
    "no_workspace": "No data has been imported into {workspace} yet: run `dealfit import FILE`.",
    "not_a_table": "{file} is {what}, not a table: export the data as CSV or XLSX.",
    "header_only": "{file} has a header and no rows: widen the period or the filter and export it again.",
    "no_rows": "{file} has no rows that hold anything: export it again.",
    "protected_workbook": "{file} is protected by a password: save it without one.",
    "damaged_workbook": "{file} is damaged or cut off: export or copy it again.",
    "nested_parquet": "{file}: column '{column}' holds lists within lists, which are not read: write plain columns.",
    "damaged_parquet": "{file} is a damaged Parquet file: write it again.",
    "markup_too_large": "{file} is a web page or XML of more than {most} MB: export it as XLSX or CSV.",
    "too_many_parts": "{file} is packed of more than {most} parts: open it in Excel and save it anew, or export it as CSV.",
    "workbook_too_large": "{file} unpacks to more than 2 GB: export it as CSV.",
    "too_many_rows": "{file} says that its {size} bytes hold {rows} rows, as no export does: export it as CSV, or in parts.",
    "too_many_cells": "{file} has more than {most} cells: export it as CSV, or in parts.",
    "cell_too_long": "{file} has a cell of more than {most} signs: delete it, or export the table as CSV.",
    "sheet_too_large": "{file} has values so far apart that its sheet would fill the memory: delete the stray cells at its edges, or export it as CSV.",
    "too_many_columns": "{file} has more than {most} columns: export only those that are needed.",
    "grouped_report": "{file} is a grouped report (groups and subtotals), not a table: export a plain list, one row per line.",
    "attendance_sheet": "{file} is a sheet of attendance without orders or clients: it says how much time there was (in hours: {hours}), not what it went "
    "into. Put these hours into the pools' file as capacity, or add a column with the order.",
    "matrix_without_month": "{file} has days in its header and no month: write the month above them, such as 'March 2025'.",
    "matrix_several_months": "{file} names several months ({months}) for the one row of days in row {row}: write one month above it, and "
    "let the sheet's name say the same; for a period over two months write dates into the header.",
    "matrix_of_a_plan": "{file}, row {row}: these are planned hours, not what was worked: export the actual ones.",
    "matrix_in_days": "{file}, row {row}: the title counts days of work, and nothing says how many hours such a day has: export hours.",
    "matrix_without_days": "{file}, row {row}: the numbers {numbers} … are no days of a month (weeks, hours of a day or operations?): export by days, "
    "or write dates into the header.",
    "matrix_stray_days": "{file}, row {row}: the days in the columns {columns} do not follow on the others, so their month is not known: "
    "write dates into the header, or give each month a sheet.",
    "matrix_tables_differ": "{file}, row {row}: a second table begins here whose columns differ from those of the first: give each table a sheet.",
    "grouped_levels_unclear": "{file} is a grouped report ({names}) whose levels can't be told apart in its {rows} rows ({samples}): "
    "save it as XLSX with its outline or indents, or export a plain list, one row per line.",
    "grouped_levels_differ": "{file} is a grouped report: its header names {named} levels ({names}), its rows show {found} ({samples}): "
    "show every level that the header names, or export a plain list, one row per line.",
    "grouped_columns_repeat": "{file} is a grouped report with several columns of one meaning ({headers}): export one column of each.",
    "grouped_without_orders": "{file} is a grouped report by {shape} ({samples}), without orders: add the level of the order, "
    "or name one in a mapping file (order_id, order_date under [columns] or [constants]).",
    "grouped_without_dates": "{file} is a grouped report whose orders have no date ({sample}; parameters: {period}): add the order's date "
    "as a level or a column, or order_date under [constants] of a mapping file; a period is no order's date.",
    "grouped_without_clients": "{file} is a grouped report by {shape} ({samples}) that doesn't say which level is the client: "
    'add it, or name it in a mapping file, [columns] client_name = "level 1".',
    "grouped_without_amounts": "{file} is a grouped report by {shape} without revenue (seen: {seen}): add the amount, or map it.",
    "grouped_amounts_above": "{file} is a grouped report whose {headers} stand on the groups ({level}) and not on the lines under them: "
    "export it down to that level only, or with the amounts of the lines.",
    "grouped_sums_differ": "{file} is a grouped report read as {shape}, but {wrong} of {checks} subtotals differ from their lines, first in "
    "row {row} ('{text}', {column}: {stands}, its lines give {lines}): export a plain list, one row per line.",
    "no_known_header": "{file} has no row of known column headers (seen: {seen}): name the columns in a mapping file.",
    "columns_missing": "{file} lacks {missing} for {table}; seen: {seen}{hint}: rename the header or use a mapping file.",
    "ambiguous_dates": "'{header}' in {file} never says whether day or month comes first ({sample}): "
    'answer by --answer "day_or_month:{header}=dmy" (or mdy), or give the form in a mapping file, [format] date = "DD/MM/YYYY".',
    "mapping_unknown_question": "{file}: '{question}' is no question: write its kind and header, such as \"day_or_month:Date\" "
    "(kinds: {known}).",
    "unknown_answer": "The question '{question}' can't be answered by '{answer}': answer one of {answers}.",
    "answer_without_question": "--answer '{text}' must be QUESTION=ANSWER, such as \"day_or_month:Date=dmy\".",
    "question_not_asked": "No file asks the question '{question}'{known}",
    "mapping_unreadable": "{file} is no valid mapping file ({problem}): write it as TOML.",
    "mapping_unknown_key": "{file} has an unknown key '{key}'{hint}",
    "mapping_unknown_table": "{file} names an unknown table '{table}'{hint}",
    "mapping_not_a_section": "{file}: [{key}] must be a section of names and values.",
    "mapping_unknown_encoding": "{file} names an unknown encoding '{encoding}': use utf-8, utf-16, cp1251 or cp866.",
    "mapping_header_missing": "{file} has no column '{header}', which the mapping gives to {column}{hint}",
    "mapping_unknown_scale": "{file}: [format] scale = '{scale}' is not known{hint} Write one, thousand or million.",
    "mapping_bad_vat": '{file}: [format] {key} = {value!r}: write vat = "with" or "without", vat_rate = 20 (per cent).',
    "vat_unknown": "'{header}' in {file} includes VAT and nothing says how much: export it without VAT, or give a mapping with [format] "
    'vat_rate = 20 (or vat = "without", if it is without VAT after all).',
    "order_totals": "'{header}' in {file} is the whole order's, the same in each of its lines: add a column with the amount of the line (or "
    "quantity and price, without VAT), or give the order one row.",
    "currency_without_rate": "'{header}' in {file} is in {currency}, the workspace counts in {home}: give an [[exchange_rate]] for {currency} in "
    'settings.toml, or set currency = "{currency}" there.',
    "planned": "{file} is a plan by its name or title ('{title}'): what was planned is never counted as what was. If it holds facts, rename it, or "
    "import it with a mapping that names its table.",
    "planned_sheet": "Sheet '{sheet}' of {file} is a plan by its name: it is left out; [format] sheet in a mapping takes it in.",
    "tables_side_by_side": "{file} has two tables side by side (their headers begin again with '{header}'): put one under the other, or each on a "
    "sheet of its own.",
    "hidden_sheet": "Sheet '{sheet}' of {file} is hidden: unhide it, or name it in a mapping ([format] sheet).",
    "repeated_sheet": "Sheet '{sheet}' of {file} repeats the lines of {others}: it is left out.",
    "too_many_sheets": "{file} has {sheets} sheets: at most {most} are taken in; split the workbook.",
    "formulas_without_values": "{file} was written by a program that left its formulas without values: open it in Excel, save it and import it again.",
    "sheet_missing": "{file} has no sheet '{sheet}'{hint}",
    "mapping_bad_header_row": "{file}: header_row = {value} is no row number: give a whole number from 1 to {last}.",
    "mapping_unknown_shape": "{file} names an unknown shape '{shape}'{hint}",
    "header_row_missing": "{file} has nothing in row {row}, where the mapping sees the headers: correct header_row.",
    "nothing_to_undo": "No import stands that could be undone.",
    "nothing_to_redo": "No undone import can be brought back: none was undone, or something was imported since; import the file again.",
    "mended_import_gone": "{file} holds rows of import {import_id}, which does not stand any more: download the refused rows again.",
    "mended_import_old": "{file} holds rows of import {import_id}, of which it isn't known how it was read: import that whole file again.",
    "no_orders_chosen": "No orders are chosen: choose those that count as cancelled.",
    "mended_other_file": "{file} holds refused rows of another file than import {import_id} of this workspace ({there}): "
    "import them where they were downloaded.",
    "mended_key_old": "{file}, row {row}: the key '{key}' is of an older download and doesn't say which file's row it is: "
    "download the refused rows again and mend those.",
    "mended_key_broken": "{file}, row {row}: '{key}' names no refused row: leave the column of row keys as it was downloaded.",
    "watch_takes_folders": "{path} is not a folder: --watch looks after folders.",
    "database_scheme": "Dealfit reads no database of the kind '{scheme}'{hint} Write postgresql://… or mssql://….",
    "database_address": "The address after {scheme}:// can't be read: write {scheme}://user@host:port/database, "
    "special characters of a password as %40.",
    "database_option": "An address of MS SQL has no option '{key}'{hint}",
    "database_driver_missing": "Reading {database} takes a driver that isn't installed: start with "
    "`uv run --extra databases dealfit`, or `pip install {package}`.",
    "database_unreachable": "{address} can't be reached ({detail}): check host, port and network.",
    "database_login": "{address} did not let '{user}' in ({detail}): check user, password (PGPASSWORD, ~/.pgpass or "
    "DEALFIT_DB_PASSWORD) and the server's list of clients.",
    "database_missing": "There is no database '{name}' to be opened at {address}: check its name.",
    "database_lost": "{address} stopped answering during {file} ({detail}): nothing was taken in, import again.",
    "one_database": "One database at a time: give one address.",
    "query_missing": "A database needs to be asked: add --query FILE.sql with one SELECT.",
    "query_without_database": "--query asks a database: give its address, such as postgresql://user@host/name.",
    "query_is_no_text": "{file} is no query: it must be text of at most a megabyte with one SELECT.",
    "query_empty": "{file} holds no query: write one SELECT into it.",
    "query_not_alone": "{file} holds more than one statement: leave one SELECT.",
    "query_not_select": "{file} begins with '{word}': a query is one SELECT, Dealfit only reads.",
    "query_writes": "{file} would write ({detail}), and Dealfit only reads: leave what selects.",
    "query_refused": "The database refused {file} ({detail}): check names and rights.",
    "query_cancelled": "The query {file} was cancelled, by Ctrl+C or in the database: nothing was taken in.",
    "query_timeout": "The database took more than {seconds} s for {file}: narrow the query, or allow more by --timeout.",
    "query_no_columns": "{file} selects no columns: name them.",
    "query_same_names": "{file} selects two columns called '{name}': tell them apart by AS.",
    "query_no_rows": "{file} found no rows: widen its period or its conditions.",
    "query_no_room": "The answer to {file} can't be kept ({detail}): make room in the folder for temporary files.",
    "query_not_utf8": "{file} selects text that can't be turned into UTF-8: convert that column in the query, or leave it out.",
}


class DealfitError(Exception):
    """Anything that the user can put right; shown as its text, never as a traceback."""

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        self.questions: tuple[
            Any, ...
        ] = ()  # analysis.intake.questions that an answer to would mend it
        super().__init__(MESSAGES[code].format(**details))

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: details that are more than a text or a number as their text."""
        kept = {
            name: each
            if isinstance(each, str | int | float | Phrase | MissingColumns | None)
            else str(each)
            for name, each in self.details.items()
        }
        return _made, (type(self), self.code, kept, self.questions)


class UnreadableFile(DealfitError):
    """A file that can't be read at all: empty, damaged, protected, a picture, no table in it."""


class UnknownColumns(DealfitError):
    """A table whose headers don't give the required columns; the text names them and what was seen."""


class BadMapping(DealfitError):
    """A mapping file with unknown keys, or with columns that the file does not have."""


class BadSettings(DealfitError):
    """settings.toml or portrait.toml with an unknown key or an impossible value."""


class DamagedFile(DealfitError):
    """A file of the workspace itself that can't be read: damaged, replaced, or of a newer version."""


class DamagedStore(DamagedFile):
    """A store that can't be read, or not to its end: it is built anew from the imports (workspace.build_anew)."""


class CannotWrite(DealfitError):
    """The workspace can't be written: no permission, a disk that only reads, another program's lock."""


class DiskFull(CannotWrite):
    """There is no room left on the workspace's disk."""


class NeedsMemory(DealfitError):
    """What is worked out takes more memory, or room to set aside, than it may: no file's fault."""


class BadScope(DealfitError):
    """A slice that can't be: a date that is none, an end before its start, an unknown field."""


class BadQuery(DealfitError):
    """A query that DuckDB refuses, or that is not a single SELECT."""


class DatabaseTrouble(DealfitError):
    """A database that can't be reached or refuses, or a query file that is not one SELECT."""


class CannotBuild(DealfitError):
    """Inputs that no store can be built from: what was published before stays in service."""


class ImporterBusy(DealfitError):
    """Another import holds the workspace."""


class NoData(DealfitError):
    """A workspace, order or client that isn't there."""


def _made(
    kind: type[DealfitError], code: str, details: dict[str, object], questions: tuple[Any, ...]
) -> DealfitError:
    error = kind(code, **details)
    error.questions = questions
    return error
