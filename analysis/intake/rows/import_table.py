"""Take a file in: accepted rows, refused rows, and a report in which read = accepted + refused.

A text file goes by line (`in_bulk`) if it can: one pass. Whatever else, and every file in doubt, is staged as text cells
with row numbers and judged row by row (`row_by_row`). Both ways give the same rows.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from analysis.errors import UnreadableFile
from analysis.intake.columns import unused
from analysis.intake.columns.amounts.home_currency import preferred
from analysis.intake.columns.delimited_text import csv_layout
from analysis.intake.columns.format_marks import mark
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.shape_keys import keys_of
from analysis.intake.columns.tables import GLANCED, Part, beginning, first, parts
from analysis.intake.columns.workbook_tables import Beginning
from analysis.intake.currency import Money
from analysis.intake.files import encoding
from analysis.intake.rows import kept_formats
from analysis.intake.rows.in_bulk import NotByLine, take_by_line
from analysis.intake.rows.order_lines import organisations
from analysis.intake.rows.order_lines.order_names import by_numbers, names_orders
from analysis.intake.rows.questions import asking
from analysis.intake.rows.report import Counts, FileImport
from analysis.intake.rows.row_by_row import judge
from analysis.intake.rows.run import Run
from analysis.intake.rows.staging import (
    stage_csv,
    stage_parquet,
    stage_sample,
    stage_sheet,
    undecided,
)
from analysis.intake.sheets.grid import Flat
from analysis.intake.sqltext import connect
from analysis.intake.values import other_currencies, pricing, refunds
from analysis.intake.values.format_detection import detect_formats
from analysis.intake.values.formats import described
from analysis.progress import Progress, silent


def take_in(
    path: Path | str,
    *,
    import_id: str,
    accepted: Path,
    rejected: Path,
    table: str | None = None,
    mapping: FileMapping | None = None,
    progress: Progress | None = None,
    part: Part | None = None,
    money: Money | None = None,
) -> FileImport:
    """Write `accepted` and, if any row is refused, `rejected`; raises UnreadableFile, UnknownColumns, BadMapping.

    `part`: one of `parts` of the file; by default the first that holds a table. `money`: the workspace's currency and
    rates; without them nothing is converted. The part's rows are used up.
    """
    path, mapping = Path(path), mapping or FileMapping()
    accepted, rejected, money = Path(accepted), Path(rejected), money or Money()
    with (
        tempfile.TemporaryDirectory(prefix=".intake-", dir=accepted.parent) as folder,
        connect(Path(folder), path) as con,
    ):
        run = Run(con, Path(folder), import_id, accepted, rejected, progress or silent)
        part = part or first(parts(path, table, mapping))
        if part.trouble:
            raise part.trouble
        if part.layout:
            layout = preferred(replace(part.layout, money=money))
            pricing.check(layout)
            if part.rows is not None and not part.flat:
                mark(part.rows, layout, part.formats)
            if part.rows is not None:
                layout = replace(layout, undecided=undecided(layout, part.rows))
            above = part.beginning
            relation = (
                stage_parquet(con, path, part.names, run.scratch)
                if part.rows is None
                else stage_sheet(con, layout, part.rows, run.scratch, part.flat)
            )
            if part.rows:
                part.rows.clear()  # staged: 200,000 rows would hold 300 MB for nothing
            run.tell(0.3)
            if names_orders(layout):
                layout, relation = by_numbers(con, layout, relation, run.scratch)
            layout, relation = organisations.told_apart(con, layout, relation)
            counts = judge(
                run,
                layout,
                relation,
                detect_formats(con, stage_sample(layout, run.scratch), layout),
            )
        else:
            layout, counts, above = _text_file(run, path, table, part.mapping, money)
        layout = counts.layout or layout
    if not counts.accepted and not counts.refused:
        accepted.unlink(missing_ok=True)
        raise UnreadableFile("no_rows", file=path.name)
    run.tell(1.0)
    return _report(path, import_id, layout, counts, part.flat, above)


def _text_file(
    run: Run, path: Path, table: str | None, mapping: FileMapping, money: Money
) -> tuple[Layout, Counts, Beginning]:
    facts = encoding.scan(path)
    told = mapping.format.get("encoding")
    used = encoding.checked(told, mapping.name) if told else encoding.detect(path, facts)[0]
    run.tell(0.1)
    text, lines = path, facts
    if (
        used != "utf-8"
        or (facts.returns and not facts.line_feeds)
        or encoding.INVISIBLE in facts.odd_spaces
    ):
        text = run.scratch / "utf8.csv"
        lines = encoding.to_utf8(path, used, text, facts)
    cut = text.stat().st_size > encoding.HEAD
    head = encoding.head_text(text, "utf-8")
    layout = csv_layout(head, cut=cut, file=path.name, encoding=used, table=table, mapping=mapping)
    layout = preferred(replace(layout, money=money))
    pricing.check(layout)
    top = beginning(head[:GLANCED], layout.delimiter or ",")
    if names_orders(layout) or organisations.place(layout) is not None:
        relation = stage_csv(run.con, layout, text, lines.lines, run.scratch)
        if names_orders(layout):
            layout, relation = by_numbers(run.con, layout, relation, run.scratch)
        layout, relation = organisations.told_apart(run.con, layout, relation)
        formats = detect_formats(run.con, stage_sample(layout, run.scratch), layout)
        return layout, judge(run, layout, relation, formats), top
    sample = stage_sample(layout, run.scratch)
    formats = detect_formats(run.con, sample, layout)
    run.tell(0.2)
    given_back = refunds.places(layout) or refunds.places_of_pieces(layout)
    asks = bool(given_back or asking.ask(run.con, sample, layout, formats).questions)
    if (
        formats.settled
        and not asks
        and not pricing.converts(layout)
        and not other_currencies.places(layout)
        and not lines.lone_returns
    ):
        above = "".join(
            head.split("\n", layout.skip)[: layout.skip]
        )  # the header's own order_id doesn't count
        odd_signs = lines.exponents or lines.odd_signs > above.count("+") + above.count("_")
        certain = formats.after(odd_spaces=lines.odd_spaces, odd_signs=odd_signs)
        try:
            return layout, take_by_line(run, layout, certain, text, lines.lines), top
        except NotByLine:
            run.tell(0.3)
    relation = stage_csv(run.con, layout, text, lines.lines, run.scratch)
    return layout, judge(run, layout, relation, formats), top


def _report(
    path: Path, import_id: str, layout: Layout, counts: Counts, flat: Flat | None, above: Beginning
) -> FileImport:
    cells = dict(zip(above.numbers, above.rows, strict=True)).get(layout.header_row, layout.headers)
    read = None
    if counts.money_accepted is not None:
        read = counts.money_accepted + (counts.money_refused or Decimal(0))
    return FileImport(
        import_id=import_id,
        file=path.name,
        sheet=layout.sheet,
        table=layout.table.name,
        rows_read=counts.accepted + counts.refused,
        rows_accepted=counts.accepted,
        rows_rejected=counts.refused,
        revenue_read=read,
        revenue_accepted=counts.money_accepted,
        revenue_rejected=counts.money_refused,
        first_row=counts.first_row,
        columns=layout.named,
        unused=layout.unused,
        formats=described(layout, counts.formats) | dict(flat.said if flat else {}),
        warnings=counts.warnings + layout.noticed + (flat.notices if flat else ()),
        mapping=layout.mapping,
        shapes=keys_of(above.rows),
        header_cells=cells,
        headers=layout.headers,
        rows_not_data=counts.apart.not_data,
        revenue_not_data=counts.apart.money_not_data,
        rows_without_amount=counts.apart.without_amount,
        questions=counts.questions,
        unused_columns=unused.of(
            layout.table.name, layout.headers, layout.sample, layout.unused, layout.columns
        ),
        reading=kept_formats.to_text(layout, counts.formats),
    )
