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

WARNINGS: dict[str, str] = {
    "unknown_values": "{rows} rows have a value of {column} that isn't known ({values}): it is left empty.",
    "unknown_statuses": "{rows} rows have a status that isn't known ({values}): they count as done, with their revenue.",
    "statuses_in_progress": "{rows} rows have a status that isn't known as a whole ({values}): they count as in progress, without revenue.",
    "statuses_cancelled": "{rows} rows have a status that isn't known as a whole ({values}): they count as cancelled, without revenue.",
    "exact_duplicates": "{rows} rows repeat another row exactly; without line numbers each is taken as a line.",
    "named_like_totals": "{rows} rows are called like totals ({values}), but no other lines add up to them: they are taken as lines.",
    "discount_is_a_share": "The discounts in '{header}' are read as shares (0 to 1) of quantity × price.",
    "ambiguous_numbers": "'{header}' has only values such as {sample}: '{mark}' is read as the decimal mark.",
    "ambiguous_dates": "'{header}' never says whether day or month comes first: read as {order}.",
    "sheets_left_out": "Sheets without a table that is known were left out: {sheets}.",
    "matrix_totals_differ": "{rows} rows of the time sheet do not add up to their own totals (read: {values}): check them.",
    "marks_without_hours": "{cells} cells of the time sheet are marks of absence and give no hours: {values}.",
    "pools_of_a_month": "{rows} rows name no month: what they state ({cost} in all) is a month's, and holds in every month of the data.",
    "pools_of_a_period": "{rows} rows state cost and capacity of a {period}: each month of the data has its part of them ({cost} in all).",
    "cost_in_parts": "{rows} rows state only a part of their direct cost ({headers}: one is empty): the empty part counts as nothing.",
    "stamps_differ": "{rows} rows state another duration than from their start to their end: the stated one counts.",
    "subtotals_differ": "{rows} of {checked} subtotals differ from their lines (row: what stands ≠ what the lines give): {examples}.",
    "amounts_above": "'{header}' stands on {groups} groups of the report and on none of its lines: it is left out; "
    "export it with the lines.",
    "document_numbers_repeat": "{count} numbers belong to several documents each ({numbers}): their orders are kept apart.",
    "organisations_apart": "{count} numbers belong to several organisations each ('{header}'; {numbers}): their orders are kept apart.",
    "vat_unclear": "A column of VAT stands beside '{header}', but its amounts don't say whether that is inside them: "
    'they are taken as without VAT; [format] vat = "with" in a mapping says otherwise.',
    "vat_rate_unused": "'{header}' is without VAT by its name: the rate of {rate} % was not used; "
    'if VAT is inside, say so by [format] vat = "with" in a mapping.',
    "with_vat_left_out": "{headers} include VAT and nothing says how much: left empty.",
    "converted": "{rows} rows in {currency} ({amount}) were converted by the rates of the settings to {became} {home}.",
    "merged_filled": "Merged cells were filled down over the {rows} rows that they span.",
    "blank_below": "'{header}' is empty in {rows} rows under a filled cell: fill it down; empty cells are not guessed.",
    "hidden_rows": "{rows} hidden rows were taken in as well: a filter hides rows, it does not delete them.",
    "red_numbers": "{cells} positive amounts of '{header}' are written in red: they are read as positive.",
    "leading_zeros": "'{header}' shows zeros in front ({sample}) that are its format only: they are not in the file.",
    "hidden_sheets": "Hidden sheets were left out: {sheets}; [format] sheet in a mapping takes one in.",
    "sheets_repeat": "Sheets that repeat the lines of others were left out: {sheets}.",
    "planned_sheets": "Sheets of plans were left out: {sheets}; [format] sheet in a mapping takes one in.",
    "sheets_overlap": "{rows} lines of this sheet stand on another sheet as well ({sheets}): both are counted.",
    "order_totals": "'{header}' is the whole order's, in each of its lines: revenue is computed from quantity and price instead.",
    "numbers_not_days": "'{header}' holds numbers such as {sample}, not dates: it is left unused.",
    "codes_no_cost": "'{header}' holds codes or names such as {sample}, no cost of material: it is the product's, or left unused.",
    "place_not_meant": "'{header}' holds places such as {sample}: it is read as a place, or left unused.",
    "numbers_of_days": "'{header}' holds numbers such as {sample}, not dates: they are read as days of production.",
    "title_says": "Above the table stands {said}: so are read {headers}, which state nothing else.",
    "unread_values": "{rows} rows have a value of '{header}' that can't be read (row: {values}): "
    "they are taken in, and it is unknown there.",
    "unread_costs": "{rows} rows have a value of '{header}' that can't be read (row: {values}): "
    "they are taken in, their direct cost is unknown, and so is the margin of their orders.",
    "open_question": '{said} Read as: {taken}. At stake: {money}. To answer: --answer "{question}={answers}".',
    "piece_uncounted": "{headers}: for one piece, and no column says how many pieces: left out.",
    "of_one_piece": "{headers}: for one piece, so multiplied by the quantity.",
    "added_together": "{headers} are added together: {column}.",
    "goods_amount": "Revenue is '{header}', the goods' alone: '{total}' is it with {others}.",
    "goods_by_price": "Revenue is computed from {price}: '{header}' has {others} in it.",
    "after_discount": "Revenue is '{header}', which is after the discount, not '{other}'.",
    "discount_taken_off": "'{header}' is before the discount: '{discount}' is taken off.",
    "discount_inside": "'{header}' is after the discount: {discount} isn't taken off once more.",
    "before_discount": "'{header}' is before a discount, and no column says how much that was.",
    "cost_by_profit": "No cost is given: it is the revenue less '{header}'.",
    "cost_by_margin": "No cost is given: it follows from '{header}', read as per cent of the revenue, and is as exact as that.",
    "cost_by_markup": "No cost is given: it follows from '{header}', read as per cent of the cost, and is as exact as that.",
    "profit_differs": "In {rows} of {checked} rows '{header}' is not the revenue less the cost (by {money} in all): "
    "the cost counts.",
    "pieces_back": "'{header}': {pieces} pieces came back, in {rows} rows. Quantities and amounts stay as written; "
    "if these are still in them, {money} too much is counted: take them off, or add them as rows of returns.",
    "returns_negative": "Returns by their documents ({values}), rows: {rows}. Their amounts count as negative, {money} in all.",
    "thousands": "'{header}' counts in another unit: values are multiplied by {factor}.",
}


@dataclass(frozen=True)
class Notice:
    """Something about a file that a person should know though its rows were taken in."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return WARNINGS[self.code].format(**self.details)
