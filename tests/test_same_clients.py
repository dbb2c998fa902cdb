"""Clients called one: counted once in every table, nothing lost, kept across re-imports, taken back exactly."""

from __future__ import annotations

import shutil
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis import DealfitError, Scope
from analysis.actions import change_history, importing
from analysis.actions.clients import client_answers
from analysis.actions.clients.client_answers import Answer
from analysis.journal import client_decisions, same_clients, scenarios, shared_state
from analysis.journal.same_clients import Merged, NamedClient
from analysis.journal.what_if import WhatIf
from analysis.same_clients import same_client_proposals
from tests.deliveries import unbuilt
from tests.test_rebuild import tables

ALPHA, LATIN, BETA = (
    NamedClient("K-1", 'ООО "Альфа"'),
    NamedClient("OOO «АЛЬФА»", "OOO «АЛЬФА»"),
    NamedClient("K-2", "Бета"),
)
WHO, WHY = "Иванова", "сверено с карточкой"
# Design costs 10 an hour: order 1 took 3 h, the others 1 h each; outside orders, the Latin spelling took 2 h and Beta 1 h.
# Alpha: (500 − 300 − 30) + (250 − 200 − 10) = 210; its Latin spelling 120 − 60 − 10 − 20 = 30; Beta 80 − 50 − 10 − 10 = 10.
EXPORTS = {
    "order_lines": "order_id;client_id;client_name;order_date;revenue;direct_cost;book_overhead\n"
    '1;K-1;ООО "Альфа";2025-01-10;500;300;50\n2;K-1;ООО "Альфа";2025-02-10;250;200;50\n'
    "3;;OOO «АЛЬФА»;2025-03-10;120;60;12\n4;K-2;Бета;2025-02-01;80;50;9\n",
    "clients": "client_id;client_name;industry;Холдинг\nK-2;Бета;связь;\n;OOO «АЛЬФА»;нефть;Юг\n",
    "usage": "order_id;client_name;pool;quantity;date\n1;;design;3;2025-01-11\n2;;design;1;2025-02-11\n3;;design;1;2025-03-11\n"
    "4;;design;1;2025-02-11\n;OOO «АЛЬФА»;design;2;2025-03-11\n;Бета;design;1;2025-03-11\n",
    "pools": "pool;unit;rate\ndesign;h;10\n",
    "contacts": "client_name;name;role;stance\nOOO «АЛЬФА»;Петров;ЛПР;against\n",
}


@pytest.fixture(scope="module")
def built_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for name, text in EXPORTS.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    analysis.import_paths(folder / "ws", sorted(folder.glob("*.csv")))
    return folder / "ws"


@pytest.fixture
def root(built_root: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built_root, tmp_path / "workspace"))


def one(root: Path, kept: NamedClient, other: NamedClient) -> str:
    return client_answers.decide(root, [Answer(kept, other, kept)], WHO, WHY)


def clients(root: Path) -> dict[str, tuple[str, float, float, float]]:
    """client_id → name, orders, revenue, true profit."""
    with analysis.open_workspace(root) as ws:
        assert ws.breaches().query("level == 'checks'")["guilty_rows"].sum() == 0
        rows = ws.clients().sort_values("client_id")[
            ["client_id", "client_name", "orders", "revenue", "true_profit"]
        ]
    return {c: (n, o, r, p) for c, n, o, r, p in rows.itertuples(index=False)}


def test_before_anybody_decided_the_two_spellings_are_two_clients(root: Path) -> None:
    assert clients(root) == {
        "K-1": ('ООО "Альфа"', 2, 750, 210),
        "K-2": ("Бета", 1, 80, 10),
        "OOO «АЛЬФА»": ("OOO «АЛЬФА»", 1, 120, 30),
    }
    with analysis.open_workspace(root) as ws:
        found = same_client_proposals.find(ws)
    (pair,) = found.pairs
    assert (pair.first.client_id, pair.second.client_id, pair.at_stake) == (
        ALPHA.client_id,
        LATIN.client_id,
        120,
    )
    assert (found.clients, found.revenue) == (3, 950)
    said = {f.code: f.values for f in same_client_proposals.findings(found)}
    assert said["same_share"] == {"n": 1, "clients": 2, "revenue": 870, "share": 870 / 950}


def test_one_client_counts_once_in_every_table(root: Path) -> None:
    one(root, ALPHA, LATIN)
    assert clients(root) == {"K-1": ('ООО "Альфа"', 3, 870, 240), "K-2": ("Бета", 1, 80, 10)}
    with analysis.open_workspace(root) as ws:
        for table in (
            "order_lines",
            "order_profit",
            "usage",
            "contacts",
            "client_profit",
            "client_fit",
            "client_decision",
            "client_measures",
            "client_costs",
            "profit_by_month",
            "client_descriptions",
        ):
            assert LATIN.client_id not in set(ws.table(table)["client_id"]), table
        row = ws.client("K-1")  # described under the other spelling alone
        assert (row["client_name"], row["industry"], row["Холдинг"]) == (
            ALPHA.client_name,
            "нефть",
            "Юг",
        )
        measures = ws.table("client_measures").set_index("client_id").loc["K-1"]
        assert (measures["orders"], measures["hostile_contacts"], measures["deciders"]) == (3, 1, 1)
        assert ws.table("contacts")["client_id"].tolist() == ["K-1"]
        assert ws.clients(Scope(since="2025-03-01"))["revenue"].tolist() == [120, 0]
        assert same_client_proposals.find(ws).pairs == ()
        assert ws.table("same_clients").values.tolist() == [
            [LATIN.client_id, LATIN.client_name, "K-1", 'ООО "Альфа"']
        ]


def test_the_other_name_may_stay(root: Path) -> None:
    one(root, LATIN, ALPHA)
    assert clients(root)["OOO «АЛЬФА»"] == ("OOO «АЛЬФА»", 3, 870, 240)
    with analysis.open_workspace(root) as ws:
        kept = next(c for c in same_client_proposals.clients(ws) if c.client_id == LATIN.client_id)
    assert kept.codes == {"K-1"}  # the id of the client that counts under it still speaks


def test_taken_apart_everything_is_as_before(root: Path) -> None:
    before = tables(root)
    one(root, ALPHA, LATIN)
    assert tables(root) != before
    client_answers.take_apart(root, LATIN.client_id, WHO, "ошибка")
    assert tables(root) == before
    assert [(c.what, c.key, c.who, c.why) for c in shared_state.history(root)] == [
        ("client", LATIN.client_id, WHO, "ошибка"),
        ("client", LATIN.client_id, WHO, WHY),
    ]


def test_the_history_undoes_and_undoes_the_undoing(root: Path) -> None:
    before = clients(root)
    one(root, ALPHA, LATIN)
    merged = clients(root)
    change_history.undo(root, shared_state.history(root)[0], WHO, "ошибка")
    assert clients(root) == before
    change_history.undo(root, shared_state.history(root)[0], WHO, "всё-таки один")
    assert clients(root) == merged
    assert all(change_history.can_undo(c) for c in shared_state.history(root))


def test_it_is_as_if_built_from_nothing(root: Path, tmp_path: Path) -> None:
    one(root, ALPHA, LATIN)
    fresh = tmp_path / "fresh"
    shutil.copytree(root, fresh)
    shutil.rmtree(fresh / "stores")
    (fresh / "current").unlink()
    importing.rebuild(fresh)
    assert tables(root) == tables(fresh)


def test_it_outlives_a_new_import(root: Path, tmp_path: Path) -> None:
    one(root, ALPHA, LATIN)
    more = tmp_path / "order_lines_april.csv"
    more.write_text(
        "order_id;client_name;order_date;revenue\n9;OOO «АЛЬФА»;2025-04-01;30\n", "utf-8"
    )
    analysis.import_paths(root, [more])
    assert clients(root)["K-1"][1:3] == (4, 900)


def test_chains_resolve_and_each_step_is_undone_alone(root: Path) -> None:
    with unbuilt():
        one(root, ALPHA, LATIN)
    one(root, BETA, ALPHA)
    assert clients(root) == {"K-2": ("Бета", 4, 950, 250)}
    assert same_clients.read(root) == (
        Merged("K-1", ALPHA.client_name, "K-2", "Бета"),
        Merged(LATIN.client_id, LATIN.client_name, "K-2", "Бета"),
    )
    client_answers.take_apart(root, "K-1", WHO, WHY)
    assert set(clients(root)) == {"K-1", "K-2"}
    assert clients(root)["K-1"][2] == 870


def test_there_are_no_cycles(root: Path) -> None:
    with unbuilt():
        one(root, ALPHA, LATIN)
        one(root, LATIN, ALPHA)  # they are one already: which name stays is as it was
    one(root, BETA, ALPHA)
    one(root, LATIN, BETA)
    assert clients(root) == {"K-2": ("Бета", 4, 950, 250)}
    assert len(shared_state.history(root)) == 2


def test_a_cycle_written_by_another_hand_ends_all_the_same(root: Path) -> None:
    with shared_state.opened(root) as con:
        for a, b in (("K-1", "K-2"), ("K-2", "K-1")):
            con.execute(
                "insert into same_clients values (?, ?, ?, ?, 'x', '2025-01-01T00:00:00', '')",
                (a, a, b, b),
            )
    assert same_clients.kept_ids(root) == {"K-2": "K-1"}
    importing.rebuild(root)
    assert clients(root)["K-1"][2] == 830


def test_different_clients_are_not_asked_about_and_not_merged(root: Path) -> None:
    build = client_answers.decide(root, [Answer(ALPHA, LATIN, None)], WHO, WHY)
    with analysis.open_workspace(root) as ws:
        assert ws.build_id == build
        assert same_client_proposals.find(ws, same_clients.different_pairs(root)).pairs == ()
    with pytest.raises(DealfitError) as trouble:
        one(root, ALPHA, LATIN)
    assert trouble.value.code == "clients_are_different"
    client_answers.ask_again(root, LATIN.client_id, ALPHA.client_id, WHO, WHY)
    one(root, ALPHA, LATIN)
    assert set(clients(root)) == {"K-1", "K-2"}


def test_different_stays_so_under_another_name(root: Path) -> None:
    """Alpha is not its Latin spelling; then Alpha counts under Beta: Beta isn't that spelling either."""
    client_answers.decide(root, [Answer(ALPHA, LATIN, None)], WHO, WHY)
    one(root, BETA, ALPHA)
    assert same_clients.different_pairs(root) == (("K-2", LATIN.client_id),)
    with pytest.raises(DealfitError, match="different"):
        one(root, BETA, LATIN)


@pytest.mark.parametrize(
    ("who", "why", "code"), [(" ", WHY, "who_is_missing"), (WHO, "", "why_is_missing")]
)
def test_an_answer_says_who_and_why(root: Path, who: str, why: str, code: str) -> None:
    with pytest.raises(DealfitError) as trouble:
        client_answers.decide(root, [Answer(ALPHA, LATIN, ALPHA)], who, why)
    assert trouble.value.code == code
    assert same_clients.merged(root) == []


def test_all_answers_are_kept_or_none(root: Path) -> None:
    with pytest.raises(DealfitError):
        client_answers.decide(
            root,
            [Answer(ALPHA, BETA, ALPHA), Answer(ALPHA, LATIN, None), Answer(ALPHA, LATIN, LATIN)],
            WHO,
            WHY,
        )
    assert same_clients.merged(root) == []
    assert same_clients.different(root) == []


def test_decisions_about_a_merged_client_stand_with_the_one_that_stays(root: Path) -> None:
    with analysis.open_workspace(root) as ws:
        row = ws.table("client_decision").set_index("client_id", drop=False).loc[LATIN.client_id]
    client_decisions.keep(
        root, dict(row), "build", "accepted", row["decision"], "договорились", None, WHO
    )
    one(root, ALPHA, LATIN)
    (kept,) = client_decisions.history(root, "K-1")
    assert (kept.client_id, kept.decided_as, kept.note) == ("K-1", LATIN.client_id, "договорились")
    assert client_decisions.in_force(root)["K-1"] == kept
    client_answers.take_apart(root, LATIN.client_id, WHO, WHY)
    assert client_decisions.in_force(root)[LATIN.client_id].decided_as == LATIN.client_id
    assert client_decisions.history(root, "K-1") == []


def test_a_scenario_without_a_merged_client_is_without_the_one_that_stays(root: Path) -> None:
    scenarios.save(
        root,
        "без Альфы",
        WhatIf(without_clients=(LATIN.client_id, "K-1"), price_change=0.1),
        WHO,
        "",
    )
    one(root, ALPHA, LATIN)
    (scenario,) = scenarios.kept(root)
    assert scenario.change == WhatIf(without_clients=("K-1",), price_change=0.1)


def test_of_two_described_clients_the_kept_ones_description_counts(plant: Any) -> None:
    lines = "order_id,client_id,client_name,order_date,revenue\n1,A,Вега,2025-01-10,700\n2,B,Вега завод,2025-02-10,300"
    listed = "client_id,client_name,industry\nA,Вега,нефть\nB,Вега завод,газ"
    with plant(order_lines=lines, clients=listed) as ws:
        root = ws.root
    client_answers.decide(
        root,
        [
            Answer(
                NamedClient("A", "Вега"), NamedClient("B", "Вега завод"), NamedClient("A", "Вега")
            )
        ],
        WHO,
        WHY,
    )
    with analysis.open_workspace(root) as ws:
        assert ws.client("A")["industry"] == "нефть"
        assert ws.guilty(
            "a_client_is_described_twice_in_one_file"
        ).empty  # two rows of the list, two clients of it
        assert ws.table("imports").set_index("table").loc["clients", "rows_in_use"] == 1


def test_two_clients_of_one_name_stay_apart_and_a_bare_name_is_asked_about(plant: Any) -> None:
    lines = "order_id,client_id,client_name,order_date,revenue\n1,A,Вега,2025-01-10,700\n2,B,Вега,2025-02-10,300\n3,,Вега,2025-02-11,50"
    with plant(order_lines=lines) as ws:
        root = ws.root
        assert ws.guilty("a_name_without_id_is_several_clients").values.tolist() == [["Вега", 2]]
    assert {c: r for c, (_, _, r, _) in clients(root).items()} == {"A": 700, "B": 300, "Вега": 50}
    one(root, NamedClient("B", "Вега"), NamedClient("Вега", "Вега"))
    assert {c: r for c, (_, _, r, _) in clients(root).items()} == {"A": 700, "B": 350}
    with analysis.open_workspace(root) as ws:
        assert ws.guilty("a_name_without_id_is_several_clients").empty
        (pair,) = same_client_proposals.find(ws).pairs
    assert (pair.ids, pair.grade) == (("A", "B"), "doubtful")


def test_a_bare_name_of_one_id_is_that_client_unasked(plant: Any) -> None:
    lines = "order_id,client_name,order_date,revenue\n1,Вега,2025-01-10,700"
    with plant(order_lines=lines, clients="client_id,client_name\nA,Вега") as ws:
        assert ws.clients()["client_id"].tolist() == ["A"]
        assert same_client_proposals.find(ws).pairs == ()


def test_tax_numbers_are_read_from_the_client_list(plant: Any) -> None:
    lines = "order_id,client_id,client_name,order_date,revenue\n1,A,Вега,2025-01-10,700\n2,B,Меридиан,2025-02-10,300"
    listed = "client_id,client_name,ИНН,КПП\nA,Вега,7707083893,770701001\nB,Меридиан,7707083893,770701001"
    with plant(order_lines=lines, clients=listed) as ws:
        (pair,) = same_client_proposals.find(ws).pairs
    assert [e.code for e in pair.evidence] == ["same_tax_number", "other_id", "other_name"]
    assert pair.first.tax_numbers == {"7707083893"}
    assert pair.first.branches == {"770701001"}


def test_a_branch_code_beside_the_tax_number_makes_nobody_one(plant: Any) -> None:
    """770101001 belongs to every firm of one tax office; the ИНН tell the two «Вектор» apart."""
    lines = "order_id,client_id,client_name,order_date,revenue\n" + "\n".join(
        f"{n},K{n},{name},2025-01-10,{100 - n}"
        for n, name in enumerate(["Альфа", "Сирень", "Вектор", "Вектор"], 1)
    )
    listed = (
        "client_id,client_name,ИНН/КПП\nK1,Альфа,7707083893/770101001\nK2,Сирень,7728168971/770101001\n"
        "K3,Вектор,7736050003/770101001\nK4,Вектор,7702070139/770101001"
    )
    with plant(order_lines=lines, clients=listed) as ws:
        (pair,) = same_client_proposals.find(ws).pairs
    assert (pair.ids, pair.grade) == (("K3", "K4"), "doubtful")
    assert [e.code for e in pair.evidence] == ["other_tax_number", "same_name"]


SPELLINGS = ["A", "B", "C", "D", "E"]
rows = st.lists(
    st.tuples(
        st.sampled_from(SPELLINGS),
        st.decimals(-500, 5000, places=2),
        st.one_of(st.none(), st.decimals(0, 3000, places=2)),
        st.sampled_from(["done", "Отменён", "В работе"]),
    ),
    min_size=1,
    max_size=10,
)
uses = st.lists(
    st.tuples(st.sampled_from(["", *SPELLINGS]), st.integers(0, 9), st.decimals(0, 9, places=1)),
    max_size=6,
)
steps = st.lists(st.tuples(st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS)), max_size=6)
SPENT = "sum(coalesce(true_profit, 0) - coalesce(spent_beside, 0))"  # METHOD rule 11: what a client of unknown profit took
SUMS = f"select sum(revenue), {SPENT}, sum(book_profit), sum(hours), sum(orders), sum(outside_cost) from client_profit"


def sums(root: Path) -> tuple[tuple[Any, ...], dict[str, Decimal]]:
    with analysis.open_workspace(root) as ws:
        assert ws.breaches().query("level == 'checks'")["guilty_rows"].sum() == 0, ws.breaches()
        cursor: duckdb.DuckDBPyConnection = ws._connection.cursor()
        (whole,) = cursor.execute(SUMS).fetchall()
        each = dict(cursor.execute("select client_id, revenue from client_profit").fetchall())
    return whole, each


@settings(max_examples=4, deadline=None)
@given(rows=rows, uses=uses, steps=steps)
def test_revenue_and_profit_are_conserved_whatever_is_merged(
    rows: Any, uses: Any, steps: Any
) -> None:
    lines = ["order_id;client_name;order_date;revenue;direct_cost;status"]
    lines += [
        f"{n};{c};2025-01-1{n % 10};{r};{'' if k is None else k};{s}"
        for n, (c, r, k, s) in enumerate(rows)
    ]
    time = ["client_name;order_id;pool;quantity;date"]
    time += [f"{c};{'' if c else n};design;{q};2025-01-20" for c, n, q in uses]
    with tempfile.TemporaryDirectory() as there:
        folder, root = Path(there), Path(there) / "ws"
        (folder / "order_lines.csv").write_text("\n".join(lines) + "\n", "utf-8")
        (folder / "pools.csv").write_text("pool;unit;rate\ndesign;h;10\n", "utf-8")
        if uses:
            (folder / "usage.csv").write_text("\n".join(time) + "\n", "utf-8")
        analysis.import_paths(root, sorted(folder.glob("*.csv")))
        whole, each = sums(root)
        before = tables(root)
        answers = [
            Answer(NamedClient(a, a), NamedClient(b, b), NamedClient(b, b))
            for a, b in steps
            if a != b
        ]
        client_answers.decide(root, answers, WHO, WHY)
        whole_after, each_after = sums(root)
        assert whole_after == whole
        kept = same_clients.kept_ids(root)
        assert not kept.keys() & each_after.keys()
        for client_id, revenue in each_after.items():
            assert revenue == sum(
                (r for c, r in each.items() if kept.get(c, c) == client_id), Decimal(0)
            )
        with unbuilt():
            for step in same_clients.merged(root):
                client_answers.take_apart(root, step.client.client_id, WHO, WHY)
        importing.rebuild(root)
        assert tables(root) == before
