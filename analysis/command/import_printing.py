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
from analysis.actions.mended_rows import MendingResult
from analysis.actions.strictness import Complaints
from analysis.command.printing import amount, changes, escaped, not_taken
from analysis.delivery import account
from analysis.delivery.manifest import ImportedFile
from analysis.intake.columns.unused import HOURS, UnusedColumn
from analysis.intake.questions import Question
from analysis.intake.reasons import Notice
from analysis.language import notices
from analysis.language.command_words import CommandWords
from analysis.output.terminal import plain_line, say


def reconciliation(words: CommandWords, result: ImportResult) -> None:
    """Rows and control totals read = accepted + refused, per file; what was set aside and noticed.

    The control total is of revenue for order lines, of quantity for usage, of cost for pools; totals rows are no part of it.
    """
    if result.taken:
        _account(words, result)
    for f in result.taken:
        for line in _of_file(words, f):
            say(line)
    for name, key in result.mappings_used:
        say(words("command.read_by", file=name, key=key))
    for mended in result.mended:
        say(
            words(
                "command.mended",
                file=mended.file,
                accepted=mended.accepted,
                still=mended.still_refused,
                untouched=mended.untouched,
                already=mended.already,
            )
        )
        if mended.ignored:
            say(mended_otherwise(words, mended))
    for name in result.unchanged:
        say(words("command.unchanged", file=name))
    if result.passed_over:
        say(not_taken(words, result.passed_over))
    for name in result.undone:
        say(words("command.undone_before", file=name))
    for name in result.settings:
        say(words("command.settings_taken", file=name))
    for aside in result.set_aside:
        say(_set_aside(words, aside))
    for line in why_refused(words, result):
        say(line)
    _noticed(words, result)


def _account(words: CommandWords, result: ImportResult) -> None:
    table = Table(title=words("command.account"))
    names = (
        "file",
        "table",
        "rows_read",
        "accepted",
        "refused",
        "totals",
        "total_read",
        "accepted",
        "refused",
    )
    for name in names:
        side: Any = "left" if name in ("file", "table") else "right"
        table.add_column(words(f"command.head.{name}"), justify=side, overflow="fold")
    for f in result.taken:
        aside = sum(a.rows for a in result.set_aside if a.import_id == f.import_id)
        table.add_row(escaped(f.file), _table(words, f.table), *_counted(words, f, aside))
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def _of_file(words: CommandWords, file: ImportedFile) -> Iterator[str]:
    """Columns not used, what was noticed in the file, its questions."""
    if file.unused:
        yield words("command.not_used", file=file.file, headers=", ".join(file.unused))
    for warning in file.warnings:
        if warning.code != "open_question":
            yield f"{file.file}: {notice(words, warning)}"
    for column in file.unused_columns:
        if column.like:
            yield plain_line(_unused(words, file.file, column))
    for question in file.questions:
        yield _question(words, file.file, question)


def _noticed(words: CommandWords, result: ImportResult) -> None:
    for noticed in result.noticed[: after_import.SHOWN]:
        mark = words(
            "command.check.broken" if noticed.level == "checks" else "command.check.notice"
        )
        sentence = of_store(words, noticed.level, noticed.name, noticed.sentence)
        say(words("command.noticed", mark=mark, sentence=sentence, rows=noticed.rows))
    more = len(result.noticed) - after_import.SHOWN
    if more > 0:
        say(words("command.more_noticed", n=more))
    elif result.noticed:
        say(words("command.all_noticed"))


def of_store(words: CommandWords, level: str, name: str, sentence: str) -> str:
    """A check or a notice; its English sentence is the store's own, for whoever reads the table `checks`."""
    return sentence if words.lang == "en" else words.code(level.removesuffix("s"), name)


def _counted(words: CommandWords, file: ImportedFile, aside: int) -> list[str]:
    """Rows read, accepted, refused (those set aside among them), totals; the control total, where the table has one."""
    whole = account.of_file(file, aside)
    rows = [whole.read, whole.accepted, whole.refused + whole.aside, whole.totals]
    refused = amount(words, whole.money_refused)
    if whole.is_refused_money_unknown:
        refused = words("command.unknown")
    elif whole.unknown and whole.money_read is not None:
        refused = words("command.and_unknown", money=refused, rows=whole.unknown)
    return [
        *map(str, rows),
        amount(words, whole.money_read),
        amount(words, whole.money_accepted),
        refused,
    ]


def of_watch(words: CommandWords, root: Path, result: ImportResult) -> list[str]:
    """What a watch says of an import beside its counts: open questions, why rows are refused, what changed in the orders."""
    asked = [_question(words, f.file, q) for f in result.taken for q in f.questions if not q.answer]
    return [*asked, *why_refused(words, result), *changes(words, root, result)]


def why_refused(words: CommandWords, result: ImportResult) -> Iterator[str]:
    """The rows that are refused, grouped by the reason: where they stand and what is at fault there."""
    files = {f.mends or f.import_id: f for f in result.taken}
    for each in result.refused:
        file = files[each.import_id]
        first = ", ".join(_refused_cell(words, cell) for cell in each.first)
        if each.rows > len(each.first):
            first += words("command.others", n=each.rows - len(each.first))
        name = (
            words("command.refused.sheet", file=file.file, sheet=file.sheet)
            if file.sheet
            else file.file
        )
        reason = words.code("reason", each.reason)
        yield plain_line(
            words("command.refused", file=name, rows=each.rows, reason=reason, first=first)
        )
    if result.refused:
        yield words("command.refused.all")


def _refused_cell(words: CommandWords, cell: RefusedCell) -> str:
    row = str(cell.row_number)
    if cell.column is None:
        return words("command.refused.row", row=row)
    column = cell.column if words.lang == "en" else words.title(cell.column)
    return words(
        "command.refused.cell", row=row, column=column, value=after_import.short(cell.value)
    )


def complaints(words: CommandWords, found: Complaints) -> None:
    """Why a strict import fails, on stderr."""
    if found.lost:
        _complain(words("command.strict.lost", rows=found.lost))
    if found.unread:
        _complain(words("command.strict.unread", n=found.unread))
    for question in found.open:
        _complain(words("command.strict.open", question=question))
    for name, sentence in found.twice:
        _complain(
            words("command.strict.twice", sentence=of_store(words, "notices", name, sentence))
        )
    for file, noticed in found.twice_in_files:
        _complain(words("command.strict.twice", sentence=f"{file}: {notice(words, noticed)}"))


def _complain(line: str) -> None:
    say(f"dealfit: {line}", err=True)


def mended_otherwise(words: CommandWords, mended: MendingResult) -> str:
    more = "…" if len(mended.ignored) > after_import.SHOWN else ""
    rows = ", ".join(map(str, mended.ignored[: after_import.SHOWN])) + more
    return words("command.mended_otherwise", file=mended.file, rows=rows)


def _set_aside(words: CommandWords, aside: SetAside) -> str:
    others = words("command.others", n=aside.values - 1) if aside.values > 1 else ""
    return words(
        "command.set_aside",
        file=aside.file,
        rows=aside.rows,
        example=aside.example,
        others=others,
        reason=words.code("reason", aside.reason),
    )


def _unused(words: CommandWords, file: str, column: UnusedColumn) -> str:
    """What a column that nothing takes may be, and how to take it."""
    values = ", ".join(column.sample)
    if column.like == HOURS:
        return words("command.unused.hours", file=file, header=column.header, values=values)
    return words(
        "command.unused.like", file=file, header=column.header, values=values, column=column.like
    )


def _question(words: CommandWords, file: str, asked: Question) -> str:
    """What is asked, how it is read, what depends on it, and how to answer."""

    def said(answer: str) -> str:
        return words(f"answer.{asked.code}.{answer}")

    taken = said(asked.taken)
    if asked.answer:
        return words("command.question.answered", file=file, id=asked.id, taken=taken)
    stake = ""
    if asked.stake is not None:
        name = asked.of if words.lang == "en" else words.title(asked.of)
        stake = words("command.question.stake", name=name, amount=amount(words, asked.stake))
    others = words("command.question.or").join(
        f"{code} ({said(code)})" for code in asked.answers[1:]
    )
    question = words(f"question.{asked.code}", **asked.details)
    return plain_line(
        words(
            "command.question",
            file=file,
            question=question,
            taken=taken,
            stake=stake,
            id=asked.id,
            others=others,
        )
    )


def _table(words: CommandWords, table: str) -> str:
    return table if words.lang == "en" else words.code("table", table)


def notice(words: CommandWords, found: Notice) -> str:
    """What was noticed in a file. Amounts are written as the language writes them."""
    return notices.sentence(words, found.code, found.details, lambda value: amount(words, value))
