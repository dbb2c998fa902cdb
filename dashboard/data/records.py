"""The records behind the numbers: files taken in, rows refused, what is missing, checks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from analysis.actions.after_import import Noticed
from analysis.delivery.account import Account
from analysis.findings import why_unknown
from analysis.intake.reasons import NOT_DATA
from analysis.language import Words, file_formats, notices, plain
from analysis.trust import reconciliation
from dashboard import missing_link, page, state, tables
from dashboard.data import questions
from dashboard.data.imports import refused_rows
from dashboard.resources import rates_editor
from dashboard.view import View

FILES = (
    "file",
    "table",
    "rows_read",
    "rows_accepted",
    "rows_rejected",
    "rows_aside",
    "rows_not_data",
    "rows_used",
    "rows_replaced",
    "control_read",
    "control_accepted",
    "control_rejected",
    "imported",
    "detected",
    "unused",
    "warnings",
)
REFUSED = ("file", "sheet", "row_number", "column", "value", "reason", "raw")
UNREAD = ("file", "sheet", "row_number", "column", "value", "why_unread")
DRAWN = 1000
NO_CHECK = "none"


def summary(view: View) -> list[str]:
    """The reconciliation, what was refused and what is missing, each in a sentence."""
    words, data = view.words, view.data
    whole = reconciliation.of_imports(data.table("imports"))
    mark = words("data.adds_up" if whole.adds_up else "data.does_not_add_up")
    more = words("import.and.not_data", n=whole.totals) if whole.totals else ""
    sentences = [
        words(
            "data.rows",
            files=whole.files,
            read=whole.read,
            accepted=whole.accepted,
            rejected=whole.refused + whole.aside,
            more=more,
            mark=mark,
        )
    ]
    if whole.money_read is not None:
        sentences.append(
            words(
                "data.money",
                read=words.money(whole.money_read, 2),
                accepted=words.money(whole.money_accepted, 2),
                rejected=refused_money(words, whole, words.money(whole.money_refused, 2)),
                mark=mark,
            )
        )
    if whole.money_adds_up and (bridge := data.worked(reconciliation.to_revenue)):
        sentences.append(_to_revenue(words, bridge))
    missing = data.missing()
    names = words.join([words(f"missing.{code}") for code in missing])
    return [
        *sentences,
        words("data.missing", names=names) if missing else words("data.nothing_missing"),
    ]


def refused_money(words: Words, whole: Account, known: str) -> str:
    """The money of refused rows; what nobody knows is said to be unknown."""
    if whole.is_refused_money_unknown:
        return words("data.money.unknown", n=whole.unknown)
    return words("data.money.and_unknown", money=known, n=whole.unknown) if whole.unknown else known


def _to_revenue(words: Words, bridge: reconciliation.ToRevenue) -> str:
    """What of the accepted is the revenue that the other pages show for all history, and what is not yet or no more."""
    revenue = words.money(bridge.revenue, 2)
    if not bridge.left_out:
        return words("data.to_revenue.all", revenue=revenue)
    parts = [
        words(f"data.to_revenue.{why}", money=words.money(amount, 2))
        for why, amount in bridge.left_out.items()
    ]
    said = words("data.to_revenue", revenue=revenue, parts=words.join(parts))
    spent = (
        words("data.to_revenue.open_cost", money=words.money(bridge.open_cost, 2))
        if bridge.open_cost
        else ""
    )
    return f"{said} {spent}".strip()


def files(view: View) -> None:
    words = view.words
    imports = reconciliation.in_use(view.data.table("imports"))
    told = imports.assign(
        file=[_file(row) for row in imports.to_dict("records")],
        imported=imports["imported_at"].map(words.moment),
        detected=imports["formats"].map(
            lambda text: file_formats.sentence(words, json.loads(text))
        ),
        unused=imports["unused"].map(lambda text: ", ".join(json.loads(text)) or "—"),
        warnings=imports["warnings"].map(
            lambda text: (
                "; ".join(warning(words, w["code"], w["details"]) for w in json.loads(text)) or "—"
            )
        ),
    )
    tables.show(view, told, FILES, key="imports", total=reconciliation.totals(imports))
    if former := int(view.data.table("imports")["is_replaced"].sum()):
        page.quiet(words("data.files.former", n=former), "quiet-former")
    page.quiet(words("data.files.note"), "quiet-files")


def _file(row: dict[Any, Any]) -> str:
    return f"{row['file']} · {row['sheet']}" if isinstance(row["sheet"], str) else str(row["file"])


def warning(words: Words, code: str, details: Mapping[str, Any]) -> str:
    def amount(value: Decimal) -> str:
        return questions.amount(words, value, str(details.get("of", "revenue")))

    return notices.sentence(words, code, details, amount)


def lost(view: View) -> None:
    """Rows that are not in the numbers, and values that are unknown in rows that are."""
    refused(view)
    unread(view)


def refused(view: View) -> None:
    words, rows = view.words, view.data.table("rejected_rows")
    if bare := int(rows["reason_code"].isin(NOT_DATA).sum()):
        page.quiet(words("data.refused.not_data", n=bare), "quiet-not-data")
        rows = rows[~rows["reason_code"].isin(NOT_DATA)]
    if rows.empty:
        page.quiet(words("data.refused.none"), "quiet-refused")
        return
    page.quiet(words("data.refused.note"), "quiet-refused")
    told = rows.assign(
        sheet=rows["sheet"].fillna("—"),
        value=rows["value"].fillna(words("data.blank")),
        column=rows["column"].map(words.title, na_action="ignore").fillna("—"),
        reason=rows["reason_code"],
        raw=[_cells(raw) for raw in rows["raw"]],
    )
    tables.show(view, told, REFUSED, key="refused", first=DRAWN)
    refused_rows.show(view, "data")


def _cells(raw: str) -> str:
    """A refused row as it can be read: each header with its cell."""
    row = json.loads(raw)
    return "; ".join(f"{header}: {cell}" for header, cell in row.items() if cell not in ("", None))


def unread(view: View) -> None:
    """Values that can't be read in rows that were taken in; nothing where there are none."""
    words, rows = view.words, view.data.table("unread_values")
    if rows.empty:
        return
    st.markdown(f"**{plain(words('data.unread'))}**")
    page.quiet(words("data.unread.note"), "quiet-unread")
    told = rows.assign(
        sheet=rows["sheet"].fillna("—"),
        value=rows["value"].fillna(words("data.blank")),
        column=rows["column"].map(words.title),
        why_unread=rows["reason_code"],
    )
    tables.show(view, told, UNREAD, key="unread", first=DRAWN)


def gaps(view: View) -> None:
    words, missing = view.words, view.data.missing()
    is_said = missing_link.show(view, *why_unknown.NUMBERS)
    rates_editor.missing_said(view)
    if not missing and is_said:
        return
    if not missing:
        page.quiet(words("data.gaps.none"), "quiet-gaps")
        return
    rows = [(words(f"missing.{code}"), words(f"missing.{code}.adds")) for code in missing]
    tables.show(
        view,
        pd.DataFrame(rows, columns=["gap", "adds"]),
        ("gap", "adds"),
        key="gaps",
        height="content",
        files=False,
    )


def checks(view: View) -> None:
    """Every check with its mark, every notice that has rows; the guilty rows of the one that is chosen."""
    words, found = view.words, view.data.breaches()
    rows: list[dict[Any, Any]] = found.to_dict("records")
    broken = {str(row["name"]): _sentence(words, row) for row in rows if row["guilty_rows"]}
    marks = {
        ("checks", False): "data.held",
        ("checks", True): "data.broken",
        ("notices", True): "data.notice",
    }
    lines = [
        (marks.get((str(row["level"]), bool(row["guilty_rows"]))), _sentence(words, row))
        for row in rows
    ]
    st.text("\n".join(f"{words(mark)} {sentence}" for mark, sentence in lines if mark))
    if not broken:
        return
    options = [NO_CHECK, *broken]
    chosen = st.selectbox(
        words("data.guilty"),
        options,
        key=state.bind("check", options, NO_CHECK),
        format_func=lambda name: broken.get(name, words("data.guilty.none")),
    )
    if chosen != NO_CHECK:
        guilty = view.data.guilty(chosen).rename(columns={"used": "used_quantity"})
        tables.show(view, guilty, list(guilty.columns), key=f"guilty-{chosen}")


def _sentence(words: Words, row: dict[Any, Any]) -> str:
    return sentence(
        words, Noticed(row["name"], row["level"], row["sentence"], int(row["guilty_rows"]))
    )


def sentence(words: Words, check: Noticed) -> str:
    """A check or notice in the reader's language, with the number of its guilty rows where there are any."""
    key = f"{'check' if check.level == 'checks' else 'notice'}.{check.name}"
    text = words(key) if words.has(key) else check.sentence
    return f"{text} {words('data.guilty_rows', n=check.rows)}" if check.rows else text
