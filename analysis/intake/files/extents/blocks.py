"""A part of an archive in blocks, and what no honest cell holds: a text of a megabyte."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from analysis.errors import UnreadableFile

BLOCK = 1 << 20
_OVERLAP = 400  # bytes: longer than any tag that is looked for
LONGEST_TEXT = 1 << 20  # bytes of a cell; a spreadsheet holds 32,767 signs


def of(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """The part's bytes in blocks that overlap a little, and how many of them are of the block before; reading to the end verifies
    size and checksum. Raises UnreadableFile where a text fills a block."""
    with archive.open(part) as stream:
        before = b""
        while block := stream.read(BLOCK):
            if len(block) == BLOCK and b"<" not in block:
                raise UnreadableFile("cell_too_long", file=path.name, most=f"{LONGEST_TEXT:,}")
            yield before + block, len(before)
            before = block[-_OVERLAP:]
