"""settings.toml and portrait.toml as texts: whatever is wrong with the file itself is one sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from analysis import toml
from analysis.errors import BadSettings


def text(path: Path) -> str | None:
    """The file's text, None where there is none. BadSettings where it can't be opened or is no UTF-8."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise BadSettings("not_utf8", file=path.name) from None
    except OSError as trouble:
        raise BadSettings("cannot_open", file=path.name, detail=trouble.strerror or trouble) from None


def parsed(written: str, file: str) -> dict[str, Any]:
    try:
        return toml.parsed(written)
    except tomllib.TOMLDecodeError as trouble:
        raise BadSettings("bad_toml", file=file, detail=trouble) from None


def read(path: Path) -> dict[str, Any] | None:
    """The file's values, None where there is none."""
    written = text(path)
    return None if written is None else parsed(written, path.name)
