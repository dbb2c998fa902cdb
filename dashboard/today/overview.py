"""Who brings the profit, and who eats it? For leadership: one screen, and the doors from it."""

import streamlit as st

from analysis import findings
from analysis.reader import comparable
from analysis.reader import whale as whales
from dashboard import charts, links, missing_link, page, sentences, strip, tables
from dashboard.charts import plant as charts_plant
from dashboard.today import profit_months
from dashboard.view import here

FIGURES = ("revenue", "book_profit", "true_profit", "hidden_loss", "hours", "unused_cost")

at = here()
data, scope, words = at.data, at.scope, at.words


def whale_and_bridge() -> None:
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.subheader(words("overview.whale"), anchor=False)
        if curve is None:
            page.quiet(
                missing_link.reason(at, "true_profit", otherwise=words("whale.none")), "quiet-whale"
            )
        else:
            fig = charts_plant.whale(curve, words)
            for client_id in charts.show_or_say(
                fig, "whale", words("overview.whale"), words("whale.few"), pick=True
            ):
                links.go(at, "client", id=client_id)
            page.whale_notes(curve, words, beside[curve.basis])
    with right:
        st.subheader(words("overview.bridge"), anchor=False)
        charts.show(
            charts_plant.bridge(findings.bridge(totals), words), "bridge", words("overview.bridge")
        )


def slope_and_months() -> None:
    left, right = st.columns([5, 6], gap="large")
    with left:
        st.subheader(words("overview.slope"), anchor=False)
        none = missing_link.reason(
            at, "true_profit", "book_profit", "kind", otherwise=words("slope.none")
        )
        charts.show_or_say(
            charts_plant.slope(by_kind, words), "slope", words("overview.slope"), none
        )
    with right:
        profit_months.draw(at)


def top_and_bottom(basis: str) -> None:
    best, worst = findings.ends(clients, basis, 7, "client_id")
    columns = [
        "client_name",
        *dict.fromkeys(["book_profit" if basis == "true_profit" else "revenue", basis]),
    ]
    sides = [(best, "top" if curve else "largest")]
    if curve and len(worst):
        sides.append((worst, "bottom" if findings.any_eats(worst, basis) else "smallest"))
    for place, (rows, key) in zip(st.columns(2, gap="large"), sides, strict=False):
        with place:
            st.subheader(words(f"overview.{key}"), anchor=False)
            tables.show(at, rows, columns, key=key, opens=("client", "client_id"), short=True)


if page.empty(at, words("overview.question")):
    pass
else:
    clients = comparable.same_orders(comparable.known_profits(data.clients(scope)))
    measured = comparable.known_profits(data.metrics(comparable.beside(findings.TOTALS), (), scope))
    totals, beside = measured.iloc[0].to_dict(), comparable.same_orders(measured).iloc[0].to_dict()
    by_kind = comparable.same_orders(
        data.metrics(comparable.beside(findings.BY_KIND), ("kind",), scope)
    )
    curve = whales.of_clients(clients)
    page.head(
        at,
        words("overview.question"),
        sentences.say(words, findings.overview(clients, beside, by_kind)),
    )
    missing_link.show(at, "true_profit", "book_profit", "credit", "hours", "unused", "kind")
    page.invite(at)
    page.few(at)
    strip.figures(at, FIGURES)
    page.orders_of_scope_counted(at)
    whale_and_bridge()
    slope_and_months()
    top_and_bottom(curve.basis if curve else "revenue")
    page.missing(at)
