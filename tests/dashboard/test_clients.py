"""Clients and one client on the tiny plant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import analysis
from analysis import language
from dashboard import charts

ALPHA, BETA = 'ООО "Альфа"', 'НПО "Бета"'


def test_the_table_has_every_client_and_its_profit(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "client_table")
    table = shown.app.dataframe[-1].value
    assert table["client_name"].tolist() == [
        ALPHA,
        'ЗАО "Гамма"',
        BETA,
    ]  # by true profit, the largest first
    assert table["true_profit"].tolist() == pytest.approx([5600, -250, -900])
    assert table["flag"].tolist() == ["прибыльный", "убыток", "скрытый убыток"]
    assert "Прибыльных — 1, со скрытым убытком — 1, убыточных — 1." in shown.texts


def test_sorting_stands_in_the_address(screen: Callable, tiny_root: Path) -> None:
    table = screen(tiny_root, "clients", sort="hours", way="ascending").app.dataframe[-1].value
    assert table["hours"].tolist() == [6, 7, 42]


def test_one_client_by_its_address(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "client", id=BETA)
    assert shown.figures["Выручка"] == "5 000 ₽"
    assert shown.figures["Доля выручки"] == "20,0 %"
    assert shown.figures["Реальная рентабельность"] == "−18,0 %"  # −900 / 5,000
    assert shown.figures["Рентабельность по учёту"] == "40,0 %"  # (800 + 1,200 + 0) / 5,000
    assert shown.figures["Доля опозданий"] == "50,0 %"  # 003 of 003, 004
    assert (
        "Скрытый убыток: по учёту прибыль 2 000 ₽, реально −900 ₽ при выручке 5 000 ₽."
        in shown.texts
    )
    assert "Забирает 76,4 % часов при 20,0 % выручки." in shown.texts  # 42 of 55


def test_an_unknown_client_in_the_address_is_a_notice(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, "client", id="<script>")
    assert any("в данных такого нет" in w.value for w in shown.app.warning)
    assert shown.app.title[0].value


def test_order_lines_alone(screen: Callable, bare_root: Path) -> None:
    assert screen(bare_root, "client", id="A", lang="en").figures["Gross margin"] == "no data"
    assert (
        "нет данных" in screen(bare_root, "client_table").app.dataframe[-1].value["flag"].tolist()
    )


def test_neighbouring_ticks_of_shares_read_differently() -> None:
    words = language.words("ru")

    def said(values: list[float], about: int) -> list[str]:
        return [
            t.replace("\u00a0", " ") for t in charts.share_ticks(values, words, about)["ticktext"]
        ]

    assert said([0.0, 0.0021], 5) == ["0,00 %", "0,05 %", "0,10 %", "0,15 %", "0,20 %"]
    assert said([0.1, 0.43], 5) == ["0 %", "10 %", "20 %", "30 %", "40 %"]


def test_what_the_map_leaves_out_is_said(screen: Callable, tmp_path: Path) -> None:
    rows = [f"{n},C{n},2025-01-10,{1000 + n},500" for n in range(905)]
    file = tmp_path / "order_lines.csv"
    file.write_text(
        "\n".join(["order_id,client_name,order_date,revenue,direct_cost", *rows]) + "\n", "utf-8"
    )
    analysis.import_paths(tmp_path / "workspace", [file])
    shown = screen(tmp_path / "workspace", "clients")
    assert any(
        t.startswith("На карте 900 из 905 клиентов: крупнейшие по выручке") for t in shown.texts
    )
