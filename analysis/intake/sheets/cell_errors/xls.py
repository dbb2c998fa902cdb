"""Of an XLS sheet, from its records: BOOLERR and FORMULA say what calamine gives as empty ([MS-XLS] 2.4.24, 2.4.127)."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from analysis.intake.files import eight_bits, encoding

_BOF, _EOF, _SHEET, CODEPAGE = (0x0809, 0x0409, 0x0209, 0x0009), 0x000A, 0x0085, 0x0042
_PAGES = {
    1200: "utf-16-le",
    10007: "mac-cyrillic",
    10000: "mac-roman",
    32768: "mac-roman",
    32769: "cp1252",
}
_LABELS = (0x0204, 0x00D6)  # texts of cells, plain and with fonts
_TOLD_BY = 50  # sheets, by whose texts the encoding is told
_EIGHT_BIT = ("cp1252", "cp1251", "cp866", "koi8-r", "mac-cyrillic", "mac-roman", "cp437", "cp850")
_FOREIGN = re.compile(
    rb"[\x80-\xff]{4}"
)  # no language of the west writes four such letters together
_BOOLERR, _FORMULA = 0x0205, (0x0006, 0x0206, 0x0406)
_SPECIAL = 0xFFFF  # a formula's result that is no number: its kind stands in the first byte
_TEXT, _FLAG, _ERROR, _NOTHING = 0, 1, 2, 3
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
Record = tuple[int, int, int]  # code, first byte, size


@dataclass(frozen=True)
class Workbook:
    """The stream of records of an XLS file."""

    stream: bytes

    @classmethod
    def of(cls, content: bytes) -> Workbook:
        """Raises ValueError where the content is no compound document."""
        return cls(_workbook(content))

    @property
    def is_old(self) -> bool:
        """Whether its texts are of eight bits (Excel 5 and 95)."""
        return self.stream[4:6] != b"\x00\x06"

    @cached_property
    def said_encoding(self) -> str:
        """Of the texts of an old workbook, as it says itself and readers take it; cp1252 where it says none."""
        for code, at, _ in self.records(0):
            if code == CODEPAGE:
                [page] = struct.unpack_from("<H", self.stream, at)
                return _PAGES.get(page, f"cp{page}" if 400 < page < 1300 else "cp1252")
        return "cp1252"

    @cached_property
    def encoding(self) -> str:
        """Of the texts of an old workbook, as their letters tell: many programs name another one, or none."""
        texts = b"\n".join(self._texts())[: encoding.JUDGED]
        said = self.said_encoding
        if (
            texts.isascii()
            or said not in _EIGHT_BIT
            or (said == "cp1252" and not _FOREIGN.search(texts))
        ):
            return said
        return eight_bits.likeliest(texts, said)

    def _texts(self) -> Iterator[bytes]:
        """Names of sheets and texts of cells, as they stand."""
        starts = (
            struct.unpack_from("<I", self.stream, at)[0]
            for code, at, _ in self.records(0)
            if code == _SHEET
        )
        for start in islice(dict.fromkeys((0, *starts)), _TOLD_BY):
            for code, at, size in self.records(start):
                if code in _LABELS and size > 8:
                    yield self.stream[at + 8 : at + size]
                elif code == _SHEET and size > 7:
                    yield self.stream[at + 7 : at + size]

    @cached_property
    def sheets(self) -> dict[str, int]:
        """Sheet → where its records begin."""
        return {
            self.text(at + 6, long=False): struct.unpack_from("<I", self.stream, at)[0]
            for code, at, size in self.records(0)
            if code == _SHEET and size > 8
        }

    def records(self, start: int) -> Iterator[Record]:
        """The records of the substream that begins there; those of charts inside it are passed over."""
        at, depth = start, 0
        while at + 4 <= len(self.stream):
            code, size = struct.unpack_from("<HH", self.stream, at)
            if code in _BOF:
                depth += 1
            elif code == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            elif depth == 1:
                yield code, at + 4, size
            at += 4 + size

    def text(self, at: int, *, long: bool) -> str:
        """The text that stands there behind its length, of two bytes (`long`) or one."""
        length = struct.unpack_from("<H", self.stream, at)[0] if long else self.stream[at]
        at += 2 if long else 1
        if self.is_old:
            return self.stream[at : at + length].decode(self.encoding, "replace")
        if self.stream[at] & 1:
            return self.stream[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
        return self.stream[at + 1 : at + 1 + length].decode("latin-1")


def failed(
    content: bytes, sheet: str
) -> tuple[dict[tuple[int, int], str], frozenset[tuple[int, int]]]:
    """The error cells with what they show, and the formulas without a value.

    Excel keeps "no text" where a formula gives one, and so do programs that compute nothing for every formula: formulas are without a
    value where none of the sheet has any.
    """
    book = Workbook.of(content)
    stream, start = book.stream, book.sheets.get(sheet)
    errors: dict[tuple[int, int], str] = {}
    nothing: set[tuple[int, int]] = set()
    computed = False
    for code, at, size in book.records(start) if start is not None else ():
        if code == _BOOLERR and size >= 8:
            row, column, _, value, is_error = struct.unpack_from("<HHHBB", stream, at)
            if is_error:
                errors[row, column] = _ERRORS.get(value, "#ERROR!")
        elif code in _FORMULA and size >= 14:
            row, column, _, kind, _, value = struct.unpack_from("<HHHBBB", stream, at)
            [is_special] = struct.unpack_from("<H", stream, at + 12)
            if is_special != _SPECIAL or kind in (_TEXT, _FLAG):
                computed = True
            elif kind == _ERROR:
                errors[row, column], computed = _ERRORS.get(value, "#ERROR!"), True
            elif kind == _NOTHING:
                nothing.add((row, column))
    return errors, frozenset() if computed else frozenset(nothing)


def _workbook(content: bytes) -> bytes:
    from xlrd.compdoc import CompDoc, CompDocError  # only where an XLS file is opened

    try:
        document = CompDoc(content, logfile=io.StringIO())
        for name in ("Workbook", "Book"):
            memory, base, length = document.locate_named_stream(name)
            if memory:
                return bytes(memory[base : base + length])
    except (CompDocError, AssertionError) as error:
        raise ValueError("no compound document") from error
    return b""
