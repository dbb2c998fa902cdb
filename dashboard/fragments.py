"""Parts of a page that run again by themselves: beyond the frame's care, so that each has its own for what goes wrong."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import ParamSpec

import streamlit as st

from analysis import DealfitError, language
from analysis.language import plain
from dashboard import setting_trouble, state

P = ParamSpec("P")


def fragment(
    every: float | None = None,
) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """As st.fragment; what goes wrong becomes a sentence in its place, never a traceback. every: seconds between its runs."""

    def made(draw: Callable[P, None]) -> Callable[P, None]:
        @functools.wraps(draw)
        def careful(*args: P.args, **kwargs: P.kwargs) -> None:
            try:
                draw(*args, **kwargs)
            except DealfitError as trouble:
                words = language.words(state.language())
                st.warning(plain(setting_trouble.sentence(words, trouble)))
            except Exception:  # Streamlit's own control flow is no Exception
                logging.getLogger("dealfit").exception("%s failed", draw.__qualname__)
                st.warning(plain(language.words(state.language())("trouble.unexpected")))

        return st.fragment(careful, run_every=every)

    return made
