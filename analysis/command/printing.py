"""What the command prints: progress on stderr, the reconciliation, frames as a table, CSV or JSON."""

from __future__ import annotations

import datetime as dt
import json
import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import numpy as np
import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from analysis.actions import after_import, delivery_changes
from analysis.actions.delivery_changes import Changes, Money, Sum
from analysis.actions.importing import ImportResult
from analysis.actions.undo_import import Undoing
from analysis.delivery import account
from analysis.delivery.manifest import Delivery
from analysis.language.command_words import CommandWords
from analysis.output import csv_text
from analysis.output.terminal import plain, plain_line, say, without_controls
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


def not_taken(words: CommandWords, names: Sequence[str]) -> str:
    """What a folder holds beside tables."""
    return words(
        "command.passed_over",
        names=_listed(words, [escaped(n) for n in names], MOST_NAMES, len(names)),
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
        say(words("command.settings_back", name=name))
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


def show(words: CommandWords, frame: pd.DataFrame, form: str, *, named: bool = False) -> None:
    """As a table, in the language where its columns are Dealfit's own (named), else under the names that a query gave them.

    JSON: an array of objects, numbers as numbers, dates as ISO text, unknown as null. CSV: no cell begins a formula.
    """
    if form == "json":
        _write_json(frame)
    elif form == "csv":
        _write_csv(frame)
    else:
        _write_table(words, frame, named=named)


def _write_json(frame: pd.DataFrame) -> None:
    names = [str(name) for name in frame.columns]
    before = "["
    for row in frame.itertuples(index=False, name=None):
        said = json.dumps(dict(zip(names, map(_json, row), strict=True)), ensure_ascii=False)
        click.echo(
            before + "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in said), nl=False
        )
        before = ", "
    click.echo("[]" if before == "[" else "]")


def _write_csv(frame: pd.DataFrame) -> None:
    click.echo(csv_text.line([_csv(str(name)) for name in frame.columns], ",", "\n"), nl=False)
    for row in frame.itertuples(index=False, name=None):
        click.echo(csv_text.line(map(_csv, row), ",", "\n"), nl=False)


def _csv(value: Any) -> str:
    plain_value = _shown(value)
    if plain_value is None:
        return ""
    if isinstance(plain_value, int | float):
        return str(plain_value)
    return without_controls(csv_text.stopped(_text(plain_value)))


def _write_table(words: CommandWords, frame: pd.DataFrame, *, named: bool) -> None:
    table = Table()
    is_said = (
        named and words.lang != "en"
    )  # the English heads are the columns' names, as in CSV and JSON
    for name, kind in frame.dtypes.items():
        number = pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
        head = words.title(str(name)) if is_said else str(name)
        table.add_column(escaped(head), justify="right" if number else "left", overflow="fold")
    for row in frame.head(MOST_ROWS).itertuples(index=False, name=None):
        cells = zip(frame.columns, row, strict=True)
        table.add_row(
            *(escaped(_coded(words, str(n), v) if is_said else _cell(words, v)) for n, v in cells)
        )
    Console(width=None if sys.stdout.isatty() else max(160, 14 * len(frame.columns))).print(table)
    if len(frame) > MOST_ROWS:
        say(words("command.more_rows", n=len(frame) - MOST_ROWS, of=len(frame)), err=True)


def _coded(words: CommandWords, column: str, value: Any) -> str:
    """A cell in words where its column holds codes: a flag, a kind, a verdict …"""
    if column == "kind_reasons" and isinstance(value, str):
        return words.kind_reasons(value)
    return words.code(column, value) if isinstance(value, str) else _cell(words, value)


def _json(value: Any) -> Any:
    """Any value of a frame as JSON has it: what it has no kind for is text, as DuckDB writes it where that is short."""
    if value is None or value is pd.NaT or value is pd.NA or value is np.ma.masked:
        return None
    if isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (list, tuple, np.ndarray)):
        return [_json(v) for v in value]
    if isinstance(value, dict):
        return {k if isinstance(k, str) else _text(_json(k)): _json(v) for k, v in value.items()}
    if isinstance(value, (pd.Timestamp, np.datetime64, dt.datetime)):
        return _moment(value)
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (bytes, bytearray)):
        return "".join(chr(b) if 32 <= b < 127 and b != 92 else f"\\x{b:02X}" for b in value)
    if isinstance(value, np.generic) and not isinstance(value, np.timedelta64):
        return _json(value.item())
    return str(value)


def _moment(value: Any) -> str | None:
    """ISO text, of a day where the time is midnight. Years outside 1 to 9999 as ISO 8601 counts them: -0043 is 44 BC."""
    is_zoned = isinstance(value, pd.Timestamp) and value.tzinfo is not None
    moment = np.datetime64(value.tz_convert(None) if is_zoned else value)
    if np.isnat(moment):
        return None
    if abs(int(moment.astype(np.int64))) == ENDLESS:
        return "infinity" if int(moment.astype(np.int64)) > 0 else "-infinity"
    day, _, time = str(np.datetime_as_string(moment)).partition("T")
    if day.startswith("-"):  # NumPy writes the year -43 as -043
        year, month_and_day = day[:-6], day[-6:]
        day = f"{int(year):05d}{month_and_day}"
    time = time.rstrip("0").rstrip(".") if "." in time else time
    return day if time in ("", "00:00:00") else f"{day}T{time}{'+00:00' if is_zoned else ''}"


def _cell(words: CommandWords, value: Any) -> str:
    plain_value = _shown(value)
    if plain_value is None:
        return ""
    if isinstance(plain_value, float):
        return amount(words, plain_value) if abs(plain_value) >= 10 else _small(words, plain_value)
    text = _text(plain_value)
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"


def _small(words: CommandWords, value: float) -> str:
    written = f"{value:.4f}"
    return written.replace(".", ",") if words.lang == "ru" else written


def _shown(value: Any) -> Any:
    """As JSON has it, but for what JSON can't say: a number past all bounds."""
    return str(value) if isinstance(value, float) and math.isinf(value) else _json(value)


def _text(plain_value: Any) -> str:
    """A list or a record as JSON, all else as it is."""
    return (
        json.dumps(plain_value, ensure_ascii=False)
        if isinstance(plain_value, list | dict)
        else str(plain_value)
    )
