"""The map of clients on its page: the bubbles, what they mean, whom the map leaves out or puts on its edge."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import charts, links, missing_link, page
from dashboard.charts import client_map_charts
from dashboard.view import View


def draw(view: View, clients: pd.DataFrame) -> None:
    words = view.words
    st.subheader(words("clients.map"), anchor=False)
    axes = client_map_charts.map_axes(clients)
    if axes is None:
        page.quiet(
            missing_link.reason(view, "true_profit", otherwise=words("clients.map.none")),
            "quiet-map",
        )
        return
    fig = client_map_charts.client_map(clients, *axes, words)
    for client_id in charts.show(fig, "map", words("clients.map"), pick=True):
        links.go(view, "client", id=client_id)
    page.quiet(
        words("clients.map.note" if axes[1] == "hours_share" else "clients.map.note_revenue"),
        "quiet-map",
    )
    drawn = len(client_map_charts.drawn_on_map(clients, *axes))
    if drawn < len(clients):
        page.quiet(
            words("clients.map.left_out", drawn=drawn, clients=len(clients)), "quiet-left-out"
        )
    if beyond := client_map_charts.beyond_edge(clients, axes[0]):
        page.quiet(words("clients.map.edge", n=beyond), "quiet-edge")
