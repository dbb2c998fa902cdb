"""The demo plant's exports: the same on every run, and the planted story is in the raw files.

Everything is computed here from the files themselves, by hand, knowing neither the generator nor the pipeline.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

DEMO = Path(__file__).parent.parent / "data" / "demo"
THE_CLIENT = 'НПО "Вектор-Д"'
COST_OF_CAPITAL = 0.16
NO_GOODS = ("Отменён", "В работе")
POOLS = {"Конструкторы", "Планирование производства", "Коммерческий директор", "Менеджеры", "ОТК"}

Row = dict[str, str]


def number(text: str) -> float:
    return float(text.replace("\xa0", "").replace(",", ".")) if text else 0.0


def day(text: str) -> date | None:
    return datetime.strptime(text, "%d.%m.%Y").date() if text else None


def read_csv(name: str, encoding: str = "cp1251") -> list[Row]:
    with (DEMO / name).open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def read_sheet(file: Path) -> list[list[object]]:
    return (
        CalamineWorkbook.from_path(file)
        .get_sheet_by_name("Табель")
        .to_python(skip_empty_area=False)
    )


def is_sound(line: Row) -> bool:
    """Not one of the rows planted to be refused."""
    try:
        number(line["Выручка без НДС"]), number(line["Материалы"])
        return bool(line["Номер заказа"] and line["Контрагент"] and day(line["Дата заказа"]))
    except ValueError:
        return False


@dataclass(frozen=True)
class Entry:
    day: date
    pool: str
    order: str
    client: str
    hours: float


@dataclass
class Exports:
    """The committed files, read once."""

    @cached_property
    def all_lines(self) -> list[Row]:
        return [row for file in sorted(DEMO.glob("zakazy_*.csv")) for row in read_csv(file.name)]

    @cached_property
    def lines(self) -> list[Row]:
        return [line for line in self.all_lines if is_sound(line)]

    @cached_property
    def refused_lines(self) -> list[Row]:
        return [line for line in self.all_lines if not is_sound(line)]

    @cached_property
    def sheet_rows(self) -> list[list[object]]:
        return [row for file in sorted(DEMO.glob("tabel_*.xlsx")) for row in read_sheet(file)[4:]]

    @cached_property
    def entries(self) -> list[Entry]:
        return [
            Entry(row[0], str(row[2]), str(row[3]), str(row[4]), row[5])
            for row in self.sheet_rows
            if isinstance(row[5], float)
            and row[5] >= 0
            and row[2] in POOLS
            and isinstance(row[0], date)
        ]

    @cached_property
    def truth(self) -> dict:
        return json.loads((DEMO / "truth.json").read_text(encoding="utf-8"))

    @cached_property
    def client_of(self) -> dict[str, str]:
        return {line["Номер заказа"]: line["Контрагент"] for line in self.lines}

    @cached_property
    def custom_orders(self) -> dict[str, str]:
        return self.truth["custom_orders"]

    @cached_property
    def rates(self) -> dict[tuple[str, date | None], float]:
        pools = read_csv("resursy.csv", "utf-8-sig")
        return {
            (row["Ресурс"], day(row["Месяц"])): number(row["Затраты за месяц"])
            / number(row["Практическая мощность"])
            for row in pools
        }

    def clients_with(self, role: str) -> list[str]:
        return [
            client["name"] for client in self.truth["clients"].values() if client["role"] == role
        ]


@dataclass
class Sums:
    revenue: float = 0.0
    gross_margin: float = 0.0
    overhead: float = 0.0
    credit: float = 0.0
    penalty: float = 0.0
    resource: float = 0.0

    @property
    def book_margin(self) -> float:
        return (self.gross_margin - self.overhead) / self.revenue

    @property
    def true_profit(self) -> float:
        return self.gross_margin - self.resource - self.credit - self.penalty

    @property
    def true_margin(self) -> float:
        return self.true_profit / self.revenue


@pytest.fixture(scope="module")
def exports() -> Exports:
    return Exports()


@pytest.fixture(scope="module")
def clients(exports: Exports) -> dict[str, Sums]:
    """Both profits of every client, by METHOD.md's definitions."""
    sums: dict[str, Sums] = defaultdict(Sums)
    for line in exports.lines:
        if line["Статус"] not in NO_GOODS:
            _add(sums[line["Контрагент"]], line)
    for entry in exports.entries:
        client = exports.client_of.get(entry.order) or entry.client
        if client:
            sums[client].resource += (
                entry.hours * exports.rates[entry.pool, entry.day.replace(day=1)]
            )
    return sums


def _add(client: Sums, line: Row) -> None:
    revenue = number(line["Выручка без НДС"])
    client.revenue += revenue
    client.gross_margin += revenue - sum(
        number(line[name]) for name in ("Материалы", "Оплата труда", "Прочие прямые затраты")
    )
    client.overhead += number(line["Общезаводские затраты"])
    client.penalty += number(line["Неустойка"])
    shipped, paid = day(line["Дата отгрузки"]), day(line["Дата оплаты"])
    if shipped and paid and paid > shipped:
        client.credit += revenue * (paid - shipped).days / 365 * COST_OF_CAPITAL


def total(sums: Iterable[Sums], name: str) -> float:
    return sum(getattr(client, name) for client in sums)


# The generator


@pytest.fixture(scope="module")
def made_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    subprocess.run([sys.executable, str(DEMO / "generate.py"), "--out", str(folder)], check=True)
    return folder


@pytest.mark.parametrize("pattern", ["*.csv", "*.json"])
def test_text_files_are_made_again_byte_for_byte(made_again: Path, pattern: str) -> None:
    names = sorted(file.name for file in DEMO.glob(pattern))
    assert names == sorted(file.name for file in made_again.glob(pattern))
    assert [
        name for name in names if (DEMO / name).read_bytes() != (made_again / name).read_bytes()
    ] == []


def test_time_sheets_are_made_again_cell_for_cell(made_again: Path) -> None:
    """Cells rather than bytes: compressed bytes differ between builds of zlib."""
    sheets = sorted(DEMO.glob("tabel_*.xlsx"))
    assert [file.name for file in sheets] == [
        "tabel_2023-2024.xlsx",
        "tabel_2025.xlsx",
        "tabel_2026.xlsx",
    ]
    for sheet in sheets:
        assert read_sheet(sheet) == read_sheet(made_again / sheet.name)


def test_time_sheets_carry_no_clock(made_again: Path) -> None:
    for sheet in sorted(made_again.glob("tabel_*.xlsx")):
        with ZipFile(sheet) as parts:
            assert "2026-11-02T09:00:00Z" in parts.read("docProps/core.xml").decode()
            assert {part.date_time[:3] for part in parts.infolist()} == {
                (1980, 1, 31)
            }  # xlsxwriter's own


def test_the_files_stay_small() -> None:
    assert sum(file.stat().st_size for file in DEMO.glob("*.*")) < 6_200_000


# The shape


def test_size_is_about_what_was_promised(exports: Exports) -> None:
    assert 4_800 <= len(exports.client_of) <= 5_200
    assert 18_000 <= len(exports.lines) <= 21_000
    assert 20_000 <= len(exports.entries) <= 35_000
    assert len(set(exports.client_of.values())) == 70


def test_orders_span_three_years(exports: Exports) -> None:
    days = [day(line["Дата заказа"]) for line in exports.lines]
    assert (min(days), max(days)) == (date(2023, 11, 1), date(2026, 10, 30))


def test_revenue_is_quantity_times_price_less_discount(exports: Exports) -> None:
    for line in exports.lines:
        product = number(line["Количество"]) * number(line["Цена без НДС"]) - number(line["Скидка"])
        assert number(line["Выручка без НДС"]) == pytest.approx(product, abs=0.006), line[
            "Номер заказа"
        ]


def test_some_client_codes_begin_with_zeros(exports: Exports) -> None:
    codes = {line["Код контрагента"] for line in exports.lines}
    assert 20 <= sum(code.startswith("0") for code in codes) <= 60


def test_one_client_is_absent_from_the_client_list(exports: Exports) -> None:
    listed = {row["Контрагент"] for row in read_csv("klienty.csv")}
    assert set(exports.client_of.values()) - listed == {"ИП Ольховский П. П."}


def test_the_kind_is_left_empty_often_enough_to_need_evidence(exports: Exports) -> None:
    empty = sum(not line["Вид исполнения"] for line in exports.lines) / len(exports.lines)
    assert 0.2 < empty < 0.4


# What is wrong on purpose


def test_six_order_rows_are_plainly_bad(exports: Exports) -> None:
    assert [line["Номер заказа"] for line in exports.refused_lines] == [
        "ЗК24-09001",
        "ЗК24-09002",
        "ЗК25-09001",
        "",
        "ЗК26-09001",
        "ЗК26-09002",
    ]
    assert exports.refused_lines[2]["Дата заказа"] == "31.02.2025"
    assert exports.refused_lines[1]["Выручка без НДС"] == "уточняется"


def test_refused_orders_take_no_real_order_away(exports: Exports) -> None:
    assert {line["Номер заказа"] for line in exports.refused_lines} & set(
        exports.client_of
    ) == set()


def test_five_time_sheet_rows_are_plainly_bad(exports: Exports) -> None:
    hours = [row[5] for row in exports.sheet_rows]
    assert [cell for cell in hours if not isinstance(cell, float)] == ["восемь"]
    assert [cell for cell in hours if isinstance(cell, float) and cell < 0] == [-4.0]
    assert sorted(str(row[2]) for row in exports.sheet_rows if row[2] not in POOLS) == [
        "",
        "Лаборатория",
        "Лаборатория",
    ]


def test_orders_end_in_every_way(exports: Exports) -> None:
    status = {line["Номер заказа"]: line["Статус"] for line in exports.lines}
    share = {name: list(status.values()).count(name) / len(status) for name in set(status.values())}
    assert 0.005 < share["Отменён"] < 0.02
    assert 0.01 < share["В работе"] < 0.03
    assert share["Выполнен"] > 0.85
    returned = {line["Номер заказа"] for line in exports.lines if number(line["Количество"]) < 0}
    assert 0.005 < len(returned) / len(status) < 0.02


def test_some_orders_have_no_time_sheets(exports: Exports) -> None:
    heard = {entry.order for entry in exports.entries}
    assert (
        0.05
        < sum(order not in heard for order in exports.client_of) / len(exports.client_of)
        < 0.08
    )


def test_one_department_lost_three_weeks_of_sheets(exports: Exports) -> None:
    august = [e for e in exports.entries if date(2025, 8, 11) <= e.day <= date(2025, 8, 29)]
    assert {entry.pool for entry in august} == POOLS - {"Планирование производства"}


def test_nobody_works_round_the_clock(exports: Exports) -> None:
    worked: dict[tuple[object, object], float] = defaultdict(float)
    for row in exports.sheet_rows:
        if isinstance(row[5], float):
            worked[row[0], row[1]] += row[5]
    assert max(worked.values()) < 16
    assert sum(hours > 10 for hours in worked.values()) / len(worked) < 0.02


# The story


def test_the_plant_earns_less_than_its_books_say(clients: dict[str, Sums]) -> None:
    revenue = total(clients.values(), "revenue")
    book = (total(clients.values(), "gross_margin") - total(clients.values(), "overhead")) / revenue
    true = total(clients.values(), "true_profit") / revenue
    assert 1.2e9 < revenue < 2e9
    assert 0.14 < book < 0.20
    assert 0.08 < true < 0.14


def test_the_client_is_small_and_fair_by_the_book_and_loses_in_truth(
    clients: dict[str, Sums],
) -> None:
    client = clients[THE_CLIENT]
    assert client.revenue / total(clients.values(), "revenue") < 0.02
    assert 0.15 < client.book_margin < 0.25
    assert -0.45 < client.true_margin < -0.15


def test_the_client_orders_modified_sensors_few_of_each_and_late(exports: Exports) -> None:
    lines = [line for line in exports.lines if line["Контрагент"] == THE_CLIENT]
    orders = {line["Номер заказа"]: line for line in lines}
    custom = [line for line in lines if line["Номер заказа"] in exports.custom_orders]
    assert len(orders) == 59
    assert sum(order in exports.custom_orders for order in orders) / len(orders) > 0.85
    assert sorted(number(line["Количество"]) for line in custom)[len(custom) // 2] < 12
    rounds = [
        int(orders[order]["Количество согласований"])
        for order in orders
        if order in exports.custom_orders
    ]
    assert 4 <= sorted(rounds)[len(rounds) // 2] <= 8
    shipped = [line for line in orders.values() if line["Дата отгрузки"]]
    late = sum(day(line["Дата отгрузки"]) > day(line["Срок поставки"]) for line in shipped)
    assert 0.6 <= late / len(shipped) <= 0.75


def test_those_who_sway_the_client_are_against() -> None:
    people = [row for row in read_csv("kontakty.csv") if row["Контрагент"] == THE_CLIENT]
    assert {row["Отношение"] for row in people if row["Роль"] == "ЛВР"} == {"против"}


def test_custom_does_not_mean_bad(exports: Exports, clients: dict[str, Sums]) -> None:
    for name in exports.clients_with("custom_earns"):
        assert clients[name].true_margin > 0.20, name


def test_three_custom_clients_hide_a_loss(exports: Exports, clients: dict[str, Sums]) -> None:
    hidden = [
        name for name in exports.clients_with("custom_hidden_loss") if clients[name].true_profit < 0
    ]
    assert len(hidden) == 3
    assert all(clients[name].book_margin > 0.15 for name in hidden)


def test_one_custom_client_brings_markup_and_no_profit(
    exports: Exports, clients: dict[str, Sums]
) -> None:
    (name,) = exports.clients_with("custom_markup_eaten")
    assert clients[name].gross_margin / clients[name].revenue > 0.4
    assert 0 <= clients[name].true_margin < 0.15


@pytest.mark.parametrize(
    "role", ["serial_heavy_discount", "serial_tiny_orders", "serial_late_payer", "serial_paperwork"]
)
def test_serial_does_not_mean_good(exports: Exports, clients: dict[str, Sums], role: str) -> None:
    (name,) = exports.clients_with(role)
    assert clients[name].book_margin > 0
    assert clients[name].true_profit < 0


def test_the_whale_curve_peaks_above_the_total(clients: dict[str, Sums]) -> None:
    profits = [client.true_profit for client in clients.values()]
    peak = sum(profit for profit in profits if profit > 0) / sum(profits)
    assert 1.12 < peak < 1.35
    assert 10 <= sum(profit < 0 for profit in profits) <= 14


def test_custom_orders_take_more_of_the_designers_than_of_the_turnover(exports: Exports) -> None:
    revenue, hours = defaultdict(float), defaultdict(float)
    for line in exports.lines:
        revenue[line["Номер заказа"] in exports.custom_orders] += number(line["Выручка без НДС"])
    for entry in exports.entries:
        if entry.pool == "Конструкторы" and entry.order:
            hours[entry.order in exports.custom_orders] += entry.hours
    assert 0.08 < revenue[True] / sum(revenue.values()) < 0.14
    assert 0.35 < hours[True] / sum(hours.values()) < 0.50


def test_designers_are_full_in_busy_months(exports: Exports) -> None:
    capacity = {
        day(row["Месяц"]): number(row["Практическая мощность"])
        for row in read_csv("resursy.csv", "utf-8-sig")
        if row["Ресурс"] == "Конструкторы"
    }
    used: dict[date, float] = defaultdict(float)
    for entry in exports.entries:
        if entry.pool == "Конструкторы":
            used[entry.day.replace(day=1)] += entry.hours
    utilisation = sorted(used[month] / capacity[month] for month in used)
    assert len(utilisation) == 36
    assert 0.75 < utilisation[18] < 1.0
    assert 0.95 < utilisation[-1] < 1.3


# The offers


@pytest.fixture(scope="module")
def quotes() -> list[Row]:
    return read_csv("kp_2023-2026.csv")


def test_offers_are_about_fifteen_hundred_over_three_years(quotes: list[Row]) -> None:
    assert 1_400 <= len(quotes) <= 1_700
    assert len({row["Номер КП"] for row in quotes}) == len(quotes)
    days = [day(row["Дата КП"]) for row in quotes]
    assert (min(days), max(days)) == (date(2023, 11, 1), date(2026, 10, 31))


def test_every_won_offer_names_an_order_of_its_client(quotes: list[Row], exports: Exports) -> None:
    won = [row for row in quotes if row["Результат"] == "Выиграно"]
    assert [
        row["Номер КП"]
        for row in won
        if exports.client_of[row["Номер заказа"]] != row["Контрагент"]
    ] == []
    assert sum(bool(row["Номер заказа"]) for row in quotes) == len(won)


def test_an_offer_is_its_cost_with_its_markup(quotes: list[Row]) -> None:
    for row in quotes:
        cost, markup = number(row["Расчётная себестоимость"]), number(row["Наценка, %"]) / 100
        assert number(row["Сумма КП без НДС"]) == pytest.approx(cost * (1 + markup), abs=0.006)


def test_results_are_as_planted(quotes: list[Row], exports: Exports) -> None:
    meant = {
        "Выиграно": "won",
        "Проиграно": "lost",
        "Отказ клиента": "lost",
        "Нет решения": "no decision",
        "Заморожено": "no decision",
        "В работе": "open",
        "": "unknown",
    }
    counted: dict[str, int] = defaultdict(int)
    for row in quotes:
        counted[meant[row["Результат"]]] += 1
    assert counted == exports.truth["quotes"]["results"]
