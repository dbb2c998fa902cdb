"""The sheets of an ODS: rows and cells that say how often they are repeated, blanks that say how many they are."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from analysis.errors import UnreadableFile
from analysis.intake.files.extents import blocks

CELLS = 50_000_000  # that repetitions make, of all sheets
_SAID = rb"""(?:[^<>"']++|"[^"<]*"|'[^'<]*')*+"""  # a value may hold a >
_TOKEN = re.compile(
    rb"<table:table-row(?=[\s>/])(?P<row>"
    + _SAID
    + rb")>|<table:table-cell(?=[\s>/])(?P<cell>"
    + _SAID
    + rb")>"
    rb"|<table:covered-table-cell(?=[\s>/])(?P<under>" + _SAID + rb")>"
)
_NOUGHTS = rb"""\s*=\s*["']\s*+\+?0*+"""  # readers take +0099 for 99
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated" + _NOUGHTS + rb"(\d{1,18})")
_MANY = re.compile(rb"number-(?:rows|columns)-repeated" + _NOUGHTS + rb"(?:\d\d|[2-9])")
_BLANKS = re.compile(rb"text:c" + _NOUGHTS + rb"(\d{1,18})")


def is_suspicious(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether empty cells may fill the memory: only laying it out tells. Raises UnreadableFile where filled ones would."""
    filled = every = blanks = 0
    repeated, width, wide = 1, 0, 0  # of the row so far: how often, filled cells, all cells
    rest = b""
    for block, seen in blocks.of(path, archive, part):
        fresh = rest + block[seen:]
        cut = max(0, fresh.rfind(b"<"))
        fresh, rest = fresh[:cut], fresh[cut:]
        blanks += sum(map(int, _BLANKS.findall(fresh)))
        if width < 2 and repeated == 1 and not _MANY.search(fresh):
            every += fresh.count(b"<table:table-cell")
            filled += fresh.count(b"<table:table-cell")
            continue
        for token in _TOKEN.finditer(fresh):
            said = (
                token["row"]
                if token["row"] is not None
                else token["cell"]
                if token["cell"] is not None
                else token["under"]
            )
            times = int(found[1]) if (found := _REPEATED.search(said)) else 1
            if token["row"] is not None:
                filled, every = filled + repeated * width, every + repeated * wide
                repeated, width, wide = times, 0, 0
            else:
                wide += times
                width += 0 if said.endswith(b"/") else times
    filled, every = filled + repeated * width, every + repeated * wide
    if blanks > blocks.LONGEST_TEXT:
        raise UnreadableFile("cell_too_long", file=path.name, most=f"{blocks.LONGEST_TEXT:,}")
    if filled > CELLS:
        raise UnreadableFile("sheet_too_large", file=path.name)
    return every > CELLS
