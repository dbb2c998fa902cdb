"""The answer to a deal: what to say and why, prices as a picture, what it takes, and the past orders that it rests on."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.deals import answer_tables, lead_time, sentences
from analysis.deals.deal import Deal
from analysis.deals.desk import Advice
from analysis.deals.sentences import interval, turning_points
from analysis.deals.switches import (
    MOST_BREAKS,
    advise,
    along_batch,
    along_price,
    break_rows,
    quantity_breaks,
    times_as_large,
)
from analysis.language import plain
from dashboard import charts, page, state, tables
from dashboard.charts import deal_charts
from dashboard.view import View

FIGURES = ("price", "mid", "floor", "target", "margin", "loss_probability")
PRICES = (-50, 200)  # % of the offered price
BATCHES = (0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0, 20.0)
ANALOGUES = (
    "order_id",
    "client_name",
    "order_date",
    "lines",
    "quantity",
    "approval_rounds",
    "revenue",
    "direct_cost",
    "hours",
    "true_profit",
    "deal_alike",
    "deal_unlike",
)


def of(view: View, deal: Deal) -> Advice:
    """At the price and the batch that the sliders say."""
    times = _slid("times", 1.0)
    asked = times_as_large(deal, times) if times != 1 else deal
    change = _slid("change", 0.0)
    price = asked.price
    moved = price * (1 + change / 100) if price is not None and change else None
    found: Advice = view.data.worked(advise, asked, moved)
    return found


def verdict(view: View, advice: Advice) -> None:
    words = view.words
    with st.container(key="deal-verdict", border=True):
        st.subheader(plain(sentences.decision(words, advice)), anchor=False)
        page.say(sentences.why(words, advice), "deal-why")
        if ways := sentences.ways_out(words, advice, worth_trying=True):
            st.markdown(f"**{plain(words('deal.ways_out'))}**")
            page.say(ways, "deal-ways")
        if hardly := sentences.ways_out(words, advice, worth_trying=False):
            page.quiet(words("deal.ways_out.hardly", ways=" ".join(hardly)), "quiet-deal-hardly")
        for code, values in advice.notices:
            page.quiet(sentences.notice(words, code, values), f"quiet-deal-{code}")


def prices(view: View, deal: Deal, advice: Advice) -> None:
    """Figures, the picture, and two sliders under it."""
    words, offer = view.words, advice.offer
    if offer is None:
        return
    st.subheader(words("deal.prices"), anchor=False)
    with st.container(key="strip"):
        for column, name in zip(st.columns(len(FIGURES)), FIGURES, strict=True):
            value = getattr(offer, name)
            is_share = name in ("margin", "loss_probability")
            said = words.share(value) if is_share else words.short_money(value)
            column.metric(
                words(f"deal.figure.{name}"), said, help=plain(words(f"deal.figure.{name}.help"))
            )
    page.quiet(interval.how_sure(words, advice), "quiet-deal-sure")
    by_price = view.data.worked(along_price, advice.deal)
    charts.show(deal_charts.prices(offer, by_price, words), "deal", words("deal.chart"))
    if offer.price is not None:
        by_batch = view.data.worked(along_batch, deal)
        st.subheader(words("deal.along"), anchor=False)
        along = [turning_points.along_price(words, by_price)] if by_price else []
        page.say([*along, turning_points.along_batch(words, by_batch)], "deal-along")
        batches = deal_charts.batches(advice.deal.quantity, by_batch, words)
        charts.show(batches, "deal-batch", words("deal.along"))
        with st.container(key="noprint-deal-sliders"):
            left, right = st.columns(2, gap="large")
            _price_slider(view, left)
            _batch_slider(view, right, deal)


def _price_slider(view: View, place: Any) -> None:
    key = "deal.change"
    state.put(key, int(_slid("change", 0.0)))
    place.slider(
        view.words("deal.slider.price"),
        *PRICES,
        step=5,
        format="%+d %%",
        key=key,
        on_change=_write,
        args=("change", key, 0),
    )


def _batch_slider(view: View, place: Any, deal: Deal) -> None:
    words, key = view.words, "deal.times"
    state.put(key, min(BATCHES, key=lambda t: abs(t - _slid("times", 1.0))))
    place.select_slider(
        words("deal.slider.batch"),
        BATCHES,
        format_func=lambda times: words.number(deal.quantity * times),
        key=key,
        on_change=_write,
        args=("times", key, 1),
    )


def _write(name: str, key: str, usual: float) -> None:
    value = state.get(key)
    state.ask(name, None if value == usual else f"{value:g}")


def _slid(name: str, usual: float) -> float:
    """What a slider says in the address, where it can be that."""
    try:
        value = float(state.asked(name) or usual)
    except ValueError:
        return usual
    within = PRICES[0] <= value <= PRICES[1] if name == "change" else value in BATCHES
    return value if within else usual


def breaks(view: View, deal: Deal) -> None:
    """Several quantities of the first line at prices of their own, side by side."""
    words = view.words
    with st.expander(words("deal.breaks"), expanded=bool(state.asked("breaks"))):
        key = "deal.breaks"
        state.put(key, state.asked("breaks") or "")
        st.text_input(
            words("deal.breaks.ask"),
            key=key,
            placeholder="100 × 5; 500 × 4; 1000 × 3,50",
            on_change=lambda: state.ask("breaks", state.get(key) or None),
        )
        asked = break_rows(state.asked("breaks") or "")
        if asked.left_out:
            parts = "; ".join(asked.left_out)
            st.warning(plain(words("deal.breaks.left_out", parts=parts, most=MOST_BREAKS)))
        if asked.pairs:
            frame = view.data.worked(quantity_breaks, deal, asked.pairs)
            frame["decision"] = [words(f"deal.decision.{d or 'none'}") for d in frame["decision"]]
            titles = {name: words(f"deal.break.{name}") for name in frame.columns}
            tables.show(view, frame, list(frame.columns), key="deal-breaks", titles=titles)


def cost(view: View, advice: Advice) -> None:
    """Direct cost by line and where it is from; hours by resource, low, middle and high."""
    words = view.words
    st.subheader(words("deal.cost"), anchor=False)
    lines = answer_tables.line_costs(advice)
    lines["product"] = lines["product"].fillna(words.unknown)
    lines["cost_from"] = [sentences.cost_from(words, each) for each in advice.estimate.lines]
    titles = {name: words(f"deal.cost.{name}") for name in lines.columns}
    tables.show(view, lines, list(lines.columns), key="deal-lines", titles=titles)
    if advice.estimate.uses:
        uses = answer_tables.uses(advice)
        uses["use_from"] = [words(f"deal.use.{source}") for source in uses["use_from"]]
        titles = {name: words(f"deal.uses.{name}") for name in uses.columns}
        tables.show(view, uses, list(uses.columns), key="deal-uses", titles=titles)


def capacity(view: View, advice: Advice) -> None:
    words, found = view.words, advice.capacity
    if not found.pools:
        return
    st.subheader(words("deal.capacity"), anchor=False)
    said = [sentences.lead_days(words, advice), *sentences.capacity(words, found)]
    page.say(said, "deal-capacity")
    held = view.data.worked(lead_time.past_answers, advice.estimate.kind, advice.deal.date)
    if held is not None:
        page.quiet(sentences.dates_held(words, held), "quiet-held")
    frame = answer_tables.loads(advice)
    titles = {name: words(f"deal.load.{name}") for name in frame.columns}
    tables.show(view, frame, list(frame.columns), key="deal-capacity", titles=titles)


def analogues(view: View, advice: Advice) -> None:
    """The past orders that the estimate rests on; a click opens one."""
    words = view.words
    if not advice.estimate.analogues:
        return
    st.subheader(words("deal.analogues"), anchor=False)
    frame = view.data.worked(answer_tables.analogue_orders, advice)
    for side in ("alike", "unlike"):
        frame[f"deal_{side}"] = [sentences.likeness(words, codes) for codes in frame[side]]
    titles = {f"deal_{side}": words(f"deal.{side}") for side in ("alike", "unlike")}
    tables.show(
        view, frame, ANALOGUES, key="deal-analogues", opens=("order", "order_id"), titles=titles
    )
