"""The words of the command, in the language that was asked for or the system's."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from analysis.language import LANGUAGES, Words, texts

VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set says it


class CommandWords(Words):
    """As `Words`; where a text tells of a page's widgets, the one for the command stands beside it, as `KEY.command`."""

    def _text(self, key: str) -> str:
        if key in own_texts(self.lang):  # nothing else is read for them: the command must be quick
            return own_texts(self.lang)[key]
        whole = texts(self.lang)
        return whole[f"{key}.command"] if f"{key}.command" in whole else whole[key]

    def has(self, key: str) -> bool:
        return key in own_texts(self.lang) or super().has(key)

    def error(self, trouble: Any) -> str:
        """Its English sentences are those of `analysis.errors`, which Python shows too."""
        return str(trouble) if self.lang == "en" else super().error(trouble)


@cache
def own_texts(lang: str) -> dict[str, str]:
    """What the command says by itself."""
    own: dict[str, str] = importlib.import_module(f"analysis.language.{lang}.command").TEXTS
    return own


def language(args: Sequence[str], environment: Mapping[str, str]) -> str:
    """ru or en: as `--lang` says it among the command's words, else as the system is set."""
    for word, following in pairwise([*args, ""]):
        asked = (
            following
            if word == "--lang"
            else word.removeprefix("--lang=")
            if word.startswith("--lang=")
            else ""
        )
        if asked in LANGUAGES:
            return asked
    of_system = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    return (
        "ru" if of_system.lower().partition(".")[0].partition("_")[0] in ("ru", "russian") else "en"
    )
