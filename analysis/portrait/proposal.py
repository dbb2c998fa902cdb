"""A first portrait, proposed from the most profitable clients against the rest: candidates with their evidence, for a person to take.

Fitted to the past by construction: the same profits choose the top and weigh the criteria. Whether a portrait predicts is
another question, answered out of time.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis import portrait, statistics
from analysis.portrait import Criterion, fold
from analysis.portrait import effect as portrait_effect
from analysis.portrait.effect import Known
from analysis.scope import Scope
from analysis.workspace import EVERYTHING, Workspace

TOP = 20
LEAST_CLIENTS = 10  # with a known true profit: below, nothing is proposed
LEAST_MET = 0.5  # of the top whose value is known must meet a candidate
LEAST_SIDE = 3  # clients that must meet it, and that must fail it
MOST_VALUES = 40  # different texts in a column that is still a category
STRONG = 2.0  # halves of the interval, from which on a criterion weighs 3
NEARLY_UNIQUE = 0.5  # different texts per client
LESS_IS_BETTER = frozenset({"custom_share", "approval_rounds", "late_payment_days", "late_share", "hostile_contacts"})
MORE_IS_BETTER = frozenset({"mean_batch", "deciders"})
NAMED = re.compile(
    r"(^|[^a-zа-я])(инн|кпп|огрн|огрнип|окпо|id|guid|uuid|код|code|№|номер|number|name|имя|фио|наименование|название|телефон|phone|"
    r"e-?mail|почта|сайт|site|url|адрес|address|комментарий|comment|примечание|inn|tin|vat|р/с|счет)($|[^a-zа-я])"
)


@dataclass(frozen=True)
class Candidate:
    """A criterion with its evidence. Counts are of clients; `top` are the most profitable ones.

    margin_met, margin_failed: true margin as a ratio of sums of the clients that meet it and that fail it; `low`, `high`: the
    95 % bootstrap interval (over clients) of their difference; None where it can't be drawn.
    """

    criterion: Criterion
    met: int
    failed: int
    unknown: int
    top_met: int
    top_known: int
    margin_met: float | None
    margin_failed: float | None
    low: float | None
    high: float | None

    @property
    def lift(self) -> float:
        """The part of the top that meets it, less the part of the rest that does."""
        rest = self.met + self.failed - self.top_known
        return self.top_met / self.top_known - ((self.met - self.top_met) / rest if rest else 0.0)

    @property
    def strength(self) -> float:
        """The difference of the margins in halves of its interval: at 1 the interval just reaches zero; 0 where none can be drawn."""
        if self.low is None or self.high is None or self.margin_met is None or self.margin_failed is None:
            return 0.0
        difference = self.margin_met - self.margin_failed
        return (
            difference / ((self.high - self.low) / 2) if self.high > self.low else math.copysign(math.inf, difference)
        )

    @property
    def weight(self) -> float:
        """What the evidence is worth: 1 where it may be chance, 2 where it is clear, 3 where it is twice as clear as that."""
        return 1.0 if not self.is_clear else 3.0 if self.strength >= STRONG else 2.0

    @property
    def is_clear(self) -> bool:
        """The margins differ by more than chance among these clients would give, and the right way round."""
        return self.low is not None and self.low > 0


@dataclass(frozen=True)
class Proposal:
    """`top` of `clients` with a known true profit, their ids, and the candidates, the clearest first."""

    clients: int
    top: tuple[str, ...]
    candidates: tuple[Candidate, ...]


def proposed(ws: Workspace, scope: Scope = EVERYTHING) -> Proposal:
    """`propose` for the clients that have something in the scope."""
    return propose(portrait_effect.known(ws), portrait_effect.money(ws, scope))


def propose(clients: Known, amounts: pd.DataFrame, top: int = TOP) -> Proposal:
    """amounts: a frame of portrait_effect.money; clients without costed revenue take no part: they have no margin."""
    known = amounts[amounts["true_profit"].notna() & (amounts["revenue_costed"] > 0)]
    if len(known) < LEAST_CLIENTS:
        return Proposal(len(known), (), ())
    best = known.sort_values(["true_profit", "client_id"], ascending=[False, True]).head(min(top, len(known) // 2))
    ids, is_top = list(known["client_id"]), known["client_id"].isin(best["client_id"]).to_numpy()
    place = {client: n for n, client in enumerate(clients.ids)}
    profit, revenue = known["true_profit"].to_numpy(float), known["revenue_costed"].to_numpy(float)
    found = []
    for field in clients.fields():
        column = clients.columns[field.casefold()]
        values = [column[place[i]] for i in ids]
        if (drawn := _criterion(field, values, is_top)) is not None:
            found.append(_weighed(drawn, values, is_top, profit, revenue))
    good = [
        c
        for c in found
        if c.top_known and c.top_met >= LEAST_MET * c.top_known and c.lift > 0 and min(c.met, c.failed) >= LEAST_SIDE
    ]
    good.sort(key=lambda c: (not c.is_clear, -c.lift, c.criterion.name))
    return Proposal(len(known), tuple(best["client_id"]), tuple(good))


# --- which demand a column could make ------------------------------------------------------------------------------------


def _criterion(field: str, values: Sequence[Any], is_top: np.ndarray) -> Criterion | None:
    known = [(v, t) for v, t in zip(values, is_top, strict=True) if v is not None and v == v and str(v).strip()]
    if not known or not any(t for _, t in known) or NAMED.search(fold(field)):
        return None
    after = "after" if field.casefold() in portrait.MEASURED else "before"
    said = [portrait._yes_or_no(v) for v, _ in known]
    if all(s is not None for s in said) and len(set(said)) == 2:
        top = [s for s, (_, t) in zip(said, known, strict=True) if t]
        rest = [s for s, (_, t) in zip(said, known, strict=True) if not t]
        better = _part(top) > _part(rest)
        return Criterion(field, field, yes=better, known=after)
    numbers = [portrait._number(v) for v, _ in known]
    if all(n is not None for n in numbers):
        return None if _looks_like_a_code(known) else _cut(field, numbers, [t for _, t in known], after)
    return _list(field, known, after)


def _part(said: Sequence[bool | None]) -> float:
    return sum(s is True for s in said) / len(said) if said else 0.0


def _looks_like_a_code(known: Sequence[tuple[Any, bool]]) -> bool:
    """Texts of digits alone, nearly all different and of one or two lengths: tax numbers and the like, no amounts."""
    texts = [v for v, _ in known if isinstance(v, str)]
    lengths = {len(t) for t in texts}
    differ = len(set(texts)) > NEARLY_UNIQUE * len(texts)
    return len(texts) == len(known) and differ and len(lengths) <= 2 and min(lengths) >= 5


def _cut(field: str, numbers: Sequence[Any], is_top: Sequence[bool], after: str) -> Criterion | None:
    """The minimum or maximum that parts the top from the rest best (the difference of the parts that meet it), in round numbers."""
    values, top = np.array(numbers, float), np.array(is_top, bool)
    if not top.any() or top.all():
        return None
    name = field.casefold()
    ways = [True] if name in MORE_IS_BETTER else [False] if name in LESS_IS_BETTER else [True, False]
    best: tuple[float, float, bool] | None = None
    for limit in sorted({_rounded(v) for v in np.unique(np.quantile(values, np.linspace(0.05, 0.95, 37)))}):
        for is_least in ways:
            met = values >= limit if is_least else values <= limit
            lift = float(met[top].mean() - met[~top].mean())
            enough = min(met.sum(), (~met).sum()) >= LEAST_SIDE and met[top].mean() >= LEAST_MET
            if enough and (best is None or lift > best[0] + 1e-12):
                best = (lift, limit, is_least)
    if best is None or best[0] <= 0:
        return None
    return Criterion(field, field, min=best[1] if best[2] else None, max=None if best[2] else best[1], known=after)


def _rounded(value: float) -> float:
    """To two significant digits: 1,237 → 1,200; 0.2871 → 0.29."""
    return float(f"{value:.2g}")


def _list(field: str, known: Sequence[tuple[Any, bool]], after: str) -> Criterion | None:
    """The values over-represented among the top: more than one of it, and a larger part of it than of the rest."""
    texts: dict[str, str] = {}
    counts: dict[str, list[int]] = {}
    for value, top in known:
        texts.setdefault(fold(value), str(value).strip())
        counts.setdefault(fold(value), [0, 0])[0 if top else 1] += 1
    if len(counts) < 2 or len(counts) > MOST_VALUES or len(counts) > NEARLY_UNIQUE * len(known):
        return None
    tops, rests = (sum(c[n] for c in counts.values()) for n in (0, 1))
    if not tops or not rests:
        return None
    over = sorted(texts[v] for v, (t, r) in counts.items() if t >= 2 and t / tops > r / rests)
    return Criterion(field, field, accept=tuple(over), known=after) if over and len(over) < len(counts) else None


# --- its evidence --------------------------------------------------------------------------------------------------------


def _weighed(
    drawn: Criterion, values: Sequence[Any], is_top: np.ndarray, profit: np.ndarray, revenue: np.ndarray
) -> Candidate:
    states = [drawn.state(v) for v in values]
    met, failed = (np.array([s == wanted for s in states]) for wanted in ("met", "failed"))
    known = met | failed
    differ = statistics.ratio_difference(profit[known], revenue[known], met[known].tolist(), least=LEAST_SIDE)
    low, high = (differ.low, differ.high) if differ else (None, None)
    return Candidate(drawn, int(met.sum()), int(failed.sum()), int((~known).sum()), int((met & is_top).sum()), int((known & is_top).sum()),
                     _margin(profit, revenue, met), _margin(profit, revenue, failed), low, high)  # fmt: skip


def _margin(profit: np.ndarray, revenue: np.ndarray, side: np.ndarray) -> float | None:
    total = float(revenue[side].sum())
    return float(profit[side].sum()) / total if total else None
