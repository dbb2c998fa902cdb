"""What a query gives, printed: as a table, as CSV, as JSON."""

from __future__ import annotations

import datetime as dt
import json
import math
import sys
from decimal import Decimal
from typing import Any

import click
import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from analysis.command.printing import ENDLESS, LONGEST_CELL, MOST_ROWS, amount, escaped
from analysis.language.command_words import CommandWords
from analysis.output import csv_text
from analysis.output.terminal import say, without_controls


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
    if isinstance(value, bool | np.bool_):
        return words("command.yes" if value else "command.no")
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
