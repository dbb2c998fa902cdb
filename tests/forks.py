"""Processes of tests that start from one in which everything they need has been read: a second less for each."""

from __future__ import annotations

import multiprocessing

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.killing"])
