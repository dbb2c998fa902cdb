"""Dropped files stay for the session: the uploader forgets them when its page is left, here they are found on return.

They stay in memory, as the uploader keeps them, and end with the session; those that the uploader no longer shows may have
as many bytes together as one upload.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import state
from dashboard.data.uploads import Upload

SLOT, OVERFLOWN = "import.held", "import.overflown"


@dataclass(frozen=True)
class SessionUploads:
    """The first dropped first. shown: ids of those that the uploader showed last; uploader: which one, a new one is empty."""

    files: tuple[Upload, ...] = ()
    shown: frozenset[str] = frozenset()
    uploader: str = ""


def _now() -> SessionUploads:
    found = state.get(SLOT)
    return found if isinstance(found, SessionUploads) else SessionUploads()


def take(given: Sequence[Upload], turn: int) -> tuple[Upload, ...]:
    """The files that count: those held before and those given; one that was taken out of the uploader is let go.

    turn: a new uploader comes with each, and with each visit of the page.
    """
    before, ids, uploader = _now(), frozenset(u.file_id for u in given), f"{state.visit()}.{turn}"
    taken_out = before.shown - ids if before.uploader == uploader else frozenset()
    kept = tuple(u for u in before.files if u.file_id not in taken_out | ids)
    kept, too_much = _within(kept, st.get_option("server.maxUploadSize") << 20)
    if too_much:
        state.put(OVERFLOWN, tuple(u.name for u in too_much))
    state.put(SLOT, SessionUploads((*kept, *given), ids, uploader))
    return (*kept, *given)


def is_news(given: Sequence[Upload]) -> bool:
    """Whether a file was dropped that was not there before."""
    return any(u.file_id not in {h.file_id for h in _now().files} for u in given)


def returned() -> tuple[Upload, ...]:
    """Those that the uploader doesn't show."""
    held = _now()
    return tuple(u for u in held.files if u.file_id not in held.shown)


def let_go(ids: Collection[str]) -> None:
    held = _now()
    files = tuple(u for u in held.files if u.file_id not in ids)
    state.put(SLOT, SessionUploads(files, held.shown & {u.file_id for u in files}, held.uploader))


def overflown() -> tuple[str, ...]:
    """Names of files that had to be let go since this was asked last."""
    names: tuple[str, ...] = state.get(OVERFLOWN, ())
    state.put(OVERFLOWN, ())
    return names


def _within(files: Sequence[Upload], limit: int) -> tuple[tuple[Upload, ...], tuple[Upload, ...]]:
    """The newest files that fit, in their order, and those that don't."""
    room, kept = limit, []
    for upload in reversed(files):
        room -= upload.getbuffer().nbytes
        if room < 0:
            break
        kept.append(upload)
    return tuple(reversed(kept)), tuple(files[: len(files) - len(kept)])
