"""Characters that show nothing and belong to no value: soft hyphens, zero-width spaces and joiners, marks of direction, byte order marks.

Web pages, messengers and ERPs leave them in amounts, dates and numbers of orders; taken off before anything is read.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

CODES = (
    0xAD,
    0x61C,
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
)
_ANY = re.compile(f"[{''.join(map(chr, CODES))}]+")
_BEGINNINGS = tuple(
    dict.fromkeys(chr(code).encode()[:2] for code in CODES)
)  # of their UTF-8: found fast in many bytes
# As DuckDB's and Arrow's regular expressions write them.
PATTERN = r"[\x{AD}\x{61C}\x{180E}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{206F}\x{FEFF}\x{FFF9}-\x{FFFB}]+"


def without(text: str) -> str:
    return text if text.isascii() else _ANY.sub("", text)


def column_without(texts: pa.Array) -> pa.Array:
    """A column of texts without them; a text of nothing else is NULL."""
    data = texts.buffers()[2] if pa.types.is_string(texts.type) and len(texts) else None
    if data is None:
        return texts
    held = memoryview(data).tobytes()
    if not any(beginning in held for beginning in _BEGINNINGS):
        return texts
    seen = pc.replace_substring_regex(texts, PATTERN, "")
    return pc.if_else(pc.equal(seen, ""), pa.scalar(None, pa.string()), seen)
