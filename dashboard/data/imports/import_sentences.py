"""What the page of loading says about a table of a dropped file, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from analysis.actions.after_import import SetAside
from analysis.actions.mended_rows import MendingResult
from analysis.intake.rows.preview.proposal import Seen
from analysis.language import Words, file_formats
from dashboard.view import View

OF_REPORT = (
    "sheet",
    "header_row",
    "shape",
    "levels_by",
    "lines",
    "groups",
    "levels_left_out",
)  # not how it is written
TOTAL = "total_"
SHOWN = 5  # headers, sheets, refused rows named in a sentence
LONGEST_VALUE = 200  # signs of a refused value that are shown


def missing(words: Words, alternatives: Iterable[Iterable[Iterable[str]]]) -> str:
    """«Клиент» или «Код клиента»; «Выручка»: each requirement that nothing meets, its alternatives side by side."""

    def columns(names: Iterable[str]) -> str:
        return f" {words('and')} ".join(
            words("hint.quoted", name=words.title(n)) for n in sorted(names)
        )

    return "; ".join(
        f" {words('or')} ".join(sorted(columns(a) for a in group)) for group in alternatives
    )


def names(words: Words, found: Sequence[str], shown: int = SHOWN) -> str:
    """The first few, and how many more there are."""
    listed = ", ".join(found[:shown])
    return (
        listed
        if len(found) <= shown
        else words("import.names.more", names=listed, n=len(found) - shown)
    )


def refused_row(words: Words, row: dict[str, Any]) -> str:
    """«строка 14: «Выручка» = «уточняется» — не число»."""
    reason = words.code("reason", row["reason"])
    if not row.get("column"):
        return words("import.preview.row.whole", row=str(row["row_number"]), reason=reason)
    value = str(row.get("value") or words("data.blank"))
    value = value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
    return words(
        "import.preview.row",
        row=str(row["row_number"]),
        column=words.title(row["column"]),
        value=value,
        reason=reason,
    )


def recognised(words: Words, seen: Seen) -> list[str]:
    """What the table is, how far it is understood and how it is written."""
    said = words(
        "import.ready",
        table=words.code("table", seen.table),
        columns=len(seen.columns),
        of=len(seen.headers),
        row=str(seen.header_row),
    )
    if seen.formats.get("shape") or not seen.header_row:
        said = words(
            "import.ready.flat", table=words.code("table", seen.table), columns=len(seen.columns)
        )
    lines = [said, *report(words, seen.formats)]
    formats = {
        n: v for n, v in seen.formats.items() if n not in OF_REPORT and not n.startswith(TOTAL)
    }
    if written := file_formats.sentence(words, formats):
        lines.append(words("import.written", format=written))
    if seen.extras:
        lines.append(words("import.kept", headers=names(words, seen.extras)))
    if seen.unused:
        lines.append(words("import.unused", headers=names(words, seen.unused)))
    return lines


def report(words: Words, formats: Mapping[str, str]) -> list[str]:
    """The shape of a report that was turned into a table, its size and its own totals."""
    if "shape" not in formats:
        return []
    is_time_sheet = file_formats.is_time_sheet(words, "shape", formats["shape"])
    lines = [
        words(f"import.shape.{formats['shape']}")
        if is_time_sheet
        else words("import.shape", shape=formats["shape"])
    ]
    if "lines" in formats and "groups" in formats:
        lines[0] += " " + words(
            "import.shape.size", lines=int(formats["lines"]), groups=int(formats["groups"])
        )
    totals = [
        words(
            "import.shape.total",
            name=words.title(n.removeprefix(TOTAL)),
            value=words.number(Decimal(v), 2),
        )
        for n, v in formats.items()
        if n.startswith(TOTAL)
    ]
    return [*lines, words("import.shape.totals", totals="; ".join(totals))] if totals else lines


def mended(words: Words, rows: MendingResult) -> str:
    """What became of refused rows that came back."""
    said = words(
        "import.mended",
        file=rows.file,
        accepted=rows.accepted,
        still=rows.still_refused,
        untouched=rows.untouched,
        already=rows.already,
    )
    if rows.ignored:
        said += " " + words(
            "import.mended.ignored", rows=names(words, [str(row) for row in rows.ignored])
        )
    return said


def aside(words: Words, rows: SetAside, key: str) -> str:
    """Rows that wait for a pool, a person or an order, and how to mend it."""
    others = words("upload.aside.others", n=rows.values - 1) if rows.values > 1 else ""
    return words(
        key,
        file=rows.file,
        rows=rows.rows,
        example=rows.example,
        others=others,
        reason=words.code("reason", rows.reason),
    )


def so_far(view: View) -> list[str]:
    """What is loaded, or how to begin."""
    words, data = view.words, view.data
    if data.build.is_demo:
        return [words("import.nothing_yet"), words("import.begin")]
    files = len(data.table("imports")["file"].unique())
    _, last = data.span()
    loaded = (
        words("import.loaded", files=files, last=words.date(last))
        if last
        else words("import.loaded.undated", files=files)
    )
    return [loaded, words("upload.note")]
