"""What a re-export replaces (data/README.md): the same twice changes nothing, a grown file doubles nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

import analysis
from analysis.delivery import manifest
from analysis.journal.settings import Settings
from analysis.stores import decided, loading, pipeline
from tests.deliveries import FIGURES, builds, unbuilt

_builds = builds(*FIGURES)


HEAD = "order_id,client_name,order_date,product_name,shipped_on,revenue\n"
NUMBERED = "order_id,line_no,client_name,order_date,revenue\n"


def take(root: Path, name: str, text: str) -> None:
    """It is built once somebody asks for the revenue."""
    path = root.parent / name
    path.write_text(text, "utf-8")
    with unbuilt():
        analysis.import_paths(root, [path], table="order_lines")


def revenue(root: Path) -> float:
    with analysis.open_workspace(root) as ws:
        value = ws.metric("revenue")
    assert isinstance(value, float)
    return value


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(HEAD + "1,A,2025-01-10,P,,100\n", "utf-8")
    first = analysis.import_paths(root, [tmp_path / "a.csv"], table="order_lines")
    again = analysis.import_paths(root, [tmp_path / "b.csv"], table="order_lines")
    assert (again.taken, again.unchanged, again.build_id) == ((), ("b.csv",), first.build_id)


def test_a_file_that_grew_is_taken_in_without_doubling(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    rows = "1,A,2025-01-10,P,,100\n1,A,2025-01-10,Q,,50\n"
    take(root, "a.csv", HEAD + rows)
    take(root, "a.csv", HEAD + rows + "1,A,2025-01-10,R,,7\n2,B,2025-02-01,P,,1000\n")
    assert revenue(root) == 1157


def test_a_corrected_order_is_replaced_whole(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", HEAD + "1,A,2025-01-10,P,,100\n1,A,2025-01-10,Q,,50\n2,A,2025-01-11,P,,1\n")
    take(
        root, "b.csv", HEAD + "1,A,2025-01-10,P,2025-01-20,90\n"
    )  # shipped since, cheaper, and Q dropped
    assert revenue(root) == 91
    with analysis.open_workspace(root) as ws:
        in_use = ws.table("imports").set_index("file")["rows_in_use"].to_dict()
    assert in_use == {"a.csv": 1, "b.csv": 1}


def test_orders_first_without_then_with_their_products_count_once(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    bare = "order_id,client_name,order_date,revenue\n1,A,2025-01-10,150\n2,A,2025-01-11,70\n"
    lines = "1,A,2025-01-10,P,,100\n1,A,2025-01-10,Q,,50\n2,A,2025-01-11,R,,30\n"
    take(root, "orders.csv", bare)
    take(root, "lines.csv", HEAD + lines)
    assert (
        revenue(root) == 150 + 30
    )  # an export that names no product says what whole orders come to: the newest counts
    take(root, "again.csv", bare.replace("10,150", "10,150.4"))
    assert revenue(root) == 150.4 + 70


def test_a_line_without_a_product_in_an_export_of_products_is_a_further_line(
    tmp_path: Path,
) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", HEAD + "1,A,2025-01-10,P,,100\n")
    take(root, "b.csv", HEAD + "1,A,2025-01-10,,,9\n2,B,2025-02-01,P,,1\n")
    assert revenue(root) == 110


def test_a_name_is_enough_where_one_export_has_no_article_numbers(tmp_path: Path) -> None:
    """A grouped report names products; the list of the same month has their article numbers too."""
    root = tmp_path / "ws"
    take(root, "report.csv", HEAD + "1,A,2025-01-10,Pump,,100\n1,A,2025-01-10,Valve,,50\n")
    head = "order_id,client_name,order_date,sku,product_name,revenue\n"
    take(root, "list.csv", head + "1,A,2025-01-10,P-1,Pump,101\n1,A,2025-01-10,V-1,Valve,50\n")
    assert revenue(root) == 151
    take(
        root, "more.csv", head + "1,A,2025-01-10,P-2,Pump,7\n"
    )  # another article of the same name: a further line
    assert revenue(root) == 158


def test_a_corrected_line_by_its_number(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", NUMBERED + "1,1,A,2025-01-10,100\n1,2,A,2025-01-10,50\n")
    take(root, "b.csv", NUMBERED + "1,1,A,2025-01-10,80\n1,2,A,2025-01-10,50\n")
    assert revenue(root) == 130


def test_an_order_split_over_two_deliveries_stays_whole(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", NUMBERED + "1,1,A,2025-01-10,100\n")
    take(root, "b.csv", NUMBERED + "1,2,A,2025-01-10,50\n")
    assert revenue(root) == 150


def test_partial_shipments_in_monthly_files_both_count(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "jan.csv", HEAD + "1,A,2025-01-10,P,2025-01-20,100\n")
    take(root, "feb.csv", HEAD + "1,A,2025-01-10,P,2025-02-20,100\n")
    assert revenue(root) == 200


JANUARY = (
    "1,A,2025-01-10,P,,100\n1,A,2025-01-10,Q,,50\n2,A,2025-01-11,P,,70\n3,B,2025-01-12,R,,30\n"
)


def test_a_return_in_the_next_month_takes_nothing_but_itself(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "jan.csv", HEAD + JANUARY)
    take(root, "feb.csv", HEAD + "4,A,2025-02-03,P,,400\n1,A,2025-02-05,P,,-100\n")
    assert revenue(root) == 250 + 400 - 100


def test_a_return_with_line_numbers_of_its_own(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", NUMBERED + "1,1,A,2025-01-10,100\n1,2,A,2025-01-10,50\n")
    take(root, "b.csv", NUMBERED + "1,1,A,2025-02-10,-100\n")
    assert revenue(root) == 50


def test_sales_and_returns_as_two_files_of_one_delivery(tmp_path: Path) -> None:
    root, folder = tmp_path / "ws", tmp_path / "exports"
    folder.mkdir()
    (folder / "order_lines_sales.csv").write_text(NUMBERED + "1,1,A,2025-01-10,100\n", "utf-8")
    (folder / "order_lines_returns.csv").write_text(NUMBERED + "1,1,A,2025-01-20,-40\n", "utf-8")
    analysis.import_paths(root, [folder])
    assert revenue(root) == 60


def test_a_second_document_with_other_products_counts_its_lines_from_one_again(
    tmp_path: Path,
) -> None:
    root, head = tmp_path / "ws", "order_id,line_no,client_name,order_date,product_name,revenue\n"
    take(root, "a.csv", head + "1,1,A,2025-01-10,P,100\n")
    take(root, "b.csv", head + "1,1,A,2025-01-10,Q,40\n")
    assert revenue(root) == 140


def test_a_month_exported_anew_replaces_the_orders_whose_lines_changed_beyond_recognition(
    tmp_path: Path,
) -> None:
    """Order 3 has another product and other money; most of the month is as it was, so that the export is the same one."""
    root = tmp_path / "ws"
    take(root, "jan.csv", HEAD + JANUARY)
    take(root, "again.csv", HEAD + JANUARY.replace("R,,30", "S,,33"))
    assert revenue(root) == 253
    take(root, "shipped.csv", HEAD + JANUARY.replace("R,,30", "S,2025-02-01,33"))
    take(root, "shipped_later.csv", HEAD + JANUARY.replace("R,,30", "S,2025-02-03,34"))
    assert revenue(root) == 254


def test_case_and_zeros_in_front_of_a_line_number_do_not_matter(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", NUMBERED + "1,1,A,2025-01-10,100\n")
    take(root, "b.csv", NUMBERED + "1,001,A,2025-01-10,80\n")
    assert revenue(root) == 80
    take(root, "c.csv", HEAD + "2,A,2025-01-10,Pump,,5\n")
    take(root, "d.csv", HEAD + "2,A,2025-01-10,PUMP,,7\n")
    assert revenue(root) == 87


def test_line_numbers_counted_otherwise_are_the_same_order_for_the_same_money(
    tmp_path: Path,
) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", NUMBERED + "1,1,A,2025-01-10,100\n1,2,A,2025-01-10,50\n")
    take(root, "b.csv", NUMBERED + "1,10,A,2025-01-10,100\n1,20,A,2025-01-10,50\n")
    assert revenue(root) == 150


def test_files_of_one_delivery_are_parts_of_one_export(tmp_path: Path) -> None:
    """Equal lines without numbers, split between two files: two lines, as in one file."""
    root, folder = tmp_path / "ws", tmp_path / "exports"
    folder.mkdir()
    (folder / "order_lines_1.csv").write_text(HEAD + "1,A,2025-01-10,P,,100\n", "utf-8")
    (folder / "order_lines_2.csv").write_text(
        HEAD + "2,A,2025-01-10,P,,5\n1,A,2025-01-10,P,,100\n", "utf-8"
    )
    analysis.import_paths(root, [folder])
    assert revenue(root) == 205


def test_a_repeated_usage_record_is_replaced(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, "a.csv", HEAD + "1,A,2025-01-10,P,,100\n")
    usage = tmp_path / "usage.csv"
    for hours in (3, 5):
        usage.write_text(
            f"order_id,pool,quantity,date,person\n1,design,{hours},2025-01-11,X\n1,design,1,2025-01-1{hours},X\n",
            "utf-8",
        )
        with unbuilt():
            analysis.import_paths(root, [usage])
    with analysis.open_workspace(root) as ws:
        assert (
            ws.order("1")["hours"] == 5 + 1 + 1
        )  # the corrected 5 instead of 3; the other days stay


def test_the_same_bytes_under_another_mapping_replace_their_import(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    path, mapping = tmp_path / "a.csv", tmp_path / "m.toml"
    path.write_text(
        "order_id,client_name,order_date,revenue,net\n1,A,2025-01-10,120,100\n", "utf-8"
    )
    with unbuilt():
        analysis.import_paths(root, [path], table="order_lines")
    mapping.write_text(
        'table = "order_lines"\n[columns]\norder_id = "order_id"\nclient_name = "client_name"\n'
        'order_date = "order_date"\nrevenue = "net"\n',
        "utf-8",
    )
    analysis.import_paths(root, [path], mapping=mapping)
    assert revenue(root) == 100


def test_a_copy_that_a_browser_saved_beside_the_file_corrects_it(tmp_path: Path) -> None:
    root, folder = tmp_path / "ws", tmp_path / "exports"
    folder.mkdir()
    for name, amount in (
        ("order_lines.csv", 100),
        ("order_lines (1).csv", 777),
        ("order_lines (10).csv", 9),
    ):
        (folder / name).write_text(NUMBERED + f"1,1,A,2025-01-10,{amount}\n", "utf-8")
    analysis.import_paths(root, [folder])
    assert revenue(root) == 9


def operators(plan: dict[str, Any]) -> list[tuple[str, int]]:
    """Type and rows of every operator of a plan that ran."""
    below = [
        found
        for child in plan.get("children", plan.get("operator", []))
        for found in operators(child)
    ]
    return [(plan.get("type", ""), int(plan.get("intermediate_rows", 0))), *below]


def test_what_is_replaced_is_left_out_before_lines_are_put_in_order(tmp_path: Path) -> None:
    """Of 601 lines 300 are replaced; none is numbered, as no delivery has two versions of a line."""
    root = tmp_path / "ws"
    rows = [f"{n // 3},{n % 3},A,2025-01-10,{100 + n}\n" for n in range(300)]
    take(root, "a.csv", NUMBERED + "".join(rows))
    take(root, "b.csv", NUMBERED + "".join(rows) + "999,1,A,2025-01-10,1\n")
    with duckdb.connect() as con:
        decided.load(con, decided.tables(Settings(), {}))
        loading.inputs(con, root, manifest.read(root / "imports"))
        for step in pipeline.steps():
            if (step.folder, step.file.name) < ("10_clean", "20"):
                pipeline.make(con, step)
        [(_, plan)] = con.execute(
            f"explain (analyze, format json) {pipeline.step('order_lines').select}"
        ).fetchall()
    found = operators(json.loads(plan))
    assert max((rows for kind, rows in found if kind == "WINDOW"), default=0) == 0
