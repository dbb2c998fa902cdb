"""Learning curves: hours of a repeated job. Doubling the pieces leaves `rate` of the hours (0.8: an 80 % curve)."""

from __future__ import annotations

import math
from typing import Literal

Reading = Literal["cumulative average", "unit"]


def total_hours(first: float, pieces: int, rate: float, reading: Reading) -> float:
    """Hours of all pieces. Wright 1936 reads the curve as the average of all so far, Crawford 1947 as that of the last piece."""
    slope = math.log2(rate)
    if reading == "cumulative average":
        return float(first * pieces ** (1 + slope))
    return math.fsum(first * piece**slope for piece in range(1, pieces + 1))


def added_hours(first: float, made: int, pieces: int, rate: float, reading: Reading) -> float:
    """Hours of the next pieces, after so many made."""
    before = total_hours(first, made, rate, reading) if made else 0.0
    return total_hours(first, made + pieces, rate, reading) - before
