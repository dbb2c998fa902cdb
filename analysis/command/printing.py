"""What the command prints: progress on stderr, the reconciliation, frames as a table, CSV or JSON."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from analysis.actions import after_import, delivery_changes
from analysis.actions.importing import ImportResult
from analysis.actions.undo_import import Undoing
from analysis.delivery import account
from analysis.delivery.change_records import Changes, Money, Sum
from analysis.delivery.manifest import Delivery
from analysis.errors.phrases import Phrase
from analysis.language.command_words import CommandWords
from analysis.output.terminal import plain, plain_line, say
from analysis.progress import StageProgress

MOST_NAMES = 10
ENDLESS = np.iinfo(np.int64).max  # DuckDB's infinity of a time
MOST_ROWS = 10_000  # of a table on a terminal
LONGEST_CELL = 1_000  # signs of a cell there


@contextmanager
def progress(words: CommandWords) -> Iterator[StageProgress]:
    """A bar that disappears when the work is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(words("command.progress"), total=1.0)
        yield lambda what, part: bars.update(
            bar, completed=part, description=escaped(words.code("command.progress", what))
        )


def not_taken(words: CommandWords, names: Sequence[Phrase | str]) -> str:
    """What a folder holds beside tables."""
    return words(
        "command.passed_over",
        names=_listed(words, [escaped(words.phrase(n)) for n in names], MOST_NAMES, len(names)),
    )


def _listed(words: CommandWords, names: Sequence[str], shown: int, of: int) -> str:
    """The first of the names, and how many more there are."""
    listed = ", ".join(names[:shown])
    return words("command.and_more", names=listed, n=of - shown) if of > shown else listed


def changes(words: CommandWords, root: Path, result: ImportResult) -> list[str]:
    """What an import changed in the orders, a line for each kind; nothing where all it brought is new."""
    if result.delivery_no is None or not delivery_changes.is_comparable(root, result.delivery_no):
        return []
    found = delivery_changes.import_changes(root, result.delivery_no)
    if found is None:
        return []
    return [*_added(words, found.added), *_changed(words, found.changed), *_vanished(words, found)]


def _added(words: CommandWords, each: Sum) -> list[str]:
    if not each.orders:
        return []
    apart = ((each.open_after, "in_progress"), (each.cancelled_after, "cancelled"))
    beside = "".join(
        words(f"command.change.{state}", money=amount(words, m)) for m, state in apart if m
    )
    revenue = amount(words, each.revenue_after or Decimal(0))
    return [
        words(
            "command.change.added",
            orders=each.orders,
            revenue=revenue,
            apart=beside,
            profit=_profit(words, each),
        )
    ]


def _changed(words: CommandWords, each: Sum) -> list[str]:
    if not each.orders:
        return []
    before, after = (
        amount(words, m or Decimal(0)) for m in (each.revenue_before, each.revenue_after)
    )
    return [
        words(
            "command.change.changed",
            orders=each.orders,
            before=before,
            after=after,
            profit=_profit(words, each),
        )
    ]


def _profit(words: CommandWords, each: Sum) -> str:
    def known(value: Money) -> str:
        return words("command.unknown") if value is None else amount(words, value)

    if each.true_profit_after is None:
        return ""
    after = known(each.true_profit_after)
    if each.revenue_before is None:
        return words("command.change.profit", after=after)
    return words("command.change.profit_from", before=known(each.true_profit_before), after=after)


def _vanished(words: CommandWords, found: Changes) -> list[str]:
    if not found.vanished.orders:
        return []
    names = [plain_line(o.order_id) for o in found.orders if o.what == delivery_changes.VANISHED]
    listed = _listed(words, names, after_import.SHOWN, found.vanished.orders)
    money = amount(words, found.vanished.revenue_after or Decimal(0))
    return [
        words(
            "command.change.vanished",
            orders=found.vanished.orders,
            revenue=money,
            names=plain_line(listed),
        )
    ]


def event(line: str) -> None:
    """A line with its time, at once: whoever reads a log file sees it."""
    say(f"{dt.datetime.now():%Y-%m-%d %H:%M:%S}  {plain_line(line)}")
    sys.stdout.flush()


def undoing(words: CommandWords, done: Undoing, *, is_redone: bool) -> None:
    files = plain_line(", ".join(done.files))
    say(
        words(
            "command.redone" if is_redone else "command.undone",
            number=f"{done.delivery_no:06d}",
            files=files,
        )
    )
    for name in done.settings:
        say(words("command.settings_again" if is_redone else "command.settings_back", name=name))
    for name in done.settings_kept:
        say(words("command.settings_kept", name=name))


def deliveries(words: CommandWords, found: Sequence[Delivery]) -> None:
    """The imports, the newest first, with the mark of those undone."""
    table = Table()
    for name in ("import", "at", "files", "rows", "refused", "undone"):
        side: Any = "right" if name in ("rows", "refused") else "left"
        table.add_column(words(f"command.head.{name}"), justify=side, overflow="fold")
    for d in reversed(found):
        files = ", ".join(dict.fromkeys(f.file for f in d.files))
        rows, refused = (
            sum(f.rows_accepted for f in d.files),
            sum(account.of_file(f).refused for f in d.files),
        )
        mark = f"{d.undone.at} {d.undone.who} {d.undone.why}".strip() if d.undone else ""
        at = d.files[0].imported_at if d.files else ""
        table.add_row(
            f"{d.delivery_no:06d}",
            at,
            escaped(plain_line(files)),
            str(rows),
            str(refused),
            escaped(plain_line(mark)),
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def amount(words: CommandWords, value: Decimal | float | None) -> str:
    """With two digits, thousands apart by a blank; the decimal mark is the language's."""
    if value is None:
        return ""
    written = f"{value:,.2f}".replace(",", " ")
    return written.replace(".", ",") if words.lang == "ru" else written


def escaped(text: str) -> str:
    """A text out of files for a table or a bar of rich, whose markup it must not be."""
    return plain(text).replace("[", r"\[")
