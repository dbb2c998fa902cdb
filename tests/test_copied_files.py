"""A report and a list of one month, imported together: nothing counts twice, and what only looks alike counts in full."""

from __future__ import annotations

from pathlib import Path

import analysis
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)


BARE = "order_id,client_name,order_date,revenue\n"
LINES = "order_id,client_name,order_date,product_name,quantity,revenue\n"
ORDERS = "1,A,2025-01-10,150\n2,A,2025-01-11,70\n3,B,2025-01-12,30.5\n"
OF_LINES = "1,A,2025-01-10,P,2,100\n1,A,2025-01-10,Q,1,50\n2,A,2025-01-11,R,1,70\n3,B,2025-01-12,P,1,30.5\n"


def revenue(root: Path, **files: str) -> dict[str, object]:
    """Rows in use by file, and `revenue`."""
    paths = [root.parent / f"{name}.csv" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, "utf-8")
    analysis.import_paths(root, paths, table="order_lines")
    with analysis.open_workspace(root) as ws:
        used = ws.table("imports").set_index("file")["rows_in_use"].to_dict()
        return {"revenue": ws.metric("revenue"), **used}


def test_a_report_and_a_list_of_one_month_count_once_from_the_one_with_products(
    tmp_path: Path,
) -> None:
    found = revenue(tmp_path / "ws", a_list=LINES + OF_LINES, report=BARE + ORDERS)
    assert found == {"revenue": 250.5, "a_list.csv": 4, "report.csv": 0}


def test_of_two_alike_the_later_counts(tmp_path: Path) -> None:
    found = revenue(
        tmp_path / "ws", a=LINES + OF_LINES, b=LINES + OF_LINES + "4,B,2025-01-13,P,1,9\n"
    )
    assert found == {"revenue": 259.5, "a.csv": 0, "b.csv": 5}


def test_what_only_the_copy_has_stays(tmp_path: Path) -> None:
    found = revenue(
        tmp_path / "ws", a_list=LINES + OF_LINES, report=BARE + ORDERS + "9,C,2025-01-31,1000\n"
    )
    assert found == {"revenue": 1250.5, "a_list.csv": 4, "report.csv": 1}


def test_most_common_orders_alike_and_the_rest_is_a_correction(tmp_path: Path) -> None:
    found = revenue(tmp_path / "ws", a=LINES + OF_LINES, b=LINES + OF_LINES.replace("30.5", "33"))
    assert found == {"revenue": 253, "a.csv": 0, "b.csv": 4}


def test_most_common_orders_for_other_money_and_they_are_parts(tmp_path: Path) -> None:
    other = ORDERS.replace("30.5", "33").replace(",70", ",71")
    found = revenue(tmp_path / "ws", a=LINES + OF_LINES, b=BARE + other)
    assert found == {"revenue": 250.5 + 254, "a.csv": 4, "b.csv": 3}


def test_a_month_and_the_year_that_holds_it_count_once_from_the_year(tmp_path: Path) -> None:
    later = "1,A,2025-01-10,S,1,9\n5,C,2025-03-01,P,1,1000\n"  # and one more line of order 1
    found = revenue(tmp_path / "ws", a_year=LINES + OF_LINES + later, january=LINES + OF_LINES)
    assert found == {"revenue": 1259.5, "a_year.csv": 6, "january.csv": 0}


def test_equal_parts_of_orders_in_two_months_both_count(tmp_path: Path) -> None:
    head = "order_id,client_name,order_date,shipped_on,product_name,revenue\n"
    months = [
        "".join(f"{n},A,2025-01-01,2025-0{m}-28,P,{100 * n}\n" for n in (1, 2, 3)) for m in (1, 2)
    ]
    found = revenue(tmp_path / "ws", january=head + months[0], february=head + months[1])
    assert found == {"revenue": 1200, "january.csv": 3, "february.csv": 3}


def test_two_common_orders_prove_nothing(tmp_path: Path) -> None:
    two = "1,A,2025-01-10,150\n2,A,2025-01-11,70\n"
    found = revenue(
        tmp_path / "ws", a=BARE + two, b=BARE + two.replace("\n", "\n", 1) + "3,A,2025-01-12,1\n"
    )
    assert found == {"revenue": 441, "a.csv": 2, "b.csv": 3}
