"""Number formats of a web page's cells: `mso-number-format` in a style sheet's class or in the cell itself, as Excel and ERPs write it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.intake.sheets.cell_formats.codes import PERCENT, PERCENT_SIGN, meaning
from analysis.intake.sheets.grid import Cell

_LONGEST = 200  # signs of a selector
_NAME = "mso-number-format"
_CLASS_OF_RULE = re.compile(r"\.([\w-]{1,100})\s*$")
_SHEET = re.compile(r"<style\b[^<>]{0,400}>", re.IGNORECASE)
_SHEET_END = re.compile(r"</style", re.IGNORECASE)
_COMMENT = re.compile(r"/\*[^*]{0,4000}\*/")
_FORMAT = re.compile(
    r"""mso-number-format\s{0,9}:\s{0,9}(?:"((?:[^"\\]|\\.){0,400}+)"|'((?:[^'\\]|\\.){0,400}+)'|([^;"'}]{1,400}))""",
    re.IGNORECASE | re.DOTALL,
)
_CLASS = re.compile(
    r"""\bclass\s{0,9}=\s{0,9}(?:"([^"]{0,400})"|'([^']{0,400})'|([^\s"'>]{1,400}))""",
    re.IGNORECASE,
)
# An escape of CSS: Excel writes four hexadecimal digits, «\0022» for a quote, or the sign itself behind the stroke.
_ESCAPE = re.compile(r"\\(?:(00[0-9a-fA-F]{2}|20[aA][0-9a-fA-F])|(.))", re.DOTALL)
_BARE = re.compile(r"[-−]?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?")  # as programs write a number
_DIGITS = re.compile(r"[-−(]?\d[\d\s.,'’]{0,40}\)?")


@dataclass(frozen=True)
class PageFormats:
    """`classes`: class → what its number format shows: a currency's code, codes.PERCENT, codes.PERCENT_SIGN or "" for neither."""

    classes: Mapping[str, str]

    @classmethod
    def read(cls, page: str, styles: str) -> PageFormats:
        """From the rules of the page's own style sheets and of `styles`, which stand beside it."""
        found: dict[str, str] = {}
        for rules in (styles, *_own(page)):
            if _NAME not in rules.lower():
                continue
            for rule in _COMMENT.sub("", rules).split("}"):
                names, _, body = rule.partition("{")
                if code := _FORMAT.search(body):
                    named = (
                        _CLASS_OF_RULE.search(name[-_LONGEST:])
                        for name in names[-10 * _LONGEST :].split(",")
                    )
                    found |= dict.fromkeys((name.group(1) for name in named if name), _shown(code))
        return cls(found)

    def of(self, attributes: str) -> str:
        """What the format of a cell with these attributes shows; "" for nothing."""
        if _NAME in attributes.lower() and (own := _FORMAT.search(html.unescape(attributes))):
            return _shown(own)
        if not self.classes or not (named := _CLASS.search(attributes)):
            return ""
        names = (named.group(1) or named.group(2) or named.group(3) or "").split()
        return next((shown for name in reversed(names) if (shown := self.classes.get(name))), "")


def with_sign(text: str, sign: str) -> Cell:
    """A cell's text as a number where it is one without a sign of its own, which its format adds as it does to a typed number."""
    if _BARE.fullmatch(text):
        return float(text.replace("−", "-"))
    if sign not in (PERCENT, PERCENT_SIGN) and _DIGITS.fullmatch(text):
        return f"{text} {sign}"
    return text


def _own(page: str) -> Iterator[str]:
    end = 0
    while (start := _SHEET.search(page, end)) and (stop := _SHEET_END.search(page, start.end())):
        end = stop.start()
        yield page[start.end() : end]


def _shown(code: re.Match[str]) -> str:
    written = code.group(1) or code.group(2) or code.group(3) or ""
    return meaning(
        _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], written.strip())
    )
