"""Used against practical capacity, the bottleneck, who occupies it, and what its units bring: every number by hand."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import analysis
from analysis.dictionary.finding import Finding
from analysis.findings import capacity_findings
from analysis.pools import capacity, throughput
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)

Plant = Callable[..., analysis.Workspace]
DESIGNERS, MANAGERS = "Конструкторы", "Менеджеры"
ALPHA, BETA, GAMMA = 'ООО "Альфа"', 'НПО "Бета"', 'ЗАО "Гамма"'
ORDERS = "order_id,client_name,order_date,kind,revenue,direct_cost"
TWO_MONTHS = {  # 100 h for 1,000 a month: 10 an hour; 120 h used in January, 50 h in February
    "order_lines": f"{ORDERS}\n1,A,2025-01-10,serial,5000,1000\n2,B,2025-02-10,unique,3000,1000",
    "pools": "pool,month,unit,cost,capacity\ndesign,2025-01,h,1000,100\ndesign,2025-02,h,1000,100",
    "usage": "order_id,date,pool,quantity\n1,2025-01-20,design,120\n2,2025-02-20,design,50",
}


def codes(lines: list[list[Finding]]) -> list[list[str]]:
    return [[finding.code for finding in line] for line in lines]


def by_name(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index("pool")


# --- pools -------------------------------------------------------------------------------------------------------------


def test_o1_kaplan_and_anderson(plant: Plant) -> None:
    """560,000 for 700,000 min; 392,000 + 61,600 + 125,000 = 578,600 used; 121,400 min = 97,120 unused."""
    ws = plant(
        order_lines="order_id,client_name,order_date,revenue\n1,A,2025-01-10,0\n2,B,2025-01-10,0\n3,C,2025-01-10,0",
        usage="order_id,pool,quantity\n1,service,392000\n2,service,61600\n3,service,125000",
        pools="pool,unit,cost,capacity\nservice,min,560000,700000",
    )
    row = capacity.pools(ws).iloc[0]
    assert (row["used_quantity"], row["unused_quantity"], row["overused_quantity"]) == (
        578_600,
        121_400,
        0,
    )
    assert (row["unused_cost"], row["overused_cost"]) == (pytest.approx(97_120), 0)
    assert capacity.months(ws)["rate"].tolist() == [pytest.approx(0.80)]
    assert row["utilisation"] == row["load"] == pytest.approx(578_600 / 700_000)
    top = capacity.bottleneck(capacity.pools(ws))
    assert top is not None
    assert (top.pool, top.is_near, top.second) == ("service", True, None)  # 82.66 % ≥ 80 %
    clients = throughput.by_client(ws, "service").set_index("client_name")
    assert clients["quantity"].to_dict() == {"A": 392_000, "C": 125_000, "B": 61_600}
    assert clients["units"]["A"] == pytest.approx(
        392_000 / 60
    )  # an hour, though the pool is counted in minutes
    assert clients["used_share"]["A"] == pytest.approx(392_000 / 578_600)
    assert clients["capacity_share"]["A"] == pytest.approx(392_000 / 700_000)


def test_unused_capacity_is_one_figure_on_every_page(plant: Plant) -> None:
    """February's 50 h left for 500; January's 20 h beyond are no credit against them. A pool below the line is not unused."""
    pools = "pool,month,unit,cost,capacity,treatment\ndesign,2025-01,h,1000,100,\ndesign,2025-02,h,1000,100,\nrent,2025-01,h,300,10,period"
    ws = plant(**TWO_MONTHS | {"pools": pools})
    assert ws.unused_cost() == capacity.pools(ws)["unused_cost"].sum() == 500
    assert ws.unused_cost(analysis.Scope("2025-01-01", "2025-01-31")) == 0


def test_internal_use_stands_apart(tiny: analysis.Workspace) -> None:
    pools = by_name(capacity.pools(tiny))
    assert pools.loc[
        DESIGNERS, ["utilisation", "internal_share", "load"]
    ].tolist() == pytest.approx([0.34, 0.10, 0.44])
    assert pools.loc[MANAGERS, ["utilisation", "internal_share", "load"]].tolist() == pytest.approx(
        [0.175, 0, 0.175]
    )
    assert pools.loc[MANAGERS, "outside_share"] == pytest.approx(4 / 120)
    assert pools["unused_cost"].to_dict() == pytest.approx({DESIGNERS: 6600, MANAGERS: 4950})


def test_what_was_used_beyond_capacity_is_never_netted(plant: Plant) -> None:
    row = capacity.pools(plant(**TWO_MONTHS)).iloc[0]
    assert (row["unused_quantity"], row["overused_quantity"]) == (50, 20)  # February; January
    assert (row["unused_cost"], row["overused_cost"]) == (500, 200)
    assert row["utilisation"] == pytest.approx(170 / 200)  # a ratio of sums
    assert (row["months"], row["months_over"]) == (2, 1)


def test_only_the_months_of_the_scope_count_and_no_other_filter(plant: Plant) -> None:
    ws = plant(**TWO_MONTHS)
    february = capacity.pools(
        ws, analysis.Scope(since="2025-02-15", until="2025-02-20")
    )  # touched: counts whole
    assert february["utilisation"].tolist() == [0.5]
    whole = capacity.pools(ws)
    filtered = capacity.pools(
        ws, analysis.Scope(clients=("A",), kinds=("serial",), families=("x",))
    )
    pd.testing.assert_frame_equal(whole, filtered)
    assert capacity.pools(ws, analysis.Scope(since="2026-01-01")).empty


def test_a_pool_without_a_month_has_its_cost_and_capacity_in_every_month(plant: Plant) -> None:
    """METHOD rule 13: 200 h in each of two months; 50 of February's 200 h are used."""
    ws = plant(**{**TWO_MONTHS, "pools": "pool,unit,cost,capacity\ndesign,h,2000,200"})
    row = capacity.pools(ws).iloc[0]
    assert (row["is_undated"], row["cost"], row["utilisation"]) == (
        False,
        4000,
        pytest.approx(170 / 400),
    )
    february = capacity.pools(ws, analysis.Scope(since="2025-02-01")).iloc[0]
    assert (february["cost"], february["utilisation"]) == (2000, pytest.approx(0.25))
    kinds = throughput.by_kind(ws, "design", analysis.Scope(since="2025-02-01")).set_index("work")
    assert kinds["units"].to_dict() == {"custom": 50}  # its use adds up to its capacity's


def test_use_without_a_date_is_in_no_slice_of_time(plant: Plant) -> None:
    usage = "order_id,client_name,date,pool,quantity\n1,,2025-01-20,design,120\n2,,2025-02-20,design,50\n,A,,design,7"
    ws = plant(
        **{**TWO_MONTHS, "pools": "pool,unit,cost,capacity\ndesign,h,2000,200", "usage": usage}
    )
    assert capacity.pools(ws).iloc[0]["used_quantity"] == 177
    february = analysis.Scope(since="2025-02-01")
    assert capacity.pools(ws, february).iloc[0]["used_quantity"] == 50
    assert throughput.by_kind(ws, "design", february)["units"].tolist() == [50]


def test_a_month_without_capacity_is_in_no_ratio(plant: Plant) -> None:
    ws = plant(
        **{**TWO_MONTHS, "pools": "pool,month,unit,cost,capacity\ndesign,2025-01,h,1000,100"}
    )
    row = capacity.pools(ws).iloc[0]
    assert (row["used_quantity"], row["utilisation"], row["months_unknown"]) == (
        170,
        pytest.approx(1.2),
        1,
    )
    clients = throughput.by_client(ws, "design").set_index("client_name")
    assert clients["capacity_share"]["A"] == pytest.approx(1.2)
    assert pd.isna(clients["capacity_share"]["B"])  # only used in the month without


def test_unknown_is_not_zero(plant: Plant) -> None:
    ws = plant(
        order_lines=f"{ORDERS}\n1,A,2025-01-10,serial,100,50",
        usage="order_id,date,pool,quantity\n1,2025-01-20,runs,5",
        pools="pool,month,unit,cost,capacity,rate\nruns,2025-01,runs,,,7\nsilent,2025-01,h,1000,100,",
    )
    pools = by_name(capacity.pools(ws))
    assert pools[["utilisation", "load"]].isna().all().all()  # no capacity; no use recorded
    assert pd.isna(pools.loc["silent", "used_quantity"])
    assert capacity.bottleneck(capacity.pools(ws)) is None
    found = codes(capacity_findings.of_plant(capacity.pools(ws), None, None))
    assert found == [["capacity_unrecorded"], ["capacity_silent_pools"]]


def test_period_costs_are_neither_used_nor_unused(plant: Plant) -> None:
    rows = "design,2025-01,h,1000,100,\ndesign,2025-02,h,1000,100,\nrent,2025-01,,9000,,period"
    ws = plant(**{**TWO_MONTHS, "pools": f"pool,month,unit,cost,capacity,treatment\n{rows}"})
    pools = by_name(capacity.pools(ws))
    assert pd.isna(pools.loc["rent", "unused_cost"])
    costs = capacity_findings.of_plant(capacity.pools(ws), None, None)[-1]
    assert [dict(f.values) for f in costs] == [
        {"unused_cost": 500, "pool_cost": 2000},
        {"overused_cost": 200},
    ]


@pytest.mark.parametrize(
    "scope", [analysis.Scope(), analysis.Scope(since="2026-01-01", until="2026-06-30")]
)
def test_costs_add_up_to_the_pools_and_clients_to_their_use(
    demo: analysis.Workspace, scope: analysis.Scope
) -> None:
    rows = capacity.pools(demo, scope)
    kept = (
        rows["charged_orders"]
        + rows["charged_clients"]
        + rows["spread"]
        + rows["unused_cost"]
        - rows["overused_cost"]
    )
    assert kept.tolist() == pytest.approx(rows["cost"].tolist(), abs=0.01)
    used = [throughput.by_client(demo, pool, scope)["quantity"].sum() for pool in rows["pool"]]
    assert used == pytest.approx(rows["used_quantity"].tolist())


# --- the bottleneck ----------------------------------------------------------------------------------------------------


def test_no_pool_near_its_capacity(tiny: analysis.Workspace) -> None:
    pools = capacity.pools(tiny)
    top = capacity.bottleneck(pools)
    assert top is not None
    assert (top.pool, top.is_near, top.second, top.second_load) == (
        DESIGNERS,
        False,
        MANAGERS,
        pytest.approx(0.175),
    )
    said = capacity_findings.of_plant(pools, top, throughput.by_kind(tiny, top.pool))
    assert codes(said) == [
        ["capacity_room", "capacity_inside", "capacity_second"],
        ["capacity_custom_and_revenue"],
        ["capacity_unused"],
    ]
    assert said[1][0].values == {
        "pool": DESIGNERS,
        "used_share": 1.0,
        "revenue_share": pytest.approx(0.2),
    }
    assert said[2][0].values == {"unused_cost": 11_550, "pool_cost": 16_000}  # 6,600 + 4,950


# --- who occupies it ---------------------------------------------------------------------------------------------------


def test_clients_and_kinds_add_up_to_the_pools_use(tiny: analysis.Workspace) -> None:
    clients = throughput.by_client(tiny, MANAGERS).set_index("client_id")
    assert clients["units"].to_dict() == {
        BETA: 8,
        GAMMA: 7,
        ALPHA: 6,
    }  # 6 + 2; 3 + 4 outside; 2 + 4
    assert clients["outside_units"].to_dict() == {BETA: 0, GAMMA: 4, ALPHA: 0}
    assert clients["cost"].to_dict() == {BETA: 400, GAMMA: 350, ALPHA: 300}
    assert clients["used_share"].sum() == pytest.approx(1)
    assert clients["capacity_share"].sum() == pytest.approx(21 / 120)
    assert clients["revenue_share"].to_dict() == pytest.approx({BETA: 0.2, GAMMA: 0.2, ALPHA: 0.6})
    kinds = throughput.by_kind(tiny, MANAGERS).set_index("work")
    assert kinds["units"].to_dict() == {"serial": 9, "custom": 8, "outside": 4}
    assert kinds["revenue_share"].to_dict() == pytest.approx(
        {"serial": 0.8, "custom": 0.2, "outside": 0}
    )


def test_filters_shorten_the_list_of_clients_but_not_what_they_are_a_share_of(
    tiny: analysis.Workspace,
) -> None:
    scope = analysis.Scope(families=("Давление",), kinds=("serial",))
    clients = throughput.by_client(tiny, MANAGERS, scope).set_index("client_id")
    assert clients["units"].to_dict() == pytest.approx(
        {ALPHA: 5.2, GAMMA: 3}
    )  # 2 h × 6,000 / 10,000 + 4 h; 3 h
    assert clients["used_share"][ALPHA] == pytest.approx(5.2 / 21)
    assert throughput.by_kind(tiny, MANAGERS, scope)["units"].sum() == 21
    large = throughput.by_client(tiny, MANAGERS, analysis.Scope(minimum_revenue=6000))
    assert large["client_id"].tolist() == [ALPHA]


# --- throughput accounting ---------------------------------------------------------------------------------------------


def test_profit_and_contribution_per_unit_by_family_and_kind(tiny: analysis.Workspace) -> None:
    rows = throughput.by_family(tiny, MANAGERS).set_index(["product_family", "kind"])
    assert rows["units"].to_dict() == pytest.approx(
        {
            ("Температура", "serial"): 0.8,  # 2 h of order 001 × 4,000 / 10,000
            ("Давление", "serial"): 8.2,  # 1.2 + 4 + 3
            ("Температура", "custom"): 2,
            ("Давление", "custom"): 6,
        }
    )
    assert rows["profit_per_unit"].to_dict() == pytest.approx(
        {
            ("Температура", "serial"): 1420 / 0.8,  # 4,000 − 2,500 − 40 − 40
            ("Давление", "serial"): (2380 + 1800 - 50) / 8.2,
            ("Температура", "custom"): 300 / 2,
            ("Давление", "custom"): -700 / 6,
        }
    )
    assert next(iter(rows.index)) == ("Температура", "serial")  # the most per hour first
    assert throughput.of_kind(rows.reset_index(), "serial")["profit_per_unit"] == pytest.approx(
        5550 / 9
    )


def test_a_cancelled_order_keeps_its_hours(tiny: analysis.Workspace) -> None:
    rows = throughput.by_family(tiny, DESIGNERS).set_index("product_family")
    assert rows["units"].to_dict() == {
        "Температура": 14,
        "Давление": 20,
    }  # 15 + 5 of the cancelled 007
    assert rows["profit_per_unit"]["Давление"] == pytest.approx(-1200 / 20)  # −700 − 500
    assert rows["contribution_per_unit"]["Давление"] == pytest.approx(
        1200 / 20
    )  # 2,000 − 800 direct: no material given
    assert rows["orders_by_direct_cost"].to_dict() == {"Температура": 1, "Давление": 1}


def test_contribution_is_revenue_less_material(plant: Plant) -> None:
    ws = plant(
        order_lines="order_id,client_name,order_date,status,revenue,material_cost,labour_cost\n"
        "1,A,2025-01-10,done,1000,300,200\n2,A,2025-01-10,in progress,900,100,100",
        usage="order_id,date,pool,quantity\n1,2025-01-20,set-ups,5\n2,2025-01-20,set-ups,2",
        pools="pool,month,unit,rate\nset-ups,2025-01,set-ups,10",
    )
    row = throughput.by_family(ws, "set-ups").iloc[0]
    assert (row["orders"], row["units"]) == (1, 5)  # the one in progress has earned nothing yet
    assert row["contribution_per_unit"] == pytest.approx((1000 - 300) / 5)
    assert row["profit_per_unit"] == pytest.approx((1000 - 500 - 50) / 5)
    assert row["orders_by_direct_cost"] == 0


def test_families_add_up_to_the_orders_units(demo: analysis.Workspace) -> None:
    rows = throughput.by_family(demo, DESIGNERS)
    orders = demo.sql(
        "select sum(order_costs.quantity) as units, sum(true_profit) as profit from order_costs "
        f"inner join order_profit using (order_id) where pool = '{DESIGNERS}' and state <> 'in progress'"
    ).iloc[0]
    assert rows["units"].sum() == pytest.approx(float(orders["units"]))
    assert rows["true_profit"].sum() == pytest.approx(float(orders["profit"]), abs=0.05)


def test_estimated_use_counts_and_is_shown_apart(plant: Plant) -> None:
    """Order 2 was not logged: 60 min + 30 a line = 1.5 h by the equation; order 1 has 3 h in the log."""
    ws = plant(
        settings='[[time_equation]]\npool = "entry"\nunit = "minutes"\nbase = 60\nterms = [{feature = "lines", each = 30}]\n',
        order_lines=f"{ORDERS}\n1,A,2025-01-10,serial,100,50\n2,B,2025-01-10,serial,100,50",
        usage="order_id,date,pool,quantity\n1,2025-01-20,entry,3",
        pools="pool,month,unit,cost,capacity\nentry,2025-01,h,1000,10",
    )
    row = capacity.pools(ws).iloc[0]
    assert (row["used_quantity"], row["quantity_estimated"]) == (4.5, 1.5)
    assert (row["utilisation"], row["estimated_share"]) == (
        pytest.approx(0.45),
        pytest.approx(0.15),
    )
    clients = throughput.by_client(ws, "entry").set_index("client_name")
    assert clients["units"].to_dict() == {"A": 3, "B": 1.5}
    assert clients["estimated_units"].to_dict() == {"A": 0, "B": 1.5}
    assert throughput.by_family(ws, "entry")["estimated_units"].sum() == 1.5
