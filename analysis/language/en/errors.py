"""Errors, as `analysis.errors` words them; what the screen has a widget for, as the screen mends it."""

from analysis.errors import MESSAGES
from analysis.errors.phrases import PHRASES

ON_SCREEN = {
    "grouped_without_orders": "{file} is a grouped report ({shape}: {samples}) without orders. Add a level “Order” to the report, or export a plain list with a row for each record.",
    "grouped_without_dates": "{file} is a grouped report whose orders have no date ({sample}; parameters: {period}). Add the order's date to the report as a level or a column, or give “Order date” as one value for every row: the report's period is no order's date.",
    "grouped_without_clients": "{file} is a grouped report ({shape}: {samples}), and nothing says which level is the client. Add its name to the report's header, or export a plain list.",
    "grouped_without_amounts": "{file} is a grouped report ({shape}) without revenue (it has {seen}): add the amount to the report.",
    "no_known_header": "{file} has no row of known headers (seen: {seen}). Say what table this is, and which column is which.",
    "columns_missing": "{file}: the table of {table} lacks columns: {missing}. Seen: {seen}{hint}. Say where they are in the file.",
    "ambiguous_dates": "{file}: nothing in “{header}” tells whether day or month comes first ({sample}). Answer the question below.",
    "vat_unknown": "{file}: the amounts in “{header}” include VAT, and nothing says how much. Choose “VAT rate” on this card; if they include none after all, choose “Amounts: without VAT”.",
    "currency_without_rate": "{file}: “{header}” is in {currency}, and the workspace counts in {home}. Give a rate of {currency} on the page “Method”, in the settings: the file and its corrections wait here.",
    "hidden_sheet": "{file}: the sheet “{sheet}” is hidden. Show it in Excel and save the workbook.",
    "planned_sheet": "The sheet “{sheet}” of {file} is a plan by its name: it is left out. If it holds what was, rename it.",
}
SHOWN = {  # phrases as the screen says them stand with their parts of it: hint.name, mend.least …
    code: text.replace(":g}", "}").replace(":,.16g}", "}") for code, text in PHRASES.items()
}
TEXTS: dict[str, str] = {
    **SHOWN,
    **{f"error.{code}": ON_SCREEN.get(code, text) for code, text in MESSAGES.items()},
    **{f"error.{code}.command": MESSAGES[code] for code in ON_SCREEN},
}
