"""METHOD rule 13: what a row of pools without a month states is a month's, in every month of the data; each case worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis
from tests.deliveries import FIGURES, builds
from tests.examiner import Plant, column, conserved, near, text

_builds = builds(*FIGURES)

MONTHS = [f"2025-{m:02}" for m in range(1, 13)]
A_YEAR = text(
    ("order_id", "client_id", "order_date", "revenue", "direct_cost"),
    *((f"o{n}", "A", f"{month}-10", 1000, 500) for n, month in enumerate(MONTHS)),
)
FIFTY_HOURS_EACH = text(
    ("order_id", "pool", "quantity", "date"),
    *((f"o{n}", "eng", 50, f"{month}-15") for n, month in enumerate(MONTHS)),
)
MONTHLY = (
    "pool,unit,cost,capacity,treatment,spread_basis\neng,h,1000,100,,\nrent,,300,,spread,revenue"
)


def totals(ws: analysis.Workspace, pool: str) -> tuple[float, float, float, float]:
    """cost, charged to orders, spread, unused: over all months."""
    use = ws.table("pool_use").query("pool == @pool")
    return tuple(
        round(float(use[c].sum()), 2) for c in ("cost", "charged_orders", "spread", "unused_cost")
    )  # type: ignore[return-value]


def rates(ws: analysis.Workspace, pool: str) -> set[float]:
    return {
        round(float(r), 6) for r in ws.table("pool_use").query("pool == @pool")["rate"].dropna()
    }


def test_monthly_figures_without_a_month_are_each_months(plant: Plant) -> None:
    """12 orders, 50 h a month of 100 h at 1,000: cost 12,000, charged 6,000, unused 6,000; rent 300 an order."""
    ws = plant(order_lines=A_YEAR, usage=FIFTY_HOURS_EACH, pools=MONTHLY)
    assert totals(ws, "eng") == (12_000, 6_000, 0, 6_000)
    assert totals(ws, "rent") == (3_600, 0, 3_600, 0)
    assert set(column(ws, "spread_cost").values()) == {300}
    assert set(column(ws, "true_profit").values()) == {1000 - 500 - 50 * 10 - 300}
    assert rates(ws, "eng") == {10}
    assert ws.table("pool_use")["month"].notna().all()
    conserved(ws)


OF_A_YEAR = [
    ("Затраты за год", "Мощность за год"),
    ("Затраты, руб./год", "Мощность, ч/год"),
    ("Годовые затраты", "Годовая мощность"),
    ("Annual cost", "Annual capacity"),
    ("Cost per year", "Capacity"),
    ("Затраты", "Мощность за год"),
    ("Затраты в год, руб.", "Практическая мощность"),
    ("Расходы за 2025 год", "Практическая мощность, ч"),
]


@pytest.fixture
def years_of_headers(plant: Plant) -> analysis.Workspace:
    """A file of pools for each pair of headers, with one pool in it that works fifty hours a month: eng0, eng1 …"""
    uses = [
        FIFTY_HOURS_EACH.replace("eng", f"eng{n}").split("\n", 1) for n in range(len(OF_A_YEAR))
    ]
    files = {
        f"pools_{n}": f'Ресурс,Ед. изм.,"{cost}","{capacity}"\neng{n},ч,12000,1200'
        for n, (cost, capacity) in enumerate(OF_A_YEAR)
    }
    usage = "\n".join([uses[0][0], *(rows for _, rows in uses)])
    return plant(order_lines=A_YEAR, usage=usage, **files)


@pytest.mark.parametrize("headers", OF_A_YEAR)
def test_a_header_may_say_a_year(
    years_of_headers: analysis.Workspace, headers: tuple[str, str]
) -> None:
    """12,000 and 1,200 h a year are 1,000 and 100 h a month. A period that one of the two states is the other's too."""
    pool = f"eng{OF_A_YEAR.index(headers)}"
    assert totals(years_of_headers, pool) == (12_000, 6_000, 0, 6_000)
    assert rates(years_of_headers, pool) == {10}
    conserved(years_of_headers)


PERIODS = {
    "Затраты за месяц": 1,
    "Затраты в месяц": 1,
    "Ежемесячные затраты": 1,
    "Monthly cost": 1,
    "Затраты, ₽/мес": 1,
    "Затраты за квартал": 3,
    "Quarterly cost": 3,
    "Затраты, тыс. руб. за квартал": 0.003,
    "Cost per quarter": 3,
    "Затраты за полугодие": 6,
    "Затраты за период": 12,
    "Затраты за весь период": 12,
    "Cost for the whole period": 12,
}


@pytest.mark.parametrize("header", PERIODS)
def test_other_periods_of_a_header(plant: Plant, header: str) -> None:
    """Twelve months of data: the whole period is twelve months' cost. The month's cost is 1,000 each time; a file a header."""
    files = {
        f"pools_{n}": f'Ресурс;Порядок отнесения;"{each}"\nаренда {n};распределить;{1000 * factor:g}'
        for n, (each, factor) in enumerate(PERIODS.items())
    }
    ws = plant(order_lines=A_YEAR, **files)
    assert totals(ws, f"аренда {[*PERIODS].index(header)}") == near((12_000, 0, 12_000, 0))


SAID_BY_ROW = ["Период", "Период затрат", "Периодичность", "Period", "cost_period"]


@pytest.mark.parametrize("header", SAID_BY_ROW)
def test_a_column_may_say_it_row_by_row(plant: Plant, header: str) -> None:
    rows = (
        "eng {0},h,год,12000,1200\nsales {0},h,месяц,1000,100\ntest {0},h,квартал,3000,300\n"
        "it {0},h,за период,12000,1200\nown {0},h,,1000,100"
    )
    files = {
        f"pools_{n}": f"pool,unit,{each},cost,capacity\n{rows.format(n)}"
        for n, each in enumerate(SAID_BY_ROW)
    }
    ws = plant(order_lines=A_YEAR, **files)
    pools = [
        f"{pool} {SAID_BY_ROW.index(header)}" for pool in ("eng", "sales", "test", "it", "own")
    ]
    assert {pool: totals(ws, pool)[0] for pool in pools} == dict.fromkeys(pools, 12_000)
    use = ws.table("pool_use").query("pool in @pools")
    assert set(use["capacity"].dropna().astype(float)) == {100}


def test_cost_of_a_year_beside_the_capacity_of_a_month(plant: Plant) -> None:
    ws = plant(
        order_lines=A_YEAR,
        usage=FIFTY_HOURS_EACH,
        pools="pool,unit,Затраты за год,Мощность за месяц\neng,h,12000,100",
    )
    assert totals(ws, "eng") == (12_000, 6_000, 0, 6_000)
    assert rates(ws, "eng") == {10}


def test_a_row_of_a_month_goes_before_the_row_for_all(plant: Plant) -> None:
    """June costs 2,200 for 110 h: 20 an hour; the other eleven months 1,000 for 100 h."""
    ws = plant(
        order_lines=A_YEAR,
        usage=FIFTY_HOURS_EACH,
        pools="pool,month,unit,cost,capacity\neng,,h,1000,100\neng,2025-06,h,2200,110",
    )
    assert totals(ws, "eng") == (11 * 1000 + 2200, 11 * 500 + 50 * 20, 0, 11 * 500 + 2200 - 1000)
    assert column(ws, "resource_cost")["o5"] == 1000
    conserved(ws)


def test_from_a_month_on(plant: Plant) -> None:
    """10 an hour until June, from July on 12 an hour."""
    ws = plant(
        order_lines=A_YEAR,
        usage=FIFTY_HOURS_EACH,
        pools="Ресурс;С месяца;Ед. изм.;Затраты;Мощность\neng;;ч;1000;100\neng;07.2025;ч;1200;100",
    )
    costs = column(ws, "resource_cost")
    assert (costs["o5"], costs["o6"], costs["o11"]) == (500, 600, 600)
    assert totals(ws, "eng") == (6 * 1000 + 6 * 1200, 6 * 500 + 6 * 600, 0, 3000 + 3600)


def test_months_before_the_first_that_is_stated_borrow_its_rate(plant: Plant) -> None:
    """Nothing says what January to June cost: their hours are priced at July's rate, and no cost is invented."""
    ws = plant(
        order_lines=A_YEAR,
        usage=FIFTY_HOURS_EACH,
        pools="pool,since,unit,cost,capacity\neng,2025-07,h,1200,100",
    )
    use = ws.table("pool_use")
    assert (int(use["cost"].notna().sum()), int((use["rate_source"] == "nearest month").sum())) == (
        6,
        6,
    )
    assert set(column(ws, "resource_cost").values()) == {600}


def test_a_month_of_a_row_of_a_year_is_of_that_year(plant: Plant) -> None:
    two_years = text(
        ("order_id", "client_id", "order_date", "revenue"),
        *((f"o{y}{m}", "A", f"{y}-{m:02}-10", 100) for y in (2024, 2025) for m in range(1, 13)),
    )
    ws = plant(
        order_lines=two_years,
        pools="pool,month,unit,Затраты за год,Мощность за год\neng,2024-01,h,12000,1200\neng,2025-01,h,24000,1200",
    )
    use = ws.table("pool_use")
    by_year = use.groupby(pd.to_datetime(use["month"]).dt.year)["cost"].agg(["count", "sum"])
    assert by_year.to_numpy().tolist() == [[12, 12_000], [12, 24_000]]


def test_months_of_the_data_are_those_with_an_order_or_a_use(plant: Plant) -> None:
    """Orders in January and April, work for a client in March: three months of cost."""
    ws = plant(
        order_lines="order_id,client_id,order_date,revenue,direct_cost\n1,A,2025-01-10,1000,500\n2,A,2025-04-10,1000,500",
        usage="order_id,client_id,pool,quantity,date\n1,,eng,10,2025-01-12\n,A,eng,5,2025-03-12",
        pools="pool,unit,cost,capacity\neng,h,1000,100",
    )
    assert [f"{m:%Y-%m}" for m in ws.table("pool_use")["month"].sort_values()] == [
        "2025-01",
        "2025-03",
        "2025-04",
    ]
    assert totals(ws, "eng")[0] == 3_000
    conserved(ws)


def test_use_without_a_date_is_priced_and_stands_in_no_month(plant: Plant) -> None:
    """5 h for the client at 10: 50, over and above the month's cost, which stays what it is."""
    ws = plant(
        order_lines="order_id,client_id,order_date,revenue,direct_cost\n1,A,2025-01-10,1000,500\n2,B,2025-02-10,0,0",
        usage="order_id,client_id,pool,quantity,date\n1,,eng,10,2025-01-12\n2,,eng,0,2025-02-12\n,A,eng,5,",
        pools="pool,unit,cost,capacity\neng,h,1000,100",
    )
    use = ws.table("pool_use")
    assert [
        (float(r.cost), float(r.charged_clients), float(r.unused_cost))
        for r in use[use["month"].isna()].itertuples()
    ] == [(0, 50, -50)]
    assert totals(ws, "eng") == (2_000, 100, 0, 1_850)
    assert ws.clients().set_index("client_id").loc["A", "true_profit"] == 1000 - 500 - 100 - 50
    conserved(ws)


def test_the_import_says_what_was_read_as_monthly(plant: Plant) -> None:
    ws = plant(order_lines=A_YEAR, pools="pool,unit,cost,capacity\neng,h,1000,100\nsales,h,500,100")
    said = str(ws.table("imports").set_index("table").loc["pools", "warnings"])
    assert "pools_of_a_month" in said
    assert '"rows": 2' in said
    assert '"cost": "1500.0000"' in said


def test_a_rate_alone_is_of_no_month(plant: Plant) -> None:
    ws = plant(order_lines=A_YEAR, pools="pool,unit,rate\neng,h,10")
    assert "pools_of" not in str(ws.table("imports").set_index("table").loc["pools", "warnings"])


def test_hours_of_a_resource_that_nothing_is_stated_of(plant: Plant) -> None:
    """Without pools 90 minutes are 1.5 hours, and pieces are no hours."""
    ws = plant(
        order_lines="order_id,client_id,order_date,revenue\n1,A,2025-01-10,1000\n2,A,2025-01-10,1000",
        usage="order_id,pool,quantity,unit\n1,КБ,90,мин\n2,Станки,7,шт",
    )
    orders = ws.orders().set_index("order_id")
    assert (orders.loc["1", "hours"], orders.loc["1", "hours_source"]) == (1.5, "logged")
    assert (orders.loc["2", "hours_source"], pd.isna(orders.loc["2", "hours"])) == ("unknown", True)
