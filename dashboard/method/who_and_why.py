"""Who and why, as every change on the page of the method asks for them."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analysis.progress import Progress
from dashboard import state
from dashboard.view import View


def who_and_why(view: View, key: str) -> tuple[str, str]:
    left, right = st.columns(2)
    who = left.text_input(
        view.words("method.who"), value=state.person(), key=f"who-{key}", max_chars=80
    )
    why = right.text_input(
        view.words("method.why"),
        key=f"why-{key}",
        max_chars=400,
        placeholder=view.words(f"why.{key}"),
    )
    return who, why


def progress(bar: Any) -> Progress:
    """Moves a progress bar: for whoever builds."""

    def move(part: float) -> None:
        bar.progress(min(max(part, 0.0), 1.0))

    return move
