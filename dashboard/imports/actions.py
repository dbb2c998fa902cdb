"""The two buttons: try the dropped files without taking them in, or take them in; who does it, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import streamlit as st

import analysis
from analysis import DealfitError, ImportResult, places
from analysis.imports import importing
from analysis.imports.choices import Choice
from analysis.imports.trial_import import DryRun
from analysis.intake.columns import saved_mappings
from dashboard import file_trouble, page, state, uploads
from dashboard.file_trouble import Trouble
from dashboard.imports import corrections as import_corrections
from dashboard.imports import dropped as import_dropped
from dashboard.imports import held as import_held
from dashboard.imports import said as import_said
from dashboard.imports.dropped import Dropped
from dashboard.view import View
from dashboard.wording import Words, plain

T = TypeVar("T")
RESULT, CHECKED, REMEMBERED = "import.result", "import.checked", "import.remembered"
LEFT_OUT = "import.chosen_out"  # tables that the user left out of the last import
NO_WAIT = 0.0  # another import is said at once, not waited for
STAGES = {"store": "upload.building", "compare": "import.comparing"}  # what else than a file is at work
Progress = Callable[[str, float], None]


def show(view: View, dropped: Sequence[Dropped]) -> None:
    words = view.words
    ready = [d for d in dropped if d.is_wanted]
    waiting, unreadable = _waiting(dropped), [d.name for d in dropped if d.trouble]
    if not ready and waiting:
        page.quiet(words("import.not_ready"), "quiet-not-ready")
    elif waiting:
        page.quiet(words("import.some_not_ready", names=import_said.names(words, waiting)), "quiet-some-not-ready")
    if unreadable:
        page.quiet(words("import.unreadable", names=import_said.names(words, unreadable)), "quiet-unreadable")
    if left := left_out(dropped):
        page.quiet(words("import.chosen_out", names=import_said.names(words, left)), "quiet-left-out")
    with st.container(horizontal=True, vertical_alignment="bottom", key="importactions"):
        who = st.text_input(words("import.who"), value=state.person(), key="import.who", max_chars=80, width=260,
                            help=words("import.who.help"))  # fmt: skip
        take = st.button(words("import.take"), type="primary", disabled=not ready, key="import.take")
        check = st.button(words("import.check"), disabled=not ready, key="import.check")
    if take:
        state.remember_person(who)
        result = _done(words, ready, lambda choices, tell: analysis.import_paths(
            places.default_root(), choices, who=who.strip(), progress=tell, wait=NO_WAIT))  # fmt: skip
        if result:
            _imported(result, ready, who.strip())
    elif check:
        found = _done(
            words, ready, lambda choices, tell: analysis.dry_run(places.default_root(), choices, progress=tell)
        )
        state.put(CHECKED, found and (fingerprint(dropped), found))


def forget_result() -> None:
    """What became of the last files is said until others are dropped."""
    state.put(RESULT, None)
    state.put(REMEMBERED, None)
    state.put(LEFT_OUT, None)


def fingerprint(dropped: Sequence[Dropped]) -> str:
    """What a check was of: other files or other corrections make it void."""
    return "|".join(f"{t.key}{import_corrections.of(t.key).key}{t.is_wanted}" for d in dropped for t in d.tables)


def checked(dropped: Sequence[Dropped]) -> DryRun | None:
    """What the last check found, if it was of these files as they stand now."""
    of, found = state.get(CHECKED) or ("", None)
    return found if of == fingerprint(dropped) else None


def _waiting(dropped: Sequence[Dropped]) -> list[str]:
    return [t.name or d.name for d in dropped for t in d.tables if not t.is_ready]


def left_out(dropped: Sequence[Dropped]) -> list[str]:
    """Tables that could go in and that the user left out."""
    return [t.name or d.name for d in dropped for t in d.tables if t.is_ready and not t.is_wanted]


def stop_if_busy() -> None:
    """Raises ImporterBusy: another import is said at once, not waited for."""
    with importing.importer_lock(places.default_root(), wait=NO_WAIT):
        pass


def _done(words: Words, ready: Sequence[Dropped], work: Callable[[list[Choice | Path], Progress], T]) -> T | None:
    """What the work on the files gives, with a bar; None where it says why it can't be done: the files stay for another try."""
    bar = st.progress(0.0, words("upload.reading"))

    def tell(what: str, part: float) -> None:
        said = words(STAGES[what]) if what in STAGES else words("import.reading", file=what)
        bar.progress(min(max(part, 0.0), 1.0), plain(said))

    try:
        with uploads.on_disk([d.upload for d in ready]) as paths:
            return work([_choice(d, path) for d, path in zip(ready, paths, strict=True)], tell)
    except DealfitError as error:
        trouble = file_trouble.of(error)
    except OSError as error:
        trouble = Trouble("upload_failed", {"detail": error.strerror or str(error)})
    finally:
        bar.empty()
    st.error(plain(file_trouble.said(words, trouble)))
    return None


def _choice(dropped: Dropped, path: Path) -> Choice | Path:
    if dropped.is_settings or dropped.is_mended:
        return path
    mappings = {t.name: mapping for t in dropped.tables if (mapping := t.mapping)}
    return Choice(
        path, mappings=mappings, left_out=frozenset(t.name for t in dropped.tables if t.name and not t.is_wanted)
    )


def _imported(result: ImportResult, ready: Sequence[Dropped], who: str) -> None:
    """Keeps the corrected mappings, lets go the files that are in now and shows the newest numbers."""
    taken = {file.file for file in result.taken}
    read = [(t, d.name) for d in ready if d.name in taken for t in d.tables if t.is_wanted]
    said = [(t, mapping, file) for t, file in read if (mapping := t.mapping)]
    for table, mapping, file in said:
        saved_mappings.save(places.default_root(), table.seen.header_cells, mapping, who, file)
    state.put(RESULT, result)
    state.put(LEFT_OUT, tuple(left_out(ready)))
    state.put(REMEMBERED, tuple(file for _, _, file in said))
    import_held.let_go({d.upload.file_id for d in ready if d.name not in {name for name, _ in result.unreadable}})
    state.put(import_dropped.TURN, state.get(import_dropped.TURN, 0) + 1)
    state.unpin()
    st.rerun()
