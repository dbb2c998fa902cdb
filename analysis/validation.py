"""What a person wrote in TOML against the records of what may stand there: msgspec judges each value, its record says the mend.

A record is a type with its bounds: `Annotated[float, Meta(ge=0, le=1)]`. The library's own sentences are not shown: which key is wrong is
known here, and what to write instead follows from the type.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Protocol, Union, get_args, get_origin, get_type_hints

import msgspec

from analysis.dictionary.setting_kinds import LARGEST
from analysis.errors import BadSettings, DealfitError
from analysis.errors.phrases import Phrase, hint, phrase

_TOML = (dt.date, dt.datetime, dt.time)  # what TOML itself has: a text is no day


class Refusing(Protocol):
    """The error for an unknown key, and for a value that can't be."""

    def unknown(self, key: str, names: Sequence[str]) -> DealfitError: ...
    def bad(self, key: str, value: Any, mend: Phrase) -> DealfitError: ...


class OfFile:
    """Errors about a file: of settings, unless another kind is named."""

    def __init__(self, file: str, error: type[DealfitError] = BadSettings) -> None:
        self.file, self.error = file, error

    def unknown(self, key: str, names: Sequence[str]) -> DealfitError:
        near = difflib.get_close_matches(key.rpartition(".")[2], names, 1)
        return self.error("unknown_setting", file=self.file, key=key, hint=hint(near, names))

    def bad(self, key: str, value: Any, mend: Phrase) -> DealfitError:
        return self.error("bad_setting", file=self.file, key=key, value=value, mend=mend)


@cache
def kinds_of(record: Any) -> Mapping[str, Any]:
    """Of a dataclass: key → the type of its value, with bounds. Fields that don't count for equality are no keys."""
    hints = get_type_hints(record, include_extras=True)
    return {f.name: hints[f.name] for f in fields(record) if f.compare}


def table(
    raw: Any, kinds: Mapping[str, Any], key: str, refusing: Refusing, needs: Sequence[str] = ()
) -> dict[str, Any]:
    """The values of a table, each as its kind has it; `needs`: keys that must be there."""
    if not isinstance(raw, Mapping):
        raise refusing.bad(key, raw, phrase("mend.table", name=key))
    for name in raw:
        if name not in kinds:
            raise refusing.unknown(_within(key, name), tuple(kinds))
    return {
        name: value(raw.get(name), kind, _within(key, name), refusing)
        for name, kind in kinds.items()
        if name in raw or name in needs
    }


def tables(raw: Any, key: str, refusing: Refusing) -> list[Any]:
    """[[key]]: a list, whose members are yet to be judged."""
    if not isinstance(raw, list | tuple):
        raise refusing.bad(key, raw, phrase("mend.form", form=f"[[{key}]]"))
    return list(raw)


def names(raw: Any, kind: Any, key: str, refusing: Refusing) -> dict[str, Any]:
    """A table whose keys are names that a person gives, each with a value of the kind."""
    if not isinstance(raw, Mapping):
        raise refusing.bad(key, raw, phrase("mend.table", name=key))
    return {n.strip(): value(each, kind, _within(key, n), refusing) for n, each in raw.items()}


def value(given: Any, kind: Any, key: str, refusing: Refusing) -> Any:
    """The value as its kind has it; a text without the blanks around it."""
    own = _python_s_own(given)
    whole = isinstance(own, float) and own.is_integer() and int in _bare(kind)
    try:
        found = msgspec.convert(int(own) if whole else own, kind, builtin_types=_TOML)
    except msgspec.ValidationError:
        raise refusing.bad(key, given, mend_of(kind, given)) from None
    if not isinstance(found, str):
        return found
    return found.strip() or (None if may_be_missing(kind) else "")


def _python_s_own(given: Any) -> Any:
    """A number that a table or a fit made, such as numpy's, as Python's own; so in a list."""
    if isinstance(given, list):
        return [_python_s_own(each) for each in given]
    return float(given) if isinstance(given, float) else given


def mend_of(kind: Any, given: Any) -> Phrase:
    """What to write in place of a value that the kind doesn't take."""
    limits = limits_of(kind)
    if limits is not None and limits.extra and "mend" in limits.extra:
        return Phrase(limits.extra["mend"], limits.extra.get("values", {}))
    bare = _bare(kind)
    if choices := choices_of(kind):
        known = ", ".join(choices)
        for near in difflib.get_close_matches(str(given), choices, 1):
            return phrase("mend.near", name=near, form=known)
        return phrase("mend.one_of", form=known)
    if bool in bare:
        return phrase("mend.yes_or_no")
    if dt.date in bare:
        return phrase("mend.day")
    if limits is None or limits.ge is None:
        return phrase("mend.text" if str in bare else "mend.number")
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if is_number and int in bare and limits.ge <= given <= limits.le:
        return phrase("mend.whole")
    if limits.le == LARGEST and not (is_number and given > LARGEST):
        return phrase("mend.least", least=limits.ge)
    return phrase("mend.range", least=limits.ge, most=limits.le)


def limits_of(kind: Any) -> msgspec.Meta | None:
    """The bounds of a kind, whether or not it may be left out."""
    for each in _alternatives(kind):
        if get_origin(each) is Annotated:
            return next((m for m in get_args(each)[1:] if isinstance(m, msgspec.Meta)), None)
    return None


def choices_of(kind: Any) -> tuple[str, ...]:
    """The texts that a kind allows; () where it isn't a choice."""
    return tuple(
        text
        for each in _alternatives(kind)
        for text in get_args(_plain(each))
        if get_origin(_plain(each)) is Literal
    )


def unit_of(kind: Any) -> str:
    """The unit that the kind's record names, "" for none."""
    limits = limits_of(kind)
    return str((limits.extra or {}).get("unit", "")) if limits else ""


def plain_type(kind: Any) -> type[Any]:
    """The type without its bounds, whether or not the value may be left out."""
    found: type[Any] = _bare(kind)[0]
    return found


def may_be_missing(kind: Any) -> bool:
    return NoneType in get_args(kind)


def _bare(kind: Any) -> tuple[Any, ...]:
    return tuple(_plain(each) for each in _alternatives(kind))


def _plain(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _alternatives(kind: Any) -> tuple[Any, ...]:
    parts = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    return tuple(part for part in parts if part is not NoneType)


def _within(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
