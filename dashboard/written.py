"""How a table's numbers are written and coloured, as the bytes that the browser gets: made once, then handed to Streamlit.

Streamlit works them out of a pandas Styler anew in every run of a page, cell by cell: a quarter of what a page cost.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from streamlit.elements import arrow
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

NAME = "written"  # of a table among its own styles; pandas gives a random one, and the browser a table that looks new


def bytes_of(styler: Any) -> bytes:
    """What Streamlit makes of a Styler, its frame aside."""
    made = ArrowData()
    marshall_styler(made, styler.set_uuid(NAME), NAME)
    sent: bytes = made.styler.SerializeToString()
    return sent


def table(cells: pd.DataFrame, sent: bytes) -> Any:
    """The cells for `st.dataframe`, shown as the Styler showed them that `sent` was made of."""
    styler = cells.style
    styler.dealfit_sent = sent  # type: ignore[attr-defined]
    return styler


def _marshall(proto: Any, styler: Any, default_uuid: str) -> None:
    sent = getattr(styler, "dealfit_sent", None)
    if sent is None:
        marshall_styler(proto, styler, default_uuid)
    else:
        proto.styler.ParseFromString(sent)


# No public way gives `st.dataframe` what a Styler was turned into.
arrow.marshall_styler = _marshall  # type: ignore[attr-defined]
