"""The parts of the path's page: its sentences, the funnel, what sticks, what it cost, who is known and what is budgeted."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from analysis.dictionary.codes import CLOSED, OLD, ON_THE_WAY, OPEN, STUCK, WAITING
from analysis.language import Words, plain
from analysis.leads.path_figures import SalesTold
from analysis.leads.path_today import PathToday
from dashboard import charts, links, page, tables
from dashboard.charts import path_charts
from dashboard.view import View

DRAWN = 200  # rows of a table; the files hold all
STAGES = (
    "stage",
    "reached",
    "went_on",
    "went_on_share",
    "share_low",
    "share_high",
    "usual_days",
    "usual_working_days",
    "norm_days",
    "hours_a_deal",
    "hours",
    "hours_cost",
    "uncosted_hours",
)
DEALS = (
    "company",
    "standing",
    "stage",
    "stage_days",
    "norm_days",
    "age_days",
    "sale_amount",
    "stall_reason",
    "stalled_until",
    "hours",
    "hours_cost",
    "uncosted_hours",
    "deal_id",
)
LOSSES = ("person", "sale_result", "loss_reason", "sales", "hours", "hours_cost", "uncosted_hours")
BUDGETS = (
    "company",
    "stage",
    "budget_state",
    "budget_amount",
    "budget_by",
    "sale_amount",
    "deal_id",
)
AGAINST = ("company", "stage", "name", "role", "deal_id")


def names(words: Words, found: PathToday) -> dict[int, str]:
    """Stage → its name in the words' language."""
    return {stage.number: stage.name(words.lang) for stage in found.settings}


def with_stages(words: Words, found: PathToday, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with a column `stage`: number and name."""
    named = names(words, found)
    numbers = [None if pd.isna(n) else int(n) for n in frame["stage_no"]]
    said = [None if n is None else f"{n}. {named.get(n, words.unknown)}" for n in numbers]
    return frame.assign(stage=pd.Series(said, index=frame.index, dtype="object"))


def say_there_are_none(view: View) -> None:
    words = view.words
    st.markdown(f"**{plain(words('path.empty'))}**  \n{plain(words('path.empty.mend'))}")
    with st.container(horizontal=True):
        links.to(view, "import_files", words("nav.import_files"))
        links.to(view, "calls", words("path.empty.calls"))


def said(words: Words, found: PathToday) -> list[str]:
    """Where deals stick, what a won one costs, what was burnt: the answer of the page in sentences."""
    told = found.told
    sentences = [_sticking(words, found)] if told.sticks_at is not None else []
    sentences.append(
        words(
            "path.open",
            stuck=told.by_standing[STUCK],
            old=told.by_standing[OLD],
            waiting=told.by_standing[WAITING],
            going=told.by_standing[ON_THE_WAY],
        )
    )
    sentences.append(_cost(words, told))
    if told.ended_lost:
        share = words.share(told.silent_share, 0)
        burnt = words.number(told.lost_hours), words.number(told.undecided_hours)
        sentences.append(
            words(
                "path.burnt",
                lost=burnt[0],
                undecided=burnt[1],
                silent=told.silent,
                of=told.ended_lost,
                share=share,
            )
        )
    return sentences


def _sticking(words: Words, found: PathToday) -> str:
    told = found.told
    stage = names(words, found)[told.sticks_at or 0]
    return words(
        "path.sticks",
        stage=stage,
        stays=told.over_norm,
        days=words.number(told.over_norm_days),
    )


def _cost(words: Words, told: SalesTold) -> str:
    if told.cost_a_won_deal is None:
        return words("path.cost.unknown", hours=words.number(told.ended_hours))
    key = "path.cost.part" if told.uncosted_hours else "path.cost"
    return words(
        key,
        cost=words.money(told.cost_a_won_deal),
        own=words.unknown
        if told.own_cost_a_won_deal is None
        else words.money(told.own_cost_a_won_deal),
        won=told.ended_won,
        hours=words.number(told.uncosted_hours),
    )


def funnel(view: View, found: PathToday) -> None:
    words, told = view.words, found.told
    st.subheader(words("path.funnel"), anchor=False)
    page.say(_rates(words, told), "said-path-rates")
    stages = found.stages[found.stages["cohort"] == CLOSED]
    left, right = st.columns(2)
    named = names(words, found)
    with left:
        page.quiet(words("path.funnel.note"), "quiet-path-funnel")
        fig = path_charts.funnel(stages, named, words)
        charts.show(fig, "path-funnel", words("path.funnel"))
    with right:
        page.quiet(words("path.days.note"), "quiet-path-days")
        charts.show_or_say(
            path_charts.days(stages, named, words),
            "path-days",
            words("path.days.note"),
            words("path.days.none"),
        )
    tables.show(view, with_stages(words, found, stages), STAGES, key="path-stages")


def _rates(words: Words, told: SalesTold) -> list[str]:
    """Which deals the funnel counts, how many of them are won, how fast money comes."""
    apart = {"recent": told.recent, "open": told.deals - told.closed - told.recent}
    if told.limit is None:
        sentences = [words("path.closed.no_won", closed=told.closed, **apart)]
    else:
        sentences = [words("path.closed", closed=told.closed, days=told.limit, **apart)]
    if told.unstaged:
        sentences.append(words("path.unstaged", n=told.unstaged))
    if told.win_span is not None:
        low, high = (words.share(end, 0) for end in told.win_span)
        key = "path.win_rate" if told.win_rate is not None else "path.win_rate.one"
        rate = words.unknown if told.win_rate is None else words.share(told.win_rate, 0)
        sentences.append(
            words(
                key,
                rate=rate,
                won=told.won,
                closed=told.closed,
                low=low,
                high=high,
                lost=told.lost,
                undecided=told.no_decision,
            )
        )
    if told.velocity is not None:
        sentences.append(
            words(
                "path.velocity",
                money=words.money(told.velocity),
                n=told.moving,
                amount=words.money(told.won_amount),
                rate=words.share(told.win_rate, 0),
                days=words.number(told.cycle_days),
            )
        )
    return sentences


def stuck(view: View, found: PathToday) -> None:
    words = view.words
    deals = with_stages(words, found, found.deals)
    still_open = deals[deals["sale_result"] == OPEN]
    st.subheader(words("path.deals"), anchor=False)
    page.quiet(words("path.deals.note"), "quiet-path-deals")
    tables.show(view, still_open, DEALS, key="path-deals", opens=("path", "deal_id"), first=DRAWN)
    ended = deals[deals["sale_result"] != OPEN]
    if len(ended):
        with st.expander(words("path.ended", n=len(ended))):
            columns = ("company", "sale_result", "sale_reason", "stage", "began_on", "ended_on")
            shown = (*columns, "sale_amount", "hours", "hours_cost", "order_id", "deal_id")
            tables.show(
                view, ended, shown, key="path-ended", opens=("path", "deal_id"), first=DRAWN
            )


def costs(view: View, found: PathToday) -> None:
    words = view.words
    if found.losses.empty:
        return
    st.subheader(words("path.losses"), anchor=False)
    page.quiet(words("path.losses.note"), "quiet-path-losses")
    reasons = found.losses["sale_reason"].replace("unknown", words("path.no_reason"))
    tables.show(
        view, found.losses.assign(loss_reason=reasons), LOSSES, key="path-losses", first=DRAWN
    )


def roles(view: View, found: PathToday) -> None:
    words = view.words
    if not (found.deals["sale_result"] == OPEN).any():
        return
    st.subheader(words("path.roles"), anchor=False)
    tables.show(
        view, found.coverage, ("role", "sales", "sales_of", "found_share"), key="path-roles"
    )
    against = found.people[found.people["stance"] == "against"]
    deals = with_stages(words, found, found.deals[found.deals["sale_result"] == OPEN])
    merged = against.merge(deals[["deal_id", "company", "stage"]], on="deal_id")
    page.say([words("path.against", n=len(merged))], "said-path-against")
    if len(merged):
        tables.show(
            view, merged, AGAINST, key="path-against", opens=("path", "deal_id"), first=DRAWN
        )


def budgets(view: View, found: PathToday) -> None:
    words = view.words
    deals = found.deals[found.deals["sale_result"] == OPEN]
    known = deals[deals["budget_state"].notna()]
    st.subheader(words("path.budgets"), anchor=False)
    counts = known["budget_state"].value_counts()
    page.say(
        [
            words(
                "path.budgets.said",
                known=int(counts.get("known", 0)),
                requested=int(counts.get("requested", 0)),
                approved=int(counts.get("approved", 0)),
                unknown=len(deals) - len(known),
            )
        ],
        "said-path-budgets",
    )
    if len(known):
        tables.show(
            view,
            with_stages(words, found, known),
            BUDGETS,
            key="path-budgets",
            opens=("path", "deal_id"),
            first=DRAWN,
        )
