"""What the VAT of a row proves: that it is inside the amount, that it comes on top, that it can't be the amount's at all."""

from __future__ import annotations

RATES = (20, 22, 18, 10, 7, 5, 12)  # per cent, looked for where only the VAT's amount is given
MOST_RATE = 28  # per cent: no country charges more
_ROUNDING = 0.02  # of the amount's own unit
_LINES = 0.005  # a share of the amount: VAT rounded piece by piece, against the rate that stands beside it


def fits(amount: str, tax: str, *, on_top: bool, rate: str = "", unit: float = 1) -> str:
    """SQL: the tax is what the rate (or any of RATES) makes of the amount. `unit`: rubles that the file counts in."""
    share = "({0} / 100.0)" if on_top else "({0} / (100.0 + {0}))"
    rates = [rate] if rate else map(str, RATES)
    return " OR ".join(
        f"abs({tax} - {amount} * {share.format(r)}) <= {_ROUNDING * unit}" for r in rates
    )


def contradicts(amount: str, tax: str, *, on_top: bool, rate: str = "", unit: float = 1) -> str:
    """SQL: the row can't be read as its file is: it fits the other reading only, exceeds every rate, or has another sign.

    `rate`: SQL of the row's own rate, which its tax must fit.
    """
    own, other = (fits(amount, tax, on_top=way, unit=unit) for way in (on_top, not on_top))
    most = f"{MOST_RATE} * abs({amount}) + {100 * _ROUNDING * unit}"
    whole = 100 if on_top else 100 + MOST_RATE
    found = [
        f"{whole} * abs({tax}) > {most}",
        f"sign({tax}) * sign({amount}) < 0",
        f"(abs({tax}) > 1 AND ({other}) AND NOT ({own}))",
    ]
    if rate:
        share = f"({rate} / 100.0)" if on_top else f"({rate} / (100.0 + {rate}))"
        found.append(
            f"abs({tax} - {amount} * {share}) > {_ROUNDING * unit} + {_LINES} * abs({amount})"
        )
    return f"coalesce({' OR '.join(found)}, false)"
