"""A column of numbers or dates that nothing takes is told with what it may be; names, ids and empty ones are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from analysis import cli
from analysis.intake.rows.preview import proposal
from tests.intake.conftest import Taker

HEAD = "Номер заказа;Контрагент;Дата заказа;Выручка"
LIKE = [
    ("Вознаграждение рабочим цеха", "1 200,50", "numbers", "labour_cost"),
    ("Премия (ФОТ)", "12", "numbers", "labour_cost"),
    ("Сырьё по калькуляции", "1 200", "numbers", "material_cost"),
    ("Распределённые цеховые", "10 000,00", "numbers", "book_overhead"),
    ("Издержки на заказ", "99,5", "numbers", "direct_cost"),
    ("Командировки наладчиков", "5 000", "numbers", "other_direct_cost"),
    ("Обещали клиенту", "15.03.2025", "dates", "promised_on"),
    ("Когда вывезли (факт)", "2025-03-15", "dates", "shipped_on"),
    ("Деньги пришли, расчётный счёт", "15.03.25", "dates", "paid_on"),
    ("Часов по наряду", "12,5", "numbers", "hours"),
    ("Трудоёмкость изделия", "4", "numbers", "hours"),
    ("Сколько раз согласовывали", "3", "numbers", "approval_rounds"),
    ("Показатель Х", "3", "numbers", ""),
]


@pytest.mark.parametrize(("header", "value", "holds", "like"), LIKE, ids=[h for h, *_ in LIKE])
def test_what_it_may_be(taking: Taker, header: str, value: str, holds: str, like: str) -> None:
    taken = taking.text(
        f"{HEAD};{header}\n1;А;01.02.2025;5000;{value}\n2;Б;01.02.2025;5000;{value}\n"
    )
    assert taken.report.unused == (header,)
    [found] = taken.report.unused_columns
    assert (found.header, found.holds, found.sample, found.like) == (header, holds, (value,), like)


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("ИНН грузополучателя", "7701234567"),
        ("№ п/п", "1"),
        ("Склад", "Основной"),
        ("Телефон", "84951234567"),
        ("Примечание", "12 штук срочно"),
        ("Код ТМЦ", "00012"),
        ("Пусто", ""),
    ],
)
def test_what_names_or_holds_nothing_is_not_told(taking: Taker, header: str, value: str) -> None:
    taken = taking.text(
        f"{HEAD};{header}\n1;А;01.02.2025;5000;{value}\n2;Б;01.02.2025;5000;{value}\n"
    )
    assert taken.report.unused_columns == ()


def test_a_column_that_is_taken_already_is_not_proposed(taking: Taker) -> None:
    taken = taking.text(f"{HEAD};Зарплата;Труд ИТР\n1;А;01.02.2025;5000;10;20\n")
    assert [(c.header, c.like) for c in taken.report.unused_columns] == [("Труд ИТР", "")]


def test_the_look_and_the_command_say_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        f"{HEAD};Вознаграждение рабочим;Часов по наряду\n1;А;01.02.2025;5000;10;20\n", "utf-8"
    )
    [seen] = proposal.look(path)
    assert [(c.header, c.like) for c in seen.unused_columns] == [
        ("Вознаграждение рабочим", "labour_cost"),
        ("Часов по наряду", "hours"),
    ]
    said = (
        CliRunner()
        .invoke(cli.main, ["import", "--workspace", str(tmp_path / "ws"), str(path)])
        .output
    )
    assert (
        "a.csv: 'Вознаграждение рабочим' (10) is not recognised and not used: it looks like labour_cost"
        in said
    )
    assert "'Часов по наряду' (20) is not recognised and not used: it looks like hours" in said
