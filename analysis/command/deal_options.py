"""How `dealfit deal` is asked to say its answer: lines, JSON, the letter to the client, the sheet for the meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

FORMS = ("table", "json", "pdf")


def said_as(command: Any) -> Any:
    """The options `form`, `letter` and `out`; what each is for stands in analysis.language."""
    for option in (
        click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=None),
        click.option("--letter", type=click.Choice(["ru", "en"]), default=None),
        click.option(
            "--format", "form", type=click.Choice(FORMS), default="table", show_default=True
        ),
    ):
        command = option(command)
    return command
