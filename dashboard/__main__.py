"""`python -m dashboard PORT ADDRESS`: the server, reading what the first page needs while the browser is on its way."""

from __future__ import annotations

import contextlib
import sys
import threading
from importlib import import_module
from pathlib import Path

from streamlit.web import cli as streamlit

FIRST_PAGE = ("pandas", "plotly.graph_objects", "analysis.workspace", "dashboard.wording", "dashboard.charts.plant")


def read_ahead() -> None:
    for name in FIRST_PAGE:
        with contextlib.suppress(ImportError):
            import_module(name)


def main() -> None:
    port, address = sys.argv[1:3]
    threading.Thread(target=read_ahead, daemon=True).start()
    app = str(Path(__file__).parent / "app.py")
    streamlit.main(["run", app, "--server.port", port, "--server.address", address], standalone_mode=False)


main()
