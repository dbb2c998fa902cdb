"""Plain client names: without legal form, quotes, case, dashes and brackets; letters that look alike count as one.

Only for comparing: nobody is shown a plain name, and no client is known by it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from analysis.intake.patterns import bounded
from analysis.intake.values.legal_forms import FAMILY, WRITTEN_OUT, without_forms
from analysis.intake.values.letters import CYRILLIC_LETTER, looks_like, sounds_like
from analysis.intake.values.tax_numbers import is_tax_number

INITIALS = (
    "\u02b9"  # ends a word that is a person's initials: «И. П.» is no «ИП»; a letter to WORDS
)
LITTLE = frozenset(
    looks_like(word) for word in ["и", "в", "на", "по", "из", "с", "у", "о", "of", "and"]
)

GLUED = re.compile(
    r"\b([OО]{3}|[OО][AА][OО]|[3ЗZ][AА][OО]|[ПP][AА][OО]|ИП)(?=[А-ЯЁ][а-яё])"
)  # «ОООРомашка»
BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
TAX_NUMBER = re.compile(r"\bинн(?:\s*/\s*кпп)?\W{0,3}(\d{12}|\d{10})(?:\s*/\s*(\d{9}))?\b")
BRANCH = re.compile(r"\bкпп\W{0,3}(\d{9})\b")
DOTTED = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")
QUOTES = "\"'«»„“”‘’"
WORDS = re.compile(r"[^\W_]+")
LONGEST = 1_000  # signs
DIGITS = re.compile(r"\d+")
MARKS = re.compile(
    r"\b(?:не использовать|не используется)\b[\s!.]*$"
)  # what a card is told by, not the client
BRACKETED_MARKS = bounded(
    rf"^\W*(?:{MARKS.pattern.rstrip('$')}|(?:дубль|копия|архив|удалить)\b)\W*$"
)
TOWN = re.compile(
    r"(?<=[\s,.\"»])(?:в\s+)?г(?:\.\s?|\s)([^\W\d_]{3,}(?:[\s-][^\W\d_]{3,}){0,2})[\s\"»]*$"
)
DEPARTMENT = re.compile(r"\b(?:филиал|обособленное подразделение|представительство)\b")


@dataclass(frozen=True)
class PlainName:
    """`words`: what is left of a name. `form`: family of its legal form; `maker`: НПО, ПКФ …; `note`: what stood in brackets,
    or the branch and town after it (`place`: the town); `tax_number`, `branch`: ИНН and КПП written into the name; `spelt`: the words
    in their own letters. Each empty where there is none."""

    words: tuple[str, ...]
    form: str = ""
    maker: str = ""
    note: str = ""
    place: str = ""
    tax_number: str = ""
    branch: str = ""
    spelt: tuple[str, ...] = ()

    @cached_property
    def key(self) -> str:
        """The same for names that are one but for spaces and dashes."""
        return "".join(self.words)

    @cached_property
    def told_by(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Numbers and short words (initials, letters, Roman numbers): «СМУ-3» and «СМУ-5» are two clients, however alike."""
        short = sorted(w for w in self.words if len(w) <= 2 and not w.isdigit() and w not in LITTLE)
        return tuple(sorted(DIGITS.findall(" ".join(self.words)))), tuple(short)

    @cached_property
    def note_numbers(self) -> tuple[str, ...]:
        return tuple(DIGITS.findall(self.note))

    @cached_property
    def in_order(self) -> str:
        """For comparing: words by the alphabet, as «завод Альфа» is «Альфа завод»."""
        return " ".join(sorted(self.words))

    @cached_property
    def sound(self) -> str:
        """The same for names that are one but for the alphabet: «Ромашка» and Romashka."""
        return "".join(sounds_like(word) for word in self.spelt)


def plain(name: str) -> PlainName:
    """A text that is too long for a name is one word."""
    if len(name) > LONGEST:
        return PlainName((name.casefold(),), spelt=(name.casefold(),))
    text = GLUED.sub(r"\1 ", unicodedata.normalize("NFKC", name).replace(INITIALS, ""))
    text = text.casefold().replace("ё", "е")
    text, tax_number, branch = _numbers(text)
    outside = MARKS.sub(" ", BRACKETS.sub(" ", text))
    if not WORDS.search(outside):
        outside = text
    notes = (
        []
        if outside == text
        else [a or b for a, b in BRACKETS.findall(text) if not BRACKETED_MARKS.match(a or b)]
    )
    outside, place = _place(outside)
    town = " ".join(looks_like(w) for w in WORDS.findall(DEPARTMENT.sub(" ", place)))
    rest, form, maker = without_forms(_words(outside))
    note = " ".join(
        w
        for part in (*notes, place)
        for w in map(looks_like, _bare(_words(part)))
        if w != looks_like("г")
    )
    spelt = tuple(_bare(_initials_last(rest)))
    return PlainName(
        tuple(map(looks_like, spelt)), form, maker, note, town, tax_number, branch, spelt
    )


def _numbers(text: str) -> tuple[str, str, str]:
    """The text without the ИНН and КПП that are written into it, and these; an ИНН whose check digits fail is none."""
    tax, branch = TAX_NUMBER.search(text), BRANCH.search(text)
    number = tax.group(1) if tax and is_tax_number(tax.group(1)) else ""
    beside = tax.group(2) if tax else None
    return (
        BRANCH.sub(" ", TAX_NUMBER.sub(" ", text)),
        number,
        beside or (branch.group(1) if branch else ""),
    )


def _place(text: str) -> tuple[str, str]:
    """The name without the branch or town that follows it («филиал Казань», «г. Москва»), and that; a person's name has none."""
    words = {looks_like(word) for word in WORDS.findall(text)}
    if any(FAMILY.get(word) == "person" for word in words):
        return text, ""
    found: list[str] = []
    rest = text.strip()
    if (department := DEPARTMENT.match(rest)) and WORDS.search(rest[department.end() :]):
        found, rest = [department.group()], rest[department.end() :]
    if (town := TOWN.search(rest)) and _says_more(rest[: town.start()]):
        found, rest = [*found, town.group(1)], rest[: town.start()]
    if (department := DEPARTMENT.search(rest)) and _says_more(rest[: department.start()]):
        tail = rest[department.start() :]
        if not any(sign in tail for sign in QUOTES) and not any(
            looks_like(w) in FAMILY for w in WORDS.findall(tail)
        ):
            found, rest = [tail, *found], rest[: department.start()]
    return rest, " ".join(w for part in found for w in WORDS.findall(part) if w not in ("в", "г"))


def _says_more(text: str) -> bool:
    """Whether a name is left: more than its legal form."""
    words = [looks_like(word) for word in WORDS.findall(text)]
    return any(word not in FAMILY and len(word) > 1 for word in words)


def _words(text: str) -> list[str]:
    """Words; forms written out as their letters; initials as one word, marked where they may be taken for a legal form."""
    text = text.replace("+", " плюс ").replace("&", " и ")
    found: list[str] = []
    letters = 0  # single ones, one after the other, that the last word was made of
    for word in _short_forms(WORDS.findall(DOTTED.sub(_together, text))):
        if len(word) > 1 or not word.isalpha():
            found, letters = [*found, word], 0
        elif letters:
            found[-1], letters = found[-1].replace(INITIALS, "") + word, letters + 1
        else:
            found, letters = [*found, word], 1
        if letters == 2 and len(found) > 1 and CYRILLIC_LETTER.match(found[-1]):
            found[-1] += INITIALS
    return found


def _together(found: re.Match[str]) -> str:
    """Letters with dots as one word. Two Cyrillic ones are initials, but for «И.П.» before a whole name and beside quotes."""
    letters = re.sub(r"[.\s]", "", found.group())
    before, after = found.string[: found.start()].rstrip(), found.string[found.end() :].lstrip()
    is_form = before[-1:] in tuple(QUOTES) or after[:1] in tuple(QUOTES)
    if letters == "ип" and not WORDS.search(before):
        is_form = is_form or len(WORDS.findall(after)) > 1
    if len(letters) == 2 and CYRILLIC_LETTER.match(letters) and not is_form:
        letters += INITIALS
    return f" {letters} "


def _short_forms(words: list[str]) -> list[str]:
    looks, found, at = [looks_like(word) for word in words], list[str](), 0
    while at < len(words):
        for phrase, form in WRITTEN_OUT.get(looks[at], ()):
            if tuple(looks[at : at + len(phrase)]) == phrase:
                found.append(form)
                at += len(phrase)
                break
        else:
            found.append(words[at])
            at += 1
    return found


def _initials_last(words: list[str]) -> list[str]:
    """«И. И. Иванов» as «Иванов И. И.»."""
    return [*words[1:], words[0]] if len(words) == 2 and words[0].endswith(INITIALS) else words


def _bare(words: list[str]) -> list[str]:
    return [word.replace(INITIALS, "") for word in words]
