"""Work on dropped files that goes on when its page is left: in a thread of its own; the page looks up how far it is.

Streamlit ends a page's script when another page is opened. The work must not end with it: whoever comes back finds it under
way, or done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import Any

from analysis.actions.choices import Choice
from analysis.progress import StageProgress
from dashboard import state
from dashboard.data import uploads
from dashboard.data.imports.uploaded_files import UploadContents

SLOT = "import.job"
Work = Callable[
    [list[Choice | Path], StageProgress, Callable[[], bool]], Any
]  # files, how far, whether given up


@dataclass
class Job:
    """stage: what is at work and which part of it is done. done: what the page does with the result."""

    done: Callable[[Any], None]
    stage: tuple[str, float] = ("", 0.0)
    result: Any = None
    error: BaseException | None = None
    thread: Thread = field(default_factory=Thread)
    stopped: Event = field(default_factory=Event)

    @property
    def is_at_work(self) -> bool:
        return self.thread.is_alive()


def start(ready: Sequence[UploadContents], work: Work, done: Callable[[Any], None]) -> None:
    """Begins the work on the files; `done` is called by the page that finds it ended."""
    given, job = [(d.upload, _choice(d)) for d in ready], Job(done)

    def tell(what: str, part: float) -> None:
        job.stage = what, part

    def run() -> None:
        try:
            with uploads.on_disk([upload for upload, _ in given]) as paths:
                job.result = work(
                    [choice(path) for (_, choice), path in zip(given, paths, strict=True)],
                    tell,
                    job.stopped.is_set,
                )
        except BaseException as error:  # the page says it, or raises it where it is a defect
            job.error = error

    job.thread = Thread(target=run, name="dealfit-import", daemon=True)
    job.thread.start()
    state.put(SLOT, job)


def _choice(dropped: UploadContents) -> Callable[[Path], Choice | Path]:
    """What the user says of the file when the work begins: the session is out of reach of the thread."""
    if dropped.is_settings or dropped.is_mended:
        return lambda path: path
    mappings = {t.name: mapping for t in dropped.tables if (mapping := t.mapping)}
    left_out = frozenset(t.name for t in dropped.tables if t.name and not t.is_wanted)
    return lambda path: Choice(path, mappings=mappings, left_out=left_out)


def now() -> Job | None:
    """The session's job: at work, or done while nobody looked."""
    job = state.get(SLOT)
    return job if isinstance(job, Job) else None


def stop() -> None:
    """Gives the work up: nothing of it counts."""
    if job := now():
        job.stopped.set()


def forget() -> None:
    state.put(SLOT, None)
