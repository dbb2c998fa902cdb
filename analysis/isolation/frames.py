"""Messages between a process and the one that reads files for it: eight bytes of their length, then the bytes."""

from __future__ import annotations

import copyreg
from types import MappingProxyType
from typing import IO, Any

LONGEST = 1 << 30


def _as_dict(frozen: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _frozen, (dict(frozen),)


def _frozen(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


copyreg.pickle(MappingProxyType, _as_dict)


def write(stream: IO[bytes], message: bytes) -> None:
    stream.write(len(message).to_bytes(8, "big"))
    stream.write(message)
    stream.flush()


def read(stream: IO[bytes]) -> bytes | None:
    """The next message; None where the other side has ended."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    if size > LONGEST:
        return None
    message = stream.read(size)
    return message if len(message) == size else None
