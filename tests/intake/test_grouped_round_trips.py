"""Any small sale, written as a grouped report in any of its shapes, reads back as the same lines and adds up."""

from __future__ import annotations

import datetime as dt
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from .conftest import Taken, take
from .reports import STACKED, Row, csv, ods, xls, xlsx

NAMES = st.text(st.sampled_from("абвгАБВГ abcXYZ\"'«»&<.-"), min_size=1, max_size=12).map(
    lambda s: "Я" + " ".join(s.split())
)
LINE = st.tuples(
    NAMES, st.integers(-9, 99), st.integers(-10_000, 10_000_000), st.integers(0, 10_000_000)
).map(
    lambda line: (line[0], line[1], abs(line[2]) if line[1] >= 0 else -abs(line[2]), line[3])
)  # of two signs: a question
ORDERS = st.lists(st.lists(LINE, min_size=1, max_size=3), min_size=1, max_size=3)
SALES = st.lists(st.tuples(NAMES, ORDERS), min_size=1, max_size=4, unique_by=lambda c: c[0])
WRITERS = {
    "xlsx outline": (xlsx, "outline"),
    "xlsx indent": (xlsx, "indent"),
    "xlsx spaces": (xlsx, "spaces"),
    "xlsx columns": (xlsx, "columns"),
    "xls outline": (xls, "outline"),
    "xls indent": (xls, "indent"),
    "ods outline": (ods, "outline"),
    "ods indent": (ods, "indent"),
    "ods spaces": (ods, "spaces"),
    "csv": (None, "spaces"),
}
Line = tuple[str, str, dt.date, str, Decimal, Decimal, Decimal]


def _report(sales: list[Any]) -> tuple[list[Row], list[Line]]:
    """The rows of the report and the lines that it holds; money in kopecks."""
    rows: list[Row] = []
    lines: list[Line] = []
    day = dt.date(2013, 1, 5)
    number = 0
    for client, orders in sales:
        every = [line for order in orders for line in order]
        rows.append((0, [client, *_sums(every)]))
        for order in orders:
            number += 1
            day += dt.timedelta(days=1)
            rows.append(
                (1, [f"Заказ клиента ТД00-{number:06} от {day:%d.%m.%Y} 10:00:00", *_sums(order)])
            )
            for line in order:
                rows.append((2, [line[0], *_sums([line])]))
                amounts = (Decimal(line[1]), Decimal(line[2]) / 100, Decimal(line[3]) / 100)
                lines.append((f"ТД00-{number:06}", client, day, line[0], *amounts))
    rows.append(
        (0, ["Итого", *_sums([line for _, orders in sales for order in orders for line in order])])
    )
    return rows, lines


def _sums(lines: list[Any]) -> list[object]:
    return [
        sum(q for _, q, _, _ in lines),
        sum(r for _, _, r, _ in lines) / 100,
        sum(c for *_, c in lines) / 100,
    ]


def _taken(folder: Path, shape: str, rows: list[Row]) -> Taken:
    write, by = WRITERS[shape]
    if write is None:
        path = folder / "report.csv"
        path.write_text(csv(STACKED, rows), "utf-8")
        return take(path)
    header = (
        [["Контрагент", None, None, *STACKED[0][1:]], *STACKED[1:]] if by == "columns" else STACKED
    )
    return take(write(folder / "report", header, rows, by))


@settings(max_examples=15, deadline=None)
@given(SALES, st.sampled_from(sorted(WRITERS)))
def test_a_report_reads_back_as_its_lines(sales: list[Any], shape: str) -> None:
    rows, lines = _report(sales)
    with tempfile.TemporaryDirectory() as folder:
        taken = _taken(Path(folder), shape, rows)
    columns = (
        "order_id",
        "client_name",
        "order_date",
        "product_name",
        "quantity",
        "revenue",
        "direct_cost",
    )
    assert [tuple(r[c] for c in columns) for r in taken.rows] == lines
    assert taken.refused == []
    assert "subtotals_differ" not in [w.code for w in taken.report.warnings]
    assert Decimal(taken.report.formats["total_revenue"]) == taken.report.revenue_read


@settings(max_examples=10, deadline=None)
@given(SALES, st.sampled_from(sorted(WRITERS)), st.randoms(use_true_random=False))
def test_a_subtotal_that_was_tampered_with_is_reported(
    sales: list[Any], shape: str, random: Any
) -> None:
    rows, lines = _report(sales)
    at = random.choice([n for n, (level, _) in enumerate(rows) if level < 2])
    level, cells = rows[at]
    rows[at] = (level, [cells[0], cells[1], float(cells[2]) + 12345.67, cells[3]])
    with tempfile.TemporaryDirectory() as folder:
        taken = _taken(Path(folder), shape, rows)
    [notice] = [w for w in taken.report.warnings if w.code == "subtotals_differ"]
    assert notice.details["rows"] == 1
    assert f"{len(STACKED) + at + 1}: " in str(notice.details["examples"])
    assert [r["revenue"] for r in taken.rows] == [line[5] for line in lines]
