"""What is missing is said as it is: combinations of missing inputs crossed with each page that lacks a number for want of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.findings import why_unknown
from analysis.language import words
from dashboard import missing_link
from tests.dashboard.conftest import Screen


@dataclass(frozen=True)
class Given:
    """Which inputs a plant has loaded: clients are their industries, payments the days of shipment and of payment."""

    costs: bool
    hours: bool
    rates: bool
    kinds: bool
    clients: bool
    payments: bool

    @property
    def lacks(self) -> dict[str, str | None]:
        """By hand: number → the first thing that is missing on the way to it."""
        return {
            "true_profit": "cost"
            if not self.costs
            else "usage"
            if not self.hours
            else None
            if self.rates
            else "rates",
            "book_profit": "overhead" if self.costs else "cost",
            "hours": None if self.hours else "usage",
            "unused": None if self.rates else "capacity" if self.hours else "usage",
            "lateness": "promised_on",
            "credit": None if self.payments else "shipped_on",
            "kind": None if self.kinds else "products",
            "fit": None if self.clients else "client_attributes",
        }


INPUTS = [field.name for field in fields(Given)]
# Eight rows in which each two inputs come in all four ways, and the plant that has everything.
ROWS = [Given(a, b, a ^ b, c, a ^ c, b ^ c) for a, b, c in product((True, False), repeat=3)] + [
    Given(*[True] * 6)
]
PAGES: dict[str, tuple[str, ...]] = {  # page → the numbers that it shows
    "overview": ("true_profit", "book_profit", "credit", "hours", "unused", "kind"),
    "clients": ("true_profit", "book_profit", "hours", "lateness", "kind"),
    "client": ("true_profit", "book_profit", "credit", "hours", "lateness", "kind"),
    "orders": ("true_profit", "book_profit", "hours", "lateness", "kind"),
    "order": ("true_profit", "book_profit", "credit", "hours", "lateness", "kind"),
    "custom": ("kind", "true_profit", "book_profit", "hours", "lateness"),
    "capacity": ("unused", "true_profit"),
    "hours": ("hours",),
    "kinds": ("kind",),
    "portrait": ("fit",),
    "evidence": ("fit", "true_profit"),
    "fit_profit": ("fit", "true_profit", "hours"),
    "decisions": ("true_profit",),
    "what_if": ("true_profit", "unused"),
    "data": why_unknown.NUMBERS,
}
FIGURES = {  # of strips → the number that it stands on
    "Реальная прибыль": "true_profit",
    "Реальная рентабельность": "true_profit",
    "Прибыль по учёту": "book_profit",
    "Рентабельность по учёту": "book_profit",
    "Скрытый убыток": "book_profit",
    "Часы": "hours",
    "Неиспользованная мощность": "unused",
    "Доля опозданий": "lateness",
    "Доля нестандартных": "kind",
}
NEVER = (
    "нет себестоимости или часов",
    "покажут трудозатраты",
    "стоимостью нет данных",
    "Предложение опирается на 0 заказов",
    "Предложения нет: мало данных. Предложения нет",
)
WITHOUT_HOURS = (
    "часы этих заказов не записаны",
    "часы по заказу не записаны",
    "нет записанных часов",
    "записанных часов нет",
    "часы не записаны",
    "записей о расходе ресурсов по этому заказу нет",
)


def code(ws: analysis.Workspace, what: Any, order: str | None = None) -> str | None:
    found = why_unknown.why(ws, what, order_id=order)
    return found.code if found else None


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[Given, Path]:
    """A workspace for each row: 12 orders of 3 clients, with a portrait that asks for their industry."""
    made = {}
    for given in ROWS:
        folder = tmp_path_factory.mktemp("lacking")
        columns = {
            "order_id": "{n}",
            "client_name": "К{client}",
            "order_date": "2025-0{month}-1{day}",
            "revenue": "1000",
            **({"direct_cost": "600"} if given.costs else {}),
            **({"sku": "A{sku}"} if given.kinds else {}),
            **({"shipped_on": "2025-03-01", "paid_on": "2025-04-01"} if given.payments else {}),
        }
        row = ",".join(columns.values())
        lines = [
            row.format(n=n, client=n % 3, month=1 + n // 6, day=n % 6, sku=n % 2) for n in range(12)
        ]
        files = {
            "order_lines.csv": "\n".join([",".join(columns), *lines]),
            "settings.toml": "[credit]\ncost_of_capital = 0.2",
            "portrait.toml": '[[criterion]]\nname = "отрасль"\nfield = "industry"\naccept = ["энергетика"]',
        }
        if given.hours:
            files["usage.csv"] = "\n".join(
                ["order_id,pool,person,quantity", *(f"{n},Цех,Иванов,2" for n in range(12))]
            )
        if given.rates:
            files["pools.csv"] = (
                "pool,month,unit,cost,capacity\nЦех,2025-01,ч,5000,100\nЦех,2025-02,ч,5000,100"
            )
        if given.clients:
            files["clients.csv"] = "client_name,industry\nК0,энергетика\nК1,энергетика\nК2,торговля"
        for name, text in files.items():
            (folder / name).write_text(text + "\n", "utf-8")
        analysis.import_paths(folder / "workspace", [folder / name for name in files])
        made[given] = folder / "workspace"
    return made


@pytest.fixture(scope="module")
def sentences(roots: dict[Given, Path]) -> dict[Given, dict[str, str]]:
    """For each row: number → the sentence on what it waits for."""
    found = {}
    for given, root in roots.items():
        with analysis.open_workspace(root) as ws:
            links = {what: why_unknown.why(ws, what) for what in given.lacks}  # type: ignore[arg-type]
        found[given] = {
            what: missing_link.sentence(link, words("ru")) for what, link in links.items() if link
        }
    return found


def named(given: Given) -> str:
    return "+".join(name for name in INPUTS if getattr(given, name)) or "none"


def test_each_two_inputs_come_in_all_four_ways() -> None:
    for one, other in combinations(INPUTS, 2):
        assert len({(getattr(given, one), getattr(given, other)) for given in ROWS}) == 4


@pytest.mark.parametrize("given", ROWS, ids=named)
def test_the_link_of_each_number(roots: dict[Given, Path], given: Given) -> None:
    with analysis.open_workspace(roots[given]) as ws:
        assert {what: code(ws, what) for what in given.lacks} == given.lacks


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("given", ROWS, ids=named)
def test_each_page_says_the_link_that_is_missing_and_no_other(
    screen: Callable[..., Screen],
    roots: dict[Given, Path],
    sentences: dict[Given, dict[str, str]],
    page: str,
    given: Given,
) -> None:
    shown = screen(
        roots[given], page, **{"order": {"order": "3"}, "client": {"id": "К1"}}.get(page, {})
    )
    ru = words("ru")
    wanted = {what: given.lacks[what] for what in PAGES[page]}
    told = {what for what, sentence in sentences[given].items() if sentence in shown.said}
    assert told == {what for what, link in wanted.items() if link}
    doors = {link.proto.label for link in shown.app.get("page_link")}
    assert {ru(f"missing_link.door.{link}") for link in wanted.values() if link} <= doors
    unexplained = [
        f
        for f, said in shown.figures.items()
        if said == "нет данных" and FIGURES.get(f, "true_profit") not in told
    ]
    assert not unexplained
    false = NEVER + (WITHOUT_HOURS if given.hours else ())
    assert not [text for text in false if text in shown.said.casefold()]


def test_of_the_days_the_one_that_is_missing_is_named(tmp_path: Path) -> None:
    def codes(columns: str, cells: str, settings: str = "") -> list[str | None]:
        root = tmp_path / f"{len(list(tmp_path.iterdir()))}"
        root.mkdir()
        rows = "\n".join(f"{n},A,2025-01-10,1000,500,{cells}" for n in range(3))
        (root / "order_lines.csv").write_text(
            f"order_id,client_name,order_date,revenue,direct_cost,{columns}\n{rows}\n", "utf-8"
        )
        (root / "settings.toml").write_text(settings, "utf-8")
        analysis.import_paths(
            root / "workspace", [root / "order_lines.csv", root / "settings.toml"]
        )
        with analysis.open_workspace(root / "workspace") as ws:
            return [code(ws, what) for what in ("lateness", "credit")]

    money = "[credit]\ncost_of_capital = 0.2\n"
    assert codes("promised_on", "2025-02-01") == ["shipped_on", "shipped_on"]
    assert codes("shipped_on", "2025-02-01") == ["promised_on", "paid_on"]
    assert codes("promised_on,shipped_on,paid_on", "2025-02-01,2025-02-01,2025-03-01") == [
        None,
        "cost_of_capital",
    ]
    assert codes("promised_on,shipped_on,paid_on", "2025-02-01,2025-02-01,2025-03-01", money) == [
        None,
        None,
    ]


def test_people_whose_resource_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "order_lines.csv").write_text(
        "order_id,client_name,order_date,revenue,direct_cost\n1,A,2025-01-10,1000,500\n", "utf-8"
    )
    (tmp_path / "usage.csv").write_text("order_id,person,quantity\n1,Иванов,2\n", "utf-8")
    analysis.import_paths(
        tmp_path / "workspace", [tmp_path / "order_lines.csv", tmp_path / "usage.csv"]
    )
    with analysis.open_workspace(tmp_path / "workspace") as ws:
        found = why_unknown.why(ws, "true_profit")
    assert found is not None
    assert (found.code, found.names, found.orders) == ("people", ("Иванов",), 1)


def test_an_order_with_a_set_up_alone_lacks_hours_not_rates(tmp_path: Path) -> None:
    (tmp_path / "order_lines.csv").write_text(
        "order_id,client_name,order_date,revenue,direct_cost\na,A,2025-01-10,1000,500\nd,A,2025-01-10,1000,500\n",
        "utf-8",
    )
    (tmp_path / "usage.csv").write_text(
        "order_id,pool,quantity\na,designers,3\nd,set-ups,1\n", "utf-8"
    )
    (tmp_path / "pools.csv").write_text(
        "pool,unit,rate\ndesigners,h,100\nset-ups,set-ups,20\n", "utf-8"
    )
    analysis.import_paths(
        tmp_path / "workspace", [tmp_path / f"{n}.csv" for n in ("order_lines", "usage", "pools")]
    )
    with analysis.open_workspace(tmp_path / "workspace") as ws:
        for what in ("true_profit", "hours"):
            assert {order: code(ws, what, order) for order in ("a", "d")} == {
                "a": None,
                "d": "usage",
            }
