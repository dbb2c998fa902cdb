"""The commands that ask a published store: its tables, clients, orders, leads, a deal, past advice, the checks. They write nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from analysis.command import deal_options
from analysis.command.context import (
    ask,
    demo_option,
    format_option,
    root_of,
    scope_options,
    words_of,
    workspace_option,
)
from analysis.output.terminal import say

if TYPE_CHECKING:
    from pandas import DataFrame

    from analysis.reader.scope import Scope
    from analysis.reader.workspace import Workspace

MARK = 7  # signs of a check's state


@click.command()
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
        words_of(ctx),
        ask(words_of(ctx), root_of(ctx, root), is_demo, lambda ws: ws.sql(query, bounds)),
        form,
    )


def _show_slice(
    ctx: click.Context,
    table: Callable[[Workspace, Scope], DataFrame],
    root: Path | None,
    is_demo: bool,
    form: str,
    where: str | None,
    slice_: Mapping[str, Any],
) -> None:
    """Prints a table of the slice that the options name, of it the rows for which `where` holds."""
    from analysis.reader.scope import Scope

    answer = ask(
        words_of(ctx),
        root_of(ctx, root),
        is_demo,
        lambda ws: ws.filtered(table(ws, Scope(**slice_)), where),
    )
    from analysis.command import table_printing

    table_printing.show(words_of(ctx), answer, form, named=True)


@click.command()
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
    _show_slice(ctx, lambda ws, scope: ws.clients(scope), root, is_demo, form, where, slice_)


@click.command()
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
    _show_slice(ctx, lambda ws, scope: ws.orders(scope), root, is_demo, form, where, slice_)


@click.command()
@workspace_option
@demo_option
@click.option("--from", "due_since", metavar="DATE")
@click.option("--to", "due_until", metavar="DATE")
@click.option("--where", metavar="CONDITION")
@format_option
@click.pass_context
def leads(
    ctx: click.Context,
    root: Path | None,
    is_demo: bool,
    due_since: str | None,
    due_until: str | None,
    where: str | None,
    form: str,
) -> None:
    """Leads with the next step with each, its day and its reason, the earliest first."""
    from analysis.reader.scope import Scope

    scope = Scope(due_since, due_until)
    answer = ask(
        words_of(ctx), root_of(ctx, root), is_demo, lambda ws: ws.filtered(ws.leads(scope), where)
    )
    from analysis.command import table_printing

    words = words_of(ctx)
    if form == "table":
        reasons = answer["reason_code"].map(lambda code: words.code("lead_reason", code))
        answer = answer.assign(reason=reasons).rename(columns={"reason": "lead_reason"})
        answer = answer.drop(columns=["reason_code", "need_code"])
    table_printing.show(words, answer, form, named=True)


@click.command()
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
    words, here = words_of(ctx), root_of(ctx, root)
    ask(words, here, is_demo, lambda ws: deal_printing.answer(words, ws, asked, **said))


@click.command()
@workspace_option
@demo_option
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True
)
@click.pass_context
def backtest(ctx: click.Context, root: Path | None, is_demo: bool, form: str) -> None:
    """Every past custom order asked about again, with only what was known before it."""
    from analysis.command import deal_printing

    words, here = words_of(ctx), root_of(ctx, root)
    ask(words, here, is_demo, lambda ws: deal_printing.show_backtest(words, ws, form))


@click.command()
@workspace_option
@demo_option
@click.pass_context
def check(ctx: click.Context, root: Path | None, is_demo: bool) -> None:
    """Run the checks: exit 1 when the arithmetic is breached; odd data is named too."""
    from analysis.command import import_printing

    words, breached = words_of(ctx), False
    for _, row in ask(words, root_of(ctx, root), is_demo, lambda ws: ws.breaches()).iterrows():
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
