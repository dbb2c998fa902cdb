"""Offers once made: columns, checks, and the page Sales → Quotes."""

TEXTS: dict[str, str] = {
    "table.quotes": "quotes",
    "metric.quote_id": "Quote",
    "metric.quoted_on": "Quoted on",
    "metric.amount": "Quoted amount",
    "metric.cost_estimate": "Estimated cost",
    "metric.markup": "Markup",
    "metric.result": "Result",
    "check.an_offer_is_there_once": "Every quote counts exactly once.",
    "notice.a_won_offer_names_no_order": "A quote was won and names no order: nothing can be compared with its estimated cost. Add the order's number to the export of quotes.",
    "notice.an_offer_names_an_order_that_is_not_there": "A quote names an order that the data lacks: import the order, or correct the number.",
    "notice.an_offer_is_stated_twice_in_one_file": "A file states a quote in several rows: the last of them counts. A quote is one row, with the amount of all its lines.",
    "missing.quotes": "quotes",
    "missing.quotes.adds": "would show at which markup you win, and why clients decline",
}
