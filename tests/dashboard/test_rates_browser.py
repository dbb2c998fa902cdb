"""From a plant's list of orders and one time sheet to true profit, in the browser alone: dropped, imported, rates typed, margin read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import analysis
from analysis.language import Words
from tests.dashboard.on_screen import seen, settle

DESIGN, SERVICE, OWN = 480_000 / 320, 800.5, 2_000  # ₽ an hour: КБ, Сервис, Петров


def orders() -> list[tuple[str, str, str, int, int]]:
    """300 orders of 2025: number, client, day, revenue, cost."""
    return [
        (
            f"З-{n:03}",
            f"ООО Клиент-{n % 12}",
            f"{1 + n % 28:02}.{1 + n // 28:02}.2025",
            10_000 + 100 * n,
            6_000 + 40 * n,
        )
        for n in range(300)
    ]


def sheet() -> list[tuple[str, str, str, str, int]]:
    """Person, department, order, day, hours; every order has hours of КБ, some of Сервис, some of Петров, whose pool nothing says."""
    rows = []
    for n, (number, _, day, _, _) in enumerate(orders()):
        rows.append(("Иванов", "КБ", number, day, 1 + n % 3))
        if n % 2:
            rows.append(("", "Сервис", number, day, 2))
        if n % 10 == 0:
            rows.append(("Петров", "", number, day, 1))
    return rows


def by_hand() -> tuple[float, float]:
    """Revenue and true profit: revenue − cost − hours at their rates."""
    price = {"КБ": DESIGN, "Сервис": SERVICE, "": OWN}
    revenue = sum(r for *_, r, _ in orders())
    time = sum(hours * price[pool] for _, pool, _, _, hours in sheet())
    return revenue, revenue - sum(c for *_, c in orders()) - time


def write(folder: Path) -> list[Path]:
    lines, hours = folder / "заказы.csv", folder / "табель.csv"
    head = "Номер заказа;Контрагент;Дата заказа;Выручка без НДС;Себестоимость\n"
    lines.write_text(
        head + "".join(f"{n};{c};{d};{r};{k}\n" for n, c, d, r, k in orders()), "utf-8"
    )
    head = "Сотрудник;Подразделение;Заказ;Дата;Часы\n"
    hours.write_text(head + "".join(f"{p};{t};{n};{d};{h}\n" for p, t, n, d, h in sheet()), "utf-8")
    return [lines, hours]


def type_rate(page: Any, row: int, rate: str, *, right_of_pool: bool) -> None:
    """Into the cell of the rate in a row of the table (from 0): after the marker and the columns before it."""
    table = page.locator('[data-testid="stDataFrame"]').first
    table.scroll_into_view_if_needed()
    settle(page)
    box = table.bounding_box()
    page.mouse.dblclick(
        box["x"] + 34 + 130 + (105 if right_of_pool else 0) + 50, box["y"] + 35 * (row + 1) + 17
    )
    cell = page.locator(".gdg-input")
    cell.wait_for()
    cell.fill(rate)
    cell.press("Enter")
    cell.wait_for(state="hidden")
    settle(page)


def paste_block(page: Any, text: str, words: Words) -> None:
    """From the clipboard, as Excel puts cells there."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_text(words("rates.paste"), exact=True).click()
    place = page.get_by_label(words("rates.paste.label")[:22])
    place.wait_for()
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    place.click()
    page.keyboard.press("Control+V")
    place.press("Tab")
    settle(page)


def import_both(page: Any, folder: Path, words: Words) -> None:
    page.locator("input[type=file]").set_input_files(write(folder))
    seen(page, {"ru": "Узнано: строки заказов", "en": "Recognised: order lines"}[words.lang])
    settle(page)
    page.get_by_role("button", name=words("import.take"), exact=True).click()


def save(page: Any, words: Words) -> None:
    page.get_by_role("button", name=words("rates.save")).click()
    seen(page, words("rates.saved"))


def margin_of(root: Path) -> float:
    """The workspace's margin, which is the one worked out by hand."""
    revenue, profit = by_hand()
    with analysis.open_workspace(root) as ws:
        [found] = ws.metrics(["revenue", "true_profit", "true_margin"], ()).to_dict("records")
    assert (found["revenue"], round(found["true_profit"], 2)) == (revenue, round(profit, 2))
    return profit / revenue


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """With a client only, so that no demo plant is built first."""
    (tmp_path / "clients.csv").write_text("client_name,region\nООО Клиент-0,Урал\n", "utf-8")
    analysis.import_paths(tmp_path / "workspace", [tmp_path / "clients.csv"])
    return tmp_path / "workspace"


def test_from_a_list_of_orders_and_a_time_sheet_to_true_profit(
    visit: Callable[[str], Any], serve: Callable[[Path], str], root: Path, tmp_path: Path
) -> None:
    address, words = serve(root), Words("ru")
    page = visit(f"{address}/import_files")
    page.set_viewport_size({"width": 1440, "height": 2600})
    import_both(page, tmp_path, words)
    seen(page, "Без ставки: 2 ресурса")
    seen(page, "Без ресурса: 1 человек — Петров")
    page.get_by_label("Кто вносит").nth(0).fill("Орлова")
    page.get_by_label("Кто вносит").nth(0).press("Tab")
    type_rate(page, 0, str(OWN), right_of_pool=True)  # Петров stands first
    paste_block(
        page,
        "Ресурс\tСтоимость часа\tЗатраты за месяц\tМощность\r\nКБ\t\t480\u00a0000,00 ₽\t320 ч\r\nСервис\t800,50 ₽\t\t\r\n",
        words,
    )
    save(page, words)
    margin = f"{100 * margin_of(root):.1f}".replace(".", ",")
    page.goto(f"{address}/?lang=ru")
    seen(page, f"{margin} %")
    assert page.alerts == []


def test_the_same_on_a_phone_in_english(
    visit: Callable[[str], Any], serve: Callable[[Path], str], root: Path, tmp_path: Path
) -> None:
    address, words = serve(root), Words("en")
    page = visit(f"{address}/import_files?lang=en")
    page.set_viewport_size({"width": 390, "height": 844})
    import_both(page, tmp_path, words)
    seen(page, "Without a rate: 2 resources")
    seen(page, "Without a resource: 1 person, Петров")
    page.get_by_label(words("method.who")).nth(0).fill("Orlova")
    page.get_by_label(words("method.who")).nth(0).press("Tab")
    paste_block(page, "Петров\t2,000.00\r\nКБ\t1500\r\nСервис\t800.50\r\n", words)
    save(page, words)
    assert (
        page.evaluate("document.documentElement.scrollWidth") <= 390
    )  # nothing is pushed off the screen
    margin = f"{100 * margin_of(root):.1f}"
    page.goto(f"{address}/?lang=en")
    seen(page, f"{margin}%")
    assert page.alerts == []
