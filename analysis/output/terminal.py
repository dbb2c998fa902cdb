"""What the command says to a person. Names, headers and values come from strangers' files: on a terminal they are text and nothing else."""

from __future__ import annotations

import click

LONGEST_LINE = 400  # signs
CONTROLS = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\r\n"}


def plain(text: str) -> str:
    """Without signs that would steer a terminal or turn its writing round: each becomes a space. Line breaks stay."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)


def plain_line(text: str) -> str:
    """A text out of files, fit for one line on a terminal."""
    return plain(text).replace("\n", " ")[:LONGEST_LINE]


def without_controls(text: str) -> str:
    """Data for another program: only control characters become spaces; tabs, line breaks and all else stay."""
    return text.translate(CONTROLS)


def say(text: str, err: bool = False) -> None:
    click.echo(plain(text), err=err)
