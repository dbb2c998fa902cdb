"""The wizard of the portrait: how often noise is called clear and called predicting, and how often a planted effect is found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.journal.portrait import Portrait
from analysis.portrait.cross_fit import area, cross_fitted
from analysis.portrait.portrait_effect import Known
from analysis.portrait.portrait_evidence import answer
from analysis.portrait.portrait_proposal import Candidate, propose
from tests.simulations.report import Share, Table

CLIENTS = (40, 80)
EFFECTS = (0.10, 0.20, 0.30)  # margin that a planted value adds
MIDDLE, BETWEEN = 0.10, 0.20  # client margins, as they last
GOAL = 0.15  # margin of a good client, a year later: the same margins with fresh scatter
SCATTER = 0.05
LIST, NUMBER, FLAG = "list", "size", "yes/no"  # a column called "number" would be taken for a code


@dataclass(frozen=True)
class Plant:
    """`clients`, `amounts`: what the wizard sees; `later`: by client, whether it is good afterwards."""

    clients: Known
    amounts: pd.DataFrame
    later: list[bool]


def plant(n: int, effect: float, draw: np.random.Generator) -> Plant:
    """Fifteen columns, five of each kind, none of which tells anything but, where there is an effect, the first of each kind.

    A fifth of the clients have the list's value, half of them the larger number and the flag; revenue is log-normal.
    """
    ids = [f"{i:04d}" for i in range(n)]
    columns: dict[str, list[str] | list[float]] = {"client_id": list(ids), "client_name": list(ids)}
    for j in range(5):
        columns[f"{LIST} {j}"] = [f"value {v}" for v in draw.integers(0, 5, n)]
        columns[f"{NUMBER} {j}"] = draw.lognormal(3.0, 1.0, n).round(1).tolist()
        columns[f"{FLAG} {j}"] = ["yes" if v else "no" for v in draw.random(n) < 0.5]
    planted = (
        np.array([v == "value 1" for v in columns[f"{LIST} 0"]]) * 1.0
        + (np.array(columns[f"{NUMBER} 0"], float) > np.exp(3.0))
        + np.array([v == "yes" for v in columns[f"{FLAG} 0"]])
    )
    margin = draw.normal(MIDDLE, BETWEEN, n) + effect * planted
    revenue = draw.lognormal(13.0, 1.0, n)
    amounts = pd.DataFrame(
        {
            "client_id": ids,
            "revenue": revenue,
            "revenue_costed": revenue,
            "true_profit": revenue * margin,
        }
    )
    later = (margin + draw.normal(0.0, SCATTER, n) >= GOAL + effect * 1.2).tolist()
    known = Known({k: tuple(v) for k, v in columns.items()}, {k: k for k in columns})
    return Plant(known, amounts, later)


def predicts(made: Plant, taken: list[Candidate]) -> bool:
    """Whether the test page would say so of the portrait of these criteria."""
    wanted = Portrait(tuple(c.criterion for c in taken))
    found = cross_fitted(made.clients, wanted, made.amounts, frozenset(made.clients.ids))
    area_found = area(found, dict(zip(made.clients.ids, made.later, strict=True)))
    return area_found is not None and answer(area_found, is_cross_fitted=True) == "predicts"


def of_noise(n: int, plants: int, seed: int = 1) -> tuple[Share, Share, Share]:
    """Plants with any clear criterion; portraits of all that is offered, and of the three clearest, that "predict"."""
    draw = np.random.default_rng(seed)
    clear, everything, three = 0, [], []
    for _ in range(plants):
        made = plant(n, 0.0, draw)
        offered = list(propose(made.clients, made.amounts).candidates)
        clear += any(c.is_clear for c in offered)
        if offered:
            everything.append(predicts(made, offered))
            three.append(predicts(made, offered[:3]))
    return (
        Share(clear, plants),
        Share(sum(everything), len(everything)),
        Share(sum(three), len(three)),
    )


def of_effects(
    n: int, effect: float, plants: int, seed: int = 2
) -> tuple[dict[str, Share], Share, Share]:
    """By kind of column, how often its planted one is clear; plants where another one is; portraits of the clear ones that "predict"."""
    draw = np.random.default_rng(seed)
    found, false, right = dict.fromkeys((LIST, NUMBER, FLAG), 0), 0, []
    for _ in range(plants):
        made = plant(n, effect, draw)
        clear = [c for c in propose(made.clients, made.amounts).candidates if c.is_clear]
        fields = {c.criterion.field for c in clear}
        for kind in found:
            found[kind] += f"{kind} 0" in fields
        false += any(not field.endswith(" 0") for field in fields)
        if clear:
            right.append(predicts(made, clear))
    return (
        {kind: Share(k, plants) for kind, k in found.items()},
        Share(false, plants),
        Share(sum(right), len(right)),
    )


def tables(plants: int) -> list[Table]:
    noise = [(str(n), *map(str, of_noise(n, plants))) for n in CLIENTS]
    effects = []
    for n in CLIENTS:
        for effect in EFFECTS:
            found, false, right = of_effects(n, effect, plants)
            effects.append(
                (str(n), f"{effect:.0%}", *map(str, found.values()), str(false), str(right))
            )
    about = f"15 columns (5 lists, 5 numbers, 5 yes/no), client margins {MIDDLE:.0%} ± {BETWEEN:.0%} that last, {plants} plants a cell."
    return [
        Table(
            "Pure noise: plants in which any criterion is called clear, and portraits that the test says predict",
            f"{about} Promised: at most 5 % of each.",
            ("clients", "any clear", "all that is offered predicts", "the three clearest predict"),
            noise,
        ),
        Table(
            "Planted effects: how often the column that carries one is clear, and what the test says of such portraits",
            f"{about} The first column of each kind adds its effect to the margin of those that have it; nothing is promised here.",
            (
                "clients",
                "effect",
                LIST,
                NUMBER,
                FLAG,
                "another column clear",
                "the clear ones predict",
            ),
            effects,
        ),
    ]
