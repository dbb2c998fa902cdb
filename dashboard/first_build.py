"""What a page says while the data that it will show are read and worked out, here or by the process beside: which step, how far."""

from __future__ import annotations

import time

import streamlit as st

from analysis.language import Words, plain

SOON = 0.3  # seconds between two words of one step


class Steps:
    """Says the progress of an import (see import_paths) until the block ends; nothing where there is none."""

    def __init__(self, words: Words) -> None:
        self._words, self._place = words, st.empty()
        self._last = "", 0.0  # step, when it was said

    def __enter__(self) -> Steps:
        return self

    def __exit__(self, *_: object) -> None:
        self._place.empty()

    def tell(self, what: str, part: float) -> None:
        now = time.monotonic()
        if what == self._last[0] and now - self._last[1] < SOON:
            return
        self._last = what, now
        key = "first_build.building" if what == "store" else "first_build.reading"
        with self._place.container():
            st.title(plain(self._words("first_build")), anchor=False)
            st.text(self._words(key, file=what, part=self._words.share(part, 0)))
