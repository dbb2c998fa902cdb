"""Custom against serial, and orders by flag, on the tiny plant; the arithmetic stands in tests/tiny_plant/README.md."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pandas as pd
import pytest

from tests.dashboard.conftest import HOSTILE
from tests.dashboard.test_browser import body, seen

ALPHA, BETA, GAMMA = 'ООО "Альфа"', 'НПО "Бета"', 'ЗАО "Гамма"'


def table(shown: Any, *columns: str) -> pd.DataFrame:
    """The page's table that has these columns."""
    return next(t.value for t in shown.app.dataframe if set(columns) <= set(t.value.columns))


def bars(shown: Any, title: str) -> list[list[float]]:
    charts = [
        json.loads(c.proto.spec) for c in shown.app.get("plotly_chart") if title in c.proto.alt
    ]
    return [[float(x) for x in trace["x"]] for chart in charts for trace in chart["data"]]


def test_the_page_opens_with_what_it_computed(screen: Callable, tiny_root: Path) -> None:
    said = screen(tiny_root, "custom").texts
    assert (
        "Нестандартные заказы: 20,0 % выручки и 76,4 % часов. Рентабельность по учёту 40,0 %, реальная −18,0 %; "
        "у серийных 23,1 % и 34,7 %." in said
    )  # 42 of 55 h; 2,000 and −900 of 5,000; 3,700 and 5,550 of the costed 16,000: 006 has no hours
    assert any(
        "1 из 3 нестандартных заказов" in s
        and "реальный убыток — 700 ₽. Среди серийных таких 0." in s
        for s in said
    )
    # serial: 5,550 in 2 + 4 + 3 h; in 42 h 25,900
    assert (
        "На 3 нестандартных заказа ушло 42 ч, принесли они −900 ₽. Серийные за столько же часов приносят 25,9 тыс. ₽."
        in said
    )


def test_both_kinds_side_by_side(screen: Callable, tiny_root: Path) -> None:
    rows = (
        table(screen(tiny_root, "custom"), "title", "kind_custom")
        .set_index("title")
        .map(lambda v: v.replace("\u00a0", " "))
    )
    assert rows.loc["Часов на миллион"].tolist() == [
        "562 ч",
        "8 400 ч",
    ]  # 9 h on 16,000 = 562.5; 42 h on 5,000
    assert rows.loc["Доля опозданий"].tolist() == ["0,0 %", "50,0 %"]
    assert rows.loc["Заказов с известным сроком"].tolist() == ["4", "2"]
    assert rows.loc["Штук в строке"].tolist() == ["62", "3,50"]  # 310 in 5 lines; 7 in 2
    assert "Кругов согласования на заказ" not in rows.index  # no export of the tiny plant has them


def test_the_same_hours_are_drawn(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "custom")
    assert bars(shown, "Что приносят те же часы") == [pytest.approx([-900, 25_900])]
    assert any(
        "сравнение, а не обещание" in s and "3 нестандартных и 3 серийных" in s for s in shown.texts
    )


def test_batches_hidden_losses_and_clients(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "custom")
    batches = table(screen(tiny_root, "batches"), "batch")
    assert [v for v in batches["batch"] if v == v and v] == ["3–5", "11–25", "51–100"]
    assert batches["true_margin"].tolist()[:3] == pytest.approx(
        [-400 / 5_000, -50 / 1_000, 5_600 / 15_000]
    )
    hidden = table(shown, "product_families")
    assert hidden["order_id"].tolist() == ["003"]
    assert hidden["hours_source"].tolist() == ["записаны"]
    clients = table(shown, "against_serial")
    assert clients["client_name"].tolist() == [BETA]
    assert clients["against_serial"].tolist() == pytest.approx([-900 - 25_900])
    assert "Нестандартные заказы не достигают цели ни у одного из 1 клиента." in shown.texts


@pytest.mark.parametrize(
    ("by", "groups", "flags", "hidden"),
    [
        (
            "kind",
            ["нестандартные", "серийные", "вне заказов"],
            ["скрытый убыток", "прибыльный", "убыток"],
            [1, 0, 0],
        ),
        ("client_id", [BETA, GAMMA, ALPHA], ["скрытый убыток", "убыток", "прибыльный"], [1, 0, 0]),
        (
            "manager",
            ["Петров", "Иванова", "вне заказов"],
            ["скрытый убыток", "прибыльный", "убыток"],
            [1, 0, 0],
        ),
        (
            "product_family",
            ["Температура", "Давление", "вне заказов"],
            ["прибыльный", "прибыльный", "убыток"],
            [0, 1, 0],
        ),
    ],
)
def test_flags_by_group_stand_in_the_address(
    screen: Callable,
    tiny_root: Path,
    by: str,
    groups: list[str],
    flags: list[str],
    hidden: list[int],
) -> None:
    shown = screen(tiny_root, "custom", by=by)
    rows = table(shown, "group")
    assert rows["group"].tolist() == groups
    assert rows["flag"].tolist() == flags
    assert rows["orders_hidden_loss"].tolist() == hidden
    assert shown.address["by"] == [by]


def test_without_custom_orders(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "custom", kind="serial")
    assert "Нестандартных заказов в отборе нет: все 4 серийные." in shown.texts
    assert any("Часы пока не сравнить" in s for s in shown.texts)
    assert any("Клиентов в списке нет" in s for s in shown.texts)
    assert "Скрытых убытков в отборе нет." in shown.texts


def test_without_serial_orders(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "custom", kind="custom")
    assert (
        "Серийных заказов в отборе нет: все 3 нестандартные, поэтому сравнения нет." in shown.texts
    )
    assert table(shown, "client_name", "book_margin")["true_margin"].tolist() == pytest.approx(
        [-900 / 5_000]
    )
    assert all("against_serial" not in t.value.columns for t in shown.app.dataframe)


def test_order_lines_alone(screen: Callable, bare_root: Path) -> None:
    shown = screen(bare_root, "custom")
    assert (
        shown.texts.count("Реальная прибыль неизвестна: нет прямых затрат.") == 2
    )  # no slope, no hidden losses
    assert "Реальная прибыль неизвестна: нет прямых затрат." in screen(bare_root, "batches").texts
    assert (
        shown.texts.count("Вид заказов неизвестен: нет ни вида, ни изделий, по которым его узнать.")
        == 3
    )  # at the top, the hours, the clients
    assert table(shown, "group")["orders_unknown"].tolist() == [2]


def test_an_unknown_group_in_the_address_is_a_notice(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "custom", by="<script>")
    assert any("в данных такого нет" in w.value for w in shown.app.warning)
    assert table(shown, "group")["group"].tolist()[0] == "нестандартные"


def test_a_row_of_flags_opens_its_orders(visit: Callable[[str], Any], served_tiny: str) -> None:
    page = visit(f"{served_tiny}/custom?lang=en&by=manager&since=2025-01-01")
    seen(page, "1 profitable; 1 at a hidden loss")
    rows = page.get_by_test_id("stDataFrame").last
    rows.scroll_into_view_if_needed()
    rows.locator("canvas").first.wait_for()
    page.wait_for_timeout(800)
    rows.click(position={"x": 60, "y": 52})  # the first row under the titles
    page.wait_for_url(re.compile(r"/orders\?"))
    seen(page, "managers: Петров")
    assert f"manager={quote('Петров')}" in page.url
    assert "since=2025-01-01" in page.url


def test_hostile_names_on_the_chart_and_in_the_sentences(
    visit: Callable[[str], Any], served_hostile: str
) -> None:
    page = visit(f"{served_hostile}/custom?lang=en&by=product_family")
    seen(page, "The orders behind the sums")
    page.locator(".js-plotly-plot").last.wait_for()
    page.wait_for_timeout(500)
    assert HOSTILE[0] in body(page)
    assert page.locator("svg a, .js-plotly-plot b, .js-plotly-plot script").count() == 0
    assert page.alerts == []
