"""The capacity page: numbers of the tiny plant, the pool in the address, and every empty state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import analysis

Plant = Callable[..., analysis.Workspace]
ORDERS = "order_id,client_name,order_date,revenue\n1,A,2025-01-10,700\n2,B,2025-02-10,300"


def test_what_the_page_says_of_the_tiny_plant(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "capacity")
    assert (
        shown.texts[1:4]
        == [
            "Ни один ресурс не близок к пределу: самая высокая загрузка, 44,0 %, — у ресурса «Конструкторы». "
            "Из этого 10,0 % мощности — внутренние работы. Следующий — «Менеджеры», 17,5 %.",
            "На нестандартные заказы приходится 100,0 % расхода ресурса «Конструкторы» и 20,0 % выручки.",
            "Неиспользованная мощность стоила 11,6 тыс. ₽ из 16 тыс. ₽: на клиентов она не разложена.",  # 6,600 + 4,950
        ]
    )
    pools = shown.app.dataframe[0].value
    assert pools["pool"].tolist() == ["Конструкторы", "Менеджеры"]
    assert pools["unused_cost"].tolist() == [6600, 4950]


def test_who_occupies_the_bottleneck(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "occupants")
    kinds, clients, products = [table.value for table in shown.app.dataframe]
    assert kinds["units"].tolist() == [34]
    assert clients["client_name"].tolist() == ['НПО "Бета"']
    assert products["profit_per_unit"].tolist() == pytest.approx([300 / 14, -1200 / 20])


def test_another_pool_by_its_address(screen: Callable, tiny_root: Path) -> None:
    months = screen(tiny_root, "capacity", lang="en", table="months").app.dataframe[0].value
    assert months["capacity_rate"].tolist() == [100, 50]
    shown = screen(
        tiny_root, "capacity", pool="Менеджеры", lang="en"
    )  # as the address was in former days
    kinds, _, products = [table.value for table in shown.app.dataframe]
    assert kinds["units"].tolist() == [9, 8, 4]
    assert products["units"].sum() == 17
    assert (
        "1 h of “Менеджеры” brings ₽617 of true profit on serial orders and −₽50 on custom ones."
        in shown.texts
    )


def test_a_pool_that_the_data_does_not_know_is_a_notice(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "occupants", pool="<script>")
    assert any("в данных такого нет" in w.value for w in shown.app.warning)
    assert shown.app.selectbox(key="occupants?pool").value == "Конструкторы"  # the bottleneck


def test_other_filters_are_said_not_to_change_the_capacity(
    screen: Callable, tiny_root: Path
) -> None:
    shown = screen(tiny_root, "capacity", manager="Иванова")
    assert "Остальные условия отбора мощности не меняют" in shown.said
    assert "17,5 %" in shown.said
    shown = screen(tiny_root, "occupants", manager="Иванова", pool="Менеджеры")
    assert shown.app.dataframe[1].value["client_name"].tolist() == ['ООО "Альфа"', 'ЗАО "Гамма"']


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({}, "Неиспользованная мощность неизвестна: часы не записаны"),
        ({"usage": "order_id,pool,quantity\n1,design,5"}, "ни у одного не указана мощность"),
        (
            {"pools": "pool,month,unit,cost,capacity\ndesign,2025-01,h,1000,100"},
            "их расход нигде не записан",
        ),
        (
            {
                "pools": "pool,month,unit,rate\nruns,2025-01,runs,5",
                "usage": "order_id,date,pool,quantity\n1,2025-01-12,runs,5",
            },
            "ни у одного не указана мощность",
        ),
    ],
)
def test_what_is_not_known_is_said(
    screen: Callable, plant: Plant, tables: dict[str, str], said: str
) -> None:
    assert said in screen(plant(order_lines=ORDERS, **tables).root, "capacity").said


def test_months_without_pools_and_without_orders(screen: Callable, plant: Plant) -> None:
    ws = plant(
        order_lines=ORDERS,
        pools="pool,month,unit,cost,capacity\ndesign,2025-01,h,1000,100",
        usage="order_id,date,pool,quantity\n1,2025-01-12,design,5",
    )
    assert (
        "о ресурсах нет ни строки"
        in screen(ws.root, "capacity", since="2025-02-01", until="2025-02-28").said
    )
    empty = screen(ws.root, "capacity", since="2026-02-01")
    assert any("нет ни одного заказа" in text.value for text in empty.app.markdown)


def test_names_of_pools_and_units_are_untrusted(screen: Callable, plant: Plant) -> None:
    """A pool counted in runs, under a name and a unit that mean something to a browser."""
    ws = plant(
        order_lines="order_id,client_name,order_date,revenue,direct_cost\n1,A,2025-01-10,700,100",
        pools='pool,month,unit,cost,capacity,is_time\n"<b>[x](http://e.example)</b>",2025-01,:red[run],1000,100,no',
        usage='order_id,date,pool,quantity\n1,2025-01-12,"<b>[x](http://e.example)</b>",5',
    )
    shown = screen(ws.root, "capacity", lang="en")
    assert (
        "the fullest is “<b>[x](http://e.example)</b>”, with 5.0% of its capacity taken."
        in shown.texts[1]
    )
    shown = screen(ws.root, "occupants", lang="en")
    assert r"What 1 \:red\[run\] of this resource brings" in [
        heading.value for heading in shown.app.subheader
    ]
    assert shown.app.dataframe[-1].value["profit_per_unit"].tolist() == [
        110
    ]  # (700 − 100 − 5 × 10) / 5
