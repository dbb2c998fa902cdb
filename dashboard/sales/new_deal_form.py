"""The form of a deal. The address holds it; each field shows its part and writes it back, and leaves the others as they are.

who=Name need=2027-03-01 rounds=4 pays=30 lines=[["ДУ-178 особый","ДУ-178","modified","12","9800","2100","900"]] about={"industry":"…"}
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis.deals import sentences
from analysis.deals.deal import KINDS, LONGEST, Deal
from analysis.deals.typed import COLUMNS, kind, typed_deal
from analysis.errors import DealfitError
from analysis.journal import portrait
from analysis.language import is_unknown, plain
from dashboard import state
from dashboard.view import View, client_names

NAMES = ("who", "need", "rounds", "pays", "lines", "about")
EDITOR = "deal.lines"
MOST_ROWS = 200  # of what an address may hold
ROUNDS, DAYS = (0, 50), (0, 365)


def read(view: View) -> tuple[Deal | None, DealfitError | None]:
    """The deal of the address; None where nothing is asked yet, and what is wrong where it can't be taken."""
    rows = _rows()
    client = (state.asked("who") or "").strip()
    if not rows or not client:
        return None, None
    try:
        return typed_deal(
            client,
            rows,
            today=dt.date.today(),
            need_by=_day("need"),
            approval_rounds=_number("rounds", ROUNDS),
            payment_days=_number("pays", DAYS),
            attributes=_about(),
        ), None
    except DealfitError as trouble:
        return None, trouble


def draw(view: View, deal: Deal | None, trouble: DealfitError | None) -> None:
    words = view.words
    with st.container(key="noprint-deal", border=True):
        first, *others = st.columns([3, 2, 1.5, 1.5])
        names = sorted(client_names(view.data).values())
        with first:
            _client(view, names)
        with others[0]:
            key = "deal.need"
            state.put(key, _day("need"))
            st.date_input(
                words("deal.need_by"),
                format="DD.MM.YYYY",
                key=key,
                on_change=partial(_write, "need", key, _iso),
            )
        for place, name, (least, most) in (
            (others[1], "rounds", ROUNDS),
            (others[2], "pays", DAYS),
        ):
            key = f"deal.{name}"
            value = _number(name, (least, most))
            state.put(key, None if value is None else int(value))
            place.number_input(
                words(f"deal.{name}"),
                least,
                most,
                step=1,
                key=key,
                help=plain(words(f"deal.{name}.help")),
                on_change=partial(_write, name, key, str),
            )
        if state.asked("who") and state.asked("who") not in names:
            _attributes(view)
        _lines(view)
        if trouble is not None:
            st.warning(plain(sentences.trouble(words, trouble)))
        elif deal is None:
            st.text(words("deal.fill_in"))
            st.button(words("deal.example"), key="deal.example", on_click=_example, args=(view,))


def _client(view: View, names: list[str]) -> None:
    """A known client or a new name."""
    key, asked = "deal.who", state.asked("who")
    options = names if asked is None or asked in names else [asked, *names]
    state.put(key, asked)
    st.selectbox(
        view.words("deal.client"),
        options,
        index=None,
        accept_new_options=True,
        placeholder=view.words("deal.client.choose"),
        key=key,
        on_change=partial(_write, "who", key, lambda v: v.strip()),
    )


def _attributes(view: View) -> None:
    """What the portrait asks of a client before its first deal, of a client that is not in the list."""
    wanted = portrait.load(_settings(view) / portrait.FILE).before()
    fields = list(dict.fromkeys(["industry", "region", *(c.field for c in wanted.criterion)]))[:8]
    about = _about()
    places = st.columns(min(4, len(fields)))
    for n, field in enumerate(fields):
        key = f"deal.about.{field}"
        state.put(key, about.get(field, ""))
        places[n % len(places)].text_input(
            view.words.title(field), key=key, on_change=_write_about, args=(field, key)
        )


def _settings(view: View) -> Path:
    return Path(view.data.build.root) / "settings"


def _lines(view: View) -> None:
    """The lines, edited in place or pasted from Excel: numbers and kinds may be written as there."""
    words, column = view.words, st.column_config
    if state.get("deal.written") != state.asked("lines"):  # a link, an example, a way back
        state.put("deal.shown", state.asked("lines"))
        state.put("deal.written", state.asked("lines"))
        state.put("deal.version", int(state.get("deal.version") or 0) + 1)
    config = {
        name: column.TextColumn(
            words(f"deal.line.{name}"),
            max_chars=LONGEST,
            help=plain(words("deal.line.kind.help")) if name == "kind" else None,
        )
        for name in COLUMNS
    }
    rows = _rows(state.get("deal.shown")) or [dict.fromkeys(COLUMNS)]
    shown = pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")
    shown["kind"] = [_spoken_kind(words, each) for each in shown["kind"]]
    edited = st.data_editor(
        shown,
        column_config=config,
        num_rows="dynamic",
        hide_index=True,
        key=f"{EDITOR}.{state.get('deal.version')}",
        placeholder="",
    )
    written = _written(edited)
    if written != (state.asked("lines") or None):
        state.put("deal.written", written)
        state.ask("lines", written)
        st.rerun()


def _spoken_kind(words: Any, code: str | None) -> str | None:
    return str(words.code("line_kind", code)) if code in KINDS else code


def _rows(text: str | None = None) -> list[dict[str, Any]]:
    """Of a text as the address has it: untrusted, so what is no list of short texts counts as nothing."""
    asked = state.asked("lines") if text is None else text
    try:
        found = json.loads(asked or "[]")
    except (ValueError, RecursionError):
        state.warn("bad_address_value", name="lines", value=asked or "")
        return []
    if not isinstance(found, list):
        return []
    return [
        {
            name: str(cell) if cell not in (None, "") else None
            for name, cell in zip(COLUMNS, row, strict=False)
        }
        | {name: None for name in COLUMNS[len(row) :]}
        for row in found[:MOST_ROWS]
        if isinstance(row, list)
    ]


def _written(edited: pd.DataFrame) -> str | None:
    """As the address has it: a kind by its code where its word is known."""
    coded = edited.assign(kind=edited["kind"].map(kind))
    rows = [
        ["" if is_unknown(row[name]) else str(row[name]) for name in COLUMNS]
        for row in coded.to_dict("records")
    ]
    kept = [row for row in rows if any(row)]
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if kept else None


def _write(name: str, key: str, write: Callable[[Any], str | None]) -> None:
    value = state.get(key)
    state.ask(name, None if value is None else write(value) or None)


def _write_about(field: str, key: str) -> None:
    about = {**_about(), field: str(state.get(key) or "").strip()}
    kept = {name: value for name, value in about.items() if value}
    state.ask("about", json.dumps(kept, ensure_ascii=False) if kept else None)


def _about() -> dict[str, str]:
    try:
        found = json.loads(state.asked("about") or "{}")
    except (ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _iso(day: dt.date) -> str:
    return day.isoformat()


def _day(name: str) -> dt.date | None:
    asked = state.asked(name)
    try:
        return None if asked is None else dt.date.fromisoformat(asked)
    except ValueError:
        state.warn("bad_address_value", name=name, value=asked or "")
        return None


def _number(name: str, bounds: tuple[int, int]) -> float | None:
    asked = state.asked(name)
    if asked is None:
        return None
    if not asked.isdigit() or not bounds[0] <= int(asked[:9]) <= bounds[1]:
        state.warn("bad_address_value", name=name, value=asked)
        return None
    return float(asked)


def _example(view: View) -> None:
    """The last custom order, asked about once more."""
    orders = view.data.table("order_profit")
    chosen = orders[(orders["kind"] == "custom") & (orders["state"] == "done")]
    order = (chosen if len(chosen) else orders).sort_values("order_date").iloc[-1]
    lines = view.data.lines(order["order_id"]).head(3)
    names = client_names(view.data)
    rows = [
        [
            "" if is_unknown(row["product_name"]) else str(row["product_name"]),
            "" if is_unknown(row["base_sku"]) else str(row["base_sku"]),
            str(row["kind"]) if row["kind"] in KINDS else "modified",
            f"{float(row['quantity']):g}",
            f"{float(row['revenue']) / float(row['quantity']):.2f}",
            *(_each(row, name) for name in ("material_cost", "labour_cost")),
        ]
        for row in lines.to_dict("records")
        if row["quantity"] and row["quantity"] > 0
    ]
    state.ask("who", names.get(order["client_id"], str(order["client_id"])))
    state.ask("lines", json.dumps(rows, ensure_ascii=False, separators=(",", ":")))
    if not is_unknown(order["approval_rounds"]):
        state.ask("rounds", f"{float(order['approval_rounds']):.0f}")


def _each(row: dict[Any, Any], name: str) -> str:
    return "" if is_unknown(row[name]) else f"{float(row[name]) / float(row['quantity']):.2f}"
