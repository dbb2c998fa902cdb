"""What is missing is said as it is: each combination of missing inputs crossed with each page that lacks a number for want of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.trust import why_unknown
from tests.dashboard.conftest import Screen

PAGES = ("overview", "orders", "order", "client", "decisions", "fit_profit", "custom", "what_if")
SAID = {
    "cost": "Фактическая прибыль неизвестна: нет прямых затрат.",
    "rates": "Фактическая прибыль неизвестна: часы есть, нет ставок (КБ).",
    "usage": "Фактическая прибыль неизвестна: часы не записаны.",
}
NEVER = (
    "нет себестоимости или часов",
    "покажет журнал времени",
    "стоимостью нет данных",
    "За выводом 0 заказов",
    "Не судим. Не судим",
)
WITHOUT_HOURS = (
    "часы этих заказов не записаны",
    "часы по заказу не записаны",
    "нет записанных часов",
    "записанных часов нет",
)
ALL = [(c, h, r) for c, h, r in product((True, False), repeat=3) if h or not r]


def code(ws: analysis.Workspace, what: Any, order: str | None = None) -> str | None:
    found = why_unknown.why(ws, what, order_id=order)
    return found.code if found else None


def lacks(cost: bool, hours: bool, rates: bool) -> str | None:
    """By hand: the first thing that is missing on the way to true profit."""
    return "cost" if not cost else "usage" if not hours else "rates" if not rates else None


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[bool, bool, bool], Path]:
    """A workspace for each combination of costs, hours and rates: 12 orders of 3 clients."""
    made = {}
    for cost, hours, rates in ALL:
        folder = tmp_path_factory.mktemp("lacking")
        head = "order_id,client_name,order_date,revenue,sku" + (",direct_cost" if cost else "")
        lines = [
            f"{n},К{n % 3},2025-0{1 + n // 6}-1{n % 6},1000,A{n % 2}" + (",600" if cost else "") for n in range(12)
        ]
        tables = {"order_lines": "\n".join([head, *lines])}
        if hours:
            tables["usage"] = "\n".join(["order_id,pool,person,quantity", *(f"{n},КБ,Иванов,2" for n in range(12))])
        if rates:
            tables["pools"] = "pool,unit,rate\nКБ,ч,50"
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text + "\n", "utf-8")
        analysis.import_paths(folder / "workspace", [folder / f"{name}.csv" for name in tables])
        made[cost, hours, rates] = folder / "workspace"
    return made


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "given",
    ALL,
    ids=lambda g: "+".join(n for n, has in zip(("cost", "hours", "rates"), g, strict=True) if has) or "none",
)
def test_each_page_says_the_link_that_is_missing_and_no_other(
    screen: Callable[..., Screen], roots: dict[tuple[bool, bool, bool], Path], page: str, given: tuple[bool, bool, bool]
) -> None:
    shown = screen(roots[given], page, **{"order": {"order": "3"}, "client": {"id": "К1"}}.get(page, {}))
    assert not shown.app.exception
    said, wanted = shown.said, lacks(*given)
    assert [code for code, text in SAID.items() if text in said] == ([wanted] if wanted else [])
    false = NEVER + (WITHOUT_HOURS if given[1] else ())
    assert not [text for text in false if text in said.casefold()]


@pytest.mark.parametrize("given", ALL)
def test_the_links_of_other_numbers(roots: dict[tuple[bool, bool, bool], Path], given: tuple[bool, bool, bool]) -> None:
    cost, hours, _ = given
    with analysis.open_workspace(roots[given]) as ws:
        found = {what: code(ws, what) for what in ("hours", "book_profit", "lateness", "credit", "fit")}
    assert found == {
        "hours": None if hours else "usage",
        "book_profit": "overhead" if cost else "cost",
        "lateness": "promised_on",
        "credit": "shipped_on",
        "fit": "portrait",
    }


def test_of_the_days_the_one_that_is_missing_is_named(tmp_path: Path) -> None:
    def codes(columns: str, cells: str, settings: str = "") -> list[str | None]:
        root = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        root.mkdir()
        rows = "\n".join(f"{n},A,2025-01-10,1000,500,{cells}" for n in range(3))
        (root / "order_lines.csv").write_text(
            f"order_id,client_name,order_date,revenue,direct_cost,{columns}\n{rows}\n", "utf-8"
        )
        (root / "settings.toml").write_text(settings, "utf-8")
        analysis.import_paths(root / "workspace", [root / "order_lines.csv", root / "settings.toml"])
        with analysis.open_workspace(root / "workspace") as ws:
            return [code(ws, what) for what in ("lateness", "credit")]

    money = "[credit]\ncost_of_capital = 0.2\n"
    assert codes("promised_on", "2025-02-01") == ["shipped_on", "shipped_on"]
    assert codes("shipped_on", "2025-02-01") == ["promised_on", "paid_on"]
    assert codes("promised_on,shipped_on,paid_on", "2025-02-01,2025-02-01,2025-03-01") == [None, "cost_of_capital"]
    assert codes("promised_on,shipped_on,paid_on", "2025-02-01,2025-02-01,2025-03-01", money) == [None, None]


def test_people_whose_resource_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "order_lines.csv").write_text(
        "order_id,client_name,order_date,revenue,direct_cost\n1,A,2025-01-10,1000,500\n", "utf-8"
    )
    (tmp_path / "usage.csv").write_text("order_id,person,quantity\n1,Иванов,2\n", "utf-8")
    analysis.import_paths(tmp_path / "workspace", [tmp_path / "order_lines.csv", tmp_path / "usage.csv"])
    with analysis.open_workspace(tmp_path / "workspace") as ws:
        found = why_unknown.why(ws, "true_profit")
    assert found is not None
    assert (found.code, found.names, found.orders) == ("people", ("Иванов",), 1)


def test_an_order_with_a_set_up_alone_lacks_hours_not_rates(tmp_path: Path) -> None:
    (tmp_path / "order_lines.csv").write_text(
        "order_id,client_name,order_date,revenue,direct_cost\na,A,2025-01-10,1000,500\nd,A,2025-01-10,1000,500\n",
        "utf-8",
    )
    (tmp_path / "usage.csv").write_text("order_id,pool,quantity\na,designers,3\nd,set-ups,1\n", "utf-8")
    (tmp_path / "pools.csv").write_text("pool,unit,rate\ndesigners,h,100\nset-ups,set-ups,20\n", "utf-8")
    analysis.import_paths(tmp_path / "workspace", [tmp_path / f"{n}.csv" for n in ("order_lines", "usage", "pools")])
    with analysis.open_workspace(tmp_path / "workspace") as ws:
        for what in ("true_profit", "hours"):
            assert {order: code(ws, what, order) for order in ("a", "d")} == {"a": None, "d": "usage"}
