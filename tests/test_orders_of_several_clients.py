"""Numbers are unique within an organisation only: one number of two clients is two orders, each with its own money."""

from __future__ import annotations

from pathlib import Path

import pytest

import analysis

HEAD = "Номер документа;ИНН;Контрагент;Дата;Сумма без НДС\n"
BOTH = HEAD + "1;77;К1;15.01.2025;100\n1;78;К2;15.01.2025;900\n2;77;К1;16.01.2025;100\n"
NAMED = "Номер заказа;Контрагент;Дата заказа;Сумма без НДС\n"
POOLS = "pool,unit,rate\ndesign,h,10\n"


def take(root: Path, **files: str) -> analysis.ImportResult:
    paths = [root.parent / f"{name}.csv" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, "utf-8")
    return analysis.import_paths(root, paths)


def orders(root: Path) -> dict[str, tuple[str, float]]:
    with analysis.open_workspace(root) as ws:
        found = ws.sql("select order_id, client_id, revenue from order_profit order by order_id")
    return dict(
        zip(
            found["order_id"],
            zip(found["client_id"], found["revenue"].astype(float), strict=True),
            strict=True,
        )
    )


def test_each_client_has_its_own_money(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    result = take(root, order_lines=BOTH)
    assert orders(root) == {"1": ("77", 100), "1 (К2)": ("78", 900), "2": ("77", 100)}
    assert [(n.name, n.rows) for n in result.noticed if "client" in n.name] == [
        ("an_order_number_is_of_several_clients", 2)
    ]
    with analysis.open_workspace(root) as ws:
        said = ws.sql("select client_name, revenue from client_profit order by client_name")
        assert said.values.tolist() == [["К1", 200], ["К2", 900]]
        assert ws.guilty("an_order_number_is_of_several_clients")["revenue"].tolist() == [100, 900]


@pytest.mark.parametrize("apart", ["one delivery", "two deliveries"])
def test_exports_of_two_branches(tmp_path: Path, apart: str) -> None:
    """Of other days: nobody corrected anything."""
    root = tmp_path / "ws"
    north = NAMED + "1;К1;15.01.2025;100\n2;К1;16.01.2025;50\n"
    south = NAMED + "1;К2;20.01.2025;900\n2;К3;21.01.2025;70\n"
    if apart == "one delivery":
        take(root, order_lines_north=north, order_lines_south=south)
    else:
        take(root, order_lines_north=north)
        take(root, order_lines_south=south)
    assert orders(root) == {
        "1": ("К1", 100),
        "1 (К2)": ("К2", 900),
        "2": ("К1", 50),
        "2 (К3)": ("К3", 70),
    }


def test_two_branches_on_one_day_with_other_money(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(
        root,
        order_lines_a=NAMED + "1;К1;15.01.2025;100\n",
        order_lines_b=NAMED + "1;К2;15.01.2025;900\n",
    )
    assert orders(root) == {"1": ("К1", 100), "1 (К2)": ("К2", 900)}


def test_a_client_that_was_corrected_stays_one_order(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, order_lines=NAMED + "1;К1;15.01.2025;100\n2;К3;16.01.2025;5\n")
    take(root, corrected=NAMED + "1;К2;15.01.2025;110\n2;К3;16.01.2025;5\n")
    assert orders(root) == {"1": ("К2", 110), "2": ("К3", 5)}


SPELLINGS = [
    "Ромашка ООО",
    "ООО «РОМАШКА»",
    "ооо Ромашка",
    "Ромашка",
    'ООО "Poмaшкa"',
    "ООО Ромашка.",
]


@pytest.fixture(scope="module")
def spelt(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Order → revenue: an order for each spelling, with a line under it and a line under «ООО Ромашка»."""
    root = tmp_path_factory.mktemp("spelt") / "ws"
    lines = [
        f"{n}\t{name}\t15.01.2025\t{revenue}\n"
        for n, other in enumerate(SPELLINGS)
        for name, revenue in (("ООО Ромашка", 100), (other, 900))
    ]
    take(
        root, order_lines="Номер заказа\tКонтрагент\tДата заказа\tСумма без НДС\n" + "".join(lines)
    )
    with analysis.open_workspace(root) as ws:
        found = ws.sql("select order_id, revenue from order_profit")
    assert len(found) == len(SPELLINGS)
    return dict(found.values.tolist())


@pytest.mark.parametrize("other", SPELLINGS)
def test_one_client_in_two_spellings_stays_one(spelt: dict[str, float], other: str) -> None:
    assert spelt[str(SPELLINGS.index(other))] == 1000


def test_two_clients_of_one_name_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, order_lines=HEAD + "1;77;Ромашка;15.01.2025;100\n1;78;Ромашка;15.01.2025;900\n")
    assert orders(root) == {"1": ("77", 100), "1 (78)": ("78", 900)}


def test_an_id_here_and_a_name_there_say_nothing(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, order_lines=HEAD + "1;77;;15.01.2025;100\n1;;К2;15.01.2025;900\n")
    with analysis.open_workspace(root) as ws:
        assert ws.sql("select order_id, revenue from order_profit").values.tolist() == [["1", 1000]]


def test_lines_are_numbered_within_each_clients_order(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    head = "Номер заказа;Номер строки;Контрагент;Дата заказа;Сумма без НДС\n"
    result = take(
        root,
        order_lines=head
        + "1;1;К1;15.01.2025;100\n1;1;К2;15.01.2025;900\n1;2;К2;15.01.2025;1\n1;1;К1;15.01.2025;7\n",
    )
    assert (result.rows_rejected, orders(root)) == (1, {"1": ("К1", 100), "1 (К2)": ("К2", 901)})


def test_years_and_clients_together(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(
        root,
        order_lines=NAMED
        + "1;К1;15.01.2024;1\n1;К2;15.01.2024;2\n1;К1;15.01.2025;4\n1;К2;16.01.2025;8\n",
    )
    assert {order: revenue for order, (_, revenue) in orders(root).items()} == {
        "1": 1,
        "1 (К2)": 2,
        "1 (2025)": 4,
        "1 (2025) (К2)": 8,
    }


def test_a_number_for_everybody_is_an_order_a_client(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(
        root,
        order_lines=NAMED
        + "".join(f"б/н;К{n};{1 + n % 28:02}.01.2025;{n}\n" for n in range(1, 101)),
    )
    found = orders(root)
    assert (len(found), sum(revenue for _, revenue in found.values())) == (100, 5050)


def test_the_same_export_again_changes_nothing(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    take(root, order_lines=BOTH)
    take(root, again=BOTH + "3;77;К1;17.01.2025;5\n")
    assert orders(root) == {
        "1": ("77", 100),
        "1 (К2)": ("78", 900),
        "2": ("77", 100),
        "3": ("77", 5),
    }


@pytest.mark.parametrize(
    ("row", "charged"),
    [
        ("1,78,design,3,2025-01-16\n", "1 (К2)"),
        ("1,77,design,3,\n", "1"),
        ("1 (К2),,design,3,\n", "1 (К2)"),
    ],
)
def test_a_record_of_time_that_names_the_client(tmp_path: Path, row: str, charged: str) -> None:
    take(
        tmp_path / "ws",
        order_lines=BOTH,
        usage="order_id,client_id,pool,quantity,date\n" + row,
        pools=POOLS,
    )
    with analysis.open_workspace(tmp_path / "ws") as ws:
        found = ws.sql("select order_id, cost from order_costs where quantity is not null")
    assert found.values.tolist() == [[charged, 30]]


def test_a_record_of_time_by_such_a_number_alone_is_set_aside(tmp_path: Path) -> None:
    usage = "order_id,pool,quantity,date\n1,design,3,2025-01-16\n2,design,1,2025-01-16\n"
    result = take(tmp_path / "ws", order_lines=BOTH, usage=usage, pools=POOLS)
    assert [(aside.rows, aside.example) for aside in result.set_aside] == [(1, "1")]
    assert result.set_aside[0].reason == "order of several clients"


OF_TWO = (
    "Номер;Дата;Организация;Контрагент;Сумма без НДС\n"
    "1;15.01.2025;ООО Вега;К1;100\n1;15.01.2025;АО Альфа;К1;900\n2;16.01.2025;АО Альфа;К1;5\n"
)


def test_one_number_of_two_organisations_of_one_client_is_two_orders(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    result = take(root, order_lines=OF_TWO)
    assert orders(root) == {"1": ("К1", 900), "1 (ООО Вега)": ("К1", 100), "2": ("К1", 5)}
    [said] = [
        w.details for file in result.taken for w in file.warnings if w.code == "organisations_apart"
    ]
    assert [str(said[k]) for k in ("count", "numbers", "header")] == ["1", "1", "Организация"]
    take(root, again=OF_TWO + "3;17.01.2025;ООО Вега;К1;7\n")
    assert {order: revenue for order, (_, revenue) in orders(root).items()} == {
        "1": 900,
        "1 (ООО Вега)": 100,
        "2": 5,
        "3": 7,
    }


def test_lines_of_one_organisation_stay_one_order(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    lines = OF_TWO.splitlines()
    take(
        root,
        order_lines="\n".join(
            [lines[0], lines[1], lines[1].replace("100", "40"), "1;15.01.2025;;К1;3", ""]
        ),
    )
    assert orders(root) == {"1": ("К1", 143)}
