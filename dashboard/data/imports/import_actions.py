"""The two buttons: try the dropped files without taking them in, or take them in; who does it, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

import analysis
from analysis import DealfitError, ImportResult, places
from analysis.actions.trial_import import DryRun
from analysis.delivery import importing_lock
from analysis.journal.settings import saved_mappings
from analysis.language import Words, plain
from dashboard import page, state
from dashboard.data import file_trouble
from dashboard.data.file_trouble import FileTrouble
from dashboard.data.imports import (
    import_corrections,
    import_sentences,
    jobs,
    session_uploads,
    uploaded_files,
)
from dashboard.data.imports.uploaded_files import UploadContents
from dashboard.view import View

RESULT, CHECKED, REMEMBERED = "import.result", "import.checked", "import.remembered"
LEFT_OUT = "import.chosen_out"  # tables that the user left out of the last import
NO_WAIT = 0.0  # another import is said at once, not waited for
STAGES = {
    "store": "upload.building",
    "compare": "import.comparing",
}  # what else than a file is at work
LOOK_EVERY = 0.1  # seconds


def show(view: View, dropped: Sequence[UploadContents]) -> None:
    words = view.words
    ready = [d for d in dropped if d.is_wanted]
    waiting, unreadable = _waiting(dropped), [d.name for d in dropped if d.trouble]
    if not ready and waiting:
        page.quiet(words("import.not_ready"), "quiet-not-ready")
    elif waiting:
        page.quiet(
            words("import.some_not_ready", names=import_sentences.names(words, waiting)),
            "quiet-some-not-ready",
        )
    if unreadable:
        page.quiet(
            words("import.unreadable", names=import_sentences.names(words, unreadable)),
            "quiet-unreadable",
        )
    if left := left_out(dropped):
        page.quiet(
            words("import.chosen_out", names=import_sentences.names(words, left)), "quiet-left-out"
        )
    with st.container(horizontal=True, vertical_alignment="bottom", key="importactions"):
        who = st.text_input(
            words("import.who"),
            value=state.person(),
            key="import.who",
            max_chars=80,
            width=260,
            help=words("import.who.help"),
        )
        take = st.button(
            words("import.take"), type="primary", disabled=not ready, key="import.take"
        )
        check = st.button(words("import.check"), disabled=not ready, key="import.check")
    root, name = places.default_root(), who.strip()
    if take:
        state.remember_person(who)
        jobs.start(
            ready,
            lambda choices, tell, given_up: analysis.import_paths(
                root, choices, who=name, progress=tell, wait=NO_WAIT, is_stopped=given_up
            ),
            _after_import(ready, name),
        )
    elif check:
        of = fingerprint(dropped)
        state.put(CHECKED, None)
        jobs.start(
            ready,
            lambda choices, tell, given_up: analysis.dry_run(
                root, choices, progress=tell, is_stopped=given_up
            ),
            lambda found: state.put(CHECKED, (of, found)),
        )
    _follow(words)


def forget_result() -> None:
    """What became of the last files is said until others are dropped."""
    state.put(RESULT, None)
    state.put(REMEMBERED, None)
    state.put(LEFT_OUT, None)


def fingerprint(dropped: Sequence[UploadContents]) -> str:
    """What a check was of: other files or other corrections make it void."""
    return "|".join(
        f"{t.key}{import_corrections.of(t.key).key}{t.is_wanted}" for d in dropped for t in d.tables
    )


def checked(dropped: Sequence[UploadContents]) -> DryRun | None:
    """What the last check found, if it was of these files as they stand now."""
    of, found = state.get(CHECKED) or ("", None)
    return found if of == fingerprint(dropped) else None


def _waiting(dropped: Sequence[UploadContents]) -> list[str]:
    return [t.name or d.name for d in dropped for t in d.tables if not t.is_ready]


def left_out(dropped: Sequence[UploadContents]) -> list[str]:
    """Tables that could go in and that the user left out."""
    return [t.name or d.name for d in dropped for t in d.tables if t.is_ready and not t.is_wanted]


def stop_if_busy() -> None:
    """Raises ImporterBusy: another import is said at once, not waited for."""
    with importing_lock.importer_lock(places.default_root(), wait=NO_WAIT):
        pass


def is_at_work() -> bool:
    """Whether files of this session are being checked or taken in, or were while another page was open."""
    return jobs.now() is not None


def _follow(words: Words) -> None:
    """Waits for the work with a bar; says why it can't be done: the files stay for another try."""
    job = jobs.now()
    if job is None:
        return
    bar, above = st.progress(0.0, words("upload.reading")), st.empty()
    above.button(words("import.stop"), key="import.stop", on_click=jobs.stop)
    while job.is_at_work:
        what, part = job.stage
        said = (
            words("upload.reading")
            if not what
            else words(STAGES[what])
            if what in STAGES
            else words("import.reading", file=what)
        )
        bar.progress(
            min(max(part, 0.0), 1.0), plain(said)
        )  # where Streamlit ends the script when its page is left
        job.thread.join(LOOK_EVERY)
    bar.empty()
    above.empty()
    jobs.forget()
    if job.error is None:
        job.done(job.result)
    elif isinstance(job.error, DealfitError):
        st.error(plain(file_trouble.sentence(words, file_trouble.of(job.error))))
    elif isinstance(job.error, OSError):
        detail = job.error.strerror or str(job.error)
        st.error(
            plain(file_trouble.sentence(words, FileTrouble("upload_failed", {"detail": detail})))
        )
    else:
        raise job.error


def _after_import(ready: Sequence[UploadContents], who: str) -> Callable[[ImportResult], None]:
    """Keeps the corrected mappings, lets go the files that are in now and shows the newest numbers; all as the files stood."""
    read = [
        (t.seen.header_cells, t.mapping, d.name) for d in ready for t in d.tables if t.is_wanted
    ]
    files, out = {d.upload.file_id: d.name for d in ready}, tuple(left_out(ready))

    def done(result: ImportResult) -> None:
        taken = {file.file for file in result.taken}
        said = [
            (cells, mapping, file) for cells, mapping, file in read if mapping and file in taken
        ]
        for cells, mapping, file in said:
            saved_mappings.save(places.default_root(), cells, mapping, who, file)
        state.put(RESULT, result)
        state.put(LEFT_OUT, out)
        state.put(REMEMBERED, tuple(file for _, _, file in said))
        unreadable = {name for name, _ in result.unreadable}
        session_uploads.let_go(
            {file_id for file_id, name in files.items() if name not in unreadable}
        )
        state.put(uploaded_files.TURN, state.get(uploaded_files.TURN, 0) + 1)
        state.unpin()
        st.rerun()

    return done
