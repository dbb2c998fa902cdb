"""`python -m dashboard PORT 127.0.0.1` in a process that has read the libraries already: a second less for each server."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Mapping
from pathlib import Path

import pandas  # noqa: F401
import plotly.graph_objects  # noqa: F401
import streamlit.web.bootstrap
import streamlit.web.server.starlette.starlette_app  # noqa: F401
import uvicorn  # noqa: F401

import analysis.reader.workspace  # noqa: F401


def serve(port: int, environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(Path(__file__).parent.parent.parent)
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        os.dup2(silent, stream.fileno())
    sys.argv = ["dashboard", str(port), "127.0.0.1"]
    runpy.run_module("dashboard", run_name="__main__")
