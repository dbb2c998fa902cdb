"""`dealfit import --watch`: looks at folders every few seconds and takes in what has appeared there.

It polls: notifications get lost on network shares, and a share that goes away comes back. A file is taken once its size and
time were the same at two looks; it is never moved, changed or deleted. What came before is told by its contents, so that
nothing is taken twice, whatever was watched or imported by hand in between.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.actions import choices, importing
from analysis.actions.choices import Choice
from analysis.actions.importing import ImportResult
from analysis.delivery import account
from analysis.errors import DealfitError, ImporterBusy, UnreadableFile, causes
from analysis.journal import settings
from analysis.language.command_words import CommandWords

Stamp = tuple[int, int]  # size, time of the last change in nanoseconds
BUSY_SECONDS = 5
Say = Callable[[str], None]


@dataclass
class Watch:
    """One watch over folders. say: a line for each event, without its time; changes: what an import changed, in lines."""

    root: Path
    folders: Sequence[Path]
    words: CommandWords
    say: Say
    changes: Callable[[Path, ImportResult], Sequence[str]] = lambda root, result: ()
    table: str | None = None
    mapping: Path | None = None
    seen: dict[Path, Stamp] = field(default_factory=dict)  # at the last look
    done: dict[Path, Stamp] = field(default_factory=dict)  # taken in, or refused, as it was then
    said: set[str] = field(default_factory=set)

    def look(self) -> bool:
        """One look; whether anything was taken in."""
        now = self._there()
        settled = [
            p for p, stamp in now.items() if self.seen.get(p) == stamp and self.done.get(p) != stamp
        ]
        self.seen = now
        return bool(settled) and self._take(settled, now)

    def _there(self) -> dict[Path, Stamp]:
        found: dict[Path, Stamp] = {}
        for folder in self.folders:
            try:
                for path in choices.importable(folder):
                    with contextlib.suppress(OSError):
                        stat = path.stat()
                        if stat.st_size and not path.stem.lower().endswith(choices.PARTIAL):
                            found[path] = stat.st_size, stat.st_mtime_ns
                for each in choices.passed_over([folder]):
                    name = self.words.phrase(each)
                    self._once(
                        f"passed {folder}/{name}",
                        self.words("command.watch.passed_over", name=name),
                    )
                self.said.discard(f"gone {folder}")
            except OSError as trouble:
                gone = self.words(
                    "command.watch.gone",
                    folder=folder,
                    detail=self.words.phrase(causes.of_system(trouble)),
                )
                self._once(f"gone {folder}", gone)
        return found

    def _take(self, settled: Sequence[Path], now: dict[Path, Stamp]) -> bool:
        try:
            result = importing.import_paths(
                self.root,
                [self._choice(p) for p in settled],
                table=self.table,
                mapping=self.mapping,
                who="watch",
                wait=BUSY_SECONDS,
            )
        except ImporterBusy:
            self._once("busy", self.words("command.watch.busy"))
            return False
        except (
            DealfitError,
            OSError,
        ) as trouble:  # of the settings in the folder, say; none of the files was taken
            self._once(f"failed {trouble}", self._in_words(trouble))
            self.done |= {
                p: now[p] for p in settled if _is_broken_setting(p)
            }  # the others are tried again
            return False
        self.said = {key for key in self.said if key != "busy" and not key.startswith("failed ")}
        locked = {name for name, why in result.unreadable if why.code == "cannot_open"}
        self.done |= {
            p: now[p] for p in settled if p.name not in locked
        }  # open elsewhere: another time
        for name, why in result.unreadable:
            self._once(f"{name} {why}", self.words.error(why))
        for name in result.undone:
            self._once(f"{name} undone", self.words("command.watch.undone", file=name))
        for file in result.taken:
            lost = account.of_file(file).refused  # those that the build sets aside among them
            key = "command.watch.taken_refused" if lost else "command.watch.taken"
            named = {"refused": lost} if lost else {}
            self.say(
                self.words(
                    key,
                    file=file.file,
                    rows=file.rows_accepted,
                    table=self._table(file.table),
                    **named,
                )
            )
        for mended in result.mended:
            self.say(
                self.words(
                    "command.watch.mended",
                    file=mended.file,
                    accepted=mended.accepted,
                    still=mended.still_refused,
                )
            )
            if mended.ignored:
                self.say(
                    self.words(
                        "command.watch.mended_otherwise", file=mended.file, rows=len(mended.ignored)
                    )
                )
        for name in result.settings:
            self.say(self.words("command.settings_taken", file=name))
        for line in self.changes(self.root, result) if result.taken else ():
            self.say(line)
        return bool(result.taken or result.settings)

    def _in_words(self, trouble: Exception) -> str:
        return self.words.error(trouble) if isinstance(trouble, DealfitError) else str(trouble)

    def _table(self, table: str) -> str:
        return table if self.words.lang == "en" else self.words.code("table", table)

    def _choice(self, path: Path) -> Path | Choice:
        return path if path.name in choices.SETTINGS else Choice(path, self.table, named=False)

    def _once(self, key: str, line: str) -> None:
        if key not in self.said:
            self.said.add(key)
            self.say(line)


def _is_broken_setting(path: Path) -> bool:
    if path.name not in choices.SETTINGS:
        return False
    try:
        settings.check(path)
    except DealfitError:
        return True
    except OSError:
        pass
    return False


def run(watch: Watch, every: float, stop: threading.Event) -> None:
    """Looks every so many seconds until `stop`; what is being taken in then is ended first."""
    while not stop.is_set():
        watch.look()
        stop.wait(every)


def until_stopped(watch: Watch, every: float) -> None:
    """Runs until Ctrl+C or a request to end (SIGTERM)."""
    for folder in watch.folders:
        if not folder.is_dir():
            raise UnreadableFile("watch_takes_folders", path=folder)
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    folders = ", ".join(str(f) for f in watch.folders)
    watch.say(watch.words("command.watch.begins", folders=folders, every=f"{every:g}"))
    run(watch, every, stop)
    watch.say(watch.words("command.watch.ended"))
