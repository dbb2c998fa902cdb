"""Who changed what, when and why: settings key by key, ledger totals, kinds of orders; each entry can be undone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import streamlit as st

from analysis import DealfitError
from analysis.actions import change_history, importing
from analysis.actions.change_history import Change, Part
from analysis.deals.sentences import kept
from analysis.journal import (
    cancelled_orders,
    client_decisions,
    client_groups,
    deal_steps,
    entered_rates,
    kind_corrections,
    lead_calls,
    lead_meetings,
    ledger_totals,
    sale_entries,
    same_clients,
    scenarios,
    typed_leads,
)
from analysis.journal.settings import saved_mappings
from analysis.language import Words, plain
from dashboard import meanwhile, page, setting_trouble, state, tables
from dashboard.data.duplicates import same_client_history
from dashboard.data.imports import import_sentences
from dashboard.decisions import decision_history
from dashboard.decisions.portrait_sections import portrait_history
from dashboard.method import setting_fields, who_and_why
from dashboard.resources import rate_sentences
from dashboard.sales.leads import meeting_words
from dashboard.sales.sale_path import path_words
from dashboard.sales.scenarios import what_if_sentences
from dashboard.view import View

COLUMNS = ("change_no", "changed_at", "changed_by", "subject", "was", "became", "changed_why")
NONE = 0


def show(view: View) -> None:
    words, root = view.words, Path(view.data.build.root)
    if said := state.get("method.done"):
        state.put("method.done", None)
        st.success(plain(words(said)))
    if change_history.is_edited_outside(root):
        page.quiet(words("history.outside"), "quiet-outside")
    entries = change_history.read(root)
    if not entries:
        page.quiet(words("history.none"), "quiet-history")
        return
    rows = [
        (
            c.id,
            words.moment(c.at),
            who(c, words),
            subject(c, part, view),
            in_words(c, part, part.before, view),
            in_words(c, part, part.after, view),
            c.why or "—",
        )
        for c, parts in entries
        for part in parts
    ]
    tables.show(
        view, pd.DataFrame(rows, columns=list(COLUMNS)), COLUMNS, key="method-history", first=500
    )
    undo(view, root, [c for c, _ in entries if change_history.can_undo(c)])


def who(change: Change, words: Words) -> str:
    return words.code("changed_by", change.who)


def subject(change: Change, part: Part, view: View) -> str:
    """What an entry is about: of most kinds, the text `history.<what>` with the entry's key."""
    words = view.words
    match change.what:
        case client_decisions.WHAT:
            return decision_history.subject(change, view)
        case "settings" if portrait_history.is_of(change):
            return portrait_history.subject(part, words)
        case "settings":
            if table := setting_fields.table_of(part.key):
                return f"{words(f'setting.{table}')} {part.key[len(table) + 1 :]}"
            key = f"setting.{part.key}"
            return (words(key) if words.has(key) else part.key) or words("history.comments")
        case ledger_totals.WHAT:
            month, _, pool = part.key.partition("|")
            when = words.month(pd.Timestamp(month)) if month else words("method.all_time")
            return words("history.ledger", month=when, pool=pool or words("method.all_pools"))
        case cancelled_orders.WHAT:
            return words(
                "history.cancelled orders",
                orders=import_sentences.names(words, cancelled_orders.names(change)),
            )
        case same_clients.WHAT | same_clients.WHAT_DIFFERENT:
            return same_client_history.subject(change, words)
        case client_groups.WHAT:
            name, _ = client_groups.told(change.after or change.before or "")
            return words("history.client group", client=name)
        case scenarios.WHAT:
            return f"{words.code('changed', change.what)}: {part.key}"
    key = f"history.{change.what}"
    return words(key, key=part.key) if words.has(key) else part.key


def in_words(change: Change, part: Part, value: str | None, view: View) -> str:
    """A value as the screen writes such values: money, percent, a kind, a scenario."""
    words = view.words
    if value is None:
        return "—"
    if decision_history.is_of(change):
        return decision_history.in_words(value, view)
    if change.what == typed_leads.WHAT:
        return typed_leads.company_of(value)
    if change.what == lead_calls.WHAT:
        return words.code("call_outcome", lead_calls.outcome_of(value))
    if change.what == lead_meetings.WHAT:
        return meeting_words.told(words, lead_meetings.of_history(value))
    if change.what == sale_entries.WHAT:
        return path_words.entry(words, sale_entries.told(value))
    if change.what == deal_steps.WHAT:
        return kept.told(words, value)
    if change.what == scenarios.WHAT:
        return what_if_sentences.change(view, scenarios.from_text(value))
    if change.what == kind_corrections.WHAT:
        return words.code("kind", value)
    if change.what == entered_rates.WHAT:
        return rate_sentences.statements(entered_rates.from_text(part.key, value), words)
    if change.what == cancelled_orders.WHAT:
        return words("history.cancelled orders.yes")
    if change.what == importing.WHAT:
        return words.code("import_is", value)
    if change.what == saved_mappings.WHAT:
        return "; ".join(line for line in value.splitlines() if line.strip())
    if change.what in (same_clients.WHAT, same_clients.WHAT_DIFFERENT):
        return same_client_history.in_words(change, value, words)
    if change.what == client_groups.WHAT:
        return client_groups.told(value)[1] or words("groups.none_of")
    if change.what == ledger_totals.WHAT:
        return words.money(Decimal(value), 2)
    if portrait_history.is_of(change):
        return portrait_history.in_words(change, part, value, words)
    return words.share(float(value), 2) if part.key in setting_fields.SHARES else value


def undo(view: View, root: Path, entries: list[Change]) -> None:
    words = view.words
    if not entries:
        return
    st.subheader(words("history.undo"), anchor=False)
    page.quiet(words("history.undo.note"), "quiet-undo")
    named = {
        c.id: words(
            "history.entry",
            id=str(c.id),
            at=words.moment(c.at),
            who=who(c, words),
            what=words.code("changed", "portrait" if portrait_history.is_of(c) else c.what),
        )
        for c in entries
    }
    with st.form("undo", border=True):
        chosen = st.selectbox(words("history.which"), list(named), format_func=named.__getitem__)
        by, why = who_and_why.who_and_why(view, "undo")
        if not st.form_submit_button(words("history.undo.do")):
            return
        bar = st.progress(0.0, words("upload.building"))
        try:
            change_history.undo(
                root,
                next(c for c in entries if c.id == chosen),
                by,
                why,
                who_and_why.progress(bar),
            )
        except DealfitError as trouble:
            st.error(plain(setting_trouble.sentence(words, trouble)))
            return
        finally:
            bar.empty()
    state.remember_person(by)
    meanwhile.forget()
    state.put("method.done", "history.undone")
    state.unpin()
    st.rerun()
