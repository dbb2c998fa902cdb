"""The four policies over many plants: means with intervals over plants, paired, since all policies answer the same deals."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import analysis
from analysis.deals.judging import facts
from analysis.estimates.statistics import DRAWS, SEED
from tests.simulations.policies import answers, exports, making
from tests.simulations.policies.oracle import Oracle
from tests.simulations.policies.outcome import Assumptions, Outcome, earned, play
from tests.simulations.policies.trades import TRADES, Trade
from tests.simulations.policies.truth import Plant, Situation
from tests.simulations.report import Share, Table

Numbers = npt.NDArray[np.float64]
Advised = Mapping[str, Mapping[str, Any]]  # a deal's number → the desk's advice
ACCEPT, BOOK, DESK, ORACLE = "always accept", "book margin", "the desk", "the oracle"
MODEST = "the oracle, taking at its price what pays"
POLICIES = (ACCEPT, BOOK, DESK, MODEST, ORACLE)
ORDERS = (1000, 1700, 2600)  # of three years
ELASTIC = {"low": 6.0, "middle": 10.0, "high": 16.0}  # shape of the market's prices
LOADS = {"idle": 0.45, "busy": 0.8, "bottleneck": 0.97}  # of the scarce resource, before the deals
CUSTOM = 0.15  # of orders
AS_PLANTED = Assumptions()
WORLDS = {
    "as planted": AS_PLANTED,
    "an hour that isn't used is paid all the same": Assumptions(hours_cost=0.0),
    "half of its cost is saved": Assumptions(hours_cost=0.5),
    "nobody leaves": Assumptions(leaves=0.0),
    "clients leave twice as easily": Assumptions(leaves=2.0),
    "nobody agrees to a term": Assumptions(agrees=0.0),
    "who doesn't wait for a later day goes elsewhere": Assumptions(insists=0.0),
    "who doesn't wait keeps to its day": Assumptions(insists=1.0),
}


@dataclass(frozen=True)
class Played:
    """A plant with the desk's advice on its deals, which is asked for once, and its outcomes by world and policy."""

    plant: Plant
    elasticity: str
    load: str
    advised: Advised
    outcomes: Mapping[str, Mapping[str, Outcome]]


def planted(number: int) -> tuple[Plant, str, str]:
    """The plant of this number: trades, elasticities, loads and sizes go round in turn."""
    trade: Trade = TRADES[number % len(TRADES)]
    elasticity = list(ELASTIC)[number // 4 % 3]
    load = list(LOADS)[(number // 4 + number) % 3]
    situation = Situation(ELASTIC[elasticity], LOADS[load], CUSTOM)
    draw = np.random.default_rng([SEED, number])
    return making.plant(trade, ORDERS[number % 3], situation, draw), elasticity, load


def advised(plant: Plant) -> Advised:
    """The desk's advice on each deal, from the plant's exports as the product imports them."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "exports"
        files.mkdir()
        exports.write(plant, files)
        analysis.import_paths(Path(folder) / "workspace", [files])
        with analysis.open_workspace(Path(folder) / "workspace") as ws:
            return {ask.number: ws.deal(answers.deal(ask)) for ask in plant.deals}


def outcomes(plant: Plant, found: Advised, world: Assumptions) -> dict[str, Outcome]:
    """Policy → what became of the plant."""
    return {
        ACCEPT: play(plant, lambda ask, _: answers.as_asked(ask), world),
        BOOK: play(plant, lambda ask, _: answers.book_margin(ask), world),
        DESK: play(plant, lambda ask, _: answers.followed(ask, found[ask.number]), world),
        MODEST: play(plant, Oracle(plant, world, is_modest=True), world),
        ORACLE: play(plant, Oracle(plant, world), world),
    }


def played(plants: int, first: int = 0) -> Iterator[Played]:
    for number in range(first, first + plants):
        plant, elasticity, load = planted(number)
        found = advised(plant)
        by_world = {name: outcomes(plant, found, world) for name, world in WORLDS.items()}
        yield Played(plant, elasticity, load, found, by_world)


def profits(found: Sequence[Mapping[str, Outcome]], policy: str) -> Numbers:
    """Of each plant, per 100 of what its deals were offered at: plants of all sizes weigh the same."""
    return np.array([100 * each[policy].profit / each[policy].offered for each in found])


def interval(values: Sequence[Numbers], of: Callable[..., Any]) -> tuple[float, float, float]:
    """(value, low, high): 95 % over plants drawn anew, each with all its policies. `of` takes the means."""
    n = len(values[0])
    drawn = np.random.default_rng(SEED).integers(0, n, size=(DRAWS, n))
    resampled = of(*(each[drawn].mean(axis=1) for each in values))
    low, high = np.quantile(resampled, [0.025, 0.975])
    return float(of(*(each.mean() for each in values))), float(low), float(high)


def gain(found: Sequence[Mapping[str, Outcome]], policy: str) -> tuple[float, float, float]:
    """Profit over that of book margin."""
    return interval([profits(found, policy), profits(found, BOOK)], lambda own, book: own - book)


def part_of_oracle(found: Sequence[Mapping[str, Outcome]]) -> tuple[float, float, float]:
    """The desk's gain over book margin ÷ the oracle's."""
    values = [profits(found, policy) for policy in (DESK, ORACLE, BOOK)]
    return interval(values, lambda desk, oracle, book: (desk - book) / (oracle - book))


def tables(plants: int, first: int = 0) -> list[Table]:
    found = list(played(plants, first))
    return [_policies(found), _cuts(found), _worlds(found), _all_serial(max(1, plants // 10))]


def _text(found: tuple[float, float, float], digits: int = 1) -> str:
    value, low, high = (f"{each:.{digits}f}" for each in found)
    return f"{value} ({low} to {high})"


def _policies(found: Sequence[Played]) -> Table:
    mine = [each.outcomes["as planted"] for each in found]
    rows = []
    for policy in POLICIES:
        of_policy = [each[policy] for each in mine]
        deals, taken = (sum(getattr(o, name) for o in of_policy) for name in ("deals", "taken"))
        rows.append(
            (
                policy,
                _text(interval([profits(mine, policy)], lambda own: own)),
                _text(gain(mine, policy)),
                f"{taken / deals:.0%}",
                f"{sum(o.refused for o in of_policy) / deals:.1%}",
                f"{sum(o.late for o in of_policy) / taken:.0%}",
                f"{np.mean([o.hours / a[ACCEPT].hours for o, a in zip(of_policy, mine, strict=True)]):.0%}",
                f"{np.mean([o.clients_lost for o in of_policy]):.2f}",
            )
        )
    part = _text(part_of_oracle(mine), 2)
    return Table(
        "Four policies answer the same deals",
        f"{len(found)} plants, {sum(len(p.plant.deals) for p in found)} deals. Profit per 100 of what deals were offered at; intervals of "
        f"95 % over plants, paired. The desk's part of the oracle's gain over book margin: {part}.",
        (
            "policy",
            "profit",
            "over book margin",
            "taken",
            "refused",
            "of them late",
            "hours",
            "clients lost a plant",
        ),
        rows,
    )


def _row(name: str, found: Sequence[Mapping[str, Outcome]]) -> tuple[str, ...]:
    part = _text(part_of_oracle(found), 2) if len(found) > 1 else "—"
    return name, str(len(found)), _text(gain(found, DESK)), _text(gain(found, ORACLE)), part


HEADS = ("plants", "n", "the desk over book margin", "the oracle over it", "part")


def _cuts(found: Sequence[Played]) -> Table:
    cuts: dict[str, list[Mapping[str, Outcome]]] = {}
    for each in found:
        for name in (each.plant.trade.name, f"elasticity {each.elasticity}", each.load):
            cuts.setdefault(name, []).append(each.outcomes["as planted"])
    return Table(
        "The same by trade, elasticity and load of the scarce resource",
        f"Shape of the market's prices {ELASTIC}; load {LOADS}.",
        HEADS,
        [_row(name, of_cut) for name, of_cut in sorted(cuts.items())],
    )


def _worlds(found: Sequence[Played]) -> Table:
    return Table(
        "The same deals and answers in other worlds",
        "What is assumed of the world changes, the desk's answers don't; the oracle knows the world it is in.",
        HEADS,
        [_row(name, [each.outcomes[name] for each in found]) for name in WORLDS],
    )


def paying_and_answered(plant: Plant) -> Counter[str]:
    """The desk's decisions on the deals that pay as they are offered."""
    found = advised(plant)
    paying = [
        ask
        for ask in plant.deals
        if earned(plant, ask, answers.as_asked(ask)[0], AS_PLANTED)[0] > 0
    ]
    return Counter(str(found[ask.number]["decision"]) for ask in paying)


def _all_serial(plants: int) -> Table:
    counted: Counter[str] = Counter()
    for number in range(plants):
        situation = Situation(ELASTIC["middle"], LOADS["busy"], custom=0.0)
        draw = np.random.default_rng([SEED, number, 0])
        trade = TRADES[number % len(TRADES)]
        counted += paying_and_answered(making.plant(trade, ORDERS[0], situation, draw))
    n = sum(counted.values())
    return Table(
        "All-serial plants: the desk's answers to deals that pay",
        f"{plants} plants without any custom order. Promised: none refused.",
        ("answer", "deals"),
        [(each, str(Share(counted[each], n))) for each in facts.PREFERENCE],
    )
