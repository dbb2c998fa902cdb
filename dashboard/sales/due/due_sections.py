"""The parts of the page of clients that are due: its sentences, the test of their clock, whom to call."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from analysis.estimates.statistics import Estimate
from analysis.language import Words
from analysis.leads import clock, due_clients
from analysis.leads.clock import ClockTest
from analysis.leads.due_clients import DueClients
from dashboard import links, page, tables
from dashboard.charts.evidence_charts import span
from dashboard.view import View

SHOWN = 200  # rows drawn at most; the files hold all
BESIDE = 10  # of them beside the leads
AREAS = ("call_order", "area_all", "area_all_span", "area_repeaters", "area_repeaters_span")
WHO = ("client_name", "welcome")
FIT = ("verdict", "true_margin", "decision", "client_id")
COLUMNS = {  # by what the clients stand in order → what is shown of them
    "cycle": (
        *WHO,
        "due_state",
        "expected_on",
        "expected_from",
        "expected_to",
        "gap_days",
        "purchases",
        "buys_within",
        "call_value",
        *FIT,
    ),
    "chance": (
        *WHO,
        "buys_within",
        "call_value",
        "last_bought_on",
        "silence_days",
        "gap_days",
        "purchases",
        *FIT,
    ),
    "recency": (
        *WHO,
        "last_bought_on",
        "silence_days",
        "gap_days",
        "purchases",
        "call_value",
        *FIT,
    ),
}


def said(words: Words, found: DueClients, clients: pd.DataFrame) -> list[str]:
    """The three states, what the clients stand in order by and why, how they are to be called."""
    counts, ways = found.counts, clients["welcome"].value_counts()
    states = {name: getattr(counts, name) for name in ("never", "active", "lapsed", "under_way")}
    total = counts.never + counts.active + counts.lapsed
    return [
        words("due.counts", n=total, **states),
        _order(words, found),
        words(
            "due.calls",
            n=len(clients) - int(ways.get("no call", 0)),
            gladly=int(ways.get("gladly", 0)),
            terms=int(ways.get("terms first", 0)),
            no_call=int(ways.get("no call", 0)),
        ),
    ]


def _order(words: Words, found: DueClients) -> str:
    told = found.test
    if told is None:
        return words("due.untested", least=clock.LEAST_BUYERS, span=2 * found.days)
    best, recency = told.best_and_recency
    return words(
        f"due.by.{told.order}",
        days=found.days,
        best=words.share(best.value),
        recency=words.share(recency.value),
    )


def test(view: View, found: DueClients) -> None:
    """The orders of call side by side, how they were tested, and how near the foretold days were."""
    told, words = found.test, view.words
    if told is None:
        return
    st.subheader(words("due.test"), anchor=False)
    tables.show(view, _areas(words, told), AREAS, key="clock-test", height="content", short=True)
    page.quiet(_how(words, told), "quiet-test")
    if told.foretold is not None:
        page.quiet(_foretold(words, told), "quiet-foretold")


def _areas(words: Words, told: ClockTest) -> pd.DataFrame:
    rows = [
        (name, *_area(words, told.all_buyers.get(name)), *_area(words, told.repeaters.get(name)))
        for name in clock.OF_REPEATERS
    ]
    return pd.DataFrame(rows, columns=list(AREAS))


def _area(words: Words, area: Estimate | None) -> tuple[float | None, str | None]:
    return (None, None) if area is None else (area.value, span(area, words))


def _how(words: Words, told: ClockTest) -> str:
    counted = ("days", "buyers", "cases", "bought", "repeater_cases", "repeaters_bought")
    return words(
        "due.test.how",
        cuts=len(told.cuts),
        first=words.date(told.cuts[0]),
        last=words.date(told.cuts[-1]),
        **{name: getattr(told, name) for name in counted},
    )


def _foretold(words: Words, told: ClockTest) -> str:
    found = told.foretold
    assert found is not None
    if found.told == 1:
        return words("due.foretold.one")
    low, high = found.interval
    return words(
        "due.foretold",
        told=found.told,
        held=found.held,
        share=words.share(found.held / found.told),
        low=words.share(low),
        high=words.share(high),
        days=words.unknown if found.error_days is None else words.value(found.error_days, "days"),
        bought=found.bought,
    )


def listed(view: View, found: DueClients, clients: pd.DataFrame) -> None:
    """A click on a row opens the client."""
    words = view.words
    st.subheader(words("due.list"), anchor=False)
    links.to(view, "calls", words("due.to_calls"))
    tables.show(
        view,
        clients,
        COLUMNS[found.order],
        key="due-clients",
        opens=("client", "client_id"),
        first=SHOWN,
        notes=(words("due.list.note"),),
    )
    page.quiet(words("due.list.note"), "quiet-list")


def beside_leads(view: View) -> None:
    """On the list of calls: existing clients that may buy again, the first of them, where something tells more than recency."""
    words = view.words
    found = view.data.worked(due_clients.find)
    if found.order == "recency":
        return
    clients = due_clients.to_call(found, due_clients.decided(Path(view.data.build.root)))
    clients = clients[clients["welcome"].ne("no call")]
    if clients.empty:
        return
    st.subheader(words("due.beside", n=len(clients)), anchor=False)
    links.to(view, "due_clients", words("view.due_clients"))
    tables.show(
        view,
        clients,
        COLUMNS[found.order],
        key="due-beside-leads",
        opens=("client", "client_id"),
        first=BESIDE,
    )
