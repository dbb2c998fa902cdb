"""One deal of the path: where it stands, its steps as a line of time, the people, the budget, what to do next, and the forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from analysis.journal import sale_entries
from analysis.journal.sale_entries import SaleEntry
from analysis.language import Words, is_unknown
from analysis.leads import for_the_desk, one_sale
from analysis.leads.path_today import PathToday
from dashboard import charts, links, page, state, tables
from dashboard.charts import path_charts
from dashboard.sales.sale_path import desk_link, path_forms, path_sections, path_words
from dashboard.sales.sale_path.path_forms import Subject
from dashboard.view import View

PEOPLE = ("name", "role", "stance")
NEW = "S-{n}"  # the id of a deal that is begun on screen


def asked(view: View, found: PathToday) -> str | None:
    """The deal that the address names, or the newest of the lead that it names."""
    deal_id, lead_id = state.asked("deal"), state.asked("lead")
    if deal_id is None and lead_id is not None:
        return one_sale.of_lead(found, lead_id)
    if deal_id is not None and deal_id not in set(found.deals["deal_id"]):
        state.warn("unknown_address_value", name="deal", value=deal_id)
        page.notices(view.words)
        return None
    return deal_id


def show(view: View, found: PathToday, deal_id: str) -> None:
    words = view.words
    deal = _row(found, deal_id)
    page.head(view, deal["company"] or deal_id, _said(words, found, deal))
    _ways(view, deal)
    entries = sale_entries.read(Path(view.data.build.root), deal_id)
    path_forms.said_last(words)
    path_forms.draw(view, found, _subject(deal, entries))
    _undo(view, entries)
    _steps(view, found, deal)
    _people(view, found, deal_id)


def begin(view: View, found: PathToday, lead_id: str) -> None:
    """A lead without a deal: its first step makes one."""
    words = view.words
    known = view.data.worked(for_the_desk.of_lead, lead_id)
    if known is None:
        page.head(view, words("path.question"))
        page.say([words("path.no_lead", lead=lead_id)])
        return
    page.head(view, known.client, [words("path.begin")])
    desk_link.to_desk(view, lead_id=lead_id)
    taken = set(found.deals["deal_id"])
    taken |= {each.deal_id for each in sale_entries.read(Path(view.data.build.root))}
    deal_id = next(name for n in range(1, len(taken) + 2) if (name := NEW.format(n=n)) not in taken)
    path_forms.draw(view, found, Subject(deal_id, lead_id=lead_id, stage=0))


def _row(found: PathToday, deal_id: str) -> dict[str, Any]:
    row = found.deals[found.deals["deal_id"] == deal_id].iloc[0]
    return {str(name): None if is_unknown(value) else value for name, value in row.items()}


def _subject(deal: Mapping[str, Any], entries: list[SaleEntry]) -> Subject:
    return Subject(
        deal["deal_id"],
        deal["lead_id"],
        deal["client_id"],
        int(deal["stage_no"] or 0),
        entries[-1].id if entries else None,
    )


def _said(words: Words, found: PathToday, deal: Mapping[str, Any]) -> list[str]:
    named = path_sections.names(words, found)
    stage = deal["stage_no"]
    name = words.unknown if stage is None else named.get(int(stage), words.unknown)
    head = words(
        "path.card",
        deal=deal["deal_id"],
        standing=words.code("standing", deal["standing"]),
        stage=name,
        days=words.number(deal["stage_days"]),
        norm=words.unknown if deal["norm_days"] is None else words.number(deal["norm_days"]),
        age=words.number(deal["age_days"]),
    )
    sentences = [head]
    if deal["entered_later"]:
        sentences.append(words("path.card.later", stage=named[int(deal["first_stage"])]))
    if deal["stall_reason"] is not None and deal["ended_on"] is None:
        key = "path.card.waits" if deal["stalled_until"] is not None else "path.card.stalls"
        until = words.date(deal["stalled_until"]) if deal["stalled_until"] is not None else ""
        sentences.append(words(key, reason=deal["stall_reason"], until=until))
    sentences.append(_spent(words, deal))
    if deal["budget_state"] is not None:
        sentences.append(path_words.budget(words, deal))
    codes, against = one_sale.next_steps(found, deal["deal_id"])
    due = [words(f"sale_next.{code}", names=", ".join(against)) for code in codes]
    if due:
        sentences.append(words("path.card.next", steps="; ".join(due)))
    return sentences


def _spent(words: Words, deal: Mapping[str, Any]) -> str:
    if deal["hours"] is None:
        return words("path.card.no_hours")
    cost = words.unknown if deal["hours_cost"] is None else words.money(deal["hours_cost"])
    key = "path.card.hours.part" if deal["uncosted_hours"] else "path.card.hours"
    return words(
        key,
        hours=words.number(deal["hours"]),
        cost=cost,
        without=words.number(deal["uncosted_hours"]),
    )


def _ways(view: View, deal: Mapping[str, Any]) -> None:
    words = view.words
    with st.container(horizontal=True, key="noprint-path-ways"):
        links.to(view, "path", words("path.all"))
        amount = deal["sale_amount"]
        desk_link.to_desk(
            view,
            lead_id=deal["lead_id"],
            deal_id=deal["deal_id"],
            client=deal["company"],
            amount=None if amount is None else Decimal(str(amount)),
        )
        if deal["lead_id"] is not None:
            links.to(view, "calls", words("path.to_lead"), lead=deal["lead_id"])
        if deal["order_id"] is not None:
            label = words("path.to_order", order=deal["order_id"])
            links.to(view, "order", label, order=deal["order_id"])


def _undo(view: View, entries: list[SaleEntry]) -> None:
    if not entries:
        return
    words, last = view.words, entries[-1]
    with st.container(horizontal=True, vertical_alignment="center", key="noprint-path-undo"):
        said = path_words.entry(words, last.record)
        day = words.date(last.at.date())
        st.text(words("path.last", day=day, who=last.who, what=said))
        if st.button(words("path.undo"), key=f"path-undo-{last.id}"):
            path_forms.take_back(view, last.id)


def _steps(view: View, found: PathToday, deal: Mapping[str, Any]) -> None:
    words = view.words
    steps = view.data.worked(one_sale.steps, deal["deal_id"])
    st.subheader(words("path.steps"), anchor=False)
    if "stage_no" in steps:
        steps = path_sections.with_stages(words, found, steps)
        known = steps[steps["stage_no"].notna()]
        end = deal["ended_on"] or found.today
        ends = _ends(known, end)
        fig = path_charts.timeline(known[["stage", "entered_on"]], tuple(ends), words)
        charts.show(fig, f"path-{deal['deal_id']}", words("path.steps"))
    columns = [name for name in ("entered_on", "stage", *steps.columns) if name in steps]
    shown = [name for name in dict.fromkeys(columns) if name != "stage_no"]
    tables.show(view, steps, shown, key="path-steps")


def _ends(steps: pd.DataFrame, last: dt.date) -> list[dt.date]:
    """The day on which each step gave way to the next one; of the last one `last`."""
    begun = list(steps["entered_on"])
    return [max(end, start) for start, end in zip(begun, [*begun[1:], last], strict=True)]


def _people(view: View, found: PathToday, deal_id: str) -> None:
    words = view.words
    people = found.people[found.people["deal_id"] == deal_id]
    st.subheader(words("path.people"), anchor=False)
    if people.empty:
        page.quiet(words("path.people.none"), "quiet-path-people")
    else:
        tables.show(view, people, PEOPLE, key="path-people")
    missing = [r for r in ("АПР", "ЛПР", "ЛВР") if r not in set(people["role"])]
    if missing and len(people):
        page.quiet(words("path.people.missing", roles=", ".join(missing)), "quiet-path-roles")
