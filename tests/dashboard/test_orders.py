"""Orders and one order on the tiny plant; the arithmetic stands in tests/tiny_plant/README.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dashboard.conftest import HOSTILE

BETA = 'НПО "Бета"'


def bars(shown: object, place: int = 0) -> list[float]:
    """The lengths of a chart's bars, as the browser is given them."""
    chart = json.loads(shown.app.get("plotly_chart")[place].proto.spec)  # type: ignore[attr-defined]
    return [float(x) for trace in chart["data"] for x in trace["x"]]


# --- orders ------------------------------------------------------------------------------------------------------------


def test_the_sentences_say_what_looks_fine_and_loses(screen: Callable, tiny_root: Path) -> None:
    said = screen(tiny_root, "orders").texts
    # 003: book 800, truly −700; 007 was cancelled and hides nothing
    assert (
        "Только по учёту прибылен 1 заказ (800 ₽), реальный убыток — 700 ₽: это скрытый убыток."
        in said
    )
    # custom: 5,000 of 25,000; true margin (−700 + 300 − 500) / 5,000 = −18 %; serial 5,550 / 16,000 of costed revenue
    assert any(
        "На нестандартные заказы (3) приходится 20,0 % выручки" in s and "реальная −18,0 %" in s
        for s in said
    )
    assert any(
        "реальная прибыль неизвестна" in s and "1 выполненному заказу на 4 000 ₽" in s for s in said
    )


def test_hidden_losses_stand_on_top_with_both_profits(screen: Callable, tiny_root: Path) -> None:
    table = screen(tiny_root, "orders").app.dataframe[-1].value
    assert table["order_id"].tolist() == ["003", "005", "007", "004", "002", "001", "006"]
    assert table["flag"].tolist()[:3] == ["скрытый убыток", "убыток", "сорван"]
    assert table["book_profit"].tolist() == pytest.approx([800, -100, 0, 1200, 1300, 2500, 1200])
    assert table["true_profit"].tolist()[:6] == pytest.approx([-700, -50, -500, 300, 1800, 3800])
    assert table["true_profit"].isna().tolist() == [False] * 6 + [
        True
    ]  # 006: no hours logged, so unknown, not 0
    assert table["days_late"].tolist()[0] == 5


def test_custom_against_serial_side_by_side(screen: Callable, tiny_root: Path) -> None:
    kinds = screen(tiny_root, "orders").app.dataframe[0].value.set_index("kind")
    assert kinds.loc["нестандартный", "revenue"] == 5000
    assert kinds.loc["нестандартный", "book_margin"] == pytest.approx((800 + 1200 + 0) / 5000)
    assert kinds.loc["нестандартный", "true_margin"] == pytest.approx(-900 / 5000)
    assert kinds.loc["серийный", "true_margin"] == pytest.approx((3800 + 1800 - 50) / 16000)
    assert kinds.loc["нестандартный", "late_share"] == pytest.approx(1 / 2)


def test_flag_kind_search_and_sorting_stand_in_the_address(
    screen: Callable, tiny_root: Path
) -> None:
    hidden = screen(tiny_root, "orders", verdict="hidden loss").app.dataframe[-1].value
    assert hidden["order_id"].tolist() == ["003"]
    cancelled = screen(tiny_root, "orders", verdict="cancelled").app.dataframe[-1].value
    assert cancelled["order_id"].tolist() == ["007"]
    serial = screen(tiny_root, "orders", made="serial", sort="most_revenue").app.dataframe[-1].value
    assert serial["order_id"].tolist() == ["001", "002", "006", "005"]
    found = screen(tiny_root, "orders", find="бета 004").app.dataframe[-1].value
    assert found["order_id"].tolist() == ["004"]


def test_a_search_that_finds_nothing_says_so(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "orders", find="[нет такого].*")
    assert "По этому отбору не подходит ни один заказ: снимите часть условий." in shown.texts


def test_orders_without_any_cost(screen: Callable, bare_root: Path) -> None:
    shown = screen(bare_root, "orders")
    assert "Прибыль заказов (2) неизвестна: в данных нет прямых затрат." in shown.texts
    table = shown.app.dataframe[-1].value
    assert table["order_id"].tolist() == ["1", "2"]
    assert table["true_profit"].isna().all()


def test_hostile_names_are_found_letter_by_letter(screen: Callable, hostile_root: Path) -> None:
    for place, name in enumerate(HOSTILE):
        table = screen(hostile_root, "orders", find=name).app.dataframe[-1].value
        assert table["order_id"].tolist() == [f"0{place}"]


# --- one order ---------------------------------------------------------------------------------------------------------


def test_the_bridge_of_an_order_adds_up(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "order", order="003")
    # revenue 2,000 − direct 800 = gross 1,200; − overhead 400 = book 800; + 400 − resources 1,800 − penalty 100 = −700
    assert bars(shown) == pytest.approx([2000, -800, 1200, -400, 800, 400, -1800, -100, -700])
    assert any(
        "по учёту прибыль 800 ₽, реально убыток 700 ₽ при выручке 2 000 ₽" in s for s in shown.texts
    )


def test_hours_by_pool_and_by_person(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "order", order="003")
    assert (
        "На заказ записано 21 ч стоимостью 1 800 ₽; больше всего — Конструкторы, 71,4 % часов."
        in shown.texts
    )  # 15 of 21
    pools = next(
        d.value for d in shown.app.dataframe if "rate" in d.value and "person" not in d.value
    ).set_index("pool")
    assert pools["cost"].to_dict() == pytest.approx({"Конструкторы": 1500, "Менеджеры": 300})
    people = next(d.value for d in shown.app.dataframe if "records" in d.value)
    assert people["hours_used"].sum() == pytest.approx(21)
    assert people["cost"].sum() == pytest.approx(1800)


def test_dates_planned_against_actual(screen: Callable, tiny_root: Path) -> None:
    shown = screen(
        tiny_root, "order", order="003"
    )  # ordered on the 13th, promised on the 20th, shipped on the 25th
    assert "Обещали за 7 дней, отгрузили через 12 дней: опоздание 5 дней." in shown.texts
    assert bars(shown, 1) == [7, 12]


def test_each_line_names_its_file_and_row(screen: Callable, tiny_root: Path) -> None:
    lines = screen(tiny_root, "order", order="001").app.dataframe[-1].value
    assert lines["revenue"].tolist() == [6000, 4000]
    assert lines["file"].tolist() == ["order_lines.csv"] * 2
    assert lines["source_row"].tolist() == [2, 3]  # under the header, as a person counts
    assert lines["line_kind"].tolist() == ["серийное"] * 2


def test_an_order_without_hours_is_unknown_not_zero(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "order", order="006")
    assert any(s.startswith("По учёту прибыль 1 200 ₽") for s in shown.texts)
    assert "Реальная прибыль неизвестна: часы не записаны." in shown.said
    assert bars(shown)[-1] == 1200  # the bridge ends at book profit
    facts = dict(shown.app.dataframe[0].value.itertuples(index=False, name=None))
    assert facts["Часы"] == "нет данных"


def test_a_cancelled_order_keeps_its_cost(screen: Callable, tiny_root: Path) -> None:
    said = screen(tiny_root, "order", order="007").texts
    assert "Заказ сорван: часы потрачены. Выручки нет, а ресурсы стоили 500 ₽." in said


def test_the_worst_order_is_shown_where_none_is_named(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "order")
    assert shown.app.selectbox(key="order?order").value == "003"


@pytest.mark.parametrize(
    "name",
    [
        "999",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "' or 1=1 --",
        "$x$ **b** [l](u)",
        "я" * 400,
    ],
)
def test_an_order_that_is_not_there_is_a_clear_notice(
    screen: Callable, tiny_root: Path, name: str
) -> None:
    shown = screen(tiny_root, "order", order=name)
    assert len(shown.app.warning) == 1
    notice = shown.app.warning[0].value.replace("\\", "").replace("\u2060", "")
    assert notice.startswith(f"Заказа «{name[:60]}")
    assert notice.endswith("» в данных нет.")
    assert len(shown.app.dataframe) == 0
