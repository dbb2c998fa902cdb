"""The `dealfit` command: import, look, query, check, serve. Errors are one sentence on stderr; no traceback."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from analysis import places
from analysis.command import asking, reporting
from analysis.command.context import Commands, root_of, words_of, workspace_option
from analysis.errors import NoData, causes
from analysis.isolation import scratch, uncollected, without_pandas
from analysis.language.command_words import CommandWords
from analysis.output.terminal import say

if (
    TYPE_CHECKING
):  # `dealfit` alone must have the server up before pandas and DuckDB are read: imported where used
    pass

T = TypeVar("T")
ROOT = Path(__file__).parent.parent
TABLES = (
    "order_lines",
    "clients",
    "usage",
    "pools",
    "contacts",
    "quotes",
    "leads",
    "touches",
)  # as analysis.intake.contract, which loads much


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@workspace_option
@click.version_option(package_name="dealfit")
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """Which clients and orders really earn, which only look like it. Alone, it opens the dashboard."""
    ctx.obj = root
    scratch.clear_leftovers()
    if ctx.invoked_subcommand is None:
        ctx.invoke(serve)


@main.command()
@workspace_option
@click.option("--port", type=int, default=8501, show_default=True)
@click.option("--address", default="localhost", show_default=True)
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="NAME",
)
@click.pass_context
def serve(
    ctx: click.Context,
    root: Path | None = None,
    port: int = 8501,
    address: str = "localhost",
    hosts: tuple[str, ...] = (),
) -> None:
    """Open the dashboard; on the demo plant where nothing was imported yet."""
    words, here = words_of(ctx), root_of(ctx, root).resolve()
    if address not in ("localhost", "127.0.0.1", "::1"):
        say(words("command.open_to_all", port=str(port)), err=True)
    host = "localhost" if address == "0.0.0.0" else address
    say(words("command.serving", host=host, port=str(port)))
    environment = {**os.environ, "DEALFIT_WORKSPACE": str(here)}
    is_built = (here / "current").exists() or any(here.glob("demo-*/current"))
    if not is_built and not places.is_away(here):  # the demo plant is, while the server starts
        _prepare_beside(words, here)
    command = [sys.executable, "-m", "dashboard", str(port), address, *hosts]
    if os.name == "posix":
        os.chdir(ROOT)  # where `dashboard` lies
        os.execve(sys.executable, command, environment)
    sys.exit(subprocess.call(command, env=environment, cwd=ROOT))


def _prepare_beside(words: CommandWords, root: Path) -> None:
    """Starts `prepare`; what it prints goes to `prepare.log` in the workspace, for nobody looks at it while it runs."""
    try:
        places.make_private(root)
        log = (root / "prepare.log").open("wb")
    except OSError as trouble:  # nothing can be built there, and whoever opens a page is told so
        refused = words(
            "command.cannot_write", folder=root, detail=words.phrase(causes.of_system(trouble))
        )
        say(f"dealfit: {refused}", err=True)
        return
    command = [sys.executable, "-m", "analysis", "prepare", "--workspace", str(root)]
    with log:
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


@main.command(hidden=True)
@workspace_option
@click.pass_context
def prepare(ctx: click.Context, root: Path | None) -> None:
    """Build what the dashboard will open: a stale store, or the demo plant's."""
    gc.disable()  # a short life: its memory is given back at its end
    without_pandas.from_now_on()
    from analysis.actions import demo_plant

    demo_plant.prepare(root_of(ctx, root))


@main.command("import")
@click.argument("paths", nargs=-1, required=True)
@workspace_option
@click.option("--table", type=click.Choice(TABLES))
@click.option("--mapping", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="QUESTION=ANSWER",
)
@click.option(
    "--strict",
    is_flag=True,
)
@click.option(
    "--query",
    "queries",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
)
@click.option("--timeout", type=click.IntRange(1, 604_800), default=1800, show_default=True)
@click.option("--watch", is_flag=True)
@click.option(
    "--every",
    type=click.FloatRange(0.1, 86_400),
    default=10,
    show_default=True,
)
@click.option("--who", default=None)
@click.pass_context
def import_(
    ctx: click.Context,
    paths: tuple[str, ...],
    root: Path | None,
    table: str | None,
    mapping: Path | None,
    answers: tuple[str, ...],
    strict: bool,
    queries: tuple[Path, ...],
    timeout: int,
    watch: bool,
    every: float,
    who: str | None,
) -> None:
    """Take in exported files or folders, or a database's answer (postgresql://…), then build and publish a new store."""
    with uncollected.without_garbage_collection():
        from analysis import databases
        from analysis.actions import strictness, watching
        from analysis.command import import_printing, printing
        from analysis.intake import questions

    words = words_of(ctx)
    if watch:
        folders = [Path(p) for p in paths]
        look = watching.Watch(
            root_of(ctx, root),
            folders,
            words,
            printing.event,
            partial(import_printing.of_watch, words),
            table,
            mapping,
        )
        watching.until_stopped(look, every)
        return
    with printing.progress(words) as report:
        result = databases.import_all(
            root_of(ctx, root),
            paths,
            queries,
            table=table,
            mapping=mapping,
            seconds=timeout,
            progress=report,
            who=who or _user() or "?",
            answers=questions.given(answers),
        )
    import_printing.reconciliation(words, result)
    for line in printing.changes(words, root_of(ctx, root), result):
        say(line)
    for _, trouble in result.unreadable:
        say(f"dealfit: {words.error(trouble)}", err=True)
    if result.unreadable:
        ctx.exit(2)
    if strict and (found := strictness.complaints(root_of(ctx, root), result)):
        import_printing.complaints(words, found)
        ctx.exit(1)


def _user() -> str:
    """The name that this user is logged in under; "" where the machine knows none."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


@main.command()
@workspace_option
@click.option("--list", "listed", is_flag=True)
@click.option("--redo", is_flag=True)
@click.option("--why", default="")
@click.option("--who", default=None)
@click.pass_context
def undo(
    ctx: click.Context, root: Path | None, listed: bool, redo: bool, why: str, who: str | None
) -> None:
    """Take back the last import: what it had replaced counts again; its rows stay and can be brought back."""
    from analysis.actions import undo_import
    from analysis.command import printing

    here = root_of(ctx, root)
    if listed:
        found = undo_import.deliveries(here)
        if not found:
            raise NoData("no_workspace" if here.exists() else "no_such_workspace", workspace=here)
        printing.deliveries(words_of(ctx), found)
        return
    change = undo_import.redo_import if redo else undo_import.undo_last_import
    with printing.progress(words_of(ctx)) as report:
        name = _user() if who is None else who
        done = change(here, name, why, lambda part: report("store", part))
    printing.undoing(words_of(ctx), done, is_redone=redo)


for each in (
    asking.sql,
    asking.clients,
    asking.orders,
    asking.leads,
    asking.deal,
    asking.backtest,
    reporting.report,
    asking.check,
):
    main.add_command(each)
