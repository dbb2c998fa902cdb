"""What the command prints of an import: rows and control totals, questions, why rows are refused, what was noticed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from analysis.actions import after_import
from analysis.actions.after_import import RefusedCell, SetAside
from analysis.actions.importing import ImportResult
from analysis.actions.mended_rows import Mended
from analysis.actions.strictness import Complaints
from analysis.command.printing import amount, changes, escaped, not_taken, rows_said
from analysis.delivery import account
from analysis.delivery.manifest import ImportedFile
from analysis.intake.columns.unused import HOURS, UnusedColumn
from analysis.intake.questions import Question
from analysis.output.terminal import plain_line, say


def reconciliation(result: ImportResult) -> None:
    """Rows and control totals read = accepted + refused, per file; what was set aside and noticed.

    The control total is of revenue for order lines, of quantity for usage, of cost for pools; totals rows are no part of it.
    """
    if result.taken:
        table = Table(title="Rows read = accepted + refused + totals rows; control totals read = accepted + refused")
        names = ("file", "table", "rows read", "accepted", "refused", "totals", "total read", "accepted", "refused")
        for name in names:
            table.add_column(name, justify="left" if name in ("file", "table") else "right", overflow="fold")
        for f in result.taken:
            table.add_row(
                escaped(f.file),
                f.table,
                *_counted(f, sum(a.rows for a in result.set_aside if a.import_id == f.import_id)),
            )
        Console(width=None if sys.stdout.isatty() else 160).print(table)
    for f in result.taken:
        if f.unused:
            say(f"{f.file}: not used: {', '.join(f.unused)}")
        for warning in f.warnings:
            if getattr(warning, "code", "") != "open_question":
                say(f"{f.file}: {_warning(warning)}")
        for column in f.unused_columns:
            if column.like:
                say(plain_line(f"{f.file}: {_unused(column)}"))
        for question in f.questions:
            say(f"{f.file}: {_question(question)}")
    for name, key in result.mappings_used:
        say(f"{name}: read by the mapping saved for its shape ({key})")
    for mended in result.mended:
        say(
            f"{mended.file}: of its refused rows {mended.accepted} mended and added, {mended.still_refused} refused again, "
            f"{mended.untouched} left as they were, {mended.already} added before"
        )
        if mended.ignored:
            say(f"{mended.file}: {mended_otherwise(mended)}")
    for name in result.unchanged:
        say(f"{name}: already imported, nothing changed")
    if result.passed_over:
        say(not_taken(result.passed_over))
    for name in result.undone:
        say(f"{name}: its import was undone; name the file itself to import it again")
    for name in result.settings:
        say(f"{name}: taken as the workspace's")
    for aside in result.set_aside:
        say(_set_aside(aside))
    for line in why_refused(result):
        say(line)
    for noticed in result.noticed[: after_import.SHOWN]:
        mark = "BREACH" if noticed.level == "checks" else "notice"
        say(f"{mark}: {noticed.sentence} ({rows_said(noticed.rows)})")
    if result.noticed:
        more = len(result.noticed) - after_import.SHOWN
        say(f"{f'{more} more; ' if more > 0 else ''}dealfit check shows all.")


def _counted(file: ImportedFile, aside: int) -> list[str]:
    """Rows read, accepted, refused (those set aside among them), totals; the control total, where the table has one."""
    whole = account.of_file(file, aside)
    rows = [whole.read, whole.accepted, whole.refused + whole.aside, whole.totals]
    refused = amount(whole.money_refused)
    if whole.is_refused_money_unknown:
        refused = "unknown"
    elif whole.unknown and whole.money_read is not None:
        refused += f" + unknown ({rows_said(whole.unknown)})"
    return [*map(str, rows), amount(whole.money_read), amount(whole.money_accepted), refused]


def of_watch(root: Path, result: ImportResult) -> list[str]:
    """What a watch says of an import beside its counts: open questions, why rows are refused, what changed in the orders."""
    asked = [f"{f.file}: {_question(q)}" for f in result.taken for q in f.questions if not q.answer]
    return [*asked, *why_refused(result), *changes(root, result)]


def why_refused(result: ImportResult) -> Iterator[str]:
    """The rows that are refused, grouped by the reason: where they stand and what is at fault there."""
    files = {f.mends or f.import_id: f for f in result.taken}
    for each in result.refused:
        file = files[each.import_id]
        first = ", ".join(_refused_cell(cell) for cell in each.first)
        more = f" and {each.rows - len(each.first)} more" if each.rows > len(each.first) else ""
        sheet = f", sheet {file.sheet}" if file.sheet else ""
        yield plain_line(f"{file.file}{sheet}: {rows_said(each.rows)} refused: {each.reason}: {first}{more}")
    if result.refused:
        yield "All of them, to be mended, are downloaded on the pages Import and Data."


def _refused_cell(cell: RefusedCell) -> str:
    if cell.column is None:
        return f"row {cell.row_number}"
    return f"row {cell.row_number} '{cell.column}' = '{after_import.short(cell.value)}'"


def complaints(found: Complaints) -> None:
    """Why a strict import fails, on stderr."""
    if found.lost:
        say(f"dealfit: strict: {rows_said(found.lost)} of these files refused or set aside", err=True)
    if found.unread:
        say(f"dealfit: strict: {found.unread} values of these files can't be read", err=True)
    for question in found.open:
        say(f"dealfit: strict: open question {question}", err=True)
    for sentence in found.twice:
        say(f"dealfit: strict: {sentence}", err=True)


def mended_otherwise(mended: Mended) -> str:
    rows = ", ".join(map(str, mended.ignored[: after_import.SHOWN])) + (
        "…" if len(mended.ignored) > after_import.SHOWN else ""
    )
    return (
        f"mended and added before with other values, which go on counting (rows of the file: {rows}): undo that import "
        "(dealfit undo) and import the mended rows again, or import the corrected file"
    )


def _set_aside(aside: SetAside) -> str:
    others = f" and {aside.values - 1} more" if aside.values > 1 else ""
    return f"{aside.file}: {rows_said(aside.rows)} set aside ('{aside.example}'{others}): {aside.reason}"


def _warning(warning: Any) -> str:
    if isinstance(warning, (list, tuple)):
        return " ".join(str(w) for w in warning)
    if isinstance(warning, dict):
        return ", ".join(f"{k}: {v}" for k, v in warning.items())
    return str(warning)


def _unused(column: UnusedColumn) -> str:
    """What a column that nothing takes may be, and how to take it."""
    shown = f"'{column.header}' ({', '.join(column.sample)}) is not recognised and not used"
    if column.like == HOURS:
        return (
            f"{shown}: it looks like hours, which a list of orders has no column for: import them as a table of usage."
        )
    return f'{shown}: it looks like {column.like}; if it is, a mapping takes it: [columns] {column.like} = "{column.header}".'


def _question(asked: Question) -> str:
    """What is asked, how it is read, what depends on it, and how to answer."""
    taken = asked.said(asked.taken)
    if asked.answer:
        return f"question {asked.id}: answered, {taken}"
    stake = "" if asked.stake is None else f" At stake: {asked.of} {amount(asked.stake)}."
    others = " or ".join(f"{code} ({asked.said(code)})" for code in asked.answers[1:])
    return plain_line(
        f'question: {asked.sentence} Read as: {taken}.{stake} To answer: --answer "{asked.id}=ANSWER", {others}'
    )
