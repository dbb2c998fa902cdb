"""A what-if in words: for the files' filter line, for saved scenarios, for the figures."""

from __future__ import annotations

from analysis.journal.what_if import WhatIf
from analysis.language import MINUS, Words, is_unknown
from dashboard.view import View, client_names


def change(view: View, what: WhatIf) -> str:
    """ "prices of custom orders +10 %; without client X"."""
    words, names = view.words, client_names(view.data)
    parts = []
    if what.price_change:
        kind = next(iter(what.price_kinds), "all")
        parts.append(
            words(f"what_if.said.price.{kind}", by=signed_percent(words, what.price_change))
        )
        if of := _priced(words, what, names):
            parts[-1] += f" ({'; '.join(of)})"
    if what.without_clients:
        parts.append(
            words(
                "what_if.said.without",
                names=", ".join(names.get(c, c) for c in what.without_clients),
            )
        )
    if what.least_custom_batch is not None:
        parts.append(words("what_if.said.batch", n=int(what.least_custom_batch)))
    for kind in ("rates", "capacities"):
        for pool, factor in getattr(what, kind):
            parts.append(
                words(f"what_if.said.{kind}", pool=pool, by=signed_percent(words, factor - 1))
            )
    if what.target_margin is not None:
        parts.append(words("what_if.said.target", target=words.share(what.target_margin)))
    if what.overhead_basis is not None:
        parts.append(rule(words, what))
    return "; ".join(parts) or words("what_if.said.nothing")


def _priced(words: Words, what: WhatIf, names: dict[str, str]) -> list[str]:
    """Which batches, families, managers and clients a price moves for."""
    said = []
    if what.price_from is not None:
        said.append(words("what_if.said.from", n=int(what.price_from)))
    if what.price_under is not None:
        said.append(words("what_if.said.under", n=int(what.price_under)))
    if what.price_families:
        said.append(words("what_if.said.families", names=", ".join(what.price_families)))
    if what.price_managers:
        said.append(words("what_if.said.managers", names=", ".join(what.price_managers)))
    if what.price_clients:
        said.append(
            words(
                "what_if.said.for_clients",
                names=", ".join(names.get(c, c) for c in what.price_clients),
            )
        )
    return said


def rule(words: Words, what: WhatIf) -> str:
    """The book overhead rule: so much of its basis, or so much money a piece."""
    rate = what.overhead_rate or 0.0
    much = words.money(rate, 2) if what.overhead_basis == "quantity" else words.share(rate)
    return words("what_if.said.rule", basis=words(f"basis_of.{what.overhead_basis}"), rate=much)


def signed_percent(words: Words, part: float) -> str:
    return ("+" if part > 0 else "") + words.share(
        part, 0 if round(part * 100, 4).is_integer() else 1
    )


def signed(words: Words, value: float | None, unit: str) -> str:
    """+1,2 млн ₽"""
    if is_unknown(value) or value is None:
        return words.unknown
    if unit == "share":  # percentage points
        said = words("what_if.points", n=words.number(value * 100, 1))
    else:
        said = words.short_money(value) if unit == "money" else words.value(value, unit)
    return said if said.startswith(MINUS) or value <= 0 else f"+{said}"
