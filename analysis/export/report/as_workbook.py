"""The report as a workbook: a sheet a section, numbers as numbers in full, so that they can be reckoned on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.dictionary.units import unit_of
from analysis.export import ExportColumn, ExportSheet, to_workbook
from analysis.export.report.leadership import CLIENT, KIND, ClientLine, LeadershipReport
from analysis.export.report.sections import ReportPage
from analysis.language import Words


def xlsx(report: LeadershipReport, page: ReportPage, words: Words) -> bytes:
    """The sheets: figures, bridge, months, kinds, clients at both ends; above each its title and what the report is about."""
    titles = {section.name: section.title for section in page.sections}
    sheets = {}
    for name, (columns, rows) in _tables(report, words).items():
        if rows:
            frame = pd.DataFrame(rows, columns=[c.name for c in columns])
            sheets[words(f"report.sheet.{name}")] = ExportSheet(
                frame, columns, [titles.get(name, page.title), page.quiet]
            )
    return to_workbook(sheets)


Table = tuple[list[ExportColumn], list[list[Any]]]


def _tables(report: LeadershipReport, words: Words) -> dict[str, Table]:
    def head(key: str, unit: str = "text") -> ExportColumn:
        return ExportColumn(key, words(f"report.head.{key}"), unit)

    def metrics(names: Sequence[str]) -> list[ExportColumn]:
        return [ExportColumn(name, words.title(name), unit_of(name)) for name in names]

    def clients(lines: Sequence[ClientLine]) -> Table:
        rows: list[list[Any]] = [
            [line.name, *(line.values[n] for n in CLIENT), line.then] for line in lines
        ]
        return [head("client"), *metrics(CLIENT), head("before", "money")], rows

    ends = [head("actual", "quantity"), head("before", "quantity")]
    return {
        "figures": (
            [head("figure"), *ends],
            [[words.title(b.name), b.now, b.then] for b in report.figures],
        ),
        "bridge": (
            [head("step"), head("actual", "money")],
            [[words(f"bridge.{s.code}"), s.amount] for s in report.bridge],
        ),
        "months": (
            [head("month", "date"), head("actual", "money"), head("before", "money")],
            [[m.month, m.now, m.then] for m in report.months],
        ),
        "kinds": (
            [head("kind"), *metrics(KIND)],
            [[words.code("kind", k.kind), *(k.values[n] for n in KIND)] for k in report.kinds],
        ),
        "best": clients(report.best),
        "worst": clients(report.worst),
    }
