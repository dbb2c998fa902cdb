"""What a text file's bytes are: its encoding, told over the whole file, and a UTF-8 copy where it is another."""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from analysis.errors import BadMapping, UnreadableFile
from analysis.errors.phrases import Phrase, phrase
from analysis.intake.files import eight_bits, invisible

BLOCK = 1 << 22
HEAD = 1 << 20
_SLICE = 1 << 18
JUDGED = 1 << 16  # bytes of lines beyond ASCII by which an eight-bit encoding is told
WIDE_SPACES = "\u202f\u2009\u2007\u2003\u2002"
INVISIBLE = "\u200b"  # stands for all characters that show nothing: joiners, marks of direction, soft hyphens, control characters
_UNSEEN: dict[
    bytes, list[bytes]
] = {}  # the first two bytes of characters that show nothing → those that begin so
for _mark in (chr(code).encode() for code in invisible.CODES):
    _UNSEEN.setdefault(_mark[:2], []).append(_mark)
_CONTROLS = bytes(b for b in range(32) if b not in (9, 10, 12, 13, 26, 27))
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", ""),
    (b"%PDF", "pdf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3", "database"),
    (b"{\\rtf", "rtf"),
)
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# An undecodable byte becomes one that is never valid UTF-8, so that the reader of the copy finds the broken row.
codecs.register_error(
    "dealfit-broken", lambda e: ("\udcff", e.end if isinstance(e, UnicodeDecodeError) else 0)
)


@dataclass(frozen=True)
class Bytes:
    """One pass over a whole file: what the rows are counted and the encoding is decided by."""

    size: int
    lines: int  # physical lines, blank ones at the end not counted
    line_feeds: int
    returns: int
    lone_returns: int
    valid_utf8: bool
    odd_spaces: str  # the tabs, unbreakable and wide spaces that may occur: cells are looked through for them
    odd_signs: int  # how many + and _ there are: numbers are looked through for 1.23E+10 and 1_0
    exponents: bool  # an e behind a digit somewhere: numbers are looked through for 1e5


def scan(path: Path) -> Bytes:
    """Read the file once: line ends, validity as UTF-8, odd characters."""
    size = feeds = returns = pairs = 0
    valid, odd, odd_signs, exponents = True, "", 0, False
    rest = last = tail = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            size += len(block)
            exponents = exponents or (last in b".0123456789" and block[:1] in b"eE" and last != b"")
            counted = _counted(block, exponents)
            feeds += counted.feeds
            exponents = exponents or counted.exponent
            returns += counted.returns
            pairs += block.count(b"\r\n") if counted.returns else 0
            pairs += last == b"\r" and block[:1] == b"\n"
            last, tail = (
                block[-1:],
                block[-(1 << 16) :] if len(block) >= 1 << 16 else (tail + block)[-(1 << 16) :],
            )
            odd += "".join(c for c in _odd_spaces(block, counted.controls > 0) if c not in odd)
            odd_signs += _count(block, b"+") + _count(block, b"_")
            if valid and (rest or not block.isascii()):
                valid, rest = _valid_so_far(rest + block)
    stripped = tail.rstrip(b"\r\n")
    end = tail[len(stripped) :]
    ends = len(re.findall(rb"\n" if feeds else rb"\r", end))
    lines = (feeds or returns) - ends + (1 if stripped else 0)
    return Bytes(
        size,
        lines,
        feeds,
        returns,
        returns - pairs,
        valid and not rest,
        odd,
        odd_signs,
        exponents,
    )


@dataclass(frozen=True)
class _Counted:
    """Of a block. controls: characters that show nothing and end no cell; exponent: an e or E behind a digit or a point."""

    feeds: int
    returns: int
    controls: int
    exponent: bool


def _counted(block: bytes, exponent: bool) -> _Counted:
    """By numpy, in slices that the processor's cache holds: several times as fast as counting bytes one kind after another."""
    whole = np.frombuffer(block, np.uint8)
    feeds = low = 0
    for start in range(0, len(whole), _SLICE):
        part = whole[start : start + _SLICE]
        feeds += int(np.count_nonzero(part == 10))
        low += int(np.count_nonzero(part < 32))
        if not exponent:
            part = whole[max(0, start - 1) : start + _SLICE]
            e = (part[1:] | 32) == 101
            e &= (part[:-1] - np.uint8(46)) < 12
            exponent = bool(e.any())
    returns = _count(block, b"\r")
    controls = low - feeds - returns - _count(block, b"\t") + _count(block, b"\x7f")
    return _Counted(feeds, returns, controls, exponent)


def _count(block: bytes, byte: bytes) -> int:
    """Looking for a byte is much faster than counting it, and most are not there."""
    return block.count(byte) if byte in block else 0


def _odd_spaces(block: bytes, controls: bool) -> str:
    """Tabs, unbreakable and wide spaces that UTF-8 text may hold (a lone A0 is NBSP in eight bits); INVISIBLE for what shows nothing."""
    found = "\t" if b"\t" in block else ""
    unseen = controls
    if not block.isascii():
        unseen = unseen or any(
            start in block and any(mark in block for mark in marks)
            for start, marks in _UNSEEN.items()
        )
        found += "\u00a0" if b"\xa0" in block else ""
        found += WIDE_SPACES if b"\xe2" in block and b"\xe2\x80" in block else ""
    return found + (INVISIBLE if unseen else "")


def _valid_so_far(block: bytes) -> tuple[bool, bytes]:
    """Whether a block is UTF-8, by Arrow's fast validator, and the cut character at its end."""
    cut = next((n for n in range(1, 4) if len(block) >= n and block[-n] >= 0xC0), 0)
    width = {0xC: 2, 0xD: 2, 0xE: 3, 0xF: 4}.get(block[-cut] >> 4, 1) if cut else 0
    keep = len(block) - cut if cut and width > cut else len(block)
    offsets = pa.py_buffer(keep.to_bytes(4, sys.byteorder).rjust(8, b"\x00"))
    try:
        pa.StringArray.from_buffers(1, offsets, pa.py_buffer(block)).validate(full=True)
    except pa.ArrowInvalid:
        return False, b""
    return True, block[keep:]


def detect(path: Path, facts: Bytes | None = None) -> tuple[str, bool]:
    """The encoding by its Python name and whether the file has a byte order mark.

    Without `facts` (a glance) the first megabyte decides. A file that is mostly UTF-8 with broken bytes is UTF-8.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise UnreadableFile("empty_file", file=path.name)
    for signature, what in _SIGNATURES:
        if what and head.startswith(signature):
            raise UnreadableFile("not_a_table", file=path.name, what=phrase(f"content.{what}"))
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # the one begins as UTF-16 does
        raise UnreadableFile("not_a_table", file=path.name, what=phrase("content.binary"))
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, True
    even, odd, half = head[::2].count(0), head[1::2].count(0), max(1, len(head) // 2)
    if max(even, odd) > 0.2 * half:
        if min(even, odd) > 0.05 * half:
            raise UnreadableFile("not_a_table", file=path.name, what=phrase("content.binary"))
        return ("utf-16-le" if odd > even else "utf-16-be"), False
    control = len(head) - len(head.translate(None, _CONTROLS))
    if control > max(3, 0.005 * len(head)):
        raise UnreadableFile("not_a_table", file=path.name, what=phrase("content.binary"))
    if facts.valid_utf8 if facts else _valid(head):
        return "utf-8", False
    return _by_lines(path, whole=facts is not None), False


def _valid(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return False
    return True


def _by_lines(path: Path, *, whole: bool) -> str:
    """UTF-8 if most lines with letters beyond ASCII are; else the eight bits that look most like a language."""
    good = bad = read = 0
    broken = bytearray()
    with path.open("rb") as file:
        for line in file:
            if not line.isascii():
                try:
                    line.decode("utf-8")
                    good += 1
                except UnicodeDecodeError:
                    bad += 1
                    if len(broken) < JUDGED:
                        broken += line[:10_000]
            read += len(line)
            if (not whole and read > HEAD) or (good + bad > 50_000 and min(good, bad) < 10):
                break
    return "utf-8" if good > bad else eight_bits.likeliest(bytes(broken))


def checked(name: str, file: Phrase | str) -> str:
    """A mapping's encoding by its Python name."""
    plain = (
        name.strip().lower().replace("windows-", "cp").replace("utf8", "utf-8").replace("_", "-")
    )
    plain = {
        "utf-16": "utf-16-le",
        "utf-8-bom": "utf-8",
        "utf-8-sig": "utf-8",
        "dos": "cp866",
        "ansi": "cp1251",
    }.get(plain, plain)
    try:
        return codecs.lookup(plain).name
    except LookupError as error:
        raise BadMapping("mapping_unknown_encoding", file=file, encoding=name) from error


def head_text(path: Path, encoding: str, *, size: int = HEAD) -> str:
    """The beginning of the file as text; a character cut at the end is dropped, broken bytes become lone surrogates."""
    with path.open("rb") as file:
        raw = file.read(size)
    errors = "surrogateescape" if encoding == "utf-8" else "dealfit-broken"
    text = codecs.getincrementaldecoder(encoding)(errors).decode(raw, final=len(raw) < size)
    return invisible.without(text.removeprefix("\ufeff"))


def to_utf8(path: Path, encoding: str, copy: Path, facts: Bytes) -> Bytes:
    """Write the file as UTF-8, without invisible characters (an old Macintosh's carriage returns as line feeds); the facts of the copy."""
    wide = encoding.startswith("utf-16")
    feeds = bool(facts.returns) and not facts.line_feeds and not wide
    errors = "surrogateescape" if encoding == "utf-8" else "dealfit-broken"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    first = True
    with path.open("rb") as source, copy.open("wb") as target:
        while True:
            block = source.read(BLOCK)
            text = decoder.decode(block, final=not block)
            if first:
                text, first = text.removeprefix("\ufeff"), False
            if feeds:
                text = text.replace("\r", "\n")
            text = invisible.without(text)
            target.write(text.encode("utf-8", errors="surrogateescape"))
            if not block:
                break
    if wide or feeds:
        return scan(copy)
    return facts
