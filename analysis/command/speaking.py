"""The command's help, and what click says of its words, in the language spoken."""

from __future__ import annotations

import gettext
from typing import Any

import click
import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from analysis.language.command_words import CommandWords, own_texts

_MODULES: tuple[Any, ...] = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.types,
)


def speak(group: click.Group, lang: str) -> CommandWords:
    """Sets the help of the commands and of their options, and click's own sentences."""
    texts = own_texts(lang)
    _translate_click(texts)
    for command in (group, *group.commands.values()):
        is_group = command is group
        command.help = texts["help.dealfit" if is_group else f"help.{command.name}"]
        command.options_metavar = texts["click.[OPTIONS]"]
        command._help_option = None  # made anew in this language
        for param in command.params:
            if isinstance(param, click.Option):
                param.help = texts[f"help.option.{param.name}"]
            key = _METAVARS.setdefault((command.name, param.name), param.metavar or _metavar(param))
            if f"help.metavar.{key}" in texts:
                param.metavar = texts[f"help.metavar.{key}"]
            _name_type(param.type, texts)
    group.subcommand_metavar = texts["click.COMMAND [ARGS]..."]
    return CommandWords(lang)


def _name_type(kind: click.ParamType[Any], texts: dict[str, str]) -> None:
    """A number's kind, a file or a folder as click's sentence of a wrong one calls it."""
    if isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        own = type(kind).name
        kind.name = texts.get(f"help.type.{own}", own)
    if isinstance(kind, click.Path):
        own = (
            "path" if kind.file_okay == kind.dir_okay else "file" if kind.file_okay else "directory"
        )
        kind.name = texts[f"click.{own}"]


_METAVARS: dict[tuple[str | None, str | None], str] = {}  # as the command declares them


def _metavar(param: click.Parameter) -> str:
    """What stands for an option's value or for an argument, as click has it."""
    if isinstance(param, click.Argument):
        return f"{(param.name or '').upper()}{'...' if param.nargs == -1 else ''}"
    is_flag = isinstance(param, click.Option) and param.is_flag
    return "" if is_flag or isinstance(param.type, click.Choice) else param.type.name.upper()


def _translate_click(texts: dict[str, str]) -> None:
    """click takes its sentences from gettext, of which it brings no catalogue: they are given here."""

    def said(text: str) -> str:
        return texts.get(f"click.{text}", text)

    def counted(one: str, many: str, n: int) -> str:
        return said(gettext.ngettext(one, many, n))

    for module in _MODULES:
        for name, instead in (("_", said), ("ngettext", counted)):
            if hasattr(module, name):
                setattr(module, name, instead)
