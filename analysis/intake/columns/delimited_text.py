"""How a text file separates its cells, and where its table begins."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice

from analysis.errors import BadMapping, UnreadableFile
from analysis.intake.columns import remarks
from analysis.intake.columns.amounts.chosen import meant
from analysis.intake.columns.days_or_numbers import of_cells
from analysis.intake.columns.header_row import HEADER_WITHIN, checked_header, find_header
from analysis.intake.columns.header_words.headers import unique
from analysis.intake.columns.layout import Layout
from analysis.intake.columns.mapping import FileMapping
from analysis.intake.columns.plans import refuse_plans
from analysis.intake.files.records import TextRecord, records

DELIMITERS = (";", ",", "\t", "|")
SAMPLE_ROWS = 1_000
_WORDS = {"tab": "\t", "\\t": "\t", "semicolon": ";", "comma": ",", "pipe": "|"}


def csv_layout(
    text: str, *, cut: bool, file: str, encoding: str, table: str | None, mapping: FileMapping
) -> Layout:
    """The layout of a text file from its first lines; `cut`: the file goes on after `text`."""
    lines = text.split("\n") if "\n" in text else text.split("\r")
    if cut and len(lines) > 1:
        lines.pop()
    lines = [line.rstrip("\r") for line in lines]
    delimiter = mapping.format.get("delimiter") or _delimiter(lines, file, table, mapping)
    delimiter = _WORDS.get(delimiter.lower(), delimiter)
    rows = list(islice(records(iter(lines), delimiter), SAMPLE_ROWS + HEADER_WITHIN))
    if not rows:
        raise UnreadableFile("empty_file", file=file)
    if told := mapping.header_row:
        rows = [r for r in rows if r.row + r.lines > told]
        if not rows or rows[0].row > told:
            raise BadMapping("header_row_missing", file=file, row=told)
    within = 1 if told else HEADER_WITHIN
    position, matched = checked_header([r.cells for r in rows], table, mapping, file, within=within)
    refuse_plans(
        file, matched.table, (r.cells for r in rows[: position + 1 - matched.rows]), mapping
    )
    heads, below = rows[position + 1 - matched.rows : position + 1], rows[position + 1 :]
    header = replace(heads[-1], cells=list(matched.headers)) if matched.headers else heads[-1]
    if not cut and not any(c.strip() for r in below for c in r.cells):
        raise UnreadableFile("header_only", file=file)
    width = _width(header, below)
    least = min(width, len(header.cells))
    whole = [r.cells for r in below if least <= len(r.cells) <= width][:SAMPLE_ROWS]
    return meant(
        of_cells(
            Layout(
                file=file,
                container="csv",
                table=matched.table,
                headers=unique(header.cells, width),
                columns=matched.columns,
                header_row=heads[0].row + heads[0].lines - 1,
                skip=header.row + header.lines - 1,
                mapping=mapping,
                least=least,
                encoding=encoding,
                delimiter=delimiter,
                constants=dict(mapping.constants),
                title=remarks.above(r.cells for r in rows[: position + 1 - matched.rows]),
                heads=tuple(tuple(h.cells) for h in heads) if matched.headers else (),
                sample=tuple((*cells, *[""] * (width - len(cells))) for cells in whole),
            )
        )
    )


def _delimiter(lines: list[str], file: str, table: str | None, mapping: FileMapping) -> str:
    """The separator under which most headers are known; among equals the one that cuts rows most evenly."""
    absent = [d for d in DELIMITERS if not any(d in line for line in lines[:400])]
    tried = [d for d in DELIMITERS if d not in absent[1:]]  # those that occur nowhere cut alike
    cut = {d: [r.cells for r in islice(records(iter(lines[:400]), d), 60)] for d in tried}
    widest = {d: max(map(len, rows), default=0) for d, rows in cut.items()}
    ranks: dict[str, tuple[int, float, int]] = {}
    for delimiter in sorted(tried, key=lambda d: -widest[d]):
        rows = cut[delimiter]
        if any(known > widest[delimiter] for known, _, _ in ranks.values()):
            continue  # fewer cells than another's headers
        found = find_header(rows, table, mapping, file)
        width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        even = count / len(rows) if width > 1 else 0.0
        ranks[delimiter] = (len(found[1].columns) if found else 0, even, width)
    return max((d for d in tried if d in ranks), key=ranks.__getitem__)


def _width(header: TextRecord, below: list[TextRecord]) -> int:
    """The number of cells in a row: the header's, or one more where every row ends with a separator that it lacks."""
    width = len(header.cells)
    widths = Counter(len(r.cells) for r in below)
    usual = widths.most_common(1)[0][0] if widths else width
    if usual > width and all(not any(c.strip() for c in r.cells[width:]) for r in below):
        return usual
    while width > 1 and usual < width and not header.cells[width - 1].strip():
        width -= 1
    return width
