"""The table in which people say what a resource costs: every resource that the data name, typed or pasted from Excel, saved at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis import DealfitError
from analysis.actions import pasted_rates, rate_entry
from analysis.journal import entered_rates
from analysis.journal.entered_rates import EnteredRate
from analysis.language import Words, is_unknown, plain
from analysis.pools import rates
from analysis.pools.rates import KnownRate
from dashboard import links, meanwhile, page, state
from dashboard.method import who_and_why
from dashboard.resources import rate_sentences
from dashboard.view import View

DONE = "rates.done"
FIGURES = ("rate", "cost", "capacity")
COLUMNS = ("resource", "pool", *FIGURES, "since", "unit", "recorded", "said_by", "source")
FILE_NAME = "pools.csv"
SHOWN = 5
LONGEST_BLOCK = 20_000  # characters of what is pasted


def show(view: View, key: str) -> None:
    """key: tells the table of one page from that of another."""
    words, root = view.words, Path(view.data.build.root)
    entered = entered_rates.read(root)
    base = meanwhile.of(f"rates {key}", entered)
    known: Sequence[KnownRate] = view.data.worked(rates.table, base.drawn)
    said_done(view)
    if not known:
        page.quiet(words("rates.none"), f"quiet-rates-none-{key}")
        links.to(view, "import_files", words("nav.import_files"))
        return
    page.say(_said(known, words), f"said-rates-{key}")
    page.quiet(words("rates.note"), f"quiet-rates-{key}")
    version = hashlib.sha256(repr((view.data.build.build_id, known)).encode()).hexdigest()[:8]
    with st.form(f"rates-{key}-{version}", border=True):
        edited = _draw(view, known, f"rates-table-{key}-{version}")
        with st.expander(words("rates.paste")):
            pasted = st.text_area(
                words("rates.paste.label"),
                key=f"rates-pasted-{key}-{version}",
                placeholder=words("rates.paste.example"),
                max_chars=LONGEST_BLOCK,
                height=140,
            )
        who, why = who_and_why.who_and_why(view, "rates")
        if st.form_submit_button(words("rates.save"), type="primary"):
            _save(view, known, pasted, edited, who, why, key)
    if entered:
        _download(view, entered, key)


def said_done(view: View) -> bool:
    """Says once that rates were saved, where they were."""
    said = state.get(DONE)
    if said:
        state.put(DONE, None)
        st.success(plain(view.words(said)))
    return bool(said)


def is_missing(view: View) -> bool:
    """Whether some recorded use has no known price: where the table is to be offered."""
    return bool(view.data.worked(rates.missing))


def missing_said(view: View) -> None:
    """Which resources (or people) have recorded use without a known price, and the way to the table; nothing where none has."""
    words, names = view.words, view.data.worked(rates.missing)
    if names:
        said = words(
            "rates.missing.of",
            names=words.join(list(names[:SHOWN])),
            more=_more(len(names) - SHOWN, words),
        )
        page.quiet(said, "quiet-rates-missing")
        links.to(view, "rates", words("rates.to"))


def frame(known: Sequence[KnownRate], words: Words) -> pd.DataFrame:
    rows = [
        {
            "resource": k.resource,
            "pool": "",
            "recorded": ""
            if k.quantity is None
            else words.number(k.quantity, 0 if k.quantity >= 10 else 2),
            "unit": _unit(k, words),
            **{name: rate_sentences.figure(getattr(k.stated, name), words) for name in FIGURES},
            "since": f"{k.stated.since:%Y-%m}" if k.stated.since else "",
            "said_by": k.stated.said_by,
            "source": source(k, words),
        }
        for k in known
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="object")


def _unit(known: KnownRate, words: Words) -> str:
    """As it is stated; hours that nobody stated are proposed in the reader's language."""
    if known.state in (rates.PERSON, rates.WITHOUT) and known.stated.unit == rates.HOURS:
        return words("rates.hours")
    return known.stated.unit or ""


def source(known: KnownRate, words: Words) -> str:
    """Who says so, and where another statement counts instead."""
    if known.state == rates.ENTERED and known.entered:
        told = words("rates.source.entered", who=known.entered.who, at=words.date(known.entered.at))
        return told if known.months else f"{told}; {words('rates.source.in_no_month')}"
    if known.state == rates.FILE:
        told = words("rates.source.file", file=known.file)
        return told if known.months else f"{told}; {words('rates.source.in_no_month')}"
    return words(f"rates.source.{known.state}")


def _said(known: Sequence[KnownRate], words: Words) -> list[str]:
    persons = [k.resource for k in known if k.state == rates.PERSON]
    without = [k.resource for k in known if k.state == rates.WITHOUT]
    said = []
    if without:
        said.append(
            words(
                "rates.said.without",
                n=len(without),
                names=words.join(without[:SHOWN]),
                more=_more(len(without) - SHOWN, words),
            )
        )
    if persons:
        said.append(
            words(
                "rates.said.persons",
                n=len(persons),
                names=words.join(persons[:SHOWN]),
                more=_more(len(persons) - SHOWN, words),
            )
        )
    return said or [words("rates.said.all")]


def _more(n: int, words: Words) -> str:
    return words("rates.said.more", n=n) if n > 0 else ""


def _draw(view: View, known: Sequence[KnownRate], key: str) -> pd.DataFrame:
    words, column = view.words, st.column_config
    has_persons = any(k.state == rates.PERSON for k in known)
    widths = {
        "resource": 130,
        "pool": 105,
        "rate": 100,
        "cost": 120,
        "capacity": 125,
        "since": 115,
        "unit": 65,
        "recorded": 90,
        "said_by": 125,
        "source": 170,
    }
    text = {
        name: column.TextColumn(
            words(f"rates.{name}", money=words.currency_sign),
            width=width,
            disabled=name in ("recorded", "source"),
            max_chars=200,
            help=words(f"rates.{name}.help") if words.has(f"rates.{name}.help") else None,
        )
        for name, width in widths.items()
        if name != "pool" or has_persons
    }
    order = [name for name in COLUMNS if name in text]
    edited: pd.DataFrame = st.data_editor(
        frame(known, words),
        column_config=text,
        column_order=order,
        num_rows="dynamic",
        hide_index=True,
        key=key,
        placeholder=words("table.not_given"),
        height="content",
    )
    return edited


def rows(edited: pd.DataFrame) -> tuple[dict[str, str], ...]:
    """As rate_entry.read takes them: every cell a text."""
    return tuple(
        {str(n): "" if is_unknown(v) else str(v) for n, v in row.items()}
        for row in edited.to_dict("records")
    )


def _save(
    view: View,
    known: Sequence[KnownRate],
    pasted: str,
    edited: pd.DataFrame,
    who: str,
    why: str,
    key: str,
) -> None:
    words, root = view.words, Path(view.data.build.root)
    bar: Any = None
    try:
        said = tuple(pasted_rates.over(pasted_rates.read(pasted), rows(edited)))
        entry = view.data.worked(rate_entry.read, known, said)
        bar = st.progress(0.0, words("upload.building"))
        entered = entered_rates.read(root)
        seen = meanwhile.of(f"rates {key}", entered).seen
        changed = rate_entry.save(root, entry, who, why, who_and_why.progress(bar), seen)
    except DealfitError as trouble:
        st.error(plain(meanwhile.refused(words, trouble, f"rates {key}", entered_rates.read(root))))
        return
    finally:
        if bar is not None:
            bar.empty()
    state.remember_person(who)
    meanwhile.forget()
    state.put(DONE, "rates.saved" if changed else "rates.unchanged")
    state.unpin()
    st.rerun()


def _download(view: View, entered: Sequence[EnteredRate], key: str) -> None:
    words = view.words
    with st.container(key=f"noprint-rates-{key}"):
        st.download_button(
            words("rates.download"),
            lambda: view.data.worked(rates.as_file, entered).encode("utf-8-sig"),
            FILE_NAME,
            "text/csv",
            key=f"rates-download-{key}",
            on_click="ignore",
            type="tertiary",
            help=words("rates.download.help"),
        )
