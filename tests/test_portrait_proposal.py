"""The wizard: a planted truth is found, what is no attribute is left out, the evidence is that worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.portrait import portrait_proposal
from analysis.portrait.portrait_effect import Known
from analysis.portrait.portrait_proposal import propose
from tests.deliveries import FIGURES, builds

_builds = builds(*FIGURES)

CLIENTS = 60


def plant(**columns: list) -> tuple[Known, pd.DataFrame]:
    """Sixty clients of 100,000 revenue each: the first twenty earn 20,000, the rest lose 5,000."""
    ids = [f"{n:03}" for n in range(CLIENTS)]
    everyone = {"client_id": ids, "client_name": [f"Завод {i}" for i in ids], **columns}
    known = Known(
        {k.casefold(): tuple(v) for k, v in everyone.items()}, {k.casefold(): k for k in everyone}
    )
    profit = [20_000.0 - n if n < 20 else -5_000.0 - n for n in range(CLIENTS)]
    return known, pd.DataFrame(
        {"client_id": ids, "revenue": 1e5, "revenue_costed": 1e5, "true_profit": profit}
    )


def is_top(n: int) -> bool:
    return n < 20


EVERY = range(CLIENTS)
PLANTED = {
    "Отрасль": ["химия" if is_top(n) else ("лес", "еда")[n % 2] for n in EVERY],
    "mean_batch": [150.0 + n if is_top(n) else 20.0 + n % 7 for n in EVERY],
    "custom_share": [0.1 if is_top(n) else 0.6 for n in EVERY],
    "Тендер": ["нет" if is_top(n) else "да" for n in EVERY],
}
NO_ATTRIBUTES = {
    "ИНН": [f"{77000000 + n}" for n in EVERY],
    "Телефон": [f"+7 900 {n}" for n in EVERY],
    "Примечания": [f"разговор {n}" for n in EVERY],
    "reg": [f"{5000000 + 7 * n}" for n in EVERY],  # a code by its looks
    "ID клиента": list(EVERY),
}


def test_the_planted_truth_is_found_and_nothing_else() -> None:
    noise = {"Цвет": ["синий" if n % 2 else "белый" for n in EVERY]}
    found = propose(*plant(**PLANTED, **NO_ATTRIBUTES, **noise))
    assert found.top == tuple(f"{n:03}" for n in range(20))
    clear = {c.criterion.field: c.criterion for c in found.candidates if c.is_clear}
    assert set(clear) == set(PLANTED)
    assert clear["Отрасль"].accept == ("химия",)
    assert clear["Тендер"].yes is False
    assert 26 < clear["mean_batch"].min <= 150
    assert clear["mean_batch"].max is None
    assert 0.1 <= clear["custom_share"].max < 0.6
    assert (clear["mean_batch"].known, clear["Отрасль"].known) == ("after", "before")
    assert {c.criterion.field for c in found.candidates} <= {*PLANTED, "Цвет"}


def test_the_evidence_by_hand() -> None:
    """ "химия": 18 of the top and 6 of the rest. With it 18 × 20,000 − (0 + … + 17) = 359,847, and 6 × −5,000 − (20 + … + 25) =
    −30,135: 329,712 of 2,400,000. One client's industry isn't known: it counts on neither side."""
    industry = ["химия" if n < 18 or 20 <= n < 26 else "лес" for n in EVERY]
    industry[59] = ""
    (found,) = propose(*plant(Отрасль=industry)).candidates
    assert (found.met, found.failed, found.unknown) == (24, 35, 1)
    assert (found.top_met, found.top_known) == (18, 20)
    assert found.margin_met == pytest.approx(329_712 / 2_400_000)
    without = 2 * 20_000 - 18 - 19 - 33 * 5_000 - sum(range(26, 59))
    assert found.margin_failed == pytest.approx(without / 3_500_000)
    assert found.chance == pytest.approx(
        1 / 1000
    )  # as clear in none of 999 shuffles, one column tried
    assert (found.is_clear, found.weight) == (True, 3)
    assert found.lift == pytest.approx(18 / 20 - 6 / 39)
    assert propose(*plant(Отрасль=industry)).candidates == (found,)  # the same every time


def test_an_attribute_that_nearly_nobody_lacks_or_meets_is_no_criterion() -> None:
    rare = ["да" if n < 2 else "нет" for n in EVERY]
    assert propose(*plant(Редкий=rare)).candidates == ()


def test_a_longer_wait_for_money_is_never_asked_for() -> None:
    later = [90.0 if is_top(n) else 10.0 + n % 3 for n in EVERY]
    assert propose(*plant(late_payment_days=later)).candidates == ()


def test_too_few_clients_propose_nothing() -> None:
    known, amounts = plant(**PLANTED)
    few = propose(
        known, amounts.assign(true_profit=amounts["true_profit"].where(amounts.index < 9))
    )
    assert (few.clients, few.top, few.candidates) == (9, (), ())
    assert portrait_proposal.LEAST_CLIENTS == 10


@pytest.mark.parametrize(
    ("chance", "weight"), [(1.0, 1), (0.06, 1), (0.05, 2), (0.011, 2), (0.01, 3)]
)
def test_a_criterion_weighs_what_its_evidence_is_worth(chance: float, weight: int) -> None:
    asked = portrait_proposal.Criterion("x", "x", yes=True)
    assert (
        portrait_proposal.Candidate(asked, 10, 10, 0, 8, 10, 0.2, 0.1, chance, 0.05).weight
        == weight
    )
