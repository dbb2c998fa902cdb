"""A query file: one SELECT, judged before the database is asked.

The judgement is for a clear answer, and for MS SQL (which has no read-only transaction) also the guard; PostgreSQL itself
refuses to write in the session that `postgresql` opens.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from analysis.databases.address import Kind
from analysis.errors import DatabaseTrouble, UnreadableFile, causes

LONGEST = 1_000_000  # characters: more is a dump, not a query
BEGINS: dict[Kind, tuple[str, ...]] = {
    "postgresql": ("SELECT", "WITH", "VALUES", "TABLE"),
    "mssql": ("SELECT", "WITH"),
}

# T-SQL needs no semicolon between statements. All are reserved there: a column of such a name stands in [] or "".
_WRITES: dict[Kind, re.Pattern[str]] = {
    "postgresql": re.compile(r"(?i)\binto\b"),
    "mssql": re.compile(
        r"(?i)\b(?:alter|backup|begin|bulk|commit|create|dbcc|declare|delete|deny|drop|exec|execute|grant|if|insert|into|"
        r"kill|merge|next\s+value\s+for|openquery|openrowset|opendatasource|print|raiserror|reconfigure|restore|revert|"
        r"revoke|rollback|save|set|shutdown|truncate|update|updatetext|use|waitfor|while|writetext)\b"
    ),
}
_OPENS = {
    "postgresql": re.compile(r"""--|/\*|(?<!\w)[eE]'|'|"|(?<![\w$])\$(?:[^\W\d]\w*)?\$"""),
    "mssql": re.compile(r"""--|/\*|'|"|\["""),
}
_CLOSES = {
    "--": re.compile(r"[^\n]*"),
    "'": re.compile(r"(?:[^']|'')*+'"),
    '"': re.compile(r'(?:[^"]|"")*+"'),
    "[": re.compile(r"(?:[^\]]|\]\])*+\]"),
    "e'": re.compile(r"(?:[^'\\]|''|\\.)*+'", re.DOTALL),
}
_COMMENT = re.compile(r"/\*|\*/")


@dataclass(frozen=True)
class Query:
    """`file`: the name that rows and messages are shown under."""

    file: str
    text: str


def read(path: Path, kind: Kind) -> Query:
    """The file's one SELECT, without its semicolon."""
    try:
        text = _decoded(path.read_bytes() if path.stat().st_size <= 4 * LONGEST else b"")
    except FileNotFoundError:
        raise UnreadableFile("no_such_path", path=path) from None
    except OSError as trouble:
        raise UnreadableFile(
            "cannot_open", file=path.name, detail=causes.of_system(trouble)
        ) from None
    if "\0" in text or path.stat().st_size > LONGEST:
        raise DatabaseTrouble("query_is_no_text", file=path.name)
    bare = outside_quotes(text, kind)
    if kind == "mssql":
        bare = re.sub(
            r"(?im)^([ \t]*)GO(?=[ \t\r]*$)", r"\1; ", bare
        )  # the batch mark that Management Studio writes
    first, *more = bare.split(";")
    if not first.strip() and not "".join(more).strip():
        raise DatabaseTrouble("query_empty", file=path.name)
    if "".join(more).strip():
        raise DatabaseTrouble("query_not_alone", file=path.name)
    word = re.match(r"[\s(]*(\S{0,30}?)(?=[\s(]|$)", first)
    begins = word.group(1) if word else ""
    if begins.upper() not in BEGINS[kind]:
        raise DatabaseTrouble("query_not_select", file=path.name, word=begins or text.strip()[:30])
    if writes := _WRITES[kind].search(first):
        raise DatabaseTrouble("query_writes", file=path.name, detail=writes.group().upper())
    return Query(path.name, text[: len(first)].strip())


def outside_quotes(text: str, kind: Kind) -> str:
    """The text with comments, strings and quoted names blanked out: same length, same positions."""
    parts, at = [], 0
    while opening := _OPENS[kind].search(text, at):
        parts.append(text[at : opening.start()])
        at = _closed(text, opening.group(), opening.end())
        parts.append(" " * (at - opening.start()))
    return "".join([*parts, text[at:]])


def _closed(text: str, opening: str, start: int) -> int:
    """Where what was opened ends; the end of the text where it never does."""
    if opening == "/*":  # comments nest in both
        depth = 1
        for mark in _COMMENT.finditer(text, start):
            depth += 1 if mark.group() == "/*" else -1
            if not depth:
                return mark.end()
        return len(text)
    if opening.startswith("$"):
        end = text.find(opening, start)
        return len(text) if end < 0 else end + len(opening)
    closing = _CLOSES[opening.lower()].match(text, start)
    return closing.end() if closing else len(text)


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")  # what editors on a Russian Windows save
