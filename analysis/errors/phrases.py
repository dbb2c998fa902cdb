"""Parts of an error's sentence that have words of their own: hints, and what to write instead. By code, with typed values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Phrase:
    """The code of a text of `analysis.language` (`hint.…`, `mend.…`) with its values; its own text is the English one."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        from analysis.language import english  # here: who only carries it loads no texts

        return english.sentence(
            self.code, {name: as_typed(value) for name, value in self.values.items()}
        )


def as_typed(value: object) -> object:
    """A limit as it is typed: 1 and not 1.0."""
    return f"{value:,.16g}" if isinstance(value, int | float) else value


def phrase(code: str, **values: object) -> Phrase:
    return Phrase(code, values)


@dataclass(frozen=True)
class MissingColumns:
    """Columns that a table needs and lacks: for each need, its alternatives, each of one or several columns together."""

    needs: tuple[tuple[tuple[str, ...], ...], ...]

    def __str__(self) -> str:
        return " and ".join(
            " or ".join(" and ".join(columns) for columns in need) for need in self.needs
        )


def missing_columns(needs: Iterable[Iterable[Iterable[str]]]) -> MissingColumns:
    return MissingColumns(
        tuple(tuple(tuple(sorted(columns)) for columns in need) for need in needs)
    )


def hint(near: Iterable[str], known: Iterable[str]) -> Phrase:
    """The closest known word, else all of them."""
    for name in near:
        return phrase("hint.name", name=name)
    return phrase("hint.known", names=", ".join(known))
