"""What PostgreSQL and its client library say, turned into the sentence of who must act.

A server speaks its own language, and errors while rows stream come without their code: so English and Russian are both read.
"""

from __future__ import annotations

import re

from analysis.databases.address import Address
from analysis.databases.query import Query
from analysis.errors import DatabaseTrouble
from analysis.errors.phrases import Phrase, phrase

LONGEST = 200  # characters of the server's own words
_SAID = re.compile(r"(?:ERROR|FATAL|ОШИБКА|ВАЖНО): +(.*)")
_LINE = re.compile(r"(?m)^(?:LINE|СТРОКА) (\d+):")
_HINT = re.compile(r"(?m)^(?:HINT|ПОДСКАЗКА): +(.*)")
_NO_DATABASE = re.compile(r'(?:database|база данных) "([^"]*)" (?:does not exist|не существует)')
_KEPT_OUT = re.compile(
    r"authentication failed|no password supplied|не прошёл|pg_hba\.conf|(?:role|роль) .* (?:does not exist|не существует)"
    r"|not permitted to log in|вход запрещён|permission denied for database|нет доступа к базе|доступ к базе"
)
_TOO_LONG = re.compile(r"statement timeout|из-за тайм-аута")
_CANCELLED = re.compile(
    r"due to user request|по запросу пользователя"
)  # what Ctrl+C asks the server for
_WRITES = re.compile(
    r"read-only transaction|read-write mode|data-modifying|только чтение|чтение-запись|изменяющий данные"
)
_NO_TEXT = re.compile(r"invalid byte sequence|неверная последовательность байт")
_GONE = re.compile(
    r"terminating connection|closed the connection|connection to server|закрытие подключения"
)


def refused(address: Address, query: Query, seconds: int, trouble: Exception) -> DatabaseTrouble:
    """Why a query gave no rows."""
    text = address.hidden(str(trouble))
    detail = _sentence(text)
    if _TOO_LONG.search(text):
        return DatabaseTrouble("query_timeout", file=query.file, seconds=seconds)
    if _CANCELLED.search(text):
        return DatabaseTrouble("query_cancelled", file=query.file)
    if getattr(trouble, "sqlstate", None) in ("25006", "25001") or _WRITES.search(text):
        return DatabaseTrouble("query_writes", file=query.file, detail=detail)
    if _NO_TEXT.search(text):  # a SQL_ASCII database takes any bytes
        return DatabaseTrouble("query_not_utf8", file=query.file)
    if _GONE.search(text) or not _SAID.search(text):
        return DatabaseTrouble("database_lost", address=address, file=query.file, detail=detail)
    return DatabaseTrouble("query_refused", file=query.file, detail=detail)


def not_let_in(address: Address, trouble: Exception) -> DatabaseTrouble:
    """Why there is no session."""
    text = address.hidden(str(trouble)).strip()
    if missing := _NO_DATABASE.search(text):
        return DatabaseTrouble("database_missing", address=address, name=missing.group(1))
    said = _SAID.search(text)
    first = (
        said.group(1)
        if said
        else re.sub(r"^.*(?:Failed to connect: |failed: )", "", next(iter(text.splitlines()), ""))
    )
    detail = first.strip().rstrip(".")[:LONGEST] or phrase("detail.no_answer")
    if _KEPT_OUT.search(text):
        return DatabaseTrouble(
            "database_login", address=address, user=address.user or "?", detail=detail
        )
    return DatabaseTrouble("database_unreachable", address=address, detail=detail)


def _sentence(text: str) -> Phrase | str:
    """The server's own message in short: what, in which line of the query, and its hint."""
    said = text.split("\n\nQuery was:")[0]
    error, line, hint = _SAID.search(said), _LINE.search(said), _HINT.search(said)
    first = (
        error.group(1)
        if error
        else next(iter(said.strip().splitlines()), "").removeprefix("IO: [libpq] ")
    )
    what = first.strip()[:LONGEST]
    advice = f"; {hint.group(1).strip()[:LONGEST]}".rstrip(".") if hint else ""
    if line:
        return phrase("detail.of_query_line", words=what, line=line.group(1), hint=advice)
    return f"{what}{advice}".rstrip(".")
