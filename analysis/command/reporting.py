"""The command that writes leadership's report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from analysis.command.context import ask, demo_option, root_of, words_of, workspace_option
from analysis.errors import DealfitError
from analysis.output.terminal import say

FORMS = (".pdf", ".xlsx", ".html")


@click.command()
@workspace_option
@demo_option
@click.option("--period", "period", default="12m", show_default=True)
@click.option("--out", "report_file", type=click.Path(path_type=Path, dir_okay=False), default=None)
@click.pass_context
def report(
    ctx: click.Context, root: Path | None, is_demo: bool, period: str, report_file: Path | None
) -> None:
    """Writes leadership's report of a period as PDF, XLSX or HTML."""
    words = words_of(ctx)
    path = report_file or Path(words("report.file"))
    if path.suffix.lower() not in FORMS:
        raise DealfitError("report_form", file=path, known=", ".join(FORMS))

    def written(ws: Any) -> bytes:
        from analysis.export.report import forms
        from analysis.journal import settings
        from analysis.language import Words

        chosen = settings.in_force(ws.root)
        said = Words(words.lang, chosen.currency)
        return forms.of_period(ws, period, said, chosen.letter.company, path.suffix.lower())

    from analysis import storage

    storage.atomic_write(path, ask(words, root_of(ctx, root), is_demo, written))
    say(words("report.written", file=path))
