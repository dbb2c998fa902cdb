"""The demand on a column that parts the clients' margins best, sought at once for the real margins and for shuffled ones.

The first row of every array of draws is what was; the others are the same clients with each other's outcomes. The search is one and the
same code for all rows, so its freedom (which limit, which values, which way round) is in the shuffled rows too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import stats

from analysis.journal import portrait
from analysis.journal.portrait import Criterion, fold

Array = npt.NDArray[Any]
LEAST_SIDE = (
    3  # clients that must meet a demand, that must fail it, and that must have a value of a list
)
LEAST_MET = 0.25  # of the top whose value is known must meet it: a demand that nearly all of them fail is no portrait of them
MOST_VALUES = 40  # different texts in a column that is still a category
NEARLY_UNIQUE = 0.5  # different texts per client
LIMITS = np.linspace(0.05, 0.95, 37)  # parts of the clients below a limit that is tried
SEED = 20261130
LESS_IS_BETTER = frozenset(
    {"custom_share", "approval_rounds", "late_payment_days", "hostile_contacts"}
)
MORE_IS_BETTER = frozenset({"mean_batch", "deciders"})
NAMED = re.compile(
    r"(^|[^a-zа-я])(инн|кпп|огрн|огрнип|окпо|id|guid|uuid|код|code|№|номер|number|name|имя|фио|наименование|название|телефон|phone|"
    r"e-?mail|почта|сайт|site|url|адрес|address|комментарий|comment|примечание|inn|tin|vat|р/с|счет)($|[^a-zа-я])"
)


@dataclass(frozen=True)
class Draws:
    """rank: of the client's margin among all, a row per draw, a column per client; is_top: whether it is one of the top."""

    rank: Array
    is_top: Array

    @classmethod
    def of(cls, margin: Sequence[float], is_top: Sequence[bool], shuffles: int) -> Draws:
        """The outcomes of the clients as they are, and so many times shuffled among them; the same every time."""
        order = np.tile(np.arange(len(margin)), (shuffles + 1, 1))
        np.random.default_rng(SEED).permuted(order[1:], axis=1, out=order[1:])
        return cls(
            ranks(np.asarray(margin, dtype=float))[order],
            np.asarray(is_top, dtype=np.float32)[order],
        )


def ranks(margin: Array) -> Array:
    """Ranks around 0, from −½ to ½; NaN where there is no margin."""
    found = stats.rankdata(margin, nan_policy="omit")
    return np.asarray((found - np.nanmean(found)) / np.sum(~np.isnan(margin)), dtype=np.float32)


@dataclass(frozen=True)
class BestParting:
    """clear: by draw, how clearly the best demand parts the margins, in standard deviations; −∞ where none is good enough.

    criterion: the demand of the first draw; None where there is none. meets: for values of any clients, by draw and client, 1 where
    its demand is met, 0 where it is failed, NaN where the value isn't known.
    """

    clear: Array
    criterion: Criterion | None
    meets: Callable[[Sequence[Any]], Array]


@dataclass(frozen=True)
class _Sums:
    """Of the clients whose value is known: how many, and by draw the sums that make a difference comparable."""

    n: int
    middle: Array
    spread: Array
    top: Array

    @classmethod
    def over(cls, draws: Draws, known: Array) -> _Sums:
        rank, n = draws.rank[:, known], int(known.sum())
        middle = rank.mean(axis=1, dtype=float)
        spread = rank.var(axis=1, dtype=float) * n / max(n - 1, 1)
        return cls(n, middle, spread, draws.is_top[:, known].sum(axis=1, dtype=float))

    def clear(self, size: Array, rank: Array, top: Array) -> Array:
        """Demands that `size` clients meet, with these sums of ranks and so many of the top: arrays of one shape.

        The difference from what a random choice of so many would give, in its standard deviations: the standardised linear
        rank statistic. −∞ where too few meet or fail it, or too few of the top meet it.
        """
        n, tops = self.n, self.top[:, None]
        variance = self.spread[:, None] * size * (n - size) / max(n, 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            found = (rank - size * self.middle[:, None]) / np.sqrt(variance)
            part, rest = top / tops, (size - top) / (n - tops)
        sides = np.minimum(size, n - size) >= LEAST_SIDE
        good = sides & (part >= LEAST_MET) & (part > np.nan_to_num(rest)) & np.isfinite(found)
        return np.where(good, found, -math.inf)


def best(field: str, values: Sequence[Any], draws: Draws) -> BestParting | None:
    """None where the column can't be asked: names, codes, comments, one value alone."""
    known = np.array([is_known(v) for v in values], dtype=bool)
    if not known.any() or NAMED.search(fold(field)):
        return None
    there = [v for v, k in zip(values, known, strict=True) if k]
    sums = _Sums.over(draws, known)
    if field.casefold() not in portrait.MEASURED and all(
        portrait.yes_or_no(v) is not None for v in there
    ):  # 0 and 1 may be counts
        return _among(field, there, _yes_or_no, known, draws, sums)
    numbers = [portrait._number(v) for v in there]
    if all(n is not None for n in numbers):
        return (
            None
            if _looks_like_a_code(there)
            else _limit(field, np.array(numbers, float), known, draws, sums)
        )
    return _among(field, there, _text, known, draws, sums)


def is_known(value: Any) -> bool:
    return value is not None and value == value and bool(str(value).strip())


def _limit(
    field: str, numbers: Array, known: Array, draws: Draws, sums: _Sums
) -> BestParting | None:
    """The minimum or maximum, in round numbers."""
    name = field.casefold()
    limits = sorted({_rounded(v) for v in np.unique(np.quantile(numbers, LIMITS))})
    ways = (
        [True] if name in MORE_IS_BETTER else [False] if name in LESS_IS_BETTER else [True, False]
    )
    asked = [(limit, is_least) for limit in limits for is_least in ways]
    if len(set(numbers.tolist())) < 2:
        return None

    def met_by(shown: Array) -> Array:
        return np.array(
            [shown >= limit if is_least else shown <= limit for limit, is_least in asked],
            np.float32,
        )

    met = met_by(numbers).T
    clear = sums.clear(
        met.sum(axis=0)[None, :], draws.rank[:, known] @ met, draws.is_top[:, known] @ met
    )
    chosen = clear.argmax(axis=1)

    def meets(shown: Sequence[Any]) -> Array:
        read = [portrait._number(v) if is_known(v) else None for v in shown]
        as_numbers = np.array([math.nan if n is None else n for n in read], float)
        return np.where(np.isnan(as_numbers), math.nan, met_by(as_numbers)[chosen])

    limit, is_least = asked[int(chosen[0])]
    criterion = Criterion(
        field,
        field,
        min=limit if is_least else None,
        max=None if is_least else limit,
        known=portrait.usually_known(field),
    )
    return _found(clear, criterion, meets)


def _rounded(value: float) -> float:
    """To two significant digits: 1,237 → 1,200; 0.2871 → 0.29."""
    return float(f"{value:.2g}")


def _looks_like_a_code(known: Sequence[Any]) -> bool:
    """Texts of digits alone, nearly all different and of one or two lengths: tax numbers and the like, no amounts."""
    texts = [v for v in known if isinstance(v, str)]
    lengths = {len(t) for t in texts}
    differ = len(set(texts)) > NEARLY_UNIQUE * len(texts)
    return len(texts) == len(known) and differ and len(lengths) <= 2 and min(lengths) >= 5


def _yes_or_no(value: Any) -> str | None:
    said = portrait.yes_or_no(value)
    return None if said is None else "yes" if said else "no"


def _text(value: Any) -> str:
    return str(value).strip()


def _among(
    field: str,
    there: Sequence[Any],
    spell: Callable[[Any], str | None],
    known: Array,
    draws: Draws,
    sums: _Sums,
) -> BestParting | None:
    """The values with the best margins: by draw in the order of their mean rank, as many of them as part best."""
    texts = [str(spell(v)) for v in there]
    spelled: dict[str, str] = {}
    for text in texts:
        spelled.setdefault(fold(text), text)
    values, is_yes = list(spelled), spell is _yes_or_no
    if (
        len(values) < 2
        or len(values) > MOST_VALUES
        or (not is_yes and len(values) > NEARLY_UNIQUE * len(texts))
    ):
        return None
    place = {value: n for n, value in enumerate(values)}

    def members(folded: Sequence[str | None]) -> Array:
        found = np.zeros((len(folded), len(values)), np.float32)
        for row, value in enumerate(folded):
            if value in place:
                found[row, place[value]] = 1
        return found

    member = members([fold(text) for text in texts])
    size = member.sum(axis=0)
    rank, top = draws.rank[:, known] @ member, draws.is_top[:, known] @ member
    order = np.argsort(np.where(size >= LEAST_SIDE, -rank / size, math.inf), axis=1, kind="stable")[
        :, :-1
    ]
    rare = np.where(size >= LEAST_SIDE, 0.0, math.inf)[order]
    summed = [
        np.cumsum(np.take_along_axis(part, order, axis=1), axis=1, dtype=float)
        for part in (np.broadcast_to(size, rank.shape), rank, top)
    ]
    clear = sums.clear(*summed) - rare
    taken = np.arange(order.shape[1])[None, :] <= clear.argmax(axis=1)[:, None]
    accepted = np.zeros(rank.shape, np.float32)
    np.put_along_axis(accepted, order, taken.astype(np.float32), axis=1)

    def meets(shown: Sequence[Any]) -> Array:
        said = [spell(v) if is_known(v) else None for v in shown]
        met = accepted @ members([None if s is None else fold(s) for s in said]).T
        return np.where(np.array([s is None for s in said], dtype=bool), math.nan, met)

    names = sorted(
        spelled[value] for value, is_in in zip(values, accepted[0], strict=True) if is_in
    )
    known_from = portrait.usually_known(field)
    if is_yes:
        return _found(clear, Criterion(field, field, yes=names == ["yes"], known=known_from), meets)
    return _found(clear, Criterion(field, field, accept=tuple(names), known=known_from), meets)


def _found(
    clear: Array, criterion: Criterion, meets: Callable[[Sequence[Any]], Array]
) -> BestParting:
    best_of_each = clear.max(axis=1)
    return BestParting(best_of_each, criterion if math.isfinite(best_of_each[0]) else None, meets)


# --- chance --------------------------------------------------------------------------------------------------------------


def chances(columns: Sequence[BestParting]) -> list[float]:
    """By column, how often shuffled outcomes part as clearly or more, corrected for all columns tried (Holm 1979)."""
    raw = [
        float((1 + (f.clear[1:] >= f.clear[0] - 1e-6).sum()) / len(f.clear)) if f.criterion else 1.0
        for f in columns
    ]
    found, so_far = [1.0] * len(raw), 0.0
    for place, column in enumerate(sorted(range(len(raw)), key=raw.__getitem__)):
        so_far = max(so_far, min(1.0, (len(raw) - place) * raw[column]))
        found[column] = so_far
    return found
