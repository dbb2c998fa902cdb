"""Cells and references of a sheet's XML are found by numpy exactly as searching its bytes finds them."""

from __future__ import annotations

import random
import re

from analysis.intake.files.extents.references import References

PIECES = (
    b"<c ",
    b"<c",
    b' r="',
    b" r='",
    b"A1",
    b"AB12",
    b"123456",
    b"1234567",
    b"Z9999999",
    b"a12345678",
    b'"',
    b"'",
    b"<v>",
    b"12",
    b"=",
    b"r",
    b" ",
    b"\n",
    b"\t",
    b"r=",
    b"<row",
    b"<col",
    b">",
)
FAR = re.compile(rb"""r=["'](?:[A-Za-z]{2,9}\d{1,30}|[A-Za-z]?\d{7,30})["']""")
ODD = re.compile(rb"r[ \t\r\n]=|r=[ \t\r\n]")


def test_as_searching_the_bytes_does() -> None:
    draw = random.Random(5)
    far = 0
    for _ in range(4000):
        block = b"".join(draw.choice(PIECES) for _ in range(draw.randint(1, 14))) + b"</worksheet>"
        seen = draw.randint(0, len(block))
        found, whole = References.of(block, seen), References.of(block, 0)
        assert found.cells == block[max(0, seen - 1) :].count(b"<c"), block
        assert found.is_odd == bool(ODD.search(block)), block
        assert found.is_far or not FAR.search(block), block
        assert whole.placed == block.count(b' r="') + block.count(b" r='"), block
        far += bool(FAR.search(block))
    assert far > 20


def test_usual_references_are_not_far() -> None:
    rows = b"".join(
        b'<row r="%d"><c r="A%d" s="1"><v>1234567890</v></c></row>' % (n, n)
        for n in (1, 99_999, 999_999)
    )
    assert not References.of(rows, 0).is_far
    assert References.of(rows.replace(b"A999999", b"A1000000"), 0).is_far
    assert References.of(rows.replace(b"A99999", b"AA99999"), 0).is_far
