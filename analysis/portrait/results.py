"""Columns of the client list that may say what came of a client, not what it was before the first deal.

Nothing in a file tells for sure, so a person is asked; until then such a column counts as known after the deal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
from scipy import stats

from analysis.journal import portrait
from analysis.journal.portrait import fold
from analysis.journal.result_names import says_result
from analysis.portrait import portrait_effect
from analysis.portrait.parting import LEAST_SIDE, Array
from analysis.reader.workspace import Workspace

Reason = Literal["", "name", "agreement"]
USUAL_AGREEMENT = 0.9  # settings: evidence.result_auc


def reason(
    field: str, values: Sequence[Any], outcomes: Sequence[Array], least: float = USUAL_AGREEMENT
) -> Reason:
    """Why a column may be a result; "" where nothing says so. outcomes: of the same clients, margin or profit."""
    if field.casefold() in portrait.MEASURED:
        return ""
    if says_result(field):
        return "name"
    agreed = [agreement(values, outcome) for outcome in outcomes]
    return "agreement" if any(a is not None and a > least for a in agreed) else ""


def reasons(ws: Workspace) -> dict[str, Reason]:
    """Field in lower case → why it may be a result; fields without a reason are left out. Outcomes: margin and profit of all history."""
    clients, amounts = portrait_effect.known(ws), portrait_effect.money(ws)
    told = amounts[amounts["true_profit"].notna() & (amounts["revenue_costed"] > 0)]
    place = {client: n for n, client in enumerate(clients.ids)}
    places = [place[client] for client in told["client_id"]]
    profit = told["true_profit"].to_numpy(float)
    outcomes = (profit / told["revenue_costed"].to_numpy(float), profit)
    least = float(ws.table("settings")["result_auc"].iloc[0])
    found = {
        f.casefold(): reason(f, [clients.columns[f.casefold()][n] for n in places], outcomes, least)
        for f in clients.fields()
    }
    return {field: why for field, why in found.items() if why}


def agreement(values: Sequence[Any], outcome: Array) -> float | None:
    """Of two clients with different values, how often the better value goes with the better outcome; ties in the outcome count half.

    With two values it is the area under the curve. Numbers are taken either way round, texts in the order of their mean rank,
    those of fewer than LEAST_SIDE clients left out. None where nothing differs.
    """
    told = np.array([v is not None and v == v and bool(str(v).strip()) for v in values], dtype=bool)
    earned = np.asarray(outcome, dtype=float)[told]
    there = [v for v, t in zip(values, told, strict=True) if t]
    numbers = [portrait._number(v) for v in there]
    if there and all(n is not None for n in numbers):
        found = _concordance(np.array(numbers, float), earned)
        return None if found is None else max(found, 1 - found)
    texts = np.array([fold(v) for v in there])
    counts = {text: int((texts == text).sum()) for text in set(texts.tolist())}
    common = np.array([counts[text] >= LEAST_SIDE for text in texts.tolist()], dtype=bool)
    if not common.any():
        return None
    texts, earned = texts[common], earned[common]
    ranks = stats.rankdata(earned)
    means = {text: float(ranks[texts == text].mean()) for text in set(texts.tolist())}
    return _concordance(np.array([means[text] for text in texts.tolist()]), earned)


def _concordance(values: Array, outcome: Array) -> float | None:
    """Somers' D of the outcome given the value, brought to 0–1; from Kendall's tau-b, which counts the pairs in n·log n."""
    n = len(values)
    pairs = n * (n - 1) / 2
    apart = [
        pairs - sum(c * (c - 1) / 2 for c in np.unique(side, return_counts=True)[1].tolist())
        for side in (values, outcome)
    ]
    if min(apart, default=0) <= 0:
        return None
    tau = float(stats.kendalltau(values, outcome).statistic)
    return float((1 + tau * (apart[0] * apart[1]) ** 0.5 / apart[0]) / 2)
