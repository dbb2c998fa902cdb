"""What a number format says of the number beside its digits: the currency `USD` of `[$$-409]#,##0.00`, the per cent of `0 %`.

The built-in formats 5 to 8 and 37 to 44, without a code of their own in the file, follow the computer's language: they say nothing,
and such an amount is in the workspace's currency. Codes by ECMA-376 part 1, 18.8.31.
"""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.intake.currency import by_sign
from analysis.intake.patterns import bounded

PERCENT = "%"  # of 0.12 that shows as 12 %
PERCENT_SIGN = "%%"  # of 12 with the sign as mere text behind it
BUILT_IN = {9: PERCENT, 10: PERCENT}
_NAMED = {
    "percent": PERCENT,
    "euro currency": "EUR",
}  # instead of a code, in the XML of Excel 2003 and in web pages

_SECTION = bounded(r"""\[[^\]]*\]|"[^"]*"|\\.|;""", re.DOTALL)
_PIECE = bounded(
    r"""\[\$(?P<symbol>[^\]\-]*)(?:-(?P<locale>[0-9A-Fa-f]+))?\]   # [$€-407]
    | \[[^\]]*\]                                                    # [Red], [>100], [h]
    | "(?P<quoted>[^"]*)"?                                          # "руб."
    | \\(?P<escaped>.)                                              # \$
    | [_*].                                                         # a gap as wide as a sign, a filler
    | (?P<plain>.)""",
    re.VERBOSE | re.DOTALL,
)
# Several countries call their money $ or kr.: the language of the format tells ([MS-LCID], the lower 16 bits).
_LOCAL = {
    "$": {
        0x1009: "CAD",
        0x0C0C: "CAD",
        0x0C09: "AUD",
        0x1409: "NZD",
        0x080A: "MXN",
        0x1004: "SGD",
        0x4809: "SGD",
        0x0C04: "HKD",
        0x3C09: "HKD",
        0x0404: "TWD",
    },
    "¥": {0x0411: "JPY"},
    "￥": {0x0411: "JPY"},
    "kr": {0x0414: "NOK", 0x0814: "NOK", 0x0406: "DKK", 0x041D: "SEK"},
    "р": {0x0423: "BYN"},
    "br": {0x0423: "BYN"},
}


@lru_cache(4096)
def meaning(code: str) -> str:
    """The currency that the format shows beside a number, PERCENT or PERCENT_SIGN; "" where it shows neither."""
    if named := _NAMED.get(code.strip().lower()):
        return named
    digits, shown, found = "", "", ""
    for piece in _PIECE.finditer(_first_section(code)):
        if piece["symbol"] is not None:
            found = found or _of_symbol(piece["symbol"], piece["locale"] or "")
        elif piece["quoted"] is not None or piece["escaped"] is not None:
            shown += piece["quoted"] if piece["quoted"] is not None else piece["escaped"]
        elif piece["plain"] is not None:
            digits += piece["plain"]
    if not re.search(r"[0#?]|general", digits, re.IGNORECASE) or re.search(
        r"[ymdhs]", digits.lower().replace("general", "")
    ):
        return ""  # a day or a time, or no number at all
    if PERCENT in digits:
        return PERCENT
    if PERCENT in shown:
        return PERCENT_SIGN
    bare = re.sub(r"[0#?.,/ ()+\-\u00a0]|general", "", digits, flags=re.IGNORECASE)
    return found or _of_text(shown) or _of_text(bare)


def _first_section(code: str) -> str:
    """The part for positive numbers."""
    for end in _SECTION.finditer(code):
        if end.group() == ";":
            return code[: end.start()]
    return code


def _of_symbol(symbol: str, locale: str) -> str:
    plain = symbol.strip().casefold().rstrip(".")
    language = int(locale[-4:], 16) if locale else 0
    return _LOCAL.get(plain, {}).get(language) or _of_text(symbol)


def _of_text(text: str) -> str:
    """The currency that a text of the format names: as a whole, or by one of its words («тыс. руб.»)."""
    return by_sign(text) or next((found for word in text.split() if (found := by_sign(word))), "")
