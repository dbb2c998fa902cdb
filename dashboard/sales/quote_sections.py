"""The sections of the page of quotes: the curve, its cells, how quotes ended and why they were lost, the list."""

from __future__ import annotations

import streamlit as st

from analysis.findings import quote_findings, sentences
from analysis.findings.quote_findings import OffersOfScope
from analysis.language import plain
from dashboard import charts, links, page, tables
from dashboard.charts import quote_charts
from dashboard.view import View

DRAWN = 200  # offers on screen; the files hold all
CELLS = ("markup_from", "markup_to", "offers", "won", "won_rate", "rate_low", "rate_high", "gain")
ENDS = ("quote_result", "offers", "offer_share", "amount")
REASONS = ("loss_reason", "offers", "offer_share", "rate_low", "rate_high", "amount")
OFFERS = (
    "quote_id",
    "client_name",
    "quoted_on",
    "kind",
    "amount",
    "cost_estimate",
    "markup",
    "quote_result",
    "loss_reason",
    "order_id",
)


def say_there_are_none(view: View) -> None:
    """The empty state: what to import, the way there, and a template to fill in."""
    words = view.words
    page.head(view, words("quotes.question"))
    with st.container(key="empty", border=True):
        st.markdown(f"**{plain(words('quotes.empty'))}**  \n{plain(words('quotes.empty.mend'))}")
        with st.container(horizontal=True, vertical_alignment="center"):
            links.to(view, "import_files", words("nav.import_files"))
            st.download_button(
                words("quotes.template.download"),
                words("quotes.template").encode("utf-8-sig"),
                words("quotes.template.file"),
                "text/csv",
                key="quotes-template",
                on_click="ignore",
                type="tertiary",
            )


def filters(view: View) -> None:
    """That a quote has only a day, a client and a kind."""
    if quote_findings.beyond(view.scope):
        page.quiet(view.words("quotes.filters"), "quiet-filters")


def curve(view: View, seen: OffersOfScope, kind: str) -> None:
    words, found = view.words, seen.curves[kind]
    st.subheader(words("quotes.chart"), anchor=False)
    fig = quote_charts.won_by_markup(seen.cells[kind], found.points(), found.best(), words)
    if fig is not None:
        charts.show(fig, f"quotes-{kind}", words("quotes.chart"))
    trouble = quote_findings.of_trouble(found)
    if trouble is not None:
        page.say([sentences.sentence(words, trouble)], "quiet-no-curve")
    else:
        page.quiet(words("quotes.chart.note", n=found.with_markup), "quiet-curve")
    if found.far:
        page.quiet(words("quotes.far", n=found.far), "quiet-far")


def cells(view: View, seen: OffersOfScope, kind: str) -> None:
    words, told = view.words, quote_findings.of_cells(seen.curves[kind])
    if seen.cells[kind].empty:
        return
    st.subheader(words("quotes.cells"), anchor=False)
    if told is not None:
        page.say([sentences.sentence(words, told)], "said-cells")
    tables.show(view, seen.cells[kind], CELLS, key=f"quote-cells-{kind}")


def ends(view: View, seen: OffersOfScope) -> None:
    words = view.words
    st.subheader(words("quotes.ends"), anchor=False)
    tables.show(view, seen.results, ENDS, key="quote-ends")
    page.quiet(words("quotes.ends.note"), "quiet-ends")


def reasons(view: View, seen: OffersOfScope, kind: str) -> None:
    words, rows = view.words, seen.reasons[kind]
    if rows.empty:
        return
    st.subheader(words("quotes.reasons", kind=words(f"kinds.{kind}")), anchor=False)
    told = rows.assign(loss_reason=rows["loss_reason"].fillna(words("quotes.reasons.not_named")))
    tables.show(view, told, REASONS, key=f"quote-reasons-{kind}")
    if silent := int(rows.loc[rows["loss_reason"].isna(), "offers"].sum()):
        said = words("quotes.reasons.note", n=silent, of=int(rows["offers"].sum()))
        page.quiet(said, f"quiet-reasons-{kind}")


def offers(view: View, seen: OffersOfScope) -> None:
    st.subheader(view.words("quotes.list"), anchor=False)
    shown = seen.offers.assign(
        client_name=seen.offers["client_name"].fillna(seen.offers["client_id"]),
        loss_reason=seen.offers["loss_reason"].mask(seen.offers["quote_result"] != "lost", "—"),
        order_id=seen.offers["order_id"].mask(seen.offers["quote_result"] != "won", "—"),
    )
    tables.show(
        view,
        shown,
        OFFERS,
        key="quotes",
        first=DRAWN,
        height=560 if len(shown) > 14 else "content",
    )
