"""Offers through the import and the build: the newest version of each, its client, its order, and what is noticed of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import analysis

ORDERS = (
    "order_id;client_id;client_name;order_date;revenue\n"
    "7;K-1;ООО «Альфа»;2025-02-01;900\n"
    "8;K-2;НПО «Бета»;2025-03-01;500\n"
)
FIRST = (
    "№ КП;Дата КП;Заказчик;Сумма КП;Расчётная себестоимость;Наценка, %;Результат;Причина отказа;№ заказа\n"
    "1;10.01.2025;ООО «Альфа»;900;600;;В работе;;\n"  # its markup follows: 900 / 600 - 1 = 50 %
    "2;11.01.2025;НПО «Бета»;500;400;25;Выиграно;;8\n"
    "3;12.01.2025;НПО «Бета»;400;;30;Выиграно;;99\n"
    "4;13.01.2025;Новый клиент;300;;20;Выиграно;;\n"
    "5;14.01.2025;НПО «Бета»;100;;20;Отказ;цена;\n"
    "5;14.01.2025;НПО «Бета»;200;;20;Отказ;цена;\n"
    "6;15.01.2025;ООО «Альфа»;100;;20;Отказ;срок;\n"
    "6;16.01.2025;НПО «Бета»;100;;20;Отказ;срок;\n"
    "1;20.01.2026;НПО «Бета»;700;;20;хз;;\n"
)
SECOND = FIRST.splitlines()[0] + "\n1;10.01.2025;ООО «Альфа»;900;600;;Выиграно;;7\n"


@pytest.fixture(scope="module")
def plant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[analysis.Workspace]:
    """Two deliveries: the second says what became of the first one's offer 1."""
    folder = tmp_path_factory.mktemp("quotes")
    root = folder / "ws"
    for name, files in {
        "first": {"order_lines.csv": ORDERS, "КП_2025.csv": FIRST},
        "second": {"КП_2026.csv": SECOND},
    }.items():
        (folder / name).mkdir()
        for file, text in files.items():
            (folder / name / file).write_text(text, "utf-8")
        result = analysis.import_paths(root, [folder / name])
        assert not result.unreadable
    with analysis.open_workspace(root) as workspace:
        yield workspace


def test_the_newest_version_of_each_offer_counts(plant: analysis.Workspace) -> None:
    found = plant.table("quotes").set_index("quote_id")
    ids = ["1", "1 (2026)", "2", "3", "4", "5", "6", "6 (НПО «Бета»)"]
    assert sorted(found.index) == ids
    assert found.loc["1", ["client_id", "result", "order_id"]].tolist() == ["K-1", "won", "7"]
    assert found.loc["5", "amount"] == 200, "the last of a file's rows"


def test_the_markup_is_the_stated_one_else_it_follows(plant: analysis.Workspace) -> None:
    found = plant.table("quotes").set_index("quote_id")["markup"]
    assert (found["1"], found["2"]) == (0.5, 0.25)


def test_an_unknown_result_is_unknown(plant: analysis.Workspace) -> None:
    [row] = plant.sql("select result, amount from quotes where quote_id = '1 (2026)'").values
    assert row[0] is None
    assert row[1] == 700


def test_a_client_that_never_ordered_keeps_its_name(plant: analysis.Workspace) -> None:
    found = plant.table("quotes").set_index("quote_id")["client_id"]
    assert (found["4"], found["2"]) == ("Новый клиент", "K-2")


def test_what_is_odd_is_noticed(plant: analysis.Workspace) -> None:
    assert plant.guilty("a_won_offer_names_no_order")["quote_id"].tolist() == ["4"]
    guilty = plant.guilty("an_offer_names_an_order_that_is_not_there")
    assert guilty[["quote_id", "order_id"]].values.tolist() == [["3", "99"]]
    assert plant.guilty("an_offer_is_stated_twice_in_one_file")["quote_id"].tolist() == ["5"]


def test_rows_and_money_are_accounted_for(plant: analysis.Workspace) -> None:
    rows = plant.sql(
        "select file, rows_read, rows_accepted, rows_in_use, control_read, control_accepted, revenue_read "
        "from imports where \"table\" = 'quotes' order by file"
    ).values.tolist()
    assert [r[:4] for r in rows] == [["КП_2025.csv", 9, 9, 7], ["КП_2026.csv", 1, 1, 1]]
    assert [float(r[4]) for r in rows] == [3300.0, 900.0]
    assert all(r[6] is None or r[6] != r[6] for r in rows), (
        "no revenue: what was asked was not sold"
    )
