"""One page of A4 as PDF: a title, sentences and small tables, drawn smaller where they would not fit."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
MARGIN = 42  # points
INK, QUIET, LINE = "#1f2a37", "#6b7280", "#d9dce1"
SIZE = 9  # points, of the text


@dataclass(frozen=True)
class SheetTable:
    """Texts; the first column to the left, the others to the right unless `is_text`. `widths`: of the columns, to each other."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    is_text: bool = False


@dataclass(frozen=True)
class SheetPart:
    """A heading, and under it sentences, then a table."""

    heading: str
    lines: Sequence[str] = ()
    table: SheetTable | None = None


@dataclass(frozen=True)
class Sheet:
    """`lead`: what is to be read first, in large letters. `foot`: one quiet line at the end."""

    title: str
    quiet: str
    lead: str
    parts: Sequence[SheetPart] = field(default_factory=tuple)
    foot: str = ""


def pdf(sheet: Sheet) -> bytes:
    """The sheet on one page."""
    from reportlab.lib.pagesizes import A4  # here: only who takes a sheet away waits for it
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Frame, KeepInFrame

    _fonts()
    width, height = A4
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.setTitle(_shown(sheet.title))
    canvas.setCreator("Dealfit")
    inside = width - 2 * MARGIN, height - 2 * MARGIN
    whole = KeepInFrame(*inside, _drawn(sheet, inside[0]), mode="shrink")
    frame = Frame(MARGIN, MARGIN, *inside, 0, 0, 0, 0)
    frame.addFromList([whole], canvas)
    canvas.showPage()
    canvas.save()
    return written.getvalue()


@cache
def _fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, FONTS / f"{name}.ttf"))


def _drawn(sheet: Sheet, width: float) -> list[Any]:
    from reportlab.platypus import Paragraph

    parts: list[Any] = [
        Paragraph(_text(sheet.title), _style(15, BOLD)),
        Paragraph(_text(sheet.quiet), _style(8, PLAIN, QUIET)),
        Paragraph(_text(sheet.lead), _style(12, BOLD, before=8)),
    ]
    for part in sheet.parts:
        parts.append(Paragraph(_text(part.heading), _style(10, BOLD, before=8)))
        parts += [Paragraph(_text(line), _style(SIZE, PLAIN, before=2)) for line in part.lines]
        if part.table is not None:
            parts.append(_table(part.table, width))
    parts.append(Paragraph(_text(sheet.foot), _style(8, PLAIN, QUIET, before=10)))
    return parts


def _table(table: SheetTable, width: float) -> Any:
    from reportlab.platypus import Paragraph, Table

    others = 0 if table.is_text else 2  # reportlab's code of right
    cells = [
        [
            Paragraph(_text(text), _style(8, PLAIN, colour, align=others if place else 0))
            for place, text in enumerate(row)
        ]
        for row, colour in ((table.head, QUIET), *((row, INK) for row in table.rows))
    ]
    unit = width / sum(table.widths)
    drawn = Table(cells, [unit * each for each in table.widths], spaceBefore=4, hAlign="LEFT")
    drawn.setStyle(
        [
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("LEFTPADDING", (0, 0), (0, -1), 0),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
    )
    return drawn


def _style(size: float, font: str, colour: str = INK, *, before: float = 0, align: int = 0) -> Any:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        f"{font} {size}",
        fontName=font,
        fontSize=size,
        leading=size * 1.35,
        textColor=colour,
        spaceBefore=before,
        alignment=align,
        splitLongWords=True,
    )


def _text(text: str) -> str:
    """As reportlab's paragraphs take it: no mark-up of its own, no control characters; names in it are untrusted."""
    return html.escape(_shown(text), quote=False)


def _shown(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c.isspace())
