"""The trial run on screen: every row and every rouble of the files accounted for, what would change. Nothing is taken in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd
import streamlit as st

from analysis.imports.manifest import ImportedFile
from analysis.imports.trial_import import DryPart
from dashboard import file_trouble, page, records, tables
from dashboard.imports import actions as import_actions
from dashboard.imports import changes as import_changes
from dashboard.imports import said as import_said
from dashboard.imports.dropped import Dropped
from dashboard.view import View
from dashboard.wording import plain

REFUSED = ("file", "sheet", "row_number", "column", "value", "reason")
DRAWN = 200


def show(view: View, dropped: Sequence[Dropped]) -> None:
    words, found = view.words, import_actions.checked(dropped)
    if found is None:
        return
    with st.container(border=True, key="importchecked"):
        st.subheader(words("import.checked"), anchor=False)
        for part in found.parts:
            _reconciled(view, part.taken)
        for mended in found.mended:
            st.text(import_said.mended(words, mended))
        for name in found.settings:
            st.text(words("upload.settings", file=name))
        for name in found.unchanged:
            st.text(words("import.checked.unchanged", file=name))
        for _, error in found.unreadable:
            st.error(plain(file_trouble.said(words, file_trouble.of(error))))
        _refused(view, found.parts)
        if found.changes:
            import_changes.show(view, found.changes, "checked", done=False)


def _reconciled(view: View, part: ImportedFile) -> None:
    words = view.words
    name = words("import.sheet", file=part.file, sheet=part.sheet) if part.sheet else part.file
    adds_up = part.rows_read == part.rows_accepted + part.rows_rejected
    lines = [words("import.checked.rows", file=name, table=words.code("table", part.table), read=part.rows_read,
                   accepted=part.rows_accepted, rejected=part.rows_rejected, mark=_mark(view, adds_up))]  # fmt: skip
    whole = part.money("revenue_read")
    if whole is not None and words.has(f"import.money.{part.table}"):
        accepted, rejected = part.money("revenue_accepted") or Decimal(0), part.money("revenue_rejected") or Decimal(0)
        lines.append(words("import.checked.money", what=words(f"import.money.{part.table}"), read=_amount(view, part, whole),
                           accepted=_amount(view, part, accepted), rejected=_amount(view, part, rejected),
                           mark=_mark(view, whole == accepted + rejected)))  # fmt: skip
        if total := part.formats.get(f"{import_said.TOTAL}revenue"):
            agrees = Decimal(total) == whole
            lines.append(
                words("import.checked.total", total=_amount(view, part, Decimal(total)), mark=_mark(view, agrees))
            )
    lines += [f"• {records.warning(words, w.code, w.details)}" for w in part.warnings]
    st.text("\n".join(lines))


def _mark(view: View, adds_up: bool) -> str:
    return view.words("data.adds_up" if adds_up else "import.does_not_add_up")


def _amount(view: View, part: ImportedFile, value: Decimal) -> str:
    return view.words.number(value, 2) if part.table == "usage" else view.words.money(value, 2)


def _refused(view: View, parts: Sequence[DryPart]) -> None:
    words = view.words
    rows = [(p.taken.file, p.taken.sheet or "—", r.row_number, r.column or "—", r.value if r.value is not None else "—", r.reason)
            for p in parts for r in p.refused]  # fmt: skip
    if not rows:
        page.quiet(words("data.refused.none"), "quiet-checked-refused")
        return
    st.markdown(f"**{plain(words('import.refused'))}**")
    tables.show(view, pd.DataFrame(rows, columns=list(REFUSED)), REFUSED, key="checked-refused", first=DRAWN)
