"""The price that is named gives the target when the same exports come again with it (METHOD rule 18), with all that moves with price."""

from __future__ import annotations

from pathlib import Path

import pytest

import analysis
from analysis.advice.price_rise import price_rise, refusal_ends

TARGET = 0.15


def imported(folder: Path, raised: dict[str, float], pools: str) -> analysis.Workspace:
    """Three clients over three months; `raised`: client → rise of all its prices. An hour an order; some pay after 200 days."""
    lines = [
        "order_id,client_id,client_name,order_date,shipped_on,paid_on,revenue,direct_cost,penalty"
    ]
    for client, margin in (("A", 0.02), ("B", 0.35), ("C", -0.2)):
        for n in range(9):
            month, size = 1 + n % 3, 1000 + 130 * n
            paid = "2024-12-15" if n % 2 else f"2024-{month + 1:02d}-20"
            revenue = -0.1 * size if client == "A" and n == 8 else size  # a return among them
            cost = revenue * (1 - margin)
            price = revenue * (1 + raised.get(client, 0))
            lines.append(
                f"{client}{n},{client},{client},2024-{month:02d}-10,2024-{month:02d}-20,{paid},{price!r},{cost!r},{5 if n == 3 else 0}"
            )
    usage = [
        "order_id,pool,quantity,date",
        *(f"{c}{n},eng,1,2024-0{1 + n % 3}-10" for c in "ABC" for n in range(9)),
    ]
    exports = folder / f"exports-{len(raised)}-{sum(raised.values()):.6f}"
    exports.mkdir(parents=True)
    for name, text in (
        ("order_lines.csv", lines),
        ("usage.csv", usage),
        ("pools.csv", pools.splitlines()),
    ):
        (exports / name).write_text("\n".join(text) + "\n", "utf-8")
    (exports / "settings.toml").write_text("[credit]\ncost_of_capital = 0.2\n", "utf-8")
    analysis.import_paths(exports / "ws", [exports])
    return analysis.open_workspace(exports / "ws")


POOLS = {
    "hours alone": "pool,unit,rate\neng,h,10",
    "rent over revenue, each month its cost": "pool,month,unit,cost,capacity,rate,treatment,spread_basis\neng,,h,,,10,,\n"
    + "\n".join(f"rent,2024-0{m}-01,,{400 * m},,,spread,revenue" for m in (1, 2, 3)),
    "rent over revenue and over orders": "pool,month,unit,cost,capacity,rate,treatment,spread_basis\neng,,h,,,10,,\n"
    + "\n".join(
        f"rent,2024-0{m}-01,,700,,,spread,revenue\noffice,2024-0{m}-01,,300,,,spread,orders"
        for m in (1, 2, 3)
    ),
}


@pytest.mark.parametrize("pools", POOLS.values(), ids=POOLS.keys())
@pytest.mark.parametrize("client", ["A", "C"])
def test_costed_again_at_the_price_named_the_orders_make_the_target(
    tmp_path: Path, pools: str, client: str
) -> None:
    with imported(tmp_path, {}, pools) as ws:
        row = ws.table("client_decision").set_index("client_id").loc[client]
    assert row["price_rise"] > 0.1
    with imported(tmp_path, {client: float(row["price_rise"])}, pools) as ws:
        again = ws.clients().set_index("client_id").loc[client]
    assert again["true_margin"] == pytest.approx(TARGET, abs=0.001)


def test_a_refusal_ends_where_an_unbearable_rise_is_no_longer_left() -> None:
    assert refusal_ends(0.7, 0.5) == pytest.approx(1.7 / 1.5 - 1)
    assert refusal_ends(None, 0.5) is None
    # the rest of the way from there is 50 % exactly
    rise = price_rise(1000, -400, 20, TARGET)
    end = refusal_ends(rise, 0.5)
    assert end is not None
    assert price_rise(
        1000 * (1 + end), -400 + end * (1000 - 20), 20 * (1 + end), TARGET
    ) == pytest.approx(0.5)


def test_a_round_takes_what_the_equations_say_in_any_unit(tmp_path: Path) -> None:
    """MEANING 7: 3 ч + 7 without a unit, in the pool's hours, + half a день of 8 hours = 14; 120 minutes more are 16."""
    equations = [
        ("a", '"ч"', 3),
        ("b", None, 7),
        ("c", '"день"', 0.5),
        ("d", '"мин"', 120),
        ("e", '"чел.-ч"', 1),
    ]
    settings = "".join(
        f'[[time_equation]]\npool = "{pool}"\n'
        + (f"unit = {unit}\n" if unit else "")
        + f'terms = [{{feature = "approval_rounds", each = {each}}}]\n'
        for pool, unit, each in equations
    )
    for upto, hours in ((3, 14.0), (4, 16.0), (5, 17.0)):
        exports = tmp_path / f"exports{upto}"
        exports.mkdir()
        (exports / "order_lines.csv").write_text(
            "order_id,client_id,client_name,order_date,revenue,direct_cost\n1,A,A,2024-01-10,1000,500\n",
            "utf-8",
        )
        pools = "pool,unit,rate\n" + "".join(f"{p},ч,10\n" for p, _, _ in equations[:upto])
        (exports / "pools.csv").write_text(pools, "utf-8")
        (exports / "settings.toml").write_text(settings, "utf-8")
        analysis.import_paths(exports / "ws", [exports])
        with analysis.open_workspace(exports / "ws") as ws:
            assert ws.table("client_decision")["hours_per_round"].iloc[0] == pytest.approx(hours)
