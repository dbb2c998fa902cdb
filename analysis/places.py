"""Where a workspace lies unless it is said, who may look into it, and how the few bytes of its own files are read."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
from pathlib import Path

from analysis.errors import NoData
from analysis.errors.phrases import phrase

HERE = Path(__file__).parent
DEMO = (
    HERE / "demo_exports" if (HERE / "demo_exports").is_dir() else HERE.parent / "data" / "demo"
)  # installed, or not
DEMO_FOLDER = "demo-"  # begins the name of the demo plant's workspace, inside another
SEEN: set[Path] = set()  # workspaces in which this process has seen data


def default_root() -> Path:
    """DEALFIT_WORKSPACE, else in the folder `data` beside, else where programs keep a user's data: an installed one has no folder."""
    if said := os.environ.get("DEALFIT_WORKSPACE"):
        return Path(said)
    if Path("data").is_dir():
        return Path("data") / "private" / "workspace"
    import platformdirs

    return platformdirs.user_data_path("dealfit", appauthor=False) / "workspace"


def is_the_demo_plants(path: Path) -> bool:
    """Whether a file is one of the demo plant's exports, which come with the program: no stranger's. A copy elsewhere is one."""
    return path.resolve().parent == DEMO.resolve()


def make_private(root: Path) -> None:
    """The workspace's folder, which its owner alone may look into; a folder that a group shares on purpose stays the group's."""
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = root.stat().st_mode
    is_shared_on_purpose = bool(mode & stat.S_IWGRP)
    if (
        os.name == "posix"
        and root.stat().st_uid == os.getuid()
        and not is_shared_on_purpose
        and mode & 0o077
    ):
        with contextlib.suppress(OSError):  # a disk without permissions (FAT, some shares)
            root.chmod(0o700)


def remember(root: Path) -> None:
    """That this workspace holds data: for this process, and in the user's folder of such things for the next one."""
    if root.absolute() in SEEN:
        return
    SEEN.add(root.absolute())
    if not root.name.startswith(DEMO_FOLDER):
        with contextlib.suppress(OSError):  # a reader who can't write anywhere
            marker = _marker(root)
            marker.parent.mkdir(parents=True, exist_ok=True)
            marker.write_text(f"{root.absolute()}\n", "utf-8")


def _marker(root: Path) -> Path:
    """One small file for each workspace that held data; whoever deleted a workspace on purpose deletes it as well."""
    import platformdirs

    name = hashlib.sha256(os.fsencode(root.absolute())).hexdigest()[:16]
    return platformdirs.user_state_path("dealfit", appauthor=False) / "workspaces" / f"{name}.txt"


def is_away(root: Path) -> bool:
    """Whether a workspace held data when it was opened last, by whatever process of this user, and is not there now."""
    return not _is_there(root) and (root.absolute() in SEEN or _marker(root).exists())


def refuse_where_away(root: Path) -> None:
    """NoData where data were seen in this workspace and it isn't there now, as on a share that is down: nothing is written in its place."""
    if root.absolute() in SEEN and not _is_there(root):
        raise NoData("workspace_away", workspace=root)


def refuse_demo_where_away(root: Path) -> None:
    """The same where an earlier process saw the data: the demo plant doesn't stand in for them."""
    refuse_where_away(root)
    if is_away(root):
        raise NoData("workspace_held_data", workspace=root, marker=_marker(root))


def _is_there(root: Path) -> bool:
    return any((root / part).exists() for part in ("imports", "stores"))


def small_file(path: Path, most: int) -> bytes:
    """All of a file. OSError where it is a pipe or a device, which may never end, or holds more than `most` bytes."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # opening a folder says what is wrong
        raise OSError(errno.EINVAL, phrase("detail.pipe"), str(path))
    with path.open("rb") as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise OSError(errno.EFBIG, phrase("detail.more_bytes", most=most), str(path))
    return found
