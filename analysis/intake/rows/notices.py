"""What a person should know of a file though its rows were taken in."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import duckdb

from analysis.dictionary.time_units import CLOCK_UNITS, pattern
from analysis.intake.columns.layout import Layout
from analysis.intake.reasons import REQUIRED, Notice
from analysis.intake.sqltext import literal, values
from analysis.intake.statuses import state_of
from analysis.intake.values import returns
from analysis.intake.values.cell_sql import raw
from analysis.intake.values.formats import Formats, factor_of
from analysis.intake.vocabulary import VOCABULARY, meaning

DIFFERENT = 1000  # statuses looked at: a column with more of them holds something else
OF_STATE = {
    "done": "unknown_statuses",
    "in progress": "statuses_in_progress",
    "cancelled": "statuses_cancelled",
}


def notices(layout: Layout, formats: Formats, repeated: int) -> tuple[Notice, ...]:
    """Guesses made and oddities seen: repeated rows, VAT, thousands, doubtful numbers and dates."""
    found: list[Notice] = []
    if repeated:
        found.append(Notice("exact_duplicates", {"rows": repeated}))
    if formats.order_totals:
        found.append(Notice("order_totals", {"header": layout.headers[layout.columns["revenue"]]}))
    if said := dict.fromkeys(s for i in layout.columns.values() for s in layout.of_title(i)):
        headers = [layout.headers[i] for i in layout.columns.values() if layout.of_title(i)]
        found.append(Notice("title_says", {"said": _quoted(said), "headers": _quoted(headers)}))
    for column, position in layout.columns.items():
        header = layout.headers[position]
        factor = factor_of(layout, column)
        if factor != 1 and layout.table.column(column).kind in ("money", "quantity"):
            found.append(Notice("thousands", {"header": header, "factor": f"{Decimal(factor):f}"}))
        number, date = formats.numbers.get(column), formats.dates.get(column)
        if number and number.ambiguous:
            sample = next(
                (r[position] for r in layout.sample if "," in r[position] or "." in r[position]),
                "1,234",
            )
            found.append(
                Notice(
                    "ambiguous_numbers", {"header": header, "sample": sample, "mark": number.mark}
                )
            )
        if date and date.ambiguous:
            order = "DD/MM/YYYY" if date.order == "dmy" else "MM/DD/YYYY"
            found.append(Notice("ambiguous_dates", {"header": header, "order": order}))
    return tuple(found)


def differing_stamps(
    con: duckdb.DuckDBPyConnection, layout: Layout, accepted: Path
) -> tuple[Notice, ...]:
    """Accepted rows of usage whose stated duration is another, by over a minute, than from their start to their end."""
    if (
        layout.table.name != "usage"
        or not {"quantity", "started_at", "ended_at"} <= layout.columns.keys()
    ):
        return ()
    is_in = {code: f"regexp_matches(lower(unit), '{pattern(code)}')" for code in CLOCK_UNITS}
    stated = f"""CASE WHEN unit IS NULL OR {is_in["h"]} THEN quantity * 60
        WHEN {is_in["min"]} THEN quantity WHEN {is_in["s"]} THEN quantity / 60 END"""
    minutes = "date_diff('second', started_at, ended_at) / 60"
    by_days = "started_at::TIME = TIME '00:00' AND ended_at::TIME = TIME '00:00'"
    [(rows,)] = con.execute(
        f"SELECT count(*) FROM read_parquet({literal(accepted)}) WHERE abs({stated} - {minutes}) > 1 AND NOT ({by_days})"
    ).fetchall()
    return (Notice("stamps_differ", {"rows": rows}),) if rows else ()


def pool_periods(
    con: duckdb.DuckDBPyConnection, layout: Layout, accepted: Path
) -> tuple[Notice, ...]:
    """What the pools' costs and capacities were taken to be of, where a month doesn't say it: a month each, or a longer period."""
    if layout.table.name != "pools" or not {"cost", "capacity"} & {
        *layout.columns,
        *layout.constants,
    }:
        return ()
    rows = con.execute(
        f"""SELECT coalesce(cost_period, capacity_period, 'month') AS period, count(*), coalesce(sum(cost), 0)
        FROM read_parquet({literal(accepted)})
        WHERE coalesce(cost, capacity) IS NOT NULL
            AND ((month IS NULL AND since IS NULL) OR coalesce(cost_period, capacity_period, 'month') <> 'month')
        GROUP BY ALL ORDER BY ALL"""
    ).fetchall()
    return tuple(
        Notice("pools_of_a_month", {"rows": count, "cost": f"{cost:f}"})
        if period == "month"
        else Notice("pools_of_a_period", {"rows": count, "cost": f"{cost:f}", "period": period})
        for period, count, cost in rows
    )


def blanks(con: duckdb.DuckDBPyConnection, layout: Layout, rejected: Path) -> tuple[Notice, ...]:
    """Names and dates that are missing under filled ones, as where a sheet was made to look merged."""
    told = [
        layout.headers[i]
        for c, i in layout.columns.items()
        if layout.table.column(c).kind in ("id", "text", "date")
    ]
    if not rejected.exists() or not told:
        return ()
    rows = con.execute(
        f"""SELECT "column", count(*) FROM read_parquet({literal(rejected)}) WHERE reason = {literal(REQUIRED)}
        AND "column" IN ({values(told)}) AND row_number > {layout.skip + 1}
        GROUP BY "column" HAVING count(*) > 1 ORDER BY min(row_number)"""
    ).fetchall()
    return tuple(Notice("blank_below", {"header": header, "rows": count}) for header, count in rows)


def unknown_words(
    con: duckdb.DuckDBPyConnection, layout: Layout, relation: str
) -> tuple[Notice, ...]:
    """A notice for each column with words of no known meaning, with the most frequent of them."""
    found: list[Notice] = []
    for column in VOCABULARY:
        text = raw(layout, column) if column in layout.table.names else None
        if text is None:
            continue
        rows = con.execute(
            f"SELECT word, count(*) AS rows FROM (SELECT trim({text}) AS word FROM {relation}) "
            f"WHERE word <> '' AND {meaning(column, 'word')} IS NULL GROUP BY word ORDER BY rows DESC, word"
        ).fetchmany(1000)
        if rows:
            words = ", ".join(f"'{str(word)[:40]}'" for word, _ in rows[:5])
            details = {"column": column, "rows": sum(count for _, count in rows), "values": words}
            found.append(Notice("unknown_values", details))
    return tuple(found)


def statuses(con: duckdb.DuckDBPyConnection, layout: Layout, accepted: Path) -> tuple[Notice, ...]:
    """Statuses of taken rows that the vocabulary doesn't have as a whole, the most frequent first, by how they count."""
    if layout.table.name != "order_lines" or raw(layout, "status") is None:
        return ()
    rows = con.execute(
        f"SELECT status, count(*) AS rows FROM read_parquet({literal(accepted)}) WHERE status IS NOT NULL "
        "GROUP BY status ORDER BY rows DESC, status"
    ).fetchmany(DIFFERENT)
    found = []
    for state, code in OF_STATE.items():
        doubtful = [
            (status, count)
            for status, count in rows
            if state_of(status) == (state, False)
            and not (state == "done" and returns.says_back(status))
        ]
        if doubtful:
            listed = ", ".join(f"'{str(status)[:40]}'" for status, _ in doubtful[:5])
            more = ", …" if len(doubtful) > 5 else ""
            found.append(
                Notice(code, {"rows": sum(count for _, count in doubtful), "values": listed + more})
            )
    return tuple(found)


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts)
