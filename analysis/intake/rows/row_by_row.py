"""The thorough way: every staged row typed together with its first trouble, then parted into accepted and refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from analysis.errors import UnreadableFile
from analysis.intake.columns.layout import Layout
from analysis.intake.questions import Question
from analysis.intake.reasons import Notice
from analysis.intake.rows.conversion import Conversion, conversion
from analysis.intake.rows.not_counted import far_dates, unread_values
from analysis.intake.rows.not_counted.not_data import tell_apart
from analysis.intake.rows.notices import (
    blanks,
    differing_stamps,
    notices,
    pool_periods,
    statuses,
    unknown_words,
)
from analysis.intake.rows.order_lines import (
    amount_notices,
    further_tables,
    pieces_back,
    row_units,
    totals,
)
from analysis.intake.rows.questions import asking
from analysis.intake.rows.report import Counts
from analysis.intake.rows.run import (
    Run,
    is_numbered,
    output_columns,
    publish,
    repeated_numbers,
    years_apart,
)
from analysis.intake.sqltext import literal
from analysis.intake.values import order_totals, other_currencies, pricing
from analysis.intake.values.format_detection import detect_formats
from analysis.intake.values.formats import Formats


def judge(
    run: Run,
    layout: Layout,
    relation: str,
    known: Formats | None,
    *,
    told: Formats | None = None,
    earlier: Sequence[Path] = (),
    questions: Sequence[Question] = (),
) -> Counts:
    """Judge the rows of `relation` (row, fault, fault_raw, c0, c1 …); `known` formats from the first rows save time.

    Mended rows come with the formats of their file (`told`), the Parquet of that file's rows that count (`earlier`) and what was asked
    of that file (`questions`).
    """
    if told:
        layout, formats = asking.settle_again(layout, told, questions)
    else:
        asked = asking.ask(
            run.con, relation, layout, detect_formats(run.con, relation, layout, known)
        )
        layout, formats, questions = asked.layout, asked.formats, asked.questions
    if formats.undecided_date:
        position = layout.columns[formats.undecided_date]
        sample = next((r[position] for r in layout.sample if r[position].strip()), "")
        error = UnreadableFile(
            "ambiguous_dates", file=layout.file, header=layout.headers[position], sample=sample
        )
        error.questions = tuple(questions)
        raise error
    if formats.order_totals:
        order_totals.check(layout, formats.vat)
    converting = conversion(layout, formats)
    typed = run.scratch / "typed.parquet"
    total = run.copy(converting.over(relation, "row", "fault"), typed)
    if not told and (fenced := far_dates.fenced(run.con, layout, formats, typed)) != formats:
        formats = fenced
        converting = conversion(layout, formats)
        total = run.copy(converting.over(relation, "row", "fault"), typed)
    if others := further_tables.sections(run.con, layout, relation, troubled(typed)):
        relation = further_tables.marked(relation, layout, others)
        total = run.copy(converting.over(relation, "row", "fault"), typed)
    run.tell(0.6)
    run.con.execute(
        f"CREATE OR REPLACE TEMP VIEW typed AS SELECT * FROM read_parquet({literal(typed)})"
    )
    honest = _find_honest(run, layout, converting)
    _find_late(run, layout)
    _find_taken(run, layout, earlier)
    good = "trouble = 0 AND source_row NOT IN (SELECT row FROM late)"
    target = run.scratch / "accepted.parquet"
    columns = f"{output_columns(layout)}, {literal(run.import_id)} AS import_id, source_row"
    accepted = run.copy(f"SELECT {columns} FROM typed WHERE {good}", target)
    refused = run.refuse(layout, converting.checks, relation, good)
    assert accepted + refused == total, "every row is accepted or refused"
    money = run.money(layout, f"typed WHERE {good}")
    lost = run.money(
        layout, f"typed WHERE NOT ({good}) AND trouble <> 1"
    )  # 1: cells in trouble, money unreliable
    repeated = 0 if is_numbered(layout) else run.repeated_lines(layout, target)
    found = (
        honest
        + notices(layout, formats, repeated)
        + asking.notices(questions)
        + unknown_words(run.con, layout, relation)
        + row_units.notices(run.con, layout, relation)
    )
    found += blanks(run.con, layout, run.rejected) if accepted and refused else ()
    found += differing_stamps(run.con, layout, target) + amount_notices.notices(
        run.con, layout, formats, target
    )
    found += pool_periods(run.con, layout, target)
    found += unread_values.write(
        run.con,
        layout,
        converting.blanks,
        converting.values(relation),
        good,
        run.import_id,
        run.unread,
        run.scratch,
    )
    found += amount_notices.returned(run.con, layout, formats, relation)
    found += pieces_back.noticed(run.con, layout, formats, relation)
    found += pricing.notices(run.con, layout, formats, converting.values(relation)) + statuses(
        run.con, layout, target
    )
    found += other_currencies.notices(run.con, layout, converting.values(relation))
    publish(target, run.accepted)
    run.tell(0.95)
    return Counts(
        accepted,
        refused,
        money,
        lost,
        None,
        formats,
        found,
        tell_apart(run, layout, refused),
        layout,
        tuple(questions),
    )


def troubled(typed: Path) -> str:
    """SQL: the rows of the Parquet that are in trouble."""
    return f"SELECT source_row FROM read_parquet({literal(typed)}) WHERE trouble > 1"


def _find_honest(run: Run, layout: Layout, converting: Conversion) -> tuple[Notice, ...]:
    """Lines called like totals that are none: without trouble from here on."""
    suspect = converting.doubtful
    if suspect is None or not run.count(f"SELECT count(*) FROM typed WHERE trouble = {suspect}"):
        return ()
    found = totals.honest(run.con, layout, suspect)
    typed = literal(run.scratch / "typed.parquet")
    trouble = "CASE WHEN source_row IN (SELECT row FROM honest) THEN 0 ELSE trouble END"
    run.con.execute(
        f"CREATE OR REPLACE TEMP VIEW typed AS SELECT * REPLACE ({trouble} AS trouble) FROM read_parquet({typed})"
    )
    return found


def _find_late(run: Run, layout: Layout) -> None:
    """Table `late`: good rows whose order and line number an earlier good row has already."""
    run.con.execute("CREATE OR REPLACE TEMP TABLE late (row BIGINT)")
    if is_numbered(layout):
        run.con.execute(
            f"INSERT INTO late {repeated_numbers('typed', 'source_row', 'trouble = 0')}"
        )


def _find_taken(run: Run, layout: Layout, earlier: Sequence[Path]) -> None:
    """Into `late`: good rows whose order and line number a row of the same file has that counts already."""
    if earlier and is_numbered(layout):
        apart = years_apart("typed.order_date", "taken.order_date")
        there = ", ".join(literal(path) for path in earlier)
        run.con.execute(
            f"INSERT INTO late SELECT DISTINCT typed.source_row FROM typed JOIN read_parquet([{there}]) AS taken "
            f"ON typed.order_id = taken.order_id AND typed.line_no = taken.line_no AND NOT {apart} "
            "AND coalesce(typed.client_id, typed.client_name) = coalesce(taken.client_id, taken.client_name) "
            "WHERE trouble = 0"
        )
