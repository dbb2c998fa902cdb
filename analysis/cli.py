"""The `dealfit` command: import, look, query, check, serve. Errors are one sentence on stderr; no traceback."""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from analysis import importing, workspace
from analysis.errors import DealfitError
from analysis.intake import contract
from analysis.scope import Scope

ROOT = Path(__file__).parent.parent
FORMATS = click.Choice(["table", "csv", "json"])

workspace_option = click.option(
    "--workspace", "root", type=click.Path(path_type=Path, file_okay=False), default=None,
    help="The workspace's folder; default data/private/workspace, or DEALFIT_WORKSPACE.",
)  # fmt: skip
format_option = click.option("--format", "form", type=FORMATS, default="table", show_default=True)


def scope_options(command: Any) -> Any:
    for option in reversed(
        (
            click.option("--from", "since", metavar="DATE", help="First day of an order, 2025-01-31."),
            click.option("--to", "until", metavar="DATE", help="Last day of an order."),
            click.option("--client", "clients", multiple=True, help="A client's id; may be repeated."),
            click.option("--manager", "managers", multiple=True),
            click.option("--family", "families", multiple=True, help="A product family."),
            click.option("--kind", "kinds", multiple=True, type=click.Choice(["serial", "custom"])),
            click.option("--industry", "industries", multiple=True),
            click.option("--region", "regions", multiple=True),
            click.option(
                "--min-revenue", "minimum_revenue", metavar="AMOUNT", help="Leave out clients with less revenue."
            ),
            click.option(
                "--where", metavar="CONDITION", help='A condition on the result\'s columns, e.g. "true_profit < 0".'
            ),
        )
    ):
        command = option(command)
    return command


class Commands(click.Group):
    """Shows DealfitError as its sentence; `dealfit` alone serves."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DealfitError as trouble:
            click.echo(f"dealfit: {trouble}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


@click.group(cls=Commands, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@workspace_option
@click.version_option(package_name="dealfit")
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """Which clients and orders really earn, which only look like it. Alone, it opens the dashboard."""
    ctx.obj = root
    if ctx.invoked_subcommand is None:
        ctx.invoke(serve)


def _root(ctx: click.Context, given: Path | None) -> Path:
    return given or ctx.obj or workspace.default_root()


def _open(root: Path) -> workspace.Workspace:
    if not workspace.has_data(root):
        click.echo(f"No data has been imported into {root} yet: this is the fictional demo plant.", err=True)
    return workspace.open_or_demo(root)


@main.command()
@workspace_option
@click.option("--port", type=int, default=8501, show_default=True)
@click.option(
    "--address", default="localhost", show_default=True, help="0.0.0.0 lets colleagues in the same network in."
)
@click.pass_context
def serve(ctx: click.Context, root: Path | None = None, port: int = 8501, address: str = "localhost") -> None:
    """Open the dashboard; on the demo plant where nothing was imported yet."""
    here = _root(ctx, root).resolve()
    click.echo(f"Dealfit: http://{'localhost' if address == '0.0.0.0' else address}:{port} (Ctrl+C ends it)")
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py"),
               "--server.port", str(port), "--server.address", address]  # fmt: skip
    environment = {**os.environ, "DEALFIT_WORKSPACE": str(here)}
    if os.name == "posix":
        os.chdir(ROOT)  # where .streamlit/config.toml lies
        os.execve(sys.executable, command, environment)
    sys.exit(subprocess.call(command, env=environment, cwd=ROOT))


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@workspace_option
@click.option(
    "--table", type=click.Choice(list(contract.TABLES)), help="What the files hold, where name and headers don't say."
)
@click.option(
    "--mapping", type=click.Path(path_type=Path, dir_okay=False), help="A TOML file: input column = header in the file."
)
@click.option("--strict", is_flag=True, help="Exit 1 when rows were refused.")
@click.pass_context
def import_(
    ctx: click.Context,
    paths: tuple[Path, ...],
    root: Path | None,
    table: str | None,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Take in exported files or folders, then build and publish a new store."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("import", total=1.0)
        result = importing.import_paths(
            _root(ctx, root), paths, table=table, mapping=mapping,
            progress=lambda what, part: bars.update(bar, completed=part, description=what),
        )  # fmt: skip
    _reconciliation(result)
    for _, trouble in result.unreadable:
        click.echo(f"dealfit: {trouble}", err=True)
    if result.unreadable:
        ctx.exit(2)
    if strict and result.rows_rejected:
        ctx.exit(1)


def _reconciliation(result: importing.ImportResult) -> None:
    """Rows and money read = accepted + refused, per file."""
    if result.taken:
        table = Table(title="Rows and money read = accepted + refused")
        for name in ("file", "table", "rows read", "accepted", "refused", "amount read", "accepted", "refused"):
            table.add_column(name, justify="left" if name in ("file", "table") else "right", overflow="fold")
        for f in result.taken:
            amounts = [_amount(f.money(n)) for n in ("revenue_read", "revenue_accepted", "revenue_rejected")]
            table.add_row(
                _plain(f.file), f.table, str(f.rows_read), str(f.rows_accepted), str(f.rows_rejected), *amounts
            )
        Console(width=None if sys.stdout.isatty() else 160).print(table)
    for f in result.taken:
        if f.unused:
            click.echo(f"{f.file}: not used: {', '.join(f.unused)}")
        for warning in f.warnings:
            click.echo(f"{f.file}: {_warning(warning)}")
    for name in result.unchanged:
        click.echo(f"{name}: already imported, nothing changed")
    for name in result.settings:
        click.echo(f"{name}: taken as the workspace's")
    if any(f.rows_rejected for f in result.taken):
        click.echo('Refused rows with reasons: dealfit sql "select * from rejected_rows", or the Data page.')


def _warning(warning: Any) -> str:
    if isinstance(warning, (list, tuple)):
        return " ".join(str(w) for w in warning)
    if isinstance(warning, dict):
        return ", ".join(f"{k}: {v}" for k, v in warning.items())
    return str(warning)


def _amount(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,.2f}".replace(",", " ")


def _plain(text: str) -> str:
    return text.replace("[", r"\[")


@main.command()
@click.argument("query")
@workspace_option
@format_option
@click.pass_context
def sql(ctx: click.Context, query: str, root: Path | None, form: str) -> None:
    """A single SELECT over the input and result tables, read-only."""
    with _open(_root(ctx, root)) as ws:
        show(ws.sql(query), form)


@main.command()
@workspace_option
@scope_options
@format_option
@click.pass_context
def clients(ctx: click.Context, root: Path | None, form: str, where: str | None, **slice_: Any) -> None:
    """Clients with both profits, hours, lateness and shares, the largest true profit first."""
    with _open(_root(ctx, root)) as ws:
        show(ws.filtered(ws.clients(Scope(**slice_)), where), form)


@main.command()
@workspace_option
@scope_options
@format_option
@click.pass_context
def orders(ctx: click.Context, root: Path | None, form: str, where: str | None, **slice_: Any) -> None:
    """Orders with both profits side by side, hidden losses first."""
    with _open(_root(ctx, root)) as ws:
        show(ws.filtered(ws.orders(Scope(**slice_)), where), form)


@main.command()
@workspace_option
@click.pass_context
def check(ctx: click.Context, root: Path | None) -> None:
    """Run the checks: exit 1 when the arithmetic is breached; odd data is named too."""
    with _open(_root(ctx, root)) as ws:
        breached = False
        for _, row in ws.breaches().iterrows():
            broken = row["guilty_rows"] > 0
            mark = "ok" if not broken else "BREACH" if row["level"] == "checks" else "notice"
            breached |= mark == "BREACH"
            click.echo(
                f"{mark:7} {row['name']}" + (f": {row['guilty_rows']} rows. {row['sentence']}" if broken else "")
            )
    ctx.exit(1 if breached else 0)


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
            table.add_column(_plain(str(name)), justify="right" if number else "left", overflow="fold")
        for row in frame.itertuples(index=False):
            table.add_row(*(_plain(_cell(v)) for v in row))
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
