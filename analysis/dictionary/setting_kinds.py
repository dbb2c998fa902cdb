"""Kinds of settings: the type, the bounds and the unit of a value; the fields of settings are declared with these.

`extra`: `unit`, as in `units`, by which a form shows the value; `mend`, where another sentence than that of the bounds says what to write.
"""

from __future__ import annotations

import datetime as dt
import sys
from typing import Annotated, Literal

from msgspec import Meta

MOST = sys.float_info.max
LARGEST = 1e15  # of a number that has no bound of its own


Share = Annotated[float, Meta(ge=0, le=1, extra={"unit": "share"})]
Margin = Annotated[float, Meta(ge=-1, le=1, extra={"unit": "share"})]
Area = Annotated[
    float, Meta(ge=0.5, le=1, extra={"unit": "share"})
]  # under a curve; 0.5: as by chance
Rise = Annotated[float, Meta(ge=0, le=10, extra={"unit": "share"})]  # also a rate of a year
Part = Annotated[
    float, Meta(ge=0, le=LARGEST, extra={"unit": "share"})
]  # may be several times the whole
Number = Annotated[float, Meta(ge=0, le=LARGEST, extra={"unit": "quantity"})]
Amount = Annotated[float, Meta(ge=0, le=LARGEST, extra={"unit": "money"})]
Hours = Annotated[float, Meta(ge=0, le=LARGEST, extra={"unit": "hours"})]
Days = Annotated[float, Meta(ge=0, le=LARGEST, extra={"unit": "days"})]
Count = Annotated[int, Meta(ge=0, le=int(LARGEST), extra={"unit": "count"})]
Months = Annotated[int, Meta(ge=1, le=120, extra={"unit": "count"})]
Memory = Annotated[float, Meta(ge=0.1, le=10_000, extra={"unit": "quantity"})]  # gigabytes
Disk = Annotated[float, Meta(ge=0, le=100_000, extra={"unit": "quantity"})]  # gigabytes
Seconds = Annotated[float, Meta(ge=1, le=86_400, extra={"unit": "quantity"})]
Rate = Annotated[float, Meta(ge=1e-6, le=1e6, extra={"unit": "quantity"})]  # of a currency

LINE = 200  # characters of a text in one line
Currency = Annotated[
    str,
    Meta(
        max_length=8,
        pattern=r"\S",
        extra={"mend": "mend.form", "values": {"form": '"RUB"'}},
    ),
]
CurrencyCode = Annotated[
    str, Meta(pattern=r"\A[A-Z]{3}\Z", extra={"mend": "mend.form", "values": {"form": '"USD"'}})
]
Name = Annotated[str, Meta(pattern=r"\S", extra={"mend": "mend.name"})]
PoolName = Annotated[str, Meta(pattern=r"\S", extra={"mend": "mend.pool"})]
Line = Annotated[
    str,
    Meta(
        max_length=LINE,
        pattern=r"\A[^\n]*\Z",
        extra={"mend": "mend.line", "values": {"most": LINE}},
    ),
]
Basis = Literal["labour_cost", "material_cost", "direct_cost", "revenue", "quantity"]
SerialOrCustom = Literal["serial", "custom"]
TimeUnitName = Annotated[
    str, Meta(extra={"mend": "mend.either", "values": {"one": "hours", "other": "minutes"}})
]
DayList = Annotated[
    tuple[dt.date, ...],
    Meta(
        max_length=400,
        extra={"mend": "mend.days", "values": {"form": "[2026-12-31, 2027-01-11]"}},
    ),
]
MONTH = "(1[0-2]|[1-9])"
Season = Annotated[
    str, Meta(pattern=rf"\A[^:;]*[^:;\s][^:;]*:\s*{MONTH}(\s*,\s*{MONTH})*\s*\Z", max_length=LINE)
]
SeasonList = Annotated[  # of an industry the months in which it budgets
    tuple[Season, ...],
    Meta(max_length=200, extra={"mend": "mend.seasons", "values": {"form": '["energy: 9, 10"]'}}),
]

# Of a portrait.
Limit = Annotated[
    float, Meta(ge=-MOST, le=MOST, extra={"mend": "mend.number"})
]  # neither nan nor inf
Weight = Annotated[float, Meta(ge=0, le=1000)]
Text = Annotated[str, Meta(pattern=r"\S", extra={"mend": "mend.text"})]
Listed = Annotated[
    tuple[str | int | float | bool, ...],
    Meta(
        min_length=1,
        extra={"mend": "mend.list", "values": {"form": '["energy", "oil and gas"]'}},
    ),
]
