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
DATE_FOR_ID = (
    "a spreadsheet made a date of the number: format the column as text and write the number again"
)
NEGATIVE = "a negative value is not allowed here"
NOT_A_DATE = "not a date"
NO_SUCH_DAY = "no such day in the calendar"
YEAR_OUT_OF_RANGE = "the year is outside 1900 to 2100"
MIXED_ORDER = "day and month are in another order than in the rest of this column"
EITHER_ORDER = "day and month stand in both orders in this column, and this date fits both: write it as 2025-01-31"
FAR_DATE = "far from all other days of the file: is the year right?"
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
NEITHER = "neither a line of the report nor a group with lines"
OTHER_REPORT = "it stands under another report's header: put that report on a sheet of its own"
NO_GROUP = "a line of the report without the group that it belongs to"
NO_ORDER_NUMBER = "its group in the report names no order"
EXCEL_ERROR = "an error value of a spreadsheet formula"

ATTENDANCE_ONLY = "marks of attendance without hours: export the form with hours"
UNKNOWN_MARK = "a mark of the time sheet that is not known"
OVER_A_DAY = "more than 24 hours in a day"
NO_HOURS = "no hours in this row"
PLANNED_HOURS = "planned hours, not what was worked"
MINUTES_DISAGREE = (
    "the minutes are neither the rest of the hours (0 to 59) nor the same time once more"
)
DAYS_WITHOUT_HOURS = (
    "a start and an end without a time of day do not say how many hours the work took"
)

CURRENCY = "an amount in another currency, and no rate for its day"
ELSEWHERE = "the amount stands in the column of another currency, and no rate for its day"
CURRENCIES_DIFFER = "header, cell and the column of currencies name different currencies"
VAT_UNKNOWN = "the amount includes VAT, and how much of it is not known"
VAT_CONTRADICTS = "the VAT does not fit the amount: no rate gives so much, or in the other rows it is counted the other way"
COLUMN_NUMBERS = "the numbers of the columns, not a line"
NO_VALUE = "a formula without its value: open the file in Excel and save it"
REPEATS_SHEET = "the line stands on another sheet of this workbook already"
OTHER_TABLE = "it stands under the header of another table: put each table on a sheet of its own"
UNDER_A_TITLE = (
    "it stands under a title such as plan, returns or cancelled: import that table by itself"
)

RETURN_SOLD = "a return with a positive amount: write it with a minus"
TWO_SIGNS = (
    "the quantity says that goods came back, and the amount that they were sold, or the other way"
)

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


@dataclass(frozen=True)
class Notice:
    """Something about a file that a person should know though its rows were taken in."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        from analysis.language import notices  # here: who only carries it loads no texts

        return notices.plain(self.code, self.details)
