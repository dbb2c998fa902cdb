"""Which level of a report is the client, the order, the product: by the header's names, checked against the texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.intake.columns.grouped.document import day, document
from analysis.intake.columns.grouped.header import GroupHeader
from analysis.intake.columns.grouped.kinds import level_kind
from analysis.intake.columns.grouped.levels import Tree

_MOSTLY = 0.6
_ORDERLY = re.compile("заказ|order", re.IGNORECASE)
_SALE = re.compile("продаж|реализац|отгрузк|сч[её]т|накладн|sale|invoice", re.IGNORECASE)
_BOUGHT = re.compile(
    "поступлени|парти[яи]|оприходован|приходн|purchase|goods receipt", re.IGNORECASE
)
_BY_CLIENT = re.compile(
    r"\bby (?:customer|client)|по (?:контрагент|клиент|покупател|заказчик)", re.IGNORECASE
)


@dataclass(frozen=True)
class Level:
    """A level: its name in the header (`level 1` where it has none) and the column of order_lines that it gives, or ""."""

    name: str
    kind: str


class LevelMismatch(Exception):
    """The header's names don't fit the rows' levels."""


def texts_at(tree: Tree, depth: int) -> list[str]:
    """The different texts of a level, in their order."""
    return list(dict.fromkeys(n.stated[depth] for n in tree.nodes if n.stated.get(depth)))


def _share(texts: Sequence[str], is_such: object) -> float:
    return sum(bool(is_such(t)) for t in texts) / len(texts) if texts else 0.0  # type: ignore[operator]


def _is_document(text: str) -> bool:
    found = document(text)
    return found is not None and found.is_whole


def _is_bought(text: str) -> bool:
    """Whether the document is how the goods came: no client ordered it."""
    found = document(text)
    return found is not None and found.is_whole and bool(_BOUGHT.search(found.kind))


def name_levels(tree: Tree, header: GroupHeader) -> tuple[Level, ...]:
    """The levels of the tree, outermost first. Raises Misfit."""
    texts = [texts_at(tree, depth) for depth in range(tree.depth)]
    documents = [_share(t, _is_document) for t in texts]
    bought = {d for d, each in enumerate(texts) if _share(each, _is_bought) >= _MOSTLY}
    orders = [d for d, share in enumerate(documents) if share >= _MOSTLY and d not in bought]
    names = _aligned(header.levels, tree.depth, orders)
    levels = [
        Level(name or f"level {d + 1}", level_kind(name) if name else "")
        for d, name in enumerate(names)
    ]
    for d in bought | {d for d, level in enumerate(levels) if _BOUGHT.search(level.name)}:
        levels[d] = replace(levels[d], kind="")
    orders = [d for d in orders if not _BOUGHT.search(levels[d].name)]
    for d in orders:
        if levels[d].kind not in ("", "order_id"):
            raise LevelMismatch
        levels[d] = replace(levels[d], kind="order_id")
    unnamed = [d for d, level in enumerate(levels) if not names[d] and not level.kind]
    if len(levels) == len(unnamed) == 1 and any(_BY_CLIENT.search(t) for t in header.above):
        levels[0] = replace(levels[0], kind="client_name")
    for d, level in enumerate(levels):
        if level.kind == "order_date" and _share(texts[d], day) < _MOSTLY:  # «Март 2013»
            levels[d] = replace(level, kind="")
    return tuple(_once(levels, orders, texts))


def _aligned(names: Sequence[str], depth: int, orders: Sequence[int]) -> list[str]:
    """The header's names at their levels, "" where it has none for a level."""
    named_order = [n for n, name in enumerate(names) if level_kind(name) == "order_id"]
    if len(names) == depth or not names:
        return list(names) or [""] * depth
    if len(names) > depth:  # folded: the deepest levels are not shown
        if (orders and orders[0] in named_order) or (
            not orders and all(n >= depth for n in named_order)
        ):
            return list(names[:depth])
        raise LevelMismatch
    if not orders and len(names) == 1:
        return (
            [""] * depth
        )  # folders and what is in them stand under one name: only the user knows which is meant
    if not orders:
        raise LevelMismatch
    at = orders[0]
    before = named_order[0] if named_order else len(names)
    after = len(names) - before - 1 if named_order else 0
    if at < before or depth - 1 - at < after:
        raise LevelMismatch
    found = [""] * depth
    if (
        named_order
    ):  # folders above the first name, or between the order and its lines, have no name
        found[at - before : at + 1] = names[: before + 1]
        found[depth - after :] = names[before + 1 :] if after else []
    else:
        found[:before] = names
    return found


def _once(
    levels: Sequence[Level], documents: Sequence[int], texts: Sequence[Sequence[str]]
) -> list[Level]:
    """Each kind once: of several order levels the one that is called so, or a sale, else that of documents; of others the first."""
    orders = [d for d, level in enumerate(levels) if level.kind == "order_id"]

    def rank(d: int) -> tuple[bool, bool, bool, bool, int]:
        name = levels[d].name
        is_order = _share(texts[d], _ORDERLY.search) >= _MOSTLY
        return bool(_ORDERLY.search(name)), bool(_SALE.search(name)), d in documents, is_order, d

    chosen = max(orders, key=rank, default=-1)
    seen: set[str] = set()
    found = []
    for d, level in enumerate(levels):
        if level.kind in seen or (level.kind == "order_id" and d != chosen):
            level = replace(level, kind="")
        seen.add(level.kind or " ")
        found.append(level)
    return found
