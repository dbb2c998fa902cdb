"""Serial or custom by evidence alone, measured on the demo plant: its generator knows the truth, its exports say half of it.

The column that states the kind is cut out of a copy of the exports, which then go through the real import.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import analysis
from analysis.kinds import threshold_preview
from analysis.kinds.threshold_preview import Agreement

DEMO = Path(__file__).parent.parent / "data" / "demo"
STATED = "Вид исполнения"
PRECISION, RECALL = 0.97, 0.97  # measured: see data/demo/README.md


@pytest.fixture(scope="module")
def unstated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[analysis.Workspace]:
    """The demo plant as if its exports had no column for the kind."""
    folder = tmp_path_factory.mktemp("unstated")
    for path in [*DEMO.glob("*.xlsx"), *DEMO.glob("*.toml"), *DEMO.glob("*.csv")]:
        shutil.copy(path, folder) if not path.name.startswith("zakazy") else _without_the_kind(
            path, folder / path.name
        )
    analysis.import_paths(folder / "workspace", [folder])
    with analysis.open_workspace(folder / "workspace") as ws:
        yield ws


def _without_the_kind(source: Path, target: Path) -> None:
    with source.open(encoding="cp1251", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    place = rows[0].index(STATED)
    with target.open("w", encoding="cp1251", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(
            r[:place] + r[place + 1 :] for r in rows
        )


def truth(orders: list[str]) -> dict[str, str]:
    custom = set(json.loads((DEMO / "truth.json").read_text("utf-8"))["custom_orders"])
    assert custom <= set(orders)
    return {order: "custom" if order in custom else "serial" for order in orders}


@pytest.fixture(scope="module")
def measured(unstated: analysis.Workspace) -> Agreement:
    kinds = unstated.table("order_kind")
    assert not kinds["is_stated"].any()
    true = truth(kinds["order_id"].tolist())
    called, custom = kinds["kind"] == "custom", kinds["order_id"].map(true) == "custom"
    return Agreement(int(called.sum()), int((called & custom).sum()), int(custom.sum()), len(kinds))


def test_evidence_alone_finds_the_custom_orders(
    measured: Agreement, record_property: Callable[[str, object], None]
) -> None:
    for name in ("orders", "custom", "called", "right", "precision", "recall"):
        record_property(f"kind_by_evidence_{name}", getattr(measured, name))
    assert measured.precision is not None
    assert measured.recall is not None
    assert measured.precision >= PRECISION, measured
    assert measured.recall >= RECALL, measured


def test_the_readme_states_what_was_measured(measured: Agreement) -> None:
    assert measured.precision is not None
    assert measured.recall is not None
    text = re.sub(r"\s+", " ", (DEMO / "README.md").read_text("utf-8"))
    assert (
        f"precision {measured.precision:.1%} ({measured.right} of {measured.called} orders called custom), "
        f"recall {measured.recall:.1%} ({measured.right} of {measured.custom})"
    ) in text


def test_leaving_the_column_out_of_account_is_as_not_having_it(
    demo: analysis.Workspace, measured: Agreement
) -> None:
    orders = demo.table("order_kind")["order_id"].tolist()
    assert threshold_preview.agreement(demo, truth(orders)) == measured


def test_a_day_of_design_would_call_serial_orders_custom(unstated: analysis.Workspace) -> None:
    """Why design hours are weighed against the plant's average: its designers log some hours on nearly every order."""
    orders = unstated.table("order_kind")["order_id"].tolist()
    plain = threshold_preview.Custom(serial_min_batch=50, design_times=0.0)
    found = threshold_preview.agreement(unstated, truth(orders), plain)
    assert found.precision is not None
    assert found.precision < 0.65


WITHOUT = {
    "base articles": {
        "order_lines": "select * replace (cast(null as varchar) as base_sku) from main.order_lines"
    },
    "time sheets": {"usage_costs": "select * from main.usage_costs where false"},
}


@pytest.mark.parametrize(
    "left_out", [["base articles"], ["time sheets"], ["base articles", "time sheets"]]
)
def test_no_single_source_carries_the_evidence(
    unstated: analysis.Workspace, left_out: list[str]
) -> None:
    shadows = {name: select for source in left_out for name, select in WITHOUT[source].items()}
    select, values = threshold_preview.order_kind_sql(shadows)
    kinds = unstated._frame(select, values)
    custom = kinds["order_id"].map(truth(kinds["order_id"].tolist())) == "custom"
    called = kinds["kind"] == "custom"
    assert (called & custom).sum() / called.sum() >= PRECISION
    assert (called & custom).sum() / custom.sum() >= RECALL
