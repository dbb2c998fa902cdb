"""Letters of two alphabets: those that look alike count as one, and what sounds alike is written in one alphabet.

Transliteration follows no single standard, because clients' cards follow several (ГОСТ, passports, e-mail addresses): spellings
that these give to one letter meet in one («й», «ы», «и» are i; «х» is h, also where it was written kh).
"""

from __future__ import annotations

import re
import unicodedata

CYRILLIC, LATIN = "авекмнорстухіјѕ", "abekmhopctyxijs"  # which letters are taken for which
LIKE_LATIN = str.maketrans(CYRILLIC, LATIN)
LIKE_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
SOUNDS = (
    "а:a б:b в:v г:g д:d е:e ё:e ж:zh з:z и:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h"
)
MORE_SOUNDS = "ц:ts ч:ch ш:sh щ:sch ъ: ы:i ь: э:e ю:iu я:ia і:i ї:i є:e ґ:g"
IN_LATIN: dict[str, str] = {pair[0]: pair[2:] for pair in f"{SOUNDS} {MORE_SOUNDS}".split()}
SPELT = (("shch", "sch"), ("kh", "h"), ("x", "ks"), ("w", "v"), ("j", "i"), ("y", "i"))
UMLAUTS = re.compile(r"([aou])e(?=[a-z])")
SEVERAL_I = re.compile(r"i+")
LONGEST_ROMAN = 4  # letters of a word that may be a Roman number: III is not II
CYRILLIC_LETTER = re.compile(r"[а-яёіїєґ]")


def looks_like(text: str) -> str:
    """A lower-case text in which letters that look alike are one: «ООО» typed in Latin letters is «ООО»."""
    return text.translate(LIKE_LATIN)


def sounds_like(word: str) -> str:
    """A lower-case word in Latin letters: «ромашка» is romashka, «müller» and «mueller» are muller."""
    if set(word) & set(IN_LATIN) - set(
        CYRILLIC
    ):  # letters of Cyrillic alone: the others are meant so too
        word = word.translate(LIKE_CYRILLIC)
    spelt = "".join(IN_LATIN.get(letter, letter) for letter in word)
    spelt = "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))
    for several, one in SPELT:
        spelt = spelt.replace(several, one)
    spelt = UMLAUTS.sub(r"\1", spelt)
    return SEVERAL_I.sub("i", spelt) if len(word) > LONGEST_ROMAN else spelt


def mixed_letters(name: str) -> str:
    """The letters of the other alphabet in words that mix both, in order: «PОмашка» has P. Empty where no word mixes."""
    found: list[str] = []
    for word in re.findall(r"[^\W\d_]+", name):
        cyrillic = [c for c in word if CYRILLIC_LETTER.match(c.lower())]
        latin = [c for c in word if c.isascii()]
        if cyrillic and latin:
            found += latin if len(latin) <= len(cyrillic) else cyrillic
    return "".join(dict.fromkeys(found))
