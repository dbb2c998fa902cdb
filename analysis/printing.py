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
import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from analysis.imports import account, after_import, delivery_changes
from analysis.imports.delivery_changes import Changes, Money, Sum
from analysis.imports.importing import ImportResult
from analysis.imports.manifest import Delivery
from analysis.imports.undo_import import Undoing

MOST_NAMES = 10
LONGEST_LINE = 400  # signs


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


def plain_line(text: str) -> str:
    """A text out of files, fit for one line on a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)[:LONGEST_LINE]


def event(line: str) -> None:
    """A line with its time, at once: whoever reads a log file sees it."""
    click.echo(f"{dt.datetime.now():%Y-%m-%d %H:%M:%S}  {plain_line(line)}")
    sys.stdout.flush()


def undoing(done: Undoing, what: str) -> None:
    click.echo(f"Import {done.delivery_no:06d} ({plain_line(', '.join(done.files))}) {what}.")
    for name in done.settings:
        click.echo(f"{name}: as before that")
    for name in done.settings_kept:
        click.echo(f"{name}: stays, it was changed since")


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
    return text.replace("[", r"\[")


def show(frame: pd.DataFrame, form: str) -> None:
    """JSON: an array of objects, numbers as numbers, dates as ISO text, unknown as null."""
    if form == "json":
        rows = [{k: _json(v) for k, v in row.items()} for row in frame.to_dict("records")]
        click.echo(json.dumps(rows, ensure_ascii=False))
    elif form == "csv":
        click.echo(frame.to_csv(index=False, date_format="%Y-%m-%d"), nl=False)
    else:
        table = Table()
        for name, kind in frame.dtypes.items():
            number = pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
            table.add_column(escaped(str(name)), justify="right" if number else "left", overflow="fold")
        for row in frame.itertuples(index=False):
            table.add_row(*(escaped(_cell(v)) for v in row))
        Console(width=None if sys.stdout.isatty() else max(160, 14 * len(frame.columns))).print(table)


def _json(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_json(v) for v in value]
    if isinstance(value, dict):
        return {k: _json(v) for k, v in value.items()}
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, (bool, str, int)):
        return value
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat()
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if hasattr(value, "item"):
        return _json(value.item())
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return str(value)


def _cell(value: Any) -> str:
    plain = _json(value)
    if plain is None:
        return ""
    if isinstance(plain, float):
        return f"{plain:,.2f}".replace(",", " ") if abs(plain) >= 10 else f"{plain:.4f}"
    return str(plain)
