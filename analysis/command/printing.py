"""What the command prints: progress on stderr, the reconciliation, frames as a table, CSV or JSON."""

from __future__ import annotations

import datetime as dt
import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
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
from analysis.output import csv_text
from analysis.output.terminal import plain, plain_line, say, without_controls

MOST_NAMES = 10
ENDLESS = np.iinfo(np.int64).max  # DuckDB's infinity of a time
MOST_ROWS = 10_000  # of a table on a terminal
LONGEST_CELL = 1_000  # signs of a cell there


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """A bar that disappears when the work is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("import", total=1.0)
        yield lambda what, part: bars.update(bar, completed=part, description=escaped(what))


def not_taken(names: Sequence[str]) -> str:
    """What a folder holds beside tables."""
    others = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    shown = ", ".join(escaped(n) for n in names[:MOST_NAMES]) + others
    return f"passed over: {shown}; a folder is imported by its tables only: unpack archives, name subfolders and other files themselves"


def changes(root: Path, result: ImportResult) -> list[str]:
    """What an import changed in the orders, a line for each kind; nothing where all it brought is new."""
    if result.delivery_no is None or not delivery_changes.is_comparable(root, result.delivery_no):
        return []
    found = delivery_changes.import_changes(root, result.delivery_no)
    if found is None:
        return []
    return [*_told("added", found.added), *_told("changed", found.changed), *_vanished(found)]


def _told(what: str, each: Sum) -> list[str]:
    if not each.orders:
        return []
    before, after = each.revenue_before or Decimal(0), each.revenue_after or Decimal(0)
    money = f"revenue {amount(after)}" if what == "added" else f"revenue {amount(before)} → {amount(after)}"
    apart = ((each.open_after, "in progress"), (each.cancelled_after, "cancelled"))
    beside = "".join(f", {amount(m)} {state}" for m, state in apart if m) if what == "added" else ""
    return [f"{_orders(each.orders)} {what}: {money}{beside}{_profit(each)}"]


def _profit(each: Sum) -> str:
    def known(value: Money) -> str:
        return "unknown" if value is None else amount(value)

    if each.true_profit_after is None:
        return ""
    before = f"{known(each.true_profit_before)} → " if each.revenue_before is not None else ""
    return f", true profit {before}{known(each.true_profit_after)}"


def _vanished(found: Changes) -> list[str]:
    if not found.vanished.orders:
        return []
    names = [o.order_id for o in found.orders if o.what == delivery_changes.VANISHED][: after_import.SHOWN]
    more = found.vanished.orders - len(names)
    listed = plain_line(", ".join(names)) + (f" and {more} more" if more else "")
    money = amount(found.vanished.revenue_after or Decimal(0))
    return [
        f"{_orders(found.vanished.orders)} no longer in the newer export, still counted: revenue {money} ({listed})"
    ]


def _orders(n: int) -> str:
    return "1 order" if n == 1 else f"{n} orders"


def event(line: str) -> None:
    """A line with its time, at once: whoever reads a log file sees it."""
    say(f"{dt.datetime.now():%Y-%m-%d %H:%M:%S}  {plain_line(line)}")
    sys.stdout.flush()


def undoing(done: Undoing, what: str) -> None:
    say(f"Import {done.delivery_no:06d} ({plain_line(', '.join(done.files))}) {what}.")
    for name in done.settings:
        say(f"{name}: as before that")
    for name in done.settings_kept:
        say(f"{name}: stays, it was changed since")


def deliveries(found: Sequence[Delivery]) -> None:
    """The imports, the newest first, with the mark of those undone."""
    table = Table()
    for name in ("import", "at", "files", "rows", "refused", "undone"):
        table.add_column(name, justify="right" if name in ("rows", "refused") else "left", overflow="fold")
    for d in reversed(found):
        files = ", ".join(dict.fromkeys(f.file for f in d.files))
        rows, refused = sum(f.rows_accepted for f in d.files), sum(account.of_file(f).refused for f in d.files)
        mark = f"{d.undone.at} {d.undone.who} {d.undone.why}".strip() if d.undone else ""
        at = d.files[0].imported_at if d.files else ""
        table.add_row(
            f"{d.delivery_no:06d}", at, escaped(plain_line(files)), str(rows), str(refused), escaped(plain_line(mark))
        )
    Console(width=None if sys.stdout.isatty() else 160).print(table)


def rows_said(n: int) -> str:
    return "1 row" if n == 1 else f"{n} rows"


def amount(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,.2f}".replace(",", " ")


def escaped(text: str) -> str:
    """A text out of files for a table or a bar of rich, whose markup it must not be."""
    return plain(text).replace("[", r"\[")


def show(frame: pd.DataFrame, form: str) -> None:
    """JSON: an array of objects, numbers as numbers, dates as ISO text, unknown as null. CSV: no cell begins a formula."""
    if form == "json":
        _write_json(frame)
    elif form == "csv":
        _write_csv(frame)
    else:
        _write_table(frame)


def _write_json(frame: pd.DataFrame) -> None:
    names = [str(name) for name in frame.columns]
    before = "["
    for row in frame.itertuples(index=False, name=None):
        said = json.dumps(dict(zip(names, map(_json, row), strict=True)), ensure_ascii=False)
        click.echo(before + "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in said), nl=False)
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


def _write_table(frame: pd.DataFrame) -> None:
    table = Table()
    for name, kind in frame.dtypes.items():
        number = pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
        table.add_column(escaped(str(name)), justify="right" if number else "left", overflow="fold")
    for row in frame.head(MOST_ROWS).itertuples(index=False, name=None):
        table.add_row(*(escaped(_cell(v)) for v in row))
    Console(width=None if sys.stdout.isatty() else max(160, 14 * len(frame.columns))).print(table)
    if len(frame) > MOST_ROWS:
        say(f"{len(frame) - MOST_ROWS} more rows: --format csv or json gives all {len(frame)}.", err=True)


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


def _cell(value: Any) -> str:
    plain_value = _shown(value)
    if plain_value is None:
        return ""
    if isinstance(plain_value, float):
        return f"{plain_value:,.2f}".replace(",", " ") if abs(plain_value) >= 10 else f"{plain_value:.4f}"
    text = _text(plain_value)
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + "…"


def _shown(value: Any) -> Any:
    """As JSON has it, but for what JSON can't say: a number past all bounds."""
    return str(value) if isinstance(value, float) and math.isinf(value) else _json(value)


def _text(plain_value: Any) -> str:
    """A list or a record as JSON, all else as it is."""
    return json.dumps(plain_value, ensure_ascii=False) if isinstance(plain_value, list | dict) else str(plain_value)
