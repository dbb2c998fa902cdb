"""The `dealfit` command: import, look, query, check, serve. Errors are one sentence on stderr; no traceback."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from analysis import places
from analysis.apart import scratch, uncollected, without_pandas
from analysis.command import deal_options, speaking
from analysis.errors import DealfitError, NoData, causes
from analysis.language.command_words import CommandWords, language
from analysis.output.terminal import say

if (
    TYPE_CHECKING
):  # `dealfit` alone must have the server up before pandas and DuckDB are read: imported where used
    from analysis.deals.workspace import DealWorkspace

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
MARK = 7  # signs of a check's state
FORMATS = click.Choice(["table", "csv", "json"])

_workspace = click.option(
    "--workspace",
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
)
_language = click.option("--lang", type=click.Choice(["ru", "en"]), expose_value=False)


def workspace_option(command: Any) -> Any:
    """Where, and in which language; what each option is for stands in analysis.language."""
    return _language(_workspace(command))


demo_option = click.option("--demo", "is_demo", is_flag=True)
format_option = click.option("--format", "form", type=FORMATS, default="table", show_default=True)


def scope_options(command: Any) -> Any:
    for option in reversed(
        (
            click.option("--from", "since", metavar="DATE"),
            click.option("--to", "until", metavar="DATE"),
            click.option("--client", "clients", multiple=True),
            click.option("--manager", "managers", multiple=True),
            click.option("--family", "families", multiple=True),
            click.option(
                "--kind", "kinds", multiple=True, type=click.Choice(["serial", "custom", "unknown"])
            ),
            click.option("--industry", "industries", multiple=True),
            click.option("--region", "regions", multiple=True),
            click.option("--min-revenue", "minimum_revenue", metavar="AMOUNT"),
            click.option("--where", metavar="CONDITION"),
        )
    ):
        command = option(command)
    return command


class Commands(click.Group):
    """Speaks the language asked for, or the system's; shows DealfitError as its sentence; `dealfit` alone serves."""

    words: CommandWords

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> Any:
        given = list(sys.argv[1:] if args is None else args)
        self.words = speaking.speak(self, language(given, os.environ))
        return super().main(given, *rest, **named)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DealfitError as trouble:
            say(f"dealfit: {self.words.error(trouble)}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt:
            # Python ends by the signal itself where the interrupt came while a text was run as code, as dataclasses do when their
            # module loads, though it is caught here; the next text that is run makes it forget that
            exec("")
            say(f"dealfit: {self.words('command.interrupted')}", err=True)
            ctx.exit(130)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)


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


def _words(ctx: click.Context) -> CommandWords:
    group = ctx.find_root().command
    assert isinstance(group, Commands)
    return group.words


def _root(ctx: click.Context, given: Path | None) -> Path:
    root: Path = given or ctx.obj or places.default_root()
    try:
        root.stat()
    except FileNotFoundError:
        return root
    except (OSError, ValueError) as trouble:
        raise DealfitError("cannot_reach", place=root, detail=causes.of_system(trouble)) from None
    if not root.is_dir():
        raise DealfitError("workspace_no_folder", workspace=root)
    return root


def _ask(
    words: CommandWords, root: Path, is_demo: bool, question: Callable[[DealWorkspace], T]
) -> T:
    """What the workspace answers, or the demo plant where that is asked for; on stderr, why its figures aren't the newest."""
    from analysis.actions import opening

    def told(ws: DealWorkspace) -> T:
        if is_demo:
            say(words("command.is_demo"), err=True)
        if ws.trouble:
            former = words("command.former", trouble=words.error(ws.trouble))
            say(f"dealfit: {former}", err=True)
        return question(ws)

    return opening.answered(root, is_demo, told)


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
    words, here = _words(ctx), _root(ctx, root).resolve()
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

    demo_plant.prepare(_root(ctx, root))


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

    words = _words(ctx)
    if watch:
        folders = [Path(p) for p in paths]
        look = watching.Watch(
            _root(ctx, root),
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
            _root(ctx, root),
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
    for line in printing.changes(words, _root(ctx, root), result):
        say(line)
    for _, trouble in result.unreadable:
        say(f"dealfit: {words.error(trouble)}", err=True)
    if result.unreadable:
        ctx.exit(2)
    if strict and (found := strictness.complaints(_root(ctx, root), result)):
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

    here = _root(ctx, root)
    if listed:
        found = undo_import.deliveries(here)
        if not found:
            raise NoData("no_workspace" if here.exists() else "no_such_workspace", workspace=here)
        printing.deliveries(_words(ctx), found)
        return
    change = undo_import.redo_import if redo else undo_import.undo_last_import
    with printing.progress(_words(ctx)) as report:
        name = _user() if who is None else who
        done = change(here, name, why, lambda part: report("store", part))
    printing.undoing(_words(ctx), done, is_redone=redo)


@main.command()
@click.argument("query")
@workspace_option
@demo_option
@format_option
@click.option("--seconds", type=click.FloatRange(0.1, 86_400), default=30, show_default=True)
@click.option(
    "--gigabytes",
    type=click.FloatRange(0.2, 1_000),
    default=2,
    show_default=True,
)
@click.pass_context
def sql(
    ctx: click.Context,
    query: str,
    root: Path | None,
    is_demo: bool,
    form: str,
    seconds: float,
    gigabytes: float,
) -> None:
    """A single SELECT over the input and result tables, read-only."""
    from analysis.stores import console

    bounds = console.Bounds(seconds, gigabytes)
    console.check(query)
    console.start(bounds)  # while this process reads pandas

    from analysis.command import table_printing

    table_printing.show(
        _words(ctx),
        _ask(_words(ctx), _root(ctx, root), is_demo, lambda ws: ws.sql(query, bounds)),
        form,
    )


@main.command()
@workspace_option
@demo_option
@scope_options
@format_option
@click.pass_context
def clients(
    ctx: click.Context,
    /,
    root: Path | None,
    is_demo: bool,
    form: str,
    where: str | None,
    **slice_: Any,
) -> None:
    """Clients with both profits, hours, lateness and shares, the largest true profit first."""
    from analysis.reader.scope import Scope

    answer = _ask(
        _words(ctx),
        _root(ctx, root),
        is_demo,
        lambda ws: ws.filtered(ws.clients(Scope(**slice_)), where),
    )
    from analysis.command import table_printing

    table_printing.show(_words(ctx), answer, form, named=True)


@main.command()
@workspace_option
@demo_option
@scope_options
@format_option
@click.pass_context
def orders(
    ctx: click.Context,
    /,
    root: Path | None,
    is_demo: bool,
    form: str,
    where: str | None,
    **slice_: Any,
) -> None:
    """Orders with both profits side by side, hidden losses first."""
    from analysis.reader.scope import Scope

    answer = _ask(
        _words(ctx),
        _root(ctx, root),
        is_demo,
        lambda ws: ws.filtered(ws.orders(Scope(**slice_)), where),
    )
    from analysis.command import table_printing

    table_printing.show(_words(ctx), answer, form, named=True)


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@workspace_option
@demo_option
@deal_options.said_as
@click.pass_context
def deal(ctx: click.Context, /, file: Path, root: Path | None, is_demo: bool, **said: Any) -> None:
    """What to answer the next deal: its cost and how sure that is, prices, conditions, and the past orders it rests on."""
    from analysis.command import deal_printing
    from analysis.deals.deal import load_deal

    asked = load_deal(file)
    words, here = _words(ctx), _root(ctx, root)
    _ask(words, here, is_demo, lambda ws: deal_printing.answer(words, ws, asked, **said))


@main.command()
@workspace_option
@demo_option
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@click.pass_context
def backtest(ctx: click.Context, root: Path | None, is_demo: bool, form: str) -> None:
    """Every past custom order asked about again, with only what was known before it."""
    from analysis.command import deal_printing

    words, here = _words(ctx), _root(ctx, root)
    _ask(words, here, is_demo, lambda ws: deal_printing.show_backtest(words, ws, form))


@main.command()
@workspace_option
@demo_option
@click.pass_context
def check(ctx: click.Context, root: Path | None, is_demo: bool) -> None:
    """Run the checks: exit 1 when the arithmetic is breached; odd data is named too."""
    from analysis.command import import_printing

    words, breached = _words(ctx), False
    for _, row in _ask(words, _root(ctx, root), is_demo, lambda ws: ws.breaches()).iterrows():
        broken = row["guilty_rows"] > 0
        kind = "held" if not broken else "broken" if row["level"] == "checks" else "notice"
        breached |= kind == "broken"
        mark = f"{words(f'command.check.{kind}'):{MARK}}"
        if not broken:
            say(f"{mark} {row['name']}")
            continue
        sentence = import_printing.of_store(words, row["level"], row["name"], row["sentence"])
        say(
            words(
                "command.check.line",
                mark=mark,
                name=row["name"],
                rows=int(row["guilty_rows"]),
                sentence=sentence,
            )
        )
    ctx.exit(1 if breached else 0)
