"""One value for every row, where the file has no column for it: asked for by the kind of the column."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from analysis import intake
from dashboard import state
from dashboard.data.imports import import_corrections
from dashboard.view import View

NUMBERS = ("money", "quantity", "integer")
SHOWN_DAY = "DD.MM.YYYY"
LONGEST = 200


def ask(place: Any, view: View, key: str, table: str, column: str, value: str) -> None:
    """value: as it is now, "" where it is still to be given."""
    words, kind = view.words, intake.TABLES[table].column(column).kind
    widget, label = (
        import_corrections.widget(view, "constant", key, table, column),
        words("import.constant.value"),
    )
    options: dict[str, Any] = {
        "key": widget,
        "label_visibility": "collapsed",
        "on_change": _take,
        "args": (key, column, kind, widget),
    }
    if kind == "date":
        import_corrections.set_widget(widget, _day(value))
        place.date_input(label, None, format=SHOWN_DAY, **options)
    else:
        import_corrections.set_widget(widget, value)
        place.text_input(
            label,
            max_chars=LONGEST,
            placeholder=words(
                "import.constant.number" if kind in NUMBERS else "import.constant.value"
            ),
            **options,
        )


def _take(key: str, column: str, kind: str, widget: str) -> None:
    given = state.get(widget)
    if kind in NUMBERS:
        given = number(str(given or ""))
    import_corrections.put_constant(
        key, column, given.isoformat() if isinstance(given, dt.date) else str(given or "")
    )


def number(text: str) -> str:
    """As the intake reads a constant: 1 234,5 is 1234.5; "" for what is none."""
    plain = "".join(text.split()).replace("\u00a0", "").replace(",", ".")
    try:
        return plain if Decimal(plain).is_finite() else ""
    except InvalidOperation:
        return ""


def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None
