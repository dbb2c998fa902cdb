"""Why a row is refused, and what is noteworthy about a file: codes, whose sentences stand in `analysis.language`.

A reason (`reason.CODE`) has no values: the refused row says which column and value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from analysis.language import former_reasons

NOT_A_NUMBER = "not_a_number"
NOT_WHOLE = "not_whole"
TOO_LARGE = "too_large"
MIXED_MARKS = "mixed_marks"
ROUNDED = "rounded"
DATE_FOR_ID = "date_for_id"
NEGATIVE = "negative"
NOT_A_DATE = "not_a_date"
NO_SUCH_DAY = "no_such_day"
YEAR_OUT_OF_RANGE = "year_out_of_range"
MIXED_ORDER = "mixed_order"
EITHER_ORDER = "either_order"
FAR_DATE = "far_date"
NOT_YES_OR_NO = "not_yes_or_no"
ENDS_BEFORE_START = "ends_before_start"
REQUIRED = "required"
TOTALS_ROW = "totals_row"
REPEATED_HEADER = "repeated_header"
DUPLICATE_LINE = "duplicate_line"
MORE_CELLS = "more_cells"
FEWER_CELLS = "fewer_cells"
OPEN_QUOTE = "open_quote"
BROKEN_BYTES = "broken_bytes"
LONG_LINE = "long_line"
NEITHER = "neither"
OTHER_REPORT = "other_report"
NO_GROUP = "no_group"
NO_ORDER_NUMBER = "no_order_number"
EXCEL_ERROR = "excel_error"

ATTENDANCE_ONLY = "attendance_only"
UNKNOWN_MARK = "unknown_mark"
OVER_A_DAY = "over_a_day"
NO_HOURS = "no_hours"
PLANNED_HOURS = "planned_hours"
MINUTES_DISAGREE = "minutes_disagree"
DAYS_WITHOUT_HOURS = "days_without_hours"

CURRENCY = "currency"
ELSEWHERE = "elsewhere"
CURRENCIES_DIFFER = "currencies_differ"
VAT_UNKNOWN = "vat_unknown"
VAT_CONTRADICTS = "vat_contradicts"
COLUMN_NUMBERS = "column_numbers"
NO_VALUE = "no_value"
REPEATS_SHEET = "repeats_sheet"
OTHER_TABLE = "other_table"
UNDER_A_TITLE = "under_a_title"

RETURN_SOLD = "return_sold"
TWO_SIGNS = "two_signs"

NOT_DATA = (
    TOTALS_ROW,
    REPEATED_HEADER,
    COLUMN_NUMBERS,
)  # rows that say nothing of their own: nobody can mend them

REASONS: tuple[str, ...] = (
    RETURN_SOLD,
    TWO_SIGNS,
    CURRENCY,
    ELSEWHERE,
    CURRENCIES_DIFFER,
    VAT_UNKNOWN,
    VAT_CONTRADICTS,
    COLUMN_NUMBERS,
    NO_VALUE,
    REPEATS_SHEET,
    OTHER_TABLE,
    UNDER_A_TITLE,
    ATTENDANCE_ONLY,
    UNKNOWN_MARK,
    OVER_A_DAY,
    NO_HOURS,
    PLANNED_HOURS,
    MINUTES_DISAGREE,
    DAYS_WITHOUT_HOURS,
    NOT_A_NUMBER,
    NOT_WHOLE,
    TOO_LARGE,
    MIXED_MARKS,
    ROUNDED,
    DATE_FOR_ID,
    NEGATIVE,
    NOT_A_DATE,
    NO_SUCH_DAY,
    YEAR_OUT_OF_RANGE,
    MIXED_ORDER,
    EITHER_ORDER,
    FAR_DATE,
    NOT_YES_OR_NO,
    ENDS_BEFORE_START,
    REQUIRED,
    TOTALS_ROW,
    REPEATED_HEADER,
    DUPLICATE_LINE,
    MORE_CELLS,
    FEWER_CELLS,
    OPEN_QUOTE,
    BROKEN_BYTES,
    LONG_LINE,
    EXCEL_ERROR,
    NEITHER,
    NO_GROUP,
    OTHER_REPORT,
    NO_ORDER_NUMBER,
)

# Rows without which nothing is lost: they say nothing of their own, or what another sheet says.
NO_DATA: frozenset[str] = frozenset({*NOT_DATA, REPEATS_SHEET})


WRITTEN_FORMERLY: Mapping[str, str] = former_reasons.CODES  # what earlier versions wrote for a code


def code_of(written: str) -> str:
    """The code of a reason as it stands in a file of refused rows, of this version or an earlier one."""
    return WRITTEN_FORMERLY.get(written, written)


def as_written(codes: Iterable[str]) -> tuple[str, ...]:
    """These codes, and what earlier versions wrote for them."""
    wanted = frozenset(codes)
    return (*wanted, *(text for text, code in WRITTEN_FORMERLY.items() if code in wanted))


@dataclass(frozen=True)
class Notice:
    """Something about a file that a person should know though its rows were taken in."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        from analysis.language import notices  # here: who only carries it loads no texts

        return notices.plain(self.code, self.details)
