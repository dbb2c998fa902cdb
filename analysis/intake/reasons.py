"""Why a row is refused and what is noteworthy about a file: two fixed sets, so that a screen can translate each.

A reason is one short English sentence without embedded values: the refused row says which column and value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

NOT_A_NUMBER = "not a number"
NOT_WHOLE = "not a whole number"
TOO_LARGE = "the number is too large"
MIXED_MARKS = "decimal comma and decimal point are mixed in this column"
ROUNDED = "number already rounded by Excel (1.23E+10): format the column as text and export again"
NEGATIVE = "a negative value is not allowed here"
NOT_A_DATE = "not a date"
NO_SUCH_DAY = "no such day in the calendar"
YEAR_OUT_OF_RANGE = "the year is outside 1900 to 2100"
MIXED_ORDER = "day and month are in another order than in the rest of this column"
NOT_YES_OR_NO = "neither yes nor no"
ENDS_BEFORE_START = "it ends before it starts"
REQUIRED = "required value is missing"
TOTALS_ROW = "a totals row, not a line"
REPEATED_HEADER = "the header row again, not a line"
DUPLICATE_LINE = "the line number occurs twice in this order"
MORE_CELLS = "more cells than headers"
FEWER_CELLS = "fewer cells than headers"
OPEN_QUOTE = "quotation marks are not paired"
BROKEN_BYTES = "bytes that are not text in the file's encoding"
LONG_LINE = "the line is too long to be a row"
EXCEL_ERROR = "an error value of a spreadsheet formula"

REASONS: tuple[str, ...] = (
    NOT_A_NUMBER, NOT_WHOLE, TOO_LARGE, MIXED_MARKS, ROUNDED, NEGATIVE, NOT_A_DATE, NO_SUCH_DAY, YEAR_OUT_OF_RANGE,
    MIXED_ORDER, NOT_YES_OR_NO, ENDS_BEFORE_START, REQUIRED, TOTALS_ROW, REPEATED_HEADER, DUPLICATE_LINE, MORE_CELLS,
    FEWER_CELLS, OPEN_QUOTE, BROKEN_BYTES, LONG_LINE, EXCEL_ERROR,
)  # fmt: skip

WARNINGS: dict[str, str] = {
    "unknown_values": "{rows} rows have a value of {column} that isn't known ({values}): it is left empty.",
    "exact_duplicates": "{rows} rows repeat another row exactly; without line numbers each is taken as a line.",
    "revenue_with_vat": "Revenue comes from '{header}', which includes VAT: export the amount without VAT.",
    "discount_is_a_share": "The discounts in '{header}' are read as shares (0 to 1) of quantity × price.",
    "ambiguous_numbers": "'{header}' has only values such as {sample}: '{mark}' is read as the decimal mark.",
    "ambiguous_dates": "'{header}' never says whether day or month comes first: read as {order}.",
    "sheets_left_out": "Sheets without a table that is known were left out: {sheets}.",
    "thousands": "'{header}' is in thousands or millions: values are multiplied by {factor}.",
}


@dataclass(frozen=True)
class Notice:
    """Something about a file that a person should know though its rows were taken in."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return WARNINGS[self.code].format(**self.details)
