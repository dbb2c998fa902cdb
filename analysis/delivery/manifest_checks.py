"""Whether the JSON of a delivery's manifest is what this version writes: known keys, each of its kind, amounts that are amounts."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from decimal import Decimal, InvalidOperation
from types import NoneType
from typing import Any

from analysis.errors.phrases import Phrase, phrase
from analysis.intake import contract

KINDS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool,),
    "str | None": (str, NoneType),
    "int | None": (int, NoneType),
}
MOST = 2**63
QUOTED = 40  # characters of a value that is wrong
IDS, ID = ("import_id", "mends"), re.compile(r"[\w-]{0,40}")  # part of the names of files
AMOUNTS = re.compile(r"revenue_\w+|money_before")


class UnknownKey(Exception):
    """A key, or a table, that a later version writes: what it means for the numbers isn't known here."""

    def __init__(self, key: Phrase | str) -> None:
        self.key = key
        super().__init__(key)


class WrongManifest(Exception):
    """What this version doesn't write, as a phrase."""

    def __init__(self, code: str, **values: object) -> None:
        self.cause = phrase(f"manifest.{code}", **values)
        super().__init__(self.cause)


def check(raw: Any, number: int, kinds: Mapping[str, type]) -> None:
    """kinds: the key of a list in the manifest → the dataclass of its members; "" for the manifest itself.

    UnknownKey, or WrongManifest.
    """
    _check(raw, kinds[""])
    if raw["delivery_no"] != number:
        raise WrongManifest("other_import", number=raw["delivery_no"])
    for name, kind in kinds.items():
        for each in raw.get(name, ()) if name else ():
            _check(each, kind)


def _check(raw: Any, kind: type) -> None:
    if not isinstance(raw, dict):
        raise WrongManifest("no_object", value=_quoted(raw))
    known = {field.name: str(field.type) for field in fields(kind)}
    for key in (
        f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING
    ):
        if key not in raw:
            raise WrongManifest("no_key", key=key)
    for key, value in raw.items():
        if key not in known:
            raise UnknownKey(key)
        if not isinstance(value, _kinds(known[key])):
            raise WrongManifest("wrong_kind", key=key, value=_quoted(value))
        if isinstance(value, str):
            _check_text(key, value)
        elif isinstance(value, int) and abs(value) >= MOST:
            raise WrongManifest("too_large", key=key)


def _check_text(key: str, value: str) -> None:
    if AMOUNTS.fullmatch(key) and not _is_amount(value):
        raise WrongManifest("no_amount", key=key, value=_quoted(value))
    if key in IDS and not ID.fullmatch(value):
        raise WrongManifest("no_file_name", key=key, value=_quoted(value))
    if key == "table" and value not in contract.TABLES:
        raise UnknownKey(phrase("manifest.table", name=value))
    if key == "imported_at":
        dt.datetime.fromisoformat(value)
    value.encode()


def _quoted(value: Any) -> str:
    return repr(str(value)[:QUOTED])


def _kinds(said: str) -> tuple[type, ...]:
    if said.startswith("tuple"):
        return (list,)
    return (dict,) if said.startswith("Mapping") else KINDS.get(said, (object,))


def _is_amount(text: str) -> bool:
    try:
        return math.isfinite(Decimal(text))
    except InvalidOperation:
        return False
