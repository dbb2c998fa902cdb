"""Of an XLS sheet, from its records: FORMAT, XF and the cells that point at them ([MS-XLS] 2.4.126, 2.4.353, 2.4.180)."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterator, Mapping

from analysis.intake.sheets.cell_errors.xls import Workbook
from analysis.intake.sheets.cell_formats.codes import BUILT_IN, meaning

Place = tuple[int, int]
_FORMAT, _XF = 0x041E, 0x00E0
_NUMBER, _RK, _MULRK, _FORMULA = 0x0203, 0x027E, 0x00BD, (0x0006, 0x0206, 0x0406)


def places(content: bytes, sheet: str, unless: Collection[str]) -> Mapping[Place, str]:
    """Cell → what its format shows, but for what is in `unless`."""
    book = Workbook.of(content)
    wanted = {style: shown for style, shown in _styles(book).items() if shown not in unless}
    start = book.sheets.get(sheet)
    if not wanted or start is None:
        return {}
    return {place: wanted[style] for place, style in _cells(book, start) if style in wanted}


def _styles(book: Workbook) -> dict[int, str]:
    codes = dict(BUILT_IN)
    formats: list[int] = []
    for code, at, size in book.records(0):
        if code == _FORMAT and size >= 3:
            [number] = struct.unpack_from("<H", book.stream, at)
            codes[number] = meaning(book.text(at + 2, long=not book.is_old))
        elif code == _XF and size >= 4:
            formats.append(struct.unpack_from("<H", book.stream, at + 2)[0])
    return {style: shown for style, number in enumerate(formats) if (shown := codes.get(number))}


def _cells(book: Workbook, start: int) -> Iterator[tuple[Place, int]]:
    for code, at, size in book.records(start):
        if code in (_NUMBER, _RK, *_FORMULA) and size >= 6:
            row, column, style = struct.unpack_from("<HHH", book.stream, at)
            yield (row, column), style
        elif code == _MULRK and size >= 6:
            row, column = struct.unpack_from("<HH", book.stream, at)
            for n in range((size - 6) // 6):
                yield (row, column + n), struct.unpack_from("<H", book.stream, at + 4 + 6 * n)[0]
