"""Web archives (MHTML, RFC 2557), as Excel and SAP save them, mostly called .xls: a mail whose parts are web pages, one a sheet."""

from __future__ import annotations

import email
import html
import re
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

from analysis.intake.files import eight_bits, encoding
from analysis.intake.sheets.markup import html_tables
from analysis.intake.sheets.markup.markup_tables import MarkupTable

MOST_PARTS = 2_000
# A few mail headers, among them that of MIME.
_HEAD = re.compile(rb"(?:[A-Za-z][\w-]{0,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*){1,20}")
_MIME = re.compile(
    rb"^(?:mime-version:|content-type:\s*(?:multipart/|text/html))", re.IGNORECASE | re.MULTILINE
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{1,30})", re.IGNORECASE)
_SHEET = re.compile(
    r"<x:ExcelWorksheet>\s*<x:Name>([^<]{1,200})</x:Name>.{0,2000}?<x:WorksheetSource\s+HRef\s*=\s*3?D?[\"']([^\"']{1,300})[\"']",
    re.IGNORECASE | re.DOTALL,
)


def is_archive(head: bytes) -> bool:
    """Whether a file that begins so is one."""
    found = _HEAD.match(head.replace(b"\r\n", b"\n"))
    return found is not None and _MIME.search(found.group()) is not None


def tables(path: Path) -> list[MarkupTable]:
    """The tables of its pages, called as the sheets are; raises TooLarge, ValueError."""
    try:
        pages = list(_pages(email.message_from_bytes(path.read_bytes())))
    except RecursionError as error:
        raise ValueError("parts within parts") from error
    names = {
        _file(place): html.unescape(name)
        for _, text in pages
        for name, place in _SHEET.findall(text)
    }
    found: list[MarkupTable] = []
    styles = "\n".join(
        text for _, text in pages if "mso-number-format" in text and "<table" not in text
    )
    for place, text in pages:
        tables = html_tables.tables(text, styles)
        for table in tables:
            name = names.get(_file(place), "") if len(tables) == 1 else ""
            table.name = (
                name if name and all(t.name != name for t in found) else f"table {len(found) + 1}"
            )
            found.append(table)
    return found


def _pages(archive: Message) -> Iterator[tuple[str, str]]:
    """Location and text of each web page and style sheet."""
    for number, part in enumerate(archive.walk()):
        if number > MOST_PARTS:
            raise ValueError("too many parts")
        if part.get_content_type() not in ("text/html", "text/css"):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            yield (
                str(part.get("Content-Location", "")),
                _text(content, part.get_content_charset() or ""),
            )


def _text(content: bytes, said: str) -> str:
    """By the part's own word, else the page's, else by its bytes."""
    told = _CHARSET.search(content[:4096])
    for name in (said, told.group(1).decode("ascii") if told else "", "utf-8"):
        try:
            return content.decode(name).removeprefix("\ufeff")
        except (LookupError, ValueError):
            continue
    return content.decode(eight_bits.likeliest(content[: encoding.JUDGED]), "replace")


def _file(place: str) -> str:
    return place.replace("\\", "/").rpartition("/")[2].casefold()
