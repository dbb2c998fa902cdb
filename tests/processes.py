"""What tests ask of processes that may end while they are asked."""

from __future__ import annotations

import time

import psutil

PATIENCE = 300.0  # seconds: a machine may be busy


def is_running(pid: int) -> bool:
    """Whether a process still runs: one that has ended and that nobody has asked after is a zombie."""
    try:
        return str(psutil.Process(pid).status()) not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
    except psutil.NoSuchProcess:
        return False


def ends(pid: int) -> bool:
    """Whether it ends while it is waited for; a process that is killed first gives its memory back."""
    until = time.monotonic() + PATIENCE
    while is_running(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def children_of_this(word: str) -> list[psutil.Process]:
    """Those of this process's children whose command holds the word."""
    found = []
    for each in psutil.Process().children():
        try:
            if word in each.cmdline():
                found.append(each)
        except (psutil.NoSuchProcess, psutil.ZombieProcess):
            continue
    return found
