"""The parts of the page of what qualification brings: hours not spent, what became of leads handed over, leads that became clients."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.language import Words
from analysis.leads.qualification_worth import HandedOver, QualificationWorth, ShareOf, Spared
from dashboard import links, page, tables
from dashboard.charts.evidence_charts import span
from dashboard.view import View

SPARED = (
    "spared_why",
    "leads",
    "deals",
    "hours_each",
    "hours_each_span",
    "hours_spared",
    "hours_spared_span",
)
VERDICTS = (
    "verdict",
    "leads_closed",
    "became_orders",
    "order_part",
    "order_part_span",
    "became_profitable",
    "profitable_part",
    "profitable_part_span",
    "earning_part",
    "earning_part_span",
)
CLIENTS = ("company", "client_name", "linked_by", "verdict", "costed_orders", "profit_from_sale")


def said(words: Words, found: QualificationWorth) -> list[str]:
    """What is spared, and how precise the hand-overs were."""
    known = [each for each in found.spared if each.hours is not None]
    if known:
        leads = {each.why: each.leads for each in found.spared}
        hours = sum(each.hours.value for each in known if each.hours is not None)
        spared = words(
            "worth.spared",
            leads=sum(leads.values()),
            **leads,
            hours=words.hours(hours),
            deals=sum(each.deals for each in known),
        )
    else:
        spared = words("worth.spared.none")
    closed, profitable = found.all.orders, found.all.profitable
    return [
        spared,
        words(
            "worth.precision",
            n=closed.n,
            orders=_part(words, closed),
            profitable=_part(words, profitable),
        ),
    ]


def _part(words: Words, part: ShareOf) -> str:
    share = part.share
    if share is None:
        return words("worth.part.one" if part.n else "worth.part.none", held=part.held, n=part.n)
    low, high = words.share(share.low), words.share(share.high)
    return words(
        "worth.part",
        held=part.held,
        n=part.n,
        share=words.share(share.value),
        low=low,
        high=high,
    )


def hours(view: View, found: QualificationWorth) -> None:
    words = view.words
    st.subheader(words("worth.hours"), anchor=False)
    rows = [_spared(words, each) for each in found.spared]
    frame = pd.DataFrame(rows, columns=list(SPARED))
    tables.show(view, frame, SPARED, key="hours-spared", height="content")
    page.quiet(words("worth.hours.note"), "quiet-spared")


def _spared(words: Words, each: Spared) -> tuple[object, ...]:
    if each.hours_each is None or each.hours is None:
        return each.why, each.leads, each.deals, None, None, None, None
    spans = [span(found, words, "hours") for found in (each.hours_each, each.hours)]
    return (
        each.why,
        each.leads,
        each.deals,
        each.hours_each.value,
        spans[0],
        each.hours.value,
        spans[1],
    )


def verdicts(view: View, found: QualificationWorth) -> None:
    words = view.words
    st.subheader(words("worth.verdicts"), anchor=False)
    rows = [_verdict(words, each) for each in found.by_verdict]
    frame = pd.DataFrame(rows, columns=list(VERDICTS))
    tables.show(view, frame, VERDICTS, key="verdicts-held", height="content")
    page.quiet(words("worth.verdicts.note", under_way=found.all.under_way), "quiet-verdicts")


def _verdict(words: Words, each: HandedOver) -> tuple[object, ...]:
    return (
        each.verdict,
        each.orders.n,
        each.orders.held,
        *_share(words, each.orders),
        each.profitable.held,
        *_share(words, each.profitable),
        *_share(words, each.earning),
    )


def _share(words: Words, part: ShareOf) -> tuple[float | None, str | None]:
    """Of one there is no share: it is said that it is one."""
    if part.share is None:
        return None, words("worth.one") if part.n == 1 else None
    return part.share.value, span(part.share, words)


def clients(view: View, found: QualificationWorth) -> None:
    """A click on a row opens the client."""
    words = view.words
    if found.clients.empty:
        return
    st.subheader(words("worth.clients"), anchor=False)
    opens = ("client", "client_id")
    tables.show(view, found.clients, CLIENTS, key="became-clients", opens=opens, first=500)


def say_what_is_needed(view: View) -> None:
    words = view.words
    st.text(words("worth.needs"))
    links.to(view, "import_files", words("nav.import_files"))
