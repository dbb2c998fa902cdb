"""What a first page does for the first time, done beforehand with nothing in it: a figure, a styled table, a look at the stack.

Plotly and pandas read further modules and templates then, a fifth of a second of the first page. The server has that time while
the visitor's data are being built.
"""

from __future__ import annotations

import inspect

import pandas as pd

from analysis import language
from dashboard import charts, written


def rehearse() -> None:
    fig = charts.figure(language.words("ru"))
    fig.add_bar(x=[1], y=[1], marker={"color": [charts.INK]}, hovertemplate="", hovertext=[""])
    fig.add_scatter(x=[1], y=[1], mode="lines", line={"color": charts.INK}, hovertemplate="")
    fig.add_annotation(x=1, y=1, text="", font={"color": charts.INK}, xref="paper", yref="y")
    fig.add_hline(y=1)
    fig.to_json()
    styler = pd.DataFrame({"a": [1.0]}).style.map(lambda _: "").format({"a": str})
    written.bytes_of(styler)
    inspect.stack()  # Streamlit looks at it once; finding each module's file takes long the first time
