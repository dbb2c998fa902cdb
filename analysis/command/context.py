"""What the commands share: options, the workspace and the language they are called with, and what an error ends in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from analysis import places
from analysis.command import speaking
from analysis.errors import DealfitError, causes
from analysis.language.command_words import CommandWords, language
from analysis.output.terminal import say

if (
    TYPE_CHECKING
):  # `dealfit` alone must have the server up before pandas and DuckDB are read: imported where used
    from analysis.deals.workspace import DealWorkspace

T = TypeVar("T")
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


def words_of(ctx: click.Context) -> CommandWords:
    group = ctx.find_root().command
    assert isinstance(group, Commands)
    return group.words


def root_of(ctx: click.Context, given: Path | None) -> Path:
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


def ask(
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
