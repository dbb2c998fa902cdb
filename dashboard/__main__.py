"""`python -m dashboard PORT ADDRESS [HOST …]`: the server, reading what the first page needs while the browser is on its way."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from analysis.isolation import uncollected
from dashboard import visitors
from dashboard.visitors.base_address import BaseAddress

FIRST_PAGE = (
    "pandas",
    "plotly.graph_objects",
    "analysis.reader.workspace",
    "analysis.language",
    "dashboard.charts.plant_charts",
    "dashboard.today.happened",
    "dashboard.today.decide",
    "dashboard.today.profit_parts",
    "dashboard.strip",
    "dashboard.missing_link",
)


def read_ahead() -> None:
    with uncollected.without_garbage_collection():
        for name in FIRST_PAGE:
            with contextlib.suppress(ImportError):
                import_module(name)
        import_module("dashboard.charts.rehearsal").rehearse()


@contextlib.asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """The server answers first: what is read ahead would keep it from that."""
    threading.Thread(target=read_ahead, daemon=True).start()
    yield


def main() -> None:
    port, address, *hosts = sys.argv[1:]
    may_ask = Middleware(
        visitors.Visitors,
        hosts=visitors.names(address, hosts),
        by_number=not visitors.is_local(address),
    )
    app = st.App(
        Path(__file__).parent / "app.py",
        middleware=[may_ask, Middleware(BaseAddress)],
        lifespan=lifespan,
    )
    app.run(
        config={
            "server.port": int(port),
            "server.address": address,
            "browser.gatherUsageStats": False,
        }
    )


main()
