"""The first screen on the tiny plant: its arithmetic stands in tests/tiny_plant/README.md."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import analysis


def test_figures_in_russian(screen: Callable, tiny_root: Path) -> None:
    figures = screen(tiny_root).figures
    assert figures["Выручка"] == "25 тыс. ₽"  # 15,000 + 5,000 + 5,000
    assert (
        figures["Прибыль по учёту"] == "5 700 ₽"
    )  # of the costed orders, as the true profit: 2,500 + 1,300 + 800 + 1,200 − 100 + 0
    assert figures["Реальная прибыль"] == "4 450 ₽"  # 5,600 − 900 − 250
    assert figures["Скрытый убыток"] == "−700 ₽"  # 003; 007 was cancelled
    assert figures["Часы"] == "55 ч"  # 6 + 42 + 7
    assert figures["Неиспользованная мощность"] == "11,6 тыс. ₽"  # 6,600 + 4,950 = 11,550


def test_figures_in_english(screen: Callable, tiny_root: Path) -> None:
    figures = screen(tiny_root, lang="en").figures
    assert figures["Revenue"] == "₽25K"
    assert figures["True profit"] == "₽4,450"
    assert figures["Hidden losses"] == "−₽700"


def test_three_sentences(screen: Callable, tiny_root: Path) -> None:
    texts = screen(tiny_root).texts
    # Бета −900 and Гамма −250 of Альфа's 5,600: 1,150 / 5,600 = 20.5 %
    assert (
        "2 из 3 клиентов убыточны и съедают 1 150 ₽ из 5 600 ₽, заработанных на остальных (20,5 %)."
        in texts
    )
    # 003 of the six costed orders
    assert any(
        "1 заказ из 6 с полными данными прибылен только по учёту: скрытый убыток 700 ₽." in t
        for t in texts
    )
    # custom: 5,000 of 25,000; 42 of 55 hours; −900 of 5,000; serial 5,600 − 50 = 5,550 of 16,000
    assert any(
        "приходится 20,0 % выручки и 76,4 % часов; их реальная рентабельность −18,0 %, у серийных — 34,7 %"
        in t
        for t in texts
    )


def test_order_lines_alone_say_what_is_missing(screen: Callable, bare_root: Path) -> None:
    shown = screen(bare_root)
    assert shown.figures["Выручка"] == "1 000 ₽"
    assert shown.figures["Прибыль по учёту"] == "нет данных"
    assert shown.figures["Реальная прибыль"] == "нет данных"
    assert (
        "1 клиент из 2 приносит 70,0 % выручки; кто из них прибылен, покажут затраты."
        in shown.texts
    )
    assert "прямые затраты (покажут валовую рентабельность и прибыль по учёту)" in shown.said


def test_book_profit_stands_in_where_hours_are_missing_and_is_named(
    screen: Callable, hostile_root: Path
) -> None:
    shown = screen(hostile_root, lang="en")
    assert shown.figures["Book profit"] == "₽10K"  # 4,000 + 3,000 + 2,000 + 1,000
    assert shown.figures["True profit"] == "no data"
    assert any("The curve shows “Book profit”" in t for t in shown.texts)


def test_an_empty_slice_says_so(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, since="2030-01-01")
    assert "По этому отбору нет ни одного заказа" in "".join(m.value for m in shown.app.markdown)


def test_the_end_of_the_whale_is_bridged_to_the_figure_of_the_strip(
    screen: Callable, tmp_path: Path
) -> None:
    """A and C make 400 and 300; B has 200 of revenue without a cost and 50 for 5 hours outside orders: 700 − 50 = 650."""
    files = {
        "order_lines": "order_id,client_id,order_date,revenue,direct_cost\n"
        "1,A,2025-01-10,1000,500\n2,B,2025-01-11,200,\n3,C,2025-01-12,900,500\n",
        "usage": "order_id,client_id,pool,quantity,date\n"
        "1,,КБ,10,2025-01-12\n3,,КБ,10,2025-01-12\n2,,КБ,1,2025-01-12\n,B,КБ,5,2025-01-13\n",
        "pools": "pool,unit,rate\nКБ,ч,10\n",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, "utf-8")
    analysis.import_paths(tmp_path / "workspace", [tmp_path / f"{name}.csv" for name in files])
    shown = screen(tmp_path / "workspace")
    assert shown.figures["Реальная прибыль"] == "650 ₽"
    assert (
        "Итог кривой 700 ₽ − потрачено на них 50 ₽ = 650 ₽, как в показателях выше." in shown.said
    )


def test_today_says_what_happened_and_what_to_decide(screen: Callable, tiny_root: Path) -> None:
    shown = screen(tiny_root, lang="en")
    assert shown.app.title[0].value == "What happened, and what to decide?"
    assert [s.value for s in shown.app.subheader][:3] == [
        "What happened",
        "What to decide",
        "Who brings the profit, and who eats it?",
    ]
    assert "Rows accepted: " in shown.said
    assert "This is the first import: after the next one, what changed stands here." in shown.said
    labels = [link.proto.label for link in shown.app.get("page_link")]
    assert "No proposal waits for an answer." in shown.texts  # all three stay as they are
    assert "All decisions about clients" in labels


def test_what_happened_is_of_the_whole_plant_whatever_the_filters(
    screen: Callable, tiny_root: Path
) -> None:
    whole = screen(tiny_root)
    cut = screen(tiny_root, manager="Иванова")
    brought = next(t for t in whole.texts if t.startswith("Последняя загрузка"))
    assert brought in cut.texts
    assert "Что произошло — по всему заводу, отбор на это не действует." in cut.texts


def test_the_figures_stand_before_what_is_missing(screen: Callable, bare_root: Path) -> None:
    """One flat file: revenue by month and the largest clients instead of four empty charts."""
    shown = screen(bare_root)
    assert [s.value for s in shown.app.subheader] == [
        "Что произошло",
        "Что решить",
        "Кто приносит прибыль, а кто её съедает?",
        "Выручка по месяцам",
        "Самые крупные по выручке",
    ]
