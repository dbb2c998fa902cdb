"""A copy of a process works beside it. The process is one of the test's own: pytest's has threads, which no copy has."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from analysis.errors import NoData
from analysis.isolation import twin
from tests import processes

ONE = "from tests import test_twin; test_twin.one()"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="no process is copied there")


def end_by_signal() -> int:
    """The process id of who does it second: the copy is gone by then."""
    if psutil.Process().ppid() == PARENT:
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def find_nothing() -> None:
    raise NoData("no_workspace", workspace=Path("away"))


PARENT = 0


def one() -> None:
    """What is to hold, in a process without threads."""
    global PARENT
    PARENT = own = os.getpid()
    with twin.beside():
        copy = twin.share(os.getpid)
        assert copy != own
        assert twin.share(divmod, 7, 3) == (2, 1)
        with pytest.raises(NoData):
            twin.share(find_nothing)
        assert twin.share(end_by_signal) == own  # it is done here where the copy has ended
        assert twin.share(os.getpid) == own
    assert not psutil.pid_exists(copy)
    assert twin.share(os.getpid) == own  # after the block
    with twin.beside():
        print(twin.share(os.getpid), flush=True)
        os.kill(own, signal.SIGKILL)


def test_work_is_shared_with_a_copy_that_ends_with_its_process() -> None:
    ran = subprocess.run([sys.executable, "-c", ONE], capture_output=True, text=True, check=False)
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert processes.ends(int(ran.stdout))
