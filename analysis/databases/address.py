"""A database's address, `postgresql://user@host:5432/name`: read once, shown without user, password or options ever after."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import parse_qsl, quote, unquote

from analysis.errors import DatabaseTrouble
from analysis.intake.columns.mapping import did_you_mean

Kind = Literal["postgresql", "mssql"]
SCHEMES: dict[str, Kind] = {
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mssql": "mssql",
    "sqlserver": "mssql",
}
PASSWORD = "DEALFIT_DB_PASSWORD"
PG_PASSWORD = "PGPASSWORD"  # which PostgreSQL's own client library takes
_LOOKS = re.compile(
    r"(?i)[a-z][a-z0-9+.-]+:/|jdbc:"
)  # two letters at least: C:/orders.csv is a file
_HOST = re.compile(r"(\[[0-9a-fA-F:.%]+\]|[^:\[\]\s]*)(:\d{1,5})?")


@dataclass(frozen=True)
class Address:
    """`hosts` as written (`host:port`; PostgreSQL takes several, with commas; empty: the driver's own default)."""

    kind: Kind
    hosts: str
    database: str
    user: str
    password: str = field(default="", repr=False)
    options: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __str__(self) -> str:
        told = self.options.get("host", "")
        hosts = self.hosts or (told if told and not told.startswith("/") else "localhost")
        port = self.options.get("port", "")
        return f"{self.kind}://{hosts}{f':{port}' if port and ':' not in hosts else ''}/{self.database}"

    def hidden(self, text: str) -> str:
        """The text with passwords masked, of the address and of the environment, as written and as an address writes them."""
        passwords = {
            self.password,
            *(os.environ.get(name, "") for name in (PASSWORD, PG_PASSWORD)),
            *_secrets(self.options),
        }
        for secret in sorted(
            {*passwords, *(quote(p, safe="") for p in passwords)} - {""}, key=len, reverse=True
        ):
            text = text.replace(secret, "***")
        return text


def is_address(text: str) -> bool:
    """Whether a word of the command means a database, not a file."""
    return bool(_LOOKS.match(text)) and not os.path.exists(text)


def parse(text: str) -> Address:
    """The address; errors never repeat it, for it may hold a password."""
    scheme, sep, rest = re.sub(r"(?i)^jdbc:", "", text.strip()).partition("://")
    scheme = scheme if sep else scheme.partition(":")[0]
    plain = scheme.lower().partition("+")[0]
    if plain not in SCHEMES:
        raise DatabaseTrouble(
            "database_scheme", scheme=scheme[:40], hint=did_you_mean(plain, SCHEMES)
        )
    authority, path, query = re.fullmatch(r"([^/?#]*)([^?]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    login, _, hosts = authority.rpartition("@")
    user, _, password = login.partition(":")
    whole = all(_HOST.fullmatch(host) for host in hosts.split(","))
    if not sep or not whole or "@" in path or "#" in path or "#" in query or "\0" in unquote(rest):
        raise DatabaseTrouble("database_address", scheme=scheme)
    options = dict(parse_qsl(query[1:], keep_blank_values=True))
    return Address(
        kind=SCHEMES[plain],
        hosts=hosts,
        database=unquote(path[1:]) or options.pop("dbname", ""),
        user=unquote(user) or options.pop("user", ""),
        password=unquote(password) or options.pop("password", "") or os.environ.get(PASSWORD, ""),
        options=options,
    )


def _secrets(options: Mapping[str, str]) -> set[str]:
    return {value for key, value in options.items() if "password" in key}
